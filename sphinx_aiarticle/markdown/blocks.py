"""Blocks as Markdown: what has no form of its own in CommonMark has one that most readers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, singledispatch
from itertools import groupby
from typing import Any, Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from sphinx_aiarticle.markdown.inline import (
    TwinWriter,
    indented,
    inline,
    joined,
    line_of,
    markdown_of,
    quoted,
    shown_in,
)
from sphinx_aiarticle.myst import fenced, flat, inline_code

_RUNNING: Final = (nodes.Text, nodes.Inline)
_ALSO_BLOCKS: Final = (nodes.raw, nodes.Invisible)


def blocks(children: Iterable[nodes.Node], writer: TwinWriter, *, between: str = "\n\n") -> str:
    """Return the Markdown of *children*, and *between* them an empty line; running text is a paragraph."""
    found: list[str] = []
    for is_running, group in groupby(children, _is_running_text):
        if is_running:
            found.append(line_of(list(group), writer))
        else:
            found += [_writer_of(type(child))(child, writer) for child in group]  # type: ignore[arg-type]
    return between.join(filter(None, found))


def _is_running_text(node: nodes.Node) -> bool:
    is_running = isinstance(node, _RUNNING)
    return is_running and (not isinstance(node, _ALSO_BLOCKS) or isinstance(node, nodes.target))


@singledispatch
def block(node: Any, writer: TwinWriter) -> str:
    """Return the Markdown of one block: by default that of its children, or of the source of a drawing."""
    if isinstance(node, nodes.TextElement):
        return line_of(node.children, writer)
    code = node.get("code") if isinstance(node, nodes.Element) and not node.children else None
    return fenced(code) if isinstance(code, str) else blocks(shown_in(node), writer)


_writer_of: Final = cache(block.dispatch)  # as for running text


@block.register(nodes.section)
def _section(node: nodes.section, writer: TwinWriter) -> str:
    writer.level += 1
    text = blocks(node.children, writer)
    writer.level -= 1
    return text


@block.register(nodes.title)
def _title(node: nodes.title, writer: TwinWriter) -> str:
    words = writer.number(node) + inline(node.children, writer).strip()
    if not isinstance(node.parent, nodes.section | nodes.document):
        return f"**{words}**" if words else ""
    return _heading(words, max(writer.level, 1))


@block.register(nodes.rubric)
def _rubric(node: nodes.rubric, writer: TwinWriter) -> str:
    level = node.get("heading-level") or (writer.level + node["level"] if "level" in node else 7)
    return _heading(inline(node.children, writer).strip(), int(level))


def _heading(words: str, level: int) -> str:
    if level > 6:
        return f"**{words}**" if words else ""
    if words.endswith("#"):  # readers take it for the end of the mark
        words = f"{words[:-1]}\\#"
    return f"{'#' * level} {words}".rstrip()


@block.register(nodes.bullet_list)
@block.register(nodes.enumerated_list)
def _list(node: nodes.Element, writer: TwinWriter) -> str:
    start = int(node.get("start", 1)) if isinstance(node, nodes.enumerated_list) else None
    is_tight = all(_is_tight(item) for item in node.children)
    items = []
    for at, item in enumerate(node.children):
        mark = "- " if start is None else f"{start + at}. "
        text = blocks(shown_in(item), writer, between="\n" if _is_tight(item) else "\n\n")
        items.append(indented(text, mark, " " * len(mark)))
    return ("\n" if is_tight else "\n\n").join(items)


def _is_tight(item: nodes.Node) -> bool:
    """Whether an item is a line, perhaps with lists below it that need no empty line above them."""
    first, *rest = [part for part in item.children if not isinstance(part, nodes.Invisible)] or [nodes.paragraph()]
    return isinstance(first, nodes.paragraph) and all(
        isinstance(part, nodes.bullet_list | nodes.enumerated_list) and part.get("start", 1) == 1 for part in rest
    )


@block.register(nodes.definition_list_item)
def _definition(node: nodes.definition_list_item, writer: TwinWriter) -> str:
    words: list[str] = []
    body = ""
    for part in node.children:
        if isinstance(part, nodes.classifier):
            words[-1:] = [f"{''.join(words[-1:])} : *{inline(part.children, writer)}*"]
        elif isinstance(part, nodes.term):
            words.append(line_of(part.children, writer))
        else:
            body = joined([body, blocks(part.children, writer)])
    return "\n".join([*words, indented(body, ":   ", "    ")])


@block.register(nodes.field_list)
@block.register(nodes.docinfo)
def _fields(node: nodes.Element, writer: TwinWriter) -> str:
    items = []
    for field in node.children:
        name, body = cast("nodes.Element", field).children
        starts = bool(body.children) and isinstance(body.children[0], nodes.TextElement)
        words, text = f"**{inline(name.children, writer)}:**", blocks(body.children, writer)
        items.append(indented(f"{words} {text}" if starts else joined([words, text]), "- ", "  "))
    return "\n".join(items)


@block.register(nodes.option_list_item)
def _option(node: nodes.option_list_item, writer: TwinWriter) -> str:
    group, description = (cast("nodes.Element", part) for part in node.children)
    options = ", ".join(inline_code(flat(option.astext())) for option in group.children)
    return f"{options}\n{indented(blocks(description.children, writer), ':   ', '    ')}"


@block.register(nodes.literal_block)
@block.register(nodes.doctest_block)
@block.register(addnodes.productionlist)
def _code(node: nodes.Element, writer: TwinWriter) -> str:
    if isinstance(node, addnodes.productionlist):
        text = "\n".join(
            f"{part.get('tokenname', '')} ::= {part.astext()}" for part in node.findall(addnodes.production)
        )
    else:
        text = node.astext().rstrip("\n")
    if writer.in_cell:
        return "\n".join(inline_code(flat(line)) if line.strip() else "" for line in text.split("\n"))
    language = "pycon" if isinstance(node, nodes.doctest_block) else str(node.get("language", ""))
    return fenced(text, language if language != "default" and re.fullmatch(r"[\w+#.-]+", language) else "")


@block.register(nodes.math_block)
def _math(node: nodes.math_block, writer: TwinWriter) -> str:
    if writer.in_cell:
        return markdown_of(node, writer)
    number = writer.number(node).strip()
    return f"$$\n{node.astext().strip()}\n$$" + (f" {number}" if number else "")


@block.register(nodes.line_block)
def _lines(node: nodes.line_block, writer: TwinWriter) -> str:
    lines = [line_of(line.children, writer) for line in node.findall(nodes.line)]
    return ("\n" if writer.in_cell else "\\\n").join(lines)


@block.register(nodes.Admonition)
@block.register(nodes.sidebar)
@block.register(nodes.topic)
def _box(node: nodes.Element, writer: TwinWriter) -> str:
    label = str(admonitionlabels.get(node.tagname, ""))
    has_title = bool(node.children) and isinstance(node.children[0], nodes.title)
    return quoted(joined([f"**{label}**" if label and not has_title else "", blocks(node.children, writer)]))


@block.register(nodes.footnote)
def _footnote(node: nodes.footnote, writer: TwinWriter) -> str:
    label, *body = node.children
    return indented(blocks(body, writer), f"[^{label.astext()}]: ", "    ")


@block.register(nodes.citation)
def _citation(node: nodes.citation, writer: TwinWriter) -> str:
    label, *body = node.children
    return f"**\\[{inline(label.children, writer)}\\]** {blocks(body, writer)}"


@block.register(nodes.tgroup)
def _table_group(node: nodes.tgroup, writer: TwinWriter) -> str:
    def cell(entry: nodes.entry) -> str:
        lines = blocks(entry.children, writer).split("\n")
        return "<br>".join(line.rstrip().removesuffix("\\") for line in lines if line.strip())

    was_in_cell, writer.in_cell = writer.in_cell, True
    text = table(node, cell)
    writer.in_cell = was_in_cell
    return text


@block.register(nodes.raw)
def _raw(node: nodes.raw, writer: TwinWriter) -> str:
    if "html" not in node.get("format", "").split():
        return ""
    html = writer.raw_html(node.astext()).strip()
    return html if "<pre" in html.lower() else re.sub(r"\n\s*\n", "\n", html)  # an empty line ends a block of HTML


@block.register(addnodes.desc)
def _description(node: addnodes.desc, writer: TwinWriter) -> str:
    signatures = [part for part in node.children if isinstance(part, addnodes.desc_signature)]
    body = blocks((part for part in node.children if part not in signatures), writer)
    names = "\\\n".join(
        inline_code(flat(" ".join(part.astext().split())).replace(" -> ", " → ")) for part in signatures
    )
    return indented(joined([names, body]), "- ", "  ")


_RULES = {"text-left": ":---", "text-center": ":---:", "text-right": "---:"}


def table(group: nodes.tgroup, cell: Callable[[nodes.entry], str]) -> str:
    """Return a table of *cell* texts; cells that are spanned are empty, and a table without a head has an empty one."""
    heads = [part for part in group.children if isinstance(part, nodes.thead)]
    bodies = [part for part in group.children if isinstance(part, nodes.tbody)]
    rows = [row for part in (*heads, *bodies) for row in _rows(part, cell)]
    width = max(map(len, rows), default=0)
    if not heads:
        rows.insert(0, [])
    first = next((row for part in (*bodies, *heads) for row in part.children), None)
    rules = _alignment(cast("nodes.row", first), width) if first is not None else []
    lines = [_line([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([lines[0], _line(rules), *lines[1:]])


def _rows(part: nodes.Element, cell: Callable[[nodes.entry], str]) -> list[list[str]]:
    """Return the cells of a head or body by row."""
    spanned: dict[int, int] = {}  # rows that a cell above still takes, by column
    found = []
    for row in part.children:
        cells: list[str] = []
        for entry in cast("nodes.row", row).children:
            _skip_spanned(cells, spanned)
            attributes = cast("Any", entry)
            width = int(attributes.get("morecols", 0)) + 1
            for column in range(len(cells), len(cells) + width):
                spanned[column] = int(attributes.get("morerows", 0))
            cells += [cell(attributes).replace("|", "\\|"), *[""] * (width - 1)]
        _skip_spanned(cells, spanned)
        found.append(cells)
    return found


def _skip_spanned(cells: list[str], spanned: dict[int, int]) -> None:
    while spanned.get(len(cells)):
        spanned[len(cells)] -= 1
        cells.append("")


def _alignment(row: nodes.row, width: int) -> list[str]:
    cells = [cast("nodes.entry", entry) for entry in row.children]
    rules = [next((_RULES[name] for name in cell["classes"] if name in _RULES), "---") for cell in cells]
    return (rules + ["---"] * width)[:width]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


_FORMS: Final[Mapping[type, Callable[[Any, TwinWriter], str]]] = {
    nodes.Invisible: lambda _node, _writer: "",
    nodes.system_message: lambda _node, _writer: "",
    addnodes.index: lambda _node, _writer: "",
    nodes.colspec: lambda _node, _writer: "",
    nodes.table: lambda node, writer: blocks(node.children, writer),
    addnodes.compact_paragraph: lambda node, writer: blocks(node.children, writer),  # a table of contents
    nodes.caption: lambda node, writer: writer.number(node) + line_of(node.children, writer),
    nodes.block_quote: lambda node, writer: quoted(blocks(node.children, writer)),
    nodes.attribution: lambda node, writer: f"— {inline(node.children, writer)}",
    nodes.transition: lambda _node, _writer: "---",
}
for _kind, _form in _FORMS.items():
    block.register(_kind, _form)
