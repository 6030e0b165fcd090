"""HTML that an author wrote into Markdown, as nodes, for outputs that show no HTML.

Tables, lists, figures, links and the like become what the same thing in Markdown becomes. The Markdown between two
pieces of HTML, as in ``<details>``, stays what it is, in the place that the HTML around it gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urljoin
from xml.etree import ElementTree

from docutils import nodes
from markupsafe import Markup
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.components.own_words import is_seen
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.lowering.grid import rows_of, split, table_group
from sphinx_aiarticle.nodes import BY_HAND
from sphinx_aiarticle.reading.anchors import stable_anchor
from sphinx_aiarticle.reading.named_files import HTML_FILES
from sphinx_aiarticle.recognise.html import Element, read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS
from sphinx_aiarticle.url import is_image_file, is_safe_link, is_web_url

#: Stands for a node of Markdown; no author writes it.
_NODE: Final = "aiarticle-node"
_FILES: Final = re.compile(r"<(?:audio|embed|form|iframe|img|object|script|video)\b", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s+")
_SIZE: Final = re.compile(r"\d{1,4}(?=(?:px)?$)")
_MARKS: Final[dict[str, type[nodes.TextElement]]] = {
    **dict.fromkeys(("b", "strong"), nodes.strong),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), nodes.emphasis),
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
#: What is shown by something that is loaded: a link leads to it.
_LOADED: Final = frozenset({"audio", "embed", "iframe", "object", "video"})
_NOT_SHOWN: Final = frozenset({"canvas", "input", "math", "select", "svg", "textarea"})
_UNSEEN: Final = frozenset({"datalist", "head", "link", "meta", "param", "title"})
_INLINE: Final = frozenset({
    *_MARKS, *_CODE, *_LOADED, *_NOT_SHOWN, "a", "abbr", "acronym", "bdi", "bdo", "big", "br", "button", "data", "del",
    "font", "img", "ins", "label", "mark", "picture", "q", "rp", "rt", "ruby", "s", "small", "source", "span", "strike",
    "time", "u", "wbr",
})  # fmt: skip
_LINE: Final = (nodes.Inline, nodes.Text)
_LOST: Final = "%s in HTML by hand is shown in outputs of HTML only; write it in Markdown, or say the same in words"


def is_by_hand(node: nodes.Node) -> bool:
    """Whether a node is HTML for all outputs: one of another format beside it says the same in that format."""
    if not isinstance(node, nodes.raw) or node.get("format") != "html":
        return False
    place = node.parent.index(node)
    beside = node.parent.children[max(place - 1, 0) : place + 2]
    return all(not isinstance(one, nodes.raw) or one.get("format") == "html" for one in beside)


def replace_html(parent: nodes.Element, document: nodes.document, docname: str, *, is_xml: bool) -> None:
    """Put nodes in the place of the HTML directly in an element; sections in it stay where they are.

    *is_xml* tells whether the output takes HTML that is XML, and has all files in it.
    """
    end = next((at for at, node in enumerate(parent) if isinstance(node, nodes.section)), len(parent))
    places = {at: node for at, node in enumerate(parent[:end]) if is_by_hand(node)}
    if not places:
        return
    first, last = min(places), max(places) + 1
    pieces = list(parent[first:last])
    source = "".join(
        node.astext() if at in places else f'<{_NODE} n="{at - first}"></{_NODE}>'
        for at, node in enumerate(pieces, first)
    )
    files = HTML_FILES.get(document.settings.env, docname)
    if is_xml and not (_FILES.search(source) or any(name in source for name in files)) and _is_xml(source):
        return
    made, is_line = _Nodes(document, docname, pieces), isinstance(parent, nodes.TextElement)
    try:
        children = read_html(source).root.children
        found = made.line(children) if is_line else made.blocks(children)
    except RecursionError:  # of elements in elements
        text = nodes.Text(Markup(source).striptags())  # noqa: S704  # text again, never markup
        others = [node for at, node in enumerate(pieces, first) if at not in places]
        found = [text if is_line else nodes.paragraph("", "", text), *others]
    parent[first:last] = found
    if not parent.children and isinstance(parent, nodes.paragraph):
        parent.parent.remove(parent)


def _is_xml(source: str) -> bool:
    try:
        ElementTree.fromstring(f"<p>{source}</p>")  # noqa: S314  # no entities can be declared in an element
    except ElementTree.ParseError:
        return False
    return True


class _Nodes:
    """Makes nodes of elements, of which some stand for *known* nodes; the first of these is HTML."""

    def __init__(self, document: nodes.document, docname: str, known: Sequence[nodes.Node]) -> None:
        self._env: BuildEnvironment = document.settings.env
        self._document, self._docname, self._known, self._place = document, docname, known, known[0]

    def blocks(self, children: Iterable[Element | str], around: tuple[Element, ...] = ()) -> list[nodes.Node]:
        """Return blocks; texts and inline elements between them are paragraphs, in the marks *around* them."""
        found: list[nodes.Node] = []
        text: list[nodes.Node] = []
        for piece in (*self._pieces(children, around), None):
            if isinstance(piece, _LINE):
                text.append(piece)
                continue
            if words := _trimmed(text):
                found.append(self._placed(nodes.paragraph("", "", *words)))
            text = []
            if piece is not None:
                found.append(piece)
        return found

    def _pieces(self, children: Iterable[Element | str], around: tuple[Element, ...]) -> Iterator[nodes.Node | None]:
        """Yield what stands in a line, blocks, and ``None`` where a block begins or ends."""
        for child in children:
            if isinstance(child, str) or (child.tag in _INLINE and not self._holds_block(child)):
                yield from self._marked(self.line([child]), around)
            elif child.tag == _NODE:
                yield from self._node(child, around)
            elif child.tag in _INLINE:
                yield from self._pieces(child.children, (*around, child))
            elif child.tag not in _UNSEEN and is_seen(child):
                yield None
                yield from self._block(child, around)
                yield None

    def _node(self, element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
        """Return the node that an element stands for; the marks go around the text of a paragraph."""
        node = self._known[int(element.get("n"))]
        if around and isinstance(node, nodes.paragraph):
            node[:] = self._marked(list(node.children), around)
        return [node] if not isinstance(node, _LINE) else self._marked([node], around)

    def _holds_block(self, element: Element) -> bool:
        return any(
            not isinstance(self._known[int(one.get("n"))], _LINE) if one.tag == _NODE else one.tag not in _INLINE
            for one in element.walk()
        )

    def _block(self, element: Element, around: tuple[Element, ...]) -> Iterable[nodes.Node | None]:
        tag = element.tag
        if tag in ("ul", "ol", "menu"):
            return self._list(element, around)
        if tag == "dl":
            return self._definitions(element)
        if tag == "table":
            return self._table(element)
        if tag == "pre":
            text = element.text.strip("\n")
            return [self._placed(nodes.literal_block(text, text, language="text"))]
        if tag == "blockquote":
            return [nodes.block_quote("", *self.blocks(element.children, around))]
        if tag in HEADINGS:
            return [self._placed(nodes.rubric("", "", *_trimmed(self.line(element.children)), level=int(tag[1])))]
        if tag == "summary":
            return [nodes.paragraph("", "", nodes.strong("", "", *_trimmed(self.line(element.children))))]
        found = self.blocks(element.children, around) if tag == "figure" else []
        if len(found) == 2 and len(picture := found[0].children) == 1 and _is_picture(picture[0]):
            return [self._captioned(nodes.figure("", picture[0], nodes.caption("", "", *found[1].children)))]
        return found or self._pieces(element.children, around)

    def _list(self, element: Element, around: tuple[Element, ...]) -> list[nodes.Node]:
        made = nodes.enumerated_list if element.tag == "ol" else nodes.bullet_list
        kind = {"enumtype": "arabic", "prefix": "", "suffix": "."} if element.tag == "ol" else {"bullet": "-"}
        if element.tag == "ol" and element.get("start").isdecimal():
            kind["start"] = int(element.get("start")[:6])  # type: ignore[assignment]
        items, others = split(element, {"li"})
        found = [nodes.list_item("", *self.blocks(item.children, around)) for item in items]
        return [*([made("", *found, **kind)] if found else []), *self.blocks(others, around)]

    def _definitions(self, element: Element) -> list[nodes.Node]:
        rows: list[Element | str] = []
        for child in element.children:
            rows += child.children if isinstance(child, Element) and child.tag == "div" else [child]
        items: list[tuple[list[nodes.Node], list[nodes.Node]]] = []
        for row in rows:
            if isinstance(row, Element) and row.tag == "dt":
                items.append((_trimmed(self.line(row.children)), []))
            elif parts := self.blocks(row.children if isinstance(row, Element) and row.tag == "dd" else [row]):
                items += [] if items else [([], [])]
                items[-1][1].extend(parts)
        found = [
            nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *parts))
            for term, parts in items
        ]
        return [nodes.definition_list("", *found)] if found else []

    def _table(self, element: Element) -> list[nodes.Node]:
        """Return a table, and behind it what is in no cell; without the table where a cell holds another one."""
        caption, rows, others = rows_of(element)
        texts = {
            cell: self.blocks(cell.children, () if is_head or cell.tag == "td" else (_STRONG,))
            for is_head, row in rows
            for cell in row
        }
        title = _trimmed(self.line(caption.children)) if caption else []
        behind = self.blocks(others)
        inner = [part for text in texts.values() for part in text]
        if not inner or any(any(part.findall(nodes.table)) for part in inner):
            return [*([nodes.paragraph("", "", *title)] if title else []), *inner, *behind]
        above = [nodes.title("", "", *title)] if title else []
        table = nodes.table("", *above, table_group(rows, texts), classes=["colwidths-auto"])
        return [self._captioned(table), *behind]

    def line(self, children: Iterable[Element | str]) -> list[nodes.Node]:
        """Return what stands in a line."""
        found: list[nodes.Node] = []
        for child in children:
            if isinstance(child, str):
                found.append(nodes.Text(_BLANKS.sub(" ", child)))
            elif child.tag == _NODE:
                node = self._known[int(child.get("n"))]
                found += [node] if isinstance(node, _LINE) else [nodes.Text(f" {node.astext()} ")]
            elif child.tag not in _UNSEEN and is_seen(child):
                found += self._inline(child)
        return found

    def _inline(self, element: Element) -> list[nodes.Node]:
        tag = element.tag
        if tag == "br":
            return [nodes.raw("", "\\\\\n", format="latex"), nodes.Text(" ")]
        if tag == "img":
            return self._image(element)
        if tag in _LOADED:
            return self._loaded(element)
        if tag == "input" and element.get("type").lower() == "checkbox":
            return [nodes.Text("[x]" if "checked" in element.attributes else "[ ]")]
        if tag in _NOT_SHOWN:
            if element.get("type").lower() != "hidden":
                self._lost(f"'{tag}'")
            return []
        inner = self.line(element.children)
        if tag in _CODE and inner and all(isinstance(node, nodes.Text) for node in inner):
            return [nodes.literal("", "".join(node.astext() for node in inner))]
        inner = self._marked(inner, (element,))
        return inner if tag in _INLINE or not inner else [nodes.Text(" "), *inner, nodes.Text(" ")]

    def _marked(self, some: list[nodes.Node], around: tuple[Element, ...]) -> list[nodes.Node]:
        """Return nodes with what elements around them say, from the innermost to the outermost."""
        for element in reversed(around if any(node.astext().strip() or _is_picture(node) for node in some) else ()):
            mark = _MARKS.get(element.tag)
            if mark is not None:
                some = [mark("", "", *some)]
            elif element.tag == "a" and element.get("href") and not any(_is_link(node) for node in some):
                address = self._address(element.get("href"))
                some = [nodes.reference("", "", *some, refuri=address, internal=False)] if address else some
        return some

    def _address(self, url: str) -> str:
        """Return where a link leads from outside of the site; nothing where that is not known."""
        whole = f"https:{url}" if url.startswith("//") else url.strip()
        if whole.startswith("/") and is_web_url(base := str(self._env.config.html_baseurl)):
            whole = urljoin(base, whole)
        if is_safe_link(whole):
            return whole
        if not whole.startswith("#"):
            self._lost(f"the link to {url!r}")
        return ""

    def _loaded(self, element: Element) -> list[nodes.Node]:
        sources = (one.get(name) for one in element.walk() for name in ("src", "data"))
        url = next(filter(None, sources), "")
        address = self._address(url) if url else ""
        if not address:
            if not url:
                self._lost(f"'{element.tag}'")
            return []
        name = element.get("title").strip() or address
        return [nodes.reference("", name, refuri=address, internal=False)]

    def _image(self, element: Element) -> list[nodes.Node]:
        name, alt = (element.get("data-src") or element.get("src")).strip(), element.get("alt").strip()
        uri, own = name, "?"
        if not is_web_url(name):
            uri, own = HTML_FILES.get(self._env, self._docname).get(name, ""), "*"
            if not (uri and is_image_file(uri)):
                self._lost(f"the picture {name!r}")
                return [nodes.Text(alt)] if alt else []
            self._env.images.add_file(self._docname, uri)
        sizes = {side: f"{size[0]}px" for side in ("width", "height") if (size := _SIZE.match(element.get(side)))}
        return [self._placed(nodes.image("", uri=uri, alt=alt, candidates={own: uri, BY_HAND: uri}, **sizes))]

    def _lost(self, what: str) -> None:
        warn(Subtype.RAW_HTML, _LOST, what, location=self._place, once=True)

    def _captioned(self, node: nodes.Element) -> nodes.Element:
        """Return a figure or a table with an id, without which Sphinx warns of it where these are numbered."""
        anchor = stable_anchor(self._document, self._docname, node.tagname, node.astext())
        self._document.ids[anchor] = node
        node["ids"].append(anchor)
        return self._placed(node)

    def _placed(self, node: nodes.Element) -> nodes.Element:
        node.source, node.line = self._place.source, self._place.line
        return node


_STRONG: Final = Element(tag="strong")


def _is_picture(node: nodes.Node) -> bool:
    return isinstance(node, nodes.image) or (isinstance(node, nodes.reference) and any(node.findall(nodes.image)))


def _is_link(node: nodes.Node) -> bool:
    return any(node.findall(nodes.reference))


def _trimmed(some: list[nodes.Node]) -> list[nodes.Node]:
    """Return what stands in a line without blanks at its ends."""
    while some and not some[0].astext().strip() and isinstance(some[0], nodes.Text | nodes.raw):
        some = some[1:]
    while some and not some[-1].astext().strip("\\ \n") and isinstance(some[-1], nodes.Text | nodes.raw):
        some = some[:-1]
    if some and isinstance(some[0], nodes.Text):
        some = [nodes.Text(some[0].lstrip()), *some[1:]]
    if some and isinstance(some[-1], nodes.Text):
        some = [*some[:-1], nodes.Text(some[-1].rstrip())]
    return some
