"""Read a doctree as an outline; the other adapter of the recogniser is :mod:`sphinx_aiarticle.recognise.tokens`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from docutils import nodes

from sphinx_aiarticle.myst import LINKS_CLASS, literal
from sphinx_aiarticle.nodes import SemanticNode
from sphinx_aiarticle.recognise.headings import faq_heading
from sphinx_aiarticle.recognise.leads import details_in, lead_of
from sphinx_aiarticle.recognise.outline import BlockKind, OutlineBlock
from sphinx_aiarticle.recognise.sections import asks

_LINKS = LINKS_CLASS.split()
_UNSEEN = (
    nodes.title,
    nodes.meta,
    nodes.Invisible,
    nodes.system_message,
    nodes.footnote,
)


def outline_of(root: nodes.Element) -> tuple[list[OutlineBlock], list[nodes.Element]]:
    """Return the blocks of a page, and the node of each: of a heading the section that it opens."""
    found = list(_blocks(root, 0))
    return [block for block, _ in found], [node for _, node in found]


def unfold_questions(root: nodes.Element, keys: frozenset[str]) -> None:
    """Put paragraphs in the place of lists of questions, each with its answer, below headings with one of *keys*."""
    faqs = [one for one in root.findall(nodes.section) if faq_heading(one.children[0].astext(), keys)]
    for node in dict.fromkeys(one for faq in faqs for one in faq.findall(_is_list)):  # a FAQ may be within another
        items = [*map(_parts, node.children)]
        if all(item and asks([*map(_block, item)]) for item in items):
            place = node.parent.index(node)
            node.parent[place : place + 1] = [part for item in items for part in item]


def _is_list(node: nodes.Node) -> bool:
    kinds = nodes.bullet_list | nodes.enumerated_list | nodes.definition_list
    return isinstance(node, kinds) and isinstance(node.parent, nodes.section)


def _parts(item: nodes.Node) -> list[nodes.Element]:
    """Return what an item of a list holds; of a definition list its term as a bold paragraph, with its definition."""
    parts = cast("list[nodes.Element]", cast("nodes.Element", item).children)
    if not isinstance(item, nodes.definition_list_item):
        return parts
    if [type(part) for part in parts] != [nodes.term, nodes.definition]:
        return []
    term, definition = parts
    text = term.rawsource or literal(term.astext())
    paragraph = nodes.paragraph(f"**{text}**", "", nodes.strong(text, "", *term.children))
    paragraph.source, paragraph.line = term.source, term.line or item.line
    return [paragraph, *cast("list[nodes.Element]", definition.children)]


def _blocks(parent: nodes.Element, depth: int) -> Iterator[tuple[OutlineBlock, nodes.Element]]:
    for node in parent.children:
        if isinstance(node, nodes.section) and not isinstance(node, SemanticNode):
            title = next((child for child in node.children if isinstance(child, nodes.title)), None)
            text = title.astext() if title is not None else ""
            yield OutlineBlock(kind=BlockKind.HEADING, line=node.line or 0, level=depth + 1, text=text), node
            yield from _blocks(node, depth + 1)
        elif isinstance(node, nodes.Element) and not isinstance(node, _UNSEEN):
            yield _block(node), node


def _block(node: nodes.Element) -> OutlineBlock:
    kind = _kind(node)
    is_paragraph = type(node) is nodes.paragraph
    is_bold = is_paragraph and isinstance(next(filter(_is_seen, node.children), None), nodes.strong)
    return OutlineBlock(
        kind=kind,
        line=node.line or 0,
        text=node.astext() if is_bold else "",
        html=node.astext() if kind is BlockKind.HTML else "",
        source=node.rawsource if is_paragraph else "",
        is_bold=is_bold,
    )


def details_title(raw: nodes.Element) -> nodes.title:
    """Return the question of a ``details`` element that begins in a block of HTML."""
    question = details_in(raw.astext()).question
    title = nodes.title(literal(question), question)
    title.source, title.line = raw.source, raw.line
    return title


def split_lead(paragraph: nodes.paragraph) -> tuple[nodes.title, nodes.paragraph | None]:
    """Return the question that a paragraph begins with as a title, and what is behind it."""
    lead, children = lead_of(paragraph.rawsource), list(filter(_is_seen, paragraph.children))
    words: list[nodes.Node] = []
    if lead.is_bold:
        words += cast("nodes.Element", children.pop(0)).children
    else:
        _move_lines(children, words, lead.question.count("\n") + 1)
    while children and (_is_break(children[0]) or not children[0].astext().strip()):
        children.pop(0)
    if children and isinstance(children[0], nodes.Text):
        children[0] = nodes.Text(children[0].astext().lstrip())
    title = nodes.title(" ".join(lead.question.split()), "", *words)
    rest = nodes.paragraph(lead.rest, "", *children) if children else None
    for node in filter(None, (title, rest)):
        node.source, node.line = paragraph.source, paragraph.line
    return title, rest


def _move_lines(children: list[nodes.Node], words: list[nodes.Node], count: int) -> None:
    """Move the first lines of a paragraph to *words*."""
    while children:
        node = children.pop(0)
        if _is_break(node):
            count -= "\n" in node.astext() and isinstance(node, nodes.raw) and node.get("format") == "html"
            words.append(nodes.Text(" "))
        elif isinstance(node, nodes.Text) and "\n" in node:
            lines = node.astext().split("\n")
            words.append(nodes.Text(" ".join(lines[:count])))
            if lines[count:]:
                children.insert(0, nodes.Text("\n".join(lines[count:])))
            count -= len(lines) - 1
        else:
            words.append(node)
        if count <= 0:
            break
    while words and not words[-1].astext().strip():
        words.pop()


def _is_seen(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.Text) or node != ""  # MyST-Parser begins with an empty text


def _is_break(node: nodes.Node) -> bool:
    """Whether a node is half of a hard break, as MyST-Parser makes it of one, or an HTML one."""
    return isinstance(node, nodes.raw) and node.astext().strip() in ("<br />", "<br>", "<br/>", "\\\\")


def _kind(node: nodes.Element) -> BlockKind:
    if isinstance(node, SemanticNode):
        return node.block_kind
    if node.get("classes", [])[:2] == _LINKS:
        return BlockKind.BOX
    if isinstance(node, nodes.transition):
        return BlockKind.RULE
    if isinstance(node, nodes.raw):
        return BlockKind.HTML
    if isinstance(node, nodes.block_quote):
        return BlockKind.QUOTE
    return BlockKind.CODE if isinstance(node, nodes.literal_block) else BlockKind.TEXT
