"""Read the tokens of markdown-it as an outline, and put directives in the place of boxes.

The other adapter of the recogniser is :mod:`sphinx_aiarticle.reading.doctree_outline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_aiarticle.myst import LINKS_CLASS, link, literal, quoted
from sphinx_aiarticle.recognise.boxes import BoxProduct, FoundBox, LinkBar
from sphinx_aiarticle.recognise.headings import FaqHeading, faq_heading
from sphinx_aiarticle.recognise.leads import details_in, lead_of, questions_in
from sphinx_aiarticle.recognise.outline import BlockKind, OutlineBlock
from sphinx_aiarticle.recognise.sections import Section, asks, find_sections
from sphinx_aiarticle.record import Record

#: The type of a token that holds the place of something that is not shown.
DROPPED: Final = "hugo_dropped"
#: The type of a token that is a product box, and holds why the product is recommended.
PRODUCT: Final = "product_box"
#: Where a token notes the box that it is.
BOX: Final = "box"
#: Where a token that holds Markdown notes whether that asks a question.
ASKS: Final = "asks"
_LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open", "dl_open"})
_ENDS: Final[tuple[tuple[str, Literal[1, -1]], ...]] = (("open", 1), ("close", -1))
_HEADING: Final = re.compile(r"#{1,6}(?= )")
_KINDS: Final = {
    "heading_open": BlockKind.HEADING,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "blockquote_open": BlockKind.QUOTE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}


class Located(Record):
    """A block of the outline, its first token and the one behind it, its 0-based first line and the one behind it."""

    block: OutlineBlock
    first: int
    end: int
    lines: tuple[int, int]


def outline_of(tokens: Sequence[Token]) -> list[Located]:
    """Return the outermost blocks of *tokens*."""
    found: list[Located] = []
    index = 0
    while index < len(tokens):
        end = _end(tokens, index)
        token = tokens[index]
        if token.map and token.type != DROPPED:
            block = _block(token, tokens[index + 1] if index + 1 < end else None)
            found.append(Located(block=block, first=index, end=end, lines=(token.map[0], token.map[1])))
        index = end
    return found


def faq_above(
    tokens: Sequence[Token], keys: frozenset[str], faq: FaqHeading | None = None, begin: int = 0
) -> FaqHeading | None:
    """Return the heading of the FAQ that the last token is in, with *faq* the one at *begin*."""
    for number in range(begin, len(tokens)):
        if tokens[number].type == "heading_open":
            own, inner = int(tokens[number].tag[1]), tokens[number + 1]
            text = text_of(inner.children) if inner.children else inner.content
            faq = faq_heading(text, keys, own) or (faq if faq and own > faq.level else None)
    return faq


def unfold_questions(
    tokens: Sequence[Token], lines: Sequence[str], keys: frozenset[str]
) -> tuple[list[Token], list[str]]:
    """Return tokens, which change, and lines with paragraphs for the lists of questions with answers in a FAQ."""
    found, rows, index, faq = list[Token](), list(lines), 0, None
    while index < len(tokens):
        token, end = tokens[index], _end(tokens, index)
        inside = tokens[index:end]
        if token.type == "heading_open":
            faq = faq_above(inside, keys, faq)
        if faq and token.type in _LISTS:
            is_defined = token.type == "dl_open"
            items = list(_defined(inside)) if is_defined else [item[1:-1] for item in _items(inside)]
            if items and all(item and asks([one.block for one in outline_of(item)]) for item in items):
                for item in items:
                    if is_defined:
                        rows[(item[1].map or (0,))[0]] = item[1].content
                    _dedent(rows, item[3:] if is_defined else item)
                inside = [part for item in items for part in item]
                for part in inside:
                    part.level, part.hidden = part.level - 2, False
        found += inside
        index = end
    return found, rows


def _defined(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield each term of a definition list as a bold paragraph with what its one definition holds, or nothing."""
    parts = list(_items(tokens))
    is_plain = [part[0].tag for part in parts] == ["dt", "dd"] * (len(parts) // 2)
    for term, definition in zip(parts[::2], parts[1::2], strict=False):
        yield [*_bold(term[1]), *definition[1:-1]] if is_plain else []


def _bold(inline: Token) -> list[Token]:
    """Return a paragraph of bold text at the level of what a list holds."""
    begin, end = (Token(f"strong_{kind}", "strong", nesting, markup="**") for kind, nesting in _ENDS)
    source = f"**{inline.meta.get('source', inline.content)}**"
    text = inline.copy(content=source, children=[begin, *(inline.children or ()), end], level=3, meta={})
    before, after = (Token(f"paragraph_{kind}", "p", nesting, map=inline.map, level=2) for kind, nesting in _ENDS)
    return [before, text, after]


def _items(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each item of a list."""
    index = 1
    while index < len(tokens) - 1:
        begin, index = index, _end(tokens, index)
        yield tokens[begin:index]


def _dedent(rows: list[str], item: Sequence[Token]) -> None:
    """Take the mark of an item, and the indent that it asks for, from its lines."""
    first, after = (item[0].map or (0, 0))[0], max(token.map[1] for token in item if token.map)
    width = max(rows[first].find(str(item[1].meta.get("source", item[1].content)).partition("\n")[0]), 0)
    rows[first] = rows[first][width:]
    for number in range(first + 1, after):
        line = rows[number].expandtabs(4) if rows[number].startswith("\t") else rows[number]
        rows[number] = line[min(width, len(line) - len(line.lstrip(" "))) :]


def _end(tokens: Sequence[Token], start: int) -> int:
    """Return the index behind the token that closes the one at *start*."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index + 1
    return len(tokens)


def _block(token: Token, inner: Token | None) -> OutlineBlock:
    line = token.map[0] + 1 if token.map else 0
    kind = BlockKind.BOX if BOX in token.meta else _KINDS.get(token.type, BlockKind.TEXT)
    expanded = token.content.lstrip("~") if token.type == "hugo_block" else ""
    directive = token.info if kind is BlockKind.CODE else expanded
    if directive.startswith("{question}"):
        kind = BlockKind.QUESTION
    elif heading := _HEADING.match(expanded):  # the shortcode of a FAQ prints one, which ends what is before it
        return OutlineBlock(kind=BlockKind.HEADING, line=line, level=len(heading[0]))
    elif token.meta.get(ASKS):
        kind = BlockKind.QUESTION
    is_text = token.type in ("heading_open", "paragraph_open") and inner is not None
    children = (inner.children or ()) if is_text and inner else ()
    return OutlineBlock(
        kind=kind,
        line=line,
        level=int(token.tag[1]) if kind is BlockKind.HEADING else 0,
        text=text_of(children),
        html=token.content if kind is BlockKind.HTML else "",
        source=inner.content if inner is not None and token.type == "paragraph_open" else "",
        is_bold=next((child.type for child in children if child.type != "text" or child.content), "") == "strong_open",
    )


def questions_of(tokens: Sequence[Token], lines: Sequence[str], keys: frozenset[str]) -> list[tuple[str, str]]:
    """Return the questions and answers of a text whose FAQ has a heading with one of *keys*, as Markdown."""
    tokens, lines = unfold_questions(tokens, lines, keys)
    blocks = outline_of(tokens)
    found = find_sections([one.block for one in blocks], frozenset(), keys).questions
    return list(question_texts(tokens, blocks, found, lines))


def all_questions(markdown: str) -> list[tuple[str, str]]:
    """Return the questions and answers of a text that holds nothing else, as Markdown; none of any other."""
    lines, keys = ["# FAQ", "", *markdown.split("\n")], frozenset({"faq"})
    tokens, lines = unfold_questions(MarkdownIt("commonmark").parse("\n".join(lines)), lines, keys)
    blocks = outline_of(tokens)
    if [one.block.kind for one in blocks[1:]] == [BlockKind.HTML]:
        asked = questions_in(markdown, keys, FaqHeading(level=1, is_sure=True))
        return list(asked.pairs) if asked and (asked.begin, asked.after) == (0, len(lines) - 2) else []
    found, end = find_sections([one.block for one in blocks], frozenset(), keys, top=1), 1
    for part in found.questions:
        if part.start != end:
            return []
        end = part.end + (part.is_details and not details_in(blocks[part.end].block.html).question)
    is_all = not found.problems and end == len(blocks)
    return list(question_texts(tokens, blocks, found.questions, lines)) if is_all else []


def question_texts(
    tokens: Sequence[Token], blocks: Sequence[Located], questions: Sequence[Section], lines: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield question and answer of each of the *questions* of an outline, as Markdown."""
    for part in questions:
        first = blocks[part.start]
        answer = "\n".join(lines[first.lines[1] : blocks[part.end - 1].lines[1]])
        if part.is_lead:
            lead = lead_of(first.block.source)
            yield lead.question, f"{lead.rest}\n{answer}"
        elif part.is_details:
            yield literal(details_in(first.block.html).question), answer
        else:
            yield tokens[first.first + 1].content, answer


def text_of(children: Sequence[Token]) -> str:
    """Return the words of inline tokens."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else "" if child.type == "html_inline" else child.content
        for child in children
    )


def box_tokens(token: Token, content: str, found: Sequence[FoundBox]) -> list[Token]:
    """Return the directives for the boxes found in a block of HTML, whose *content* was looked at, on all its lines."""
    first, after = token.map or (0, 1)
    offset = first + max(after - first - content.count("\n"), 0) // 2
    begins = [first, *(offset + content.count("\n", 0, one.begin) for one in found[1:]), after]
    return [
        box_token(one.box, begin, min(max(end, begin + 1), after), token.level)
        for one, (begin, end) in zip(found, pairwise(begins), strict=True)
    ]


def box_token(box: BoxProduct | LinkBar, begin: int, end: int, level: int) -> Token:
    """Return the directive for a box on 0-based lines, to the one behind it."""
    token = Token("fence", "code", 0, level=level, block=True, markup="~~~", map=[begin, end])
    if isinstance(box, BoxProduct):
        token.type = PRODUCT
        token.content = "\n" + "\n\n".join(box.reasons)  # behind an empty line nothing is an option
    else:
        token.info = f"{{container}} {LINKS_CLASS}"
        token.content = "\n".join([*link_rows(box), ""])
    token.meta[BOX] = box
    return token


def product_options(product: BoxProduct) -> dict[str, str]:
    """Return the options of a ``product-box``: a label, a picture, and a link for each store."""
    options = {"label": product.label} if product.label else {}
    options |= {"image": product.image} if product.image else {}
    options["stores"] = ", ".join(one.store for one in product.links)
    return options | {one.store: one.url for one in product.links}


def product_rows(product: BoxProduct) -> list[str]:
    """Return the lines inside a ``product-box``: its options, and why."""
    options = product_options(product).items()
    rows = [f":{key}: {quoted(value) if key == 'label' else value}" for key, value in options]
    return [*rows, "", *"\n\n".join(product.reasons).split("\n")]


def link_rows(bar: LinkBar) -> list[str]:
    """Return the lines inside a container of links."""
    return [link(literal(text), url) for text, url in bar.links]
