"""Running text as Markdown, and what it depends on besides its nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, singledispatch
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes

from sphinx_aiarticle.myst import address, flat, inline_code, marks_emphasis, readable, readable_start, says_itself
from sphinx_aiarticle.nodes import SemanticNode


@dataclass(slots=True, kw_only=True)
class TwinWriter:
    """The page that is written, and where in it the writer is.

    Attributes:
        link: Gives the address of a reference or a download; empty where its text is to be no link.
        image: Gives the address of a picture.
        raw_html: Returns what is left of raw HTML.
        number: Gives the number that a page shows in front of a title or caption, with a space, or an empty text.
        level: The level of the section; 0 above the title of the page.
        in_cell: Whether it is in a cell of a table, which is one line.
    """

    link: Callable[[nodes.Element], str]
    image: Callable[[str], str]
    raw_html: Callable[[str], str]
    number: Callable[[nodes.Element], str]
    level: int = 0
    in_cell: bool = False


def joined(blocks: Iterable[str]) -> str:
    """Return *blocks* with an empty line between them."""
    return "\n\n".join(filter(None, blocks))


def indented(text: str, first: str, rest: str) -> str:
    """Return *text* with *first* in front of its first line and *rest* in front of all others but empty ones."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else "" for line in lines[1:])])


def quoted(text: str) -> str:
    """Return *text* as a block quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


_EMPHASIS: Final = (nodes.strong, nodes.emphasis)
_INPUT: Final = re.compile(r"<input\b[^<>]*>", re.IGNORECASE)


def inline(children: Sequence[nodes.Node], writer: TwinWriter) -> str:
    """Return the Markdown of nodes in running text."""
    text = ""
    for at, child in enumerate(children):
        if isinstance(child, _EMPHASIS):
            after = next((following for node in children[at + 1 :] if (following := node.astext())), "")
            piece = _emphasised(child, text[-1:], after[:1], writer)
        else:
            piece = _writer_of(type(child))(child, writer)  # type: ignore[arg-type]  # classes are hashable
        if text.endswith("!") and piece.startswith("["):  # a link, and no picture
            text = f"{text[:-1]}\\!"
        text += piece
    return text


def line_of(children: Sequence[nodes.Node], writer: TwinWriter) -> str:
    """Return the Markdown of a whole paragraph; its beginning begins no other kind of block."""
    return readable_start(inline(children, writer).strip())


def shown_in(node: nodes.Node) -> Sequence[nodes.Node]:
    """Return what readers see of a node: what it spells out, else its children."""
    return (node.spelled_out() if isinstance(node, SemanticNode) else ()) or node.children


@singledispatch
def markdown_of(node: Any, writer: TwinWriter) -> str:
    """Return the Markdown of one node in running text: by default that of what readers see of it."""
    return inline(shown_in(node), writer)


_writer_of: Final = cache(markdown_of.dispatch)  # which takes longer to find a function than most of them to write


@markdown_of.register(nodes.Text)
def _text(node: nodes.Text, writer: TwinWriter) -> str:
    return str(node) if says_itself(node) else readable(flat(node.astext()))


@markdown_of.register(nodes.literal)
def _literal(node: nodes.literal, writer: TwinWriter) -> str:
    text = flat(node.astext())
    return inline_code(text) if text.strip() else text


@markdown_of.register(nodes.image)
def _image(node: nodes.image, writer: TwinWriter) -> str:
    return f"![{readable(flat(node.get('alt') or '')).strip()}]({address(writer.image(node['uri']))})"


@markdown_of.register(nodes.reference)
@markdown_of.register(addnodes.download_reference)
def _reference(node: nodes.Element, writer: TwinWriter) -> str:
    text, url = inline(node.children, writer), writer.link(node)
    if not url:
        return text
    if node.astext() == node.get("refuri") and re.match(r"https?://[^\s<>]+$", url):
        return f"<{url}>"
    return f"[{text.strip()}]({address(url)})"


@markdown_of.register(nodes.raw)
def _raw(node: nodes.raw, writer: TwinWriter) -> str:
    if "html" not in node.get("format", "").split():
        return ""
    html = writer.raw_html(node.astext())
    return flat(_INPUT.sub(_checkbox, html))


def _checkbox(match: re.Match[str]) -> str:
    """Return the box of a task list as GitHub writes it, and any other field as it is."""
    words = match[0].lower()
    return match[0] if "checkbox" not in words else "[x] " if "checked" in words else "[ ] "


def _emphasised(node: nodes.Element, before: str, after: str, writer: TwinWriter) -> str:
    """Return emphasis with stars where readers see it, else with tags.

    CommonMark sees no emphasis in ``**「word」**は``, where punctuation within meets a letter outside ("left-flanking
    delimiter run"); that is common in Japanese.
    """
    mark, tag = ("**", "strong") if isinstance(node, nodes.strong) else ("*", "em")
    text = inline(node.children, writer)
    core = text.strip()
    is_seen = before != "*" and marks_emphasis(before, core[:1]) and marks_emphasis(after, core[-1:])
    return _marked(text, mark) if is_seen or not core else f"<{tag}>{text}</{tag}>"


def _marked(text: str, mark: str) -> str:
    """Put *mark* around *text*; blanks at its ends are outside."""
    core = text.strip()
    return text.replace(core, f"{mark}{core}{mark}", 1) if core else text


_FORMS: Final[Mapping[type, Callable[[Any, TwinWriter], str]]] = {
    nodes.Invisible: lambda _node, _writer: "",
    nodes.system_message: lambda _node, _writer: "",
    addnodes.index: lambda _node, _writer: "",
    nodes.target: lambda node, writer: inline(node.children, writer),
    nodes.math: lambda node, _writer: f"${flat(node.astext()).strip()}$",
    nodes.math_block: lambda node, _writer: f"$${flat(node.astext()).strip()}$$",
    nodes.title_reference: lambda node, writer: _marked(inline(node.children, writer), "*"),
    addnodes.literal_emphasis: lambda node, writer: _marked(inline(node.children, writer), "*"),
    addnodes.literal_strong: lambda node, writer: _marked(inline(node.children, writer), "**"),
    nodes.superscript: lambda node, writer: f"<sup>{inline(node.children, writer)}</sup>",
    nodes.subscript: lambda node, writer: f"<sub>{inline(node.children, writer)}</sub>",
    nodes.footnote_reference: lambda node, _writer: f"[^{node.astext()}]",
}
for _kind, _form in _FORMS.items():
    markdown_of.register(_kind, _form)
