"""The text of nodes as consumers of structured data read it.

Answers of a FAQPage may use a small subset of HTML (p, br, ol, ul, li, a, b, strong, i, em). Everything else keeps its
text. Boxes with advertising are no part of an answer.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import Markup
from sphinx.locale import admonitionlabels
from sphinx.util.nodes import clean_astext

from sphinx_aiarticle.model.store import is_affiliate_url
from sphinx_aiarticle.model.url import is_safe_link
from sphinx_aiarticle.nodes import product_box, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TAGS: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p",
    nodes.bullet_list: "ul",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
    nodes.strong: "strong",
    nodes.emphasis: "em",
    nodes.title: "p",
    nodes.rubric: "p",
    nodes.term: "p",
    nodes.caption: "p",
    nodes.line: "p",
    nodes.attribution: "p",
}
_SKIPPED = (
    nodes.system_message,
    nodes.Invisible,
    nodes.image,
    product_box,
    nodes.label,
    nodes.target,
)


def answer_html(parts: Iterable[nodes.Node], page_url: str) -> str:
    """Return the visible text of *parts* in the HTML subset.

    Args:
        parts: Nodes of a resolved doctree.
        page_url: Canonical address of the page; relative links start from it.
    """
    return "".join(_html(part, page_url) for part in parts)


def only_paragraph(parts: Sequence[nodes.Node]) -> Sequence[nodes.Node]:
    """Return the children of the one paragraph that *parts* are, else *parts*: short answers need no markup.

    Text with characters that HTML escapes keeps its paragraph, so that readers of the data see that it is HTML.
    """
    seen = [part for part in parts if not isinstance(part, _SKIPPED)]
    if len(seen) == 1 and type(seen[0]) is nodes.paragraph and not set("<>&") & set(seen[0].astext()):
        return seen[0].children
    return parts


def heading_text(node: nodes.Element) -> str:
    """Return the visible text of a heading: a picture in it has none, whatever its ``alt`` says."""
    if any(isinstance(part, nodes.image | nodes.raw) for part in walk(node)):
        return clean_astext(node)  # of a copy, which takes its time
    return node.astext()


def plain_text(node: nodes.Node) -> str:
    """Return the visible text of *node* on one line."""
    while len(node.children) == 1 and type(node) in (nodes.list_item, nodes.paragraph):
        node = node.children[0]
    if type(node) is nodes.Text:
        return " ".join(node.astext().split())
    html = re.sub(r"</p>|</li>|<br>", " ", answer_html([node], ""))
    return " ".join(_without_tags(html).split())


def _without_tags(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704  # the result is text again, never markup


def _html(node: nodes.Node, page_url: str) -> str:
    if isinstance(node, nodes.Text):
        return escape(node.astext(), quote=False)
    if not isinstance(node, nodes.Element) or isinstance(node, _SKIPPED):
        return ""
    if isinstance(node, nodes.literal_block):
        return f"<p>{escape(node.astext().strip(chr(10)), quote=False).replace(chr(10), '<br>')}</p>"
    if isinstance(node, nodes.raw):
        return escape(_without_tags(node.astext()), quote=False) if "html" in node.get("format", "") else ""
    if isinstance(node, nodes.row):
        return f"<p>{' '.join(filter(None, (escape(plain_text(cell), quote=False) for cell in node.children)))}</p>"
    inner = _before(node) + answer_html(node.children, page_url)
    if isinstance(node, nodes.reference):
        return _link(node, inner, page_url)
    tag = _TAGS.get(type(node), "")
    return f"<{tag}>{inner}</{tag}>" if tag and inner.strip() else inner


def _before(node: nodes.Element) -> str:
    """Return visible text that HTML adds in front of a node's children."""
    if isinstance(node, nodes.Admonition) and node.tagname in admonitionlabels:
        if isinstance(node.children[0], nodes.title):  # the HTML writer has put it there already
            return ""
        return f"<p>{escape(str(admonitionlabels[node.tagname]), quote=False)}</p>"
    return "—" if isinstance(node, nodes.attribution) else ""


def _link(node: nodes.reference, inner: str, page_url: str) -> str:
    """Return a link by its absolute address; an affiliate link is text, because it would be a paid link without rel."""
    uri = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
    url = urljoin(page_url, uri) if page_url else uri
    is_paid = "sponsored" in str(node.get("rel", "")) or is_affiliate_url(url)
    if not uri or not inner or not is_safe_link(url) or is_paid:
        return inner
    return f'<a href="{escape(url)}">{inner}</a>'
