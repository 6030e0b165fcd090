"""What MyST-Parser before 5.1 does otherwise; to be deleted when 5.1 is the oldest that this package supports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import myst_parser
from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.source import is_rst

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Whether addresses are escaped twice: once by the parser, once by the writer.
ESCAPES = tuple(map(int, myst_parser.__version__.split(".")[:2])) < (5, 1)


class Addresses(SphinxTransform):
    """Undoes the parser's own escaping of addresses, with which ``?a=1&tag=x`` leads elsewhere, and pays nobody."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Replace the four references that ``markdown_it.common.utils.escapeHtml`` writes."""
        if is_rst(self.config, self.env, self.env.docname):
            return
        for link in self.document.findall(nodes.reference):
            if type(link) is nodes.reference and "&" in (uri := str(link.get("refuri", ""))):
                for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                    uri = uri.replace(escaped, character)
                link["refuri"] = uri


def metas_of(document: nodes.document) -> Iterator[nodes.meta]:
    """Yield the ``meta`` nodes that a parser has put into *document*; MyST-Parser 4 wraps them."""
    for node in document.children:
        wrapped = node.details.get("nodes", ()) if isinstance(node, nodes.pending) else (node,)
        yield from (meta for meta in wrapped if isinstance(meta, nodes.meta))
