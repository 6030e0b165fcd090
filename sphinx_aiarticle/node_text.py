"""The text of nodes as consumers of structured data read it.

Answers of a FAQPage may use a small subset of HTML (p, br, ol, ul, li, a, b, strong, i, em). Everything else keeps its
text. Boxes with advertising are no part of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.locale import admonitionlabels
from sphinx.util.nodes import clean_astext

from sphinx_aiarticle.nodes import TEX, SemanticNode, Tex, find_elements
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import is_affiliate
from sphinx_aiarticle.url import is_safe_link

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
    nodes.field_name: "p",
    nodes.option_group: "p",
    nodes.caption: "p",
    nodes.line: "p",
    nodes.attribution: "p",
}
_SKIPPED = (nodes.system_message, nodes.Invisible, nodes.image, nodes.target)
_MARKS = (nodes.footnote_reference, nodes.generated, nodes.reference, addnodes.pending_xref, nodes.system_message)
_LINKS = (nodes.reference, addnodes.pending_xref)
_UNSAID = (*_MARKS, nodes.image, nodes.raw, nodes.math)
_UNSEEN = r"(?is)<(script|style|template)\b(?:(?!<\1\b).)*?</\1\s*>"
_AMPERSAND = re.compile(r"&amp;(#?\w*;?)")


class _Page(Record):
    """What the text of a page depends on besides its nodes."""

    url: str
    tex: Tex


def answer_html(parts: Iterable[nodes.Node], page_url: str, tex: Tex = TEX) -> str:
    """Return the visible text of *parts* (resolved) in the HTML subset; relative links start from *page_url*."""
    page = _Page(url=page_url, tex=tex)
    return _AMPERSAND.sub(_ampersand, "".join(_html(part, page) for part in parts))


def _ampersand(match: re.Match[str]) -> str:
    """Leave an ampersand bare where HTML reads it as itself, because some readers take the text for plain."""
    text = f"&{match[1]}"
    return text if unescape(text) == text else f"&#38;{match[1]}"


def only_paragraph(parts: Sequence[nodes.Node]) -> Sequence[nodes.Node]:
    """Return the children of the one paragraph that *parts* are, else *parts*: short answers need no markup.

    Text with characters that HTML escapes keeps its paragraph, so that readers of the data see that it is HTML.
    """
    seen = [part for part in parts if not _is_skipped(part)]
    if len(seen) == 1 and type(seen[0]) is nodes.paragraph:
        text = seen[0].astext()
        if "<" not in text and ">" not in text and unescape(text) == text:
            return seen[0].children
    return parts


def heading_text(node: nodes.Element, tex: Tex = TEX) -> str:
    """Return the text of a heading as readers say it, on one line: without pictures, the marks of notes and numbers."""
    if not all(type(part) is nodes.Text for part in node.children) and find_elements(node, _UNSAID):
        said = unmarked(node)
        node = said.deepcopy() if said is node else said
        for formula in list(node.findall(nodes.math)):
            formula.parent.replace(formula, nodes.Text(_in_text(formula, tex)))
        return " ".join(clean_astext(node).split())
    return " ".join(node.astext().split())


def _is_skipped(node: nodes.Node) -> bool:
    return isinstance(node, _SKIPPED) or (isinstance(node, SemanticNode) and not node.is_prose)


def unmarked(node: nodes.Element) -> nodes.Element:
    """Return *node*, or a copy without the marks in it (:func:`_marks`) and without the space before them."""
    if not _marks(node):
        return node
    node = node.deepcopy()
    for mark in [mark for mark in _marks(node) if mark is not node]:
        index = mark.parent.index(mark)
        if index and isinstance(before := mark.parent[index - 1], nodes.Text):
            mark.parent[index - 1] = nodes.Text(before.rstrip())
        mark.parent.remove(mark)
    return node


def _marks(node: nodes.Element) -> list[nodes.Element]:
    """Return what is no word of its author's: references to footnotes and citations, numbers, messages of the parser.

    Sphinx filters these messages only after it has collected the titles. A resolved citation is told by the link to it,
    which shows its label in brackets; ``sectnum`` of docutils writes numbers.
    """
    found: list[nodes.Element] = find_elements(node, _MARKS)
    return [part for part in found if not isinstance(part, _LINKS) or _is_citation(part)]


def _is_citation(link: nodes.Element) -> bool:
    """Whether a link leads to a citation; before it is resolved it has the key of sphinxcontrib-bibtex for its text."""
    domain, kind = link.get("refdomain"), str(link.get("reftype", ""))
    if isinstance(link, addnodes.pending_xref):
        return domain == "citation" or (domain == "cite" and kind.startswith("p"))  # the others are words of a sentence
    label = link[0] if len(link) == 1 else None
    return isinstance(label, nodes.inline) and bool(label.rawsource) and label.astext() == f"[{label.rawsource}]"


def plain_text(node: nodes.Node, tex: Tex = TEX) -> str:
    """Return the visible text of *node* on one line, without marks (:func:`_marks`)."""
    while len(node.children) == 1 and type(node) in (nodes.list_item, nodes.paragraph):
        node = node.children[0]
    if type(node) is nodes.Text:
        return " ".join(node.astext().split())
    if isinstance(node, nodes.Element):
        node = unmarked(node)
    return _line(node, tex)


def first_words(document: nodes.Element, length: int) -> str:
    """Return the first *length* characters of the paragraphs of a page, without those in components and admonitions."""
    words = ""
    for paragraph in find_elements(document, nodes.paragraph, skip=(SemanticNode, nodes.Admonition)):
        if not isinstance(paragraph, SemanticNode):
            words = f"{words} {plain_text(paragraph)}".lstrip()
            if len(words) > length:
                return words[: length - 1].rstrip() + "…"
    return words


def _line(node: nodes.Node, tex: Tex) -> str:
    html = re.sub(r"</p>|</li>|<br>", " ", answer_html([node], "", tex))
    return " ".join(_without_tags(html).split())


def _without_tags(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704  # the result is text again, never markup


def _html(node: nodes.Node, page: _Page) -> str:
    if isinstance(node, nodes.Text):
        return escape(node.astext(), quote=False)
    if not isinstance(node, nodes.Element) or _is_skipped(node):
        return ""
    if isinstance(node, nodes.raw):
        seen = _without_tags(without_unseen(node.astext())) if "html" in node.get("format", "") else ""
        text = escape(seen, quote=False)
        return text if not seen.strip() or isinstance(node.parent, nodes.TextElement) else f"<p>{text}</p>"
    if isinstance(node, nodes.FixedTextElement | addnodes.desc_signature):
        return f"<p>{escape(_fixed(node, page.tex), quote=False).replace(chr(10), '<br>')}</p>"
    if isinstance(node, nodes.math):
        return escape(_in_text(node, page.tex), quote=False)
    if isinstance(node, nodes.footnote_reference | nodes.label):
        return f"[{escape(node.astext(), quote=False)}]"
    if isinstance(node, nodes.row):
        cells = (escape(_line(cell, page.tex), quote=False) for cell in node.children)
        return f"<p>{' '.join(filter(None, cells))}</p>"
    inner = _before(node, page.tex) + "".join(_html(child, page) for child in node.children)
    inner += ":" if isinstance(node, nodes.field_name) else ""
    if isinstance(node, nodes.reference):
        return _link(node, inner, page.url)
    tag = _TAGS.get(type(node), "")
    return f"<{tag}>{inner}</{tag}>" if tag and inner.strip() else inner


def _before(node: nodes.Element, tex: Tex) -> str:
    """Return visible text that HTML adds in front of a node's children."""
    if isinstance(node, nodes.Admonition) and node.tagname in admonitionlabels:
        if isinstance(node.children[0], nodes.title):  # the HTML writer has put it there already
            return ""
        return f"<p>{escape(str(admonitionlabels[node.tagname]), quote=False)}</p>"
    if isinstance(node, nodes.caption | nodes.title):
        return escape(tex.caption(node), quote=False)
    if isinstance(node, nodes.option_argument):
        return str(node.get("delimiter", " "))
    if isinstance(node, nodes.option) and node is not node.parent.children[0]:
        return ", "
    return "—" if isinstance(node, nodes.attribution) else ""


