"""Tables of contents skip the articles that are not published, instead of warning that they do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import get_language
from docutils.statemachine import StringList
from docutils.utils import new_document
from sphinx.directives.other import glob_re
from sphinx.util import docname_join, url_re
from sphinx.util.docutils import SphinxDirective
from sphinx.util.matching import patfilter
from sphinx.util.nodes import explicit_title_re

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.reading.publishing import UNPUBLISHED_ENTRIES, left_out_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class PublishedEntries(SphinxDirective):
    """Comes before the ``toctree`` of Sphinx, or of another extension, among the bases of the directive."""

    @guarded
    def run(self) -> list[nodes.Node]:
        """Make the table of contents without the entries of unpublished articles, and note these."""
        if left_out_of(self.env):
            unpublished = [self._unpublished(entry) for entry in self.content]
            names = {name for found in unpublished for name in found}
            if names:
                table, docname = UNPUBLISHED_ENTRIES.of(self.env), self.env.docname
                table[docname] = tuple(sorted(names.union(table.get(docname, ()))))
                lines = zip(self.content.xitems(), unpublished, strict=True)
                kept = [(line, (source, offset)) for (source, offset, line), found in lines if not found]
                self.content = StringList([line for line, _item in kept], items=[item for _line, item in kept])
        return list(super().run())

    def _unpublished(self, entry: str) -> list[str]:
        """Return the unpublished documents for which an entry stands, unless there are published ones among them."""
        explicit = explicit_title_re.match(entry)
        name = explicit[2] if explicit else entry
        if not name or url_re.match(name):
            return []
        if "glob" in self.options and not explicit and glob_re.match(entry):
            pattern = docname_join(self.env.docname, entry)
            return [] if patfilter(self.env.found_docs, pattern) else patfilter(left_out_of(self.env), pattern)
        suffix = next((suffix for suffix in self.config.source_suffix if name.endswith(suffix)), "")
        docname = docname_join(self.env.docname, name.removesuffix(suffix))
        return [docname] if docname in left_out_of(self.env) else []


def on_builder_inited(app: Sphinx) -> None:
    """Put :class:`PublishedEntries` before whatever is registered as ``toctree`` by now."""
    registered, _messages = directives.directive("toctree", get_language("en"), new_document(""))  # type: ignore[arg-type]  # the stubs want another module
    if isinstance(registered, type) and not issubclass(registered, PublishedEntries):
        app.add_directive("toctree", type("PublishedTocTree", (PublishedEntries, registered), {}), override=True)
