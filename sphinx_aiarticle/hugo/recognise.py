"""From the text of a Hugo article to its parts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Block, Html, Opaque, RawHtml, Script, Unclosed
from sphinx_aiarticle.hugo.constructs import DroppedScript, LinkBar, ProductBox, Summary, Unwrapped
from sphinx_aiarticle.hugo.html_shops import holds_affiliate_link, html_shops, shop_links
from sphinx_aiarticle.hugo.levels import changed_levels
from sphinx_aiarticle.hugo.markdown_products import markdown_products
from sphinx_aiarticle.hugo.myst_syntax import escaped_lines
from sphinx_aiarticle.hugo.nested_fences import longer_fences
from sphinx_aiarticle.hugo.outline import Outline, edited_lines
from sphinx_aiarticle.hugo.product import recognise_product
from sphinx_aiarticle.hugo.questions import find_questions
from sphinx_aiarticle.hugo.scanner import is_blank, scan
from sphinx_aiarticle.hugo.summary import find_summary
from sphinx_aiarticle.hugo.superfluous import superfluous_rules
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_UNKNOWN_HTML = (
    "The HTML {} is neither a product box (a name, why, one link for each store) nor a row of shop links, and stays "
    "as it is; outputs other than HTML leave it out. Write Markdown or a 'product-box' instead."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was recognised in the body of an article.

    Attributes:
        constructs: The parts, in no particular order; of two that overlap, one is a tag or a script in the other.
        problems: What was not recognised and stays as it is.
        edited: Lines that change because a tag or a script is taken out of them, with their new text.
        colon_lines: Whether a line that is no code begins with ``:::``.
    """

    constructs: tuple[Block, ...]
    problems: tuple[Problem, ...]
    edited: Mapping[int, str]
    colon_lines: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How an article is read.

    Attributes:
        summary_headings: Keys of the headings of a summary.
        faq_headings: Keys of the headings of a FAQ.
        lower_headings: Whether the title is the heading of level 1, so that all in the body stand below it.
        colon_fences: Whether the author may write directives between ``:::``.
    """

    summary_headings: frozenset[str]
    faq_headings: frozenset[str]
    lower_headings: bool
    colon_fences: bool


def recognise(lines: Sequence[str], start: int, rules: Rules) -> Reading:
    """Return the parts of an article.

    Args:
        lines: The text of the whole file, without line ends.
        start: 0-based line where the body begins.
        rules: How to read it.
    """
    found = scan(lines, start, colon_fences=rules.colon_fences)
    parts = _read_blocks(found.blocks, lines)
    edited = edited_lines(lines, found.blocks) | parts.changes
    outline = Outline(lines=lines, blocks=found.blocks, edited=edited, headings_lowered=rules.lower_headings)
    taken = _taken(found.blocks)
    constructs = [
        _below(part, lines, edited, start) for part in (*parts.constructs, *markdown_products(outline, start, taken))
    ]
    boxes = [construct for construct in constructs if isinstance(construct, ProductBox | LinkBar)]
    outline = replace(outline, blocks=sorted([*found.blocks, *boxes], key=_first_line))
    summary = find_summary(outline, rules.summary_headings)
    questions, notes = find_questions(outline, rules.faq_headings)
    sections = (summary, *questions) if isinstance(summary, Summary) else questions
    gone = {line for part in sections for line in range(part.start, part.end)}
    constructs += changed_levels(outline, gone, above=1 if rules.lower_headings else 0)
    edited |= escaped_lines(lines, start, edited, taken)
    edited.update((line, "") for line in superfluous_rules(outline, start))
    return Reading(
        constructs=(*constructs, *sections),
        problems=(*parts.problems, *([summary] if isinstance(summary, Problem) else []), *notes),
        edited=edited,
        colon_lines=found.colon_lines,
    )


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What single blocks are, without a look at their neighbours."""

    constructs: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    changes: dict[int, str] = field(default_factory=dict)


def _read_blocks(blocks: Sequence[Block], lines: Sequence[str]) -> _Parts:
    parts = _Parts()
    for block in blocks:
        if isinstance(block, Script):
            parts.constructs.append(DroppedScript(start=block.start, end=block.end, inset=block))
        elif isinstance(block, RawHtml):
            parts.constructs += _read_raw_html(block, lines, parts.problems)
        elif isinstance(block, Html):
            shops = html_shops(lines, block.start, block.end)
            parts.constructs += shops
            parts.changes |= {} if shops or not block.glued else _unglued(lines, block)
            if not shops and holds_affiliate_link(lines, block.start, block.end):
                parts.problems.append(_note(block, _UNKNOWN_HTML.format("with affiliate links")))
        elif isinstance(block, Opaque) and block.holds_fences:
            parts.changes |= longer_fences(lines, block.start, block.end - 1)
        elif isinstance(block, Unclosed):
            if block.tag.startswith("<"):  # a browser would take the rest of the page for a script
                parts.changes[block.start] = lines[block.start].replace(block.tag, f"&lt;{block.tag[1:]}", 1)
            message = f"{block.tag!r} is never closed and stays as text; add the closing tag."
            parts.problems.append(_note(block, message))
    return parts


def _read_raw_html(block: RawHtml, lines: Sequence[str], problems: list[Problem]) -> list[Block]:
    if block.alone and not block.nested:
        product = recognise_product(block.content)
        if product is not None:
            return [ProductBox(start=block.start, end=block.end, product=product)]
        if links := shop_links(block.content):
            return [LinkBar(start=block.start, end=block.end, links=links)]
        if shops := html_shops(lines, block.start + 1, block.end - 1):
            return [Unwrapped(start=block.start, end=block.end, inset=block), *shops]
    if block.alone and (block.end - block.start > 1 or "<a " in block.content):
        problems.append(_note(block, _UNKNOWN_HTML.format("in 'rawhtml'")))
    return [Unwrapped(start=block.start, end=block.end, inset=block)]


def _below(part: Block, lines: Sequence[str], edited: dict[int, str], start: int) -> Block:
    """Return a box that follows text without a blank line one line further down, if it fits there.

    So the text above can be closed before the box.
    """
    if not isinstance(part, ProductBox | LinkBar):
        return part
    is_glued = part.start > start and not is_blank(edited.get(part.start - 1, lines[part.start - 1]))
    height = part.product.height if isinstance(part, ProductBox) else 1
    if not is_glued or part.end - part.start < height:
        return part
    if part.end - part.start == height:
        edited[part.start] = lines[part.start]  # what becomes the fence of the box is free for no other
        return part
    edited[part.start] = ""
    return replace(part, start=part.start + 1)


def _first_line(block: Block) -> int:
    return block.start


def _taken(blocks: Sequence[Block]) -> set[int]:
    """Return the lines of code and HTML."""
    opaque = (block for block in blocks if isinstance(block, Opaque | Html | Script))
    return {line for block in opaque for line in range(block.start, block.end)}


def _unglued(lines: Sequence[str], block: Html) -> dict[int, str]:
    """Return the last lines of a block of HTML so changed that a blank one separates it from what follows."""
    last = block.end - 1
    if last > block.start:
        return {last - 1: lines[last - 1] + lines[last].strip(), last: ""}
    return {last - 1: lines[last], last: ""} if last and is_blank(lines[last - 1]) else {}


def _note(block: Block, message: str) -> Problem:
    return Problem(subtype=Subtype.HUGO, message=message, line=block.start + 1)