def _fixed(node: nodes.Element, tex: Tex) -> str:
    """Return the text of an element whose line ends count."""
    if isinstance(node, nodes.math_block):
        return _displayed(node, tex)
    if isinstance(node, addnodes.desc_signature):
        return node.astext().replace(" -> ", " → ")
    return node.astext().strip("\n")


def _in_text(node: nodes.math, tex: Tex) -> str:
    """Return a formula in running text."""
    return node.astext().join(tex.inline)


def _displayed(node: nodes.math_block, tex: Tex) -> str:
    """Return a formula of its own, as ``sphinx.ext.mathjax`` and MyST-Parser write it."""
    text = node.astext()
    is_amsmath = "amsmath" in node["classes"]
    if not is_amsmath and node.get("no-wrap", node.get("nowrap")):
        return text
    if not is_amsmath and tex.display[0]:
        parts = [part for part in text.split("\n\n") if part.strip()]
        text = r"\\".join(rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts)
        if len(parts) > 1:
            text = rf"\begin{{align}}\begin{{aligned}}{text}\end{{aligned}}\end{{align}}"
    number = tex.number(node)
    return (f"({number})" if number else "") + text.strip().join(tex.display)


def without_unseen(html: str) -> str:
    """Return *html* without the elements whose text no page shows."""
    return re.sub(_UNSEEN, "", html)


def _link(node: nodes.reference, inner: str, page_url: str) -> str:
    """Return a link by its absolute address; an affiliate link is text, because it would be a paid link without rel."""
    uri = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
    try:
        url = urljoin(page_url, uri) if page_url else uri
    except ValueError:  # as of an address with half a pair of brackets
        return inner
    is_paid = "sponsored" in str(node.get("rel", "")) or is_affiliate(url)
    if not uri or not inner or not is_safe_link(url) or is_paid:
        return inner
    return f'<a href="{escape(url)}">{inner}</a>'
