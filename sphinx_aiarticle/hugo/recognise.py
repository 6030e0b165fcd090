"""From the text of a Hugo article to its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Block, RawHtml, Script, Unclosed
from sphinx_aiarticle.hugo.constructs import DroppedScript, ProductBox, Summary, Unwrapped
from sphinx_aiarticle.hugo.levels import changed_levels
from sphinx_aiarticle.hugo.outline import Outline, edited_lines
from sphinx_aiarticle.hugo.product import recognise_product
from sphinx_aiarticle.hugo.questions import find_questions
from sphinx_aiarticle.hugo.rules import superfluous_rules
from sphinx_aiarticle.hugo.scanner import scan
from sphinx_aiarticle.hugo.summary import find_summary
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
    constructs: list[Block] = []
    problems: list[Problem] = []
    for block in found.blocks:
        if isinstance(block, Script):
            constructs.append(DroppedScript(start=block.start, end=block.end, inset=block))
        elif isinstance(block, RawHtml):
            constructs.append(_read_raw_html(block, lines, problems))
        elif isinstance(block, Unclosed):
            problems.append(_note(block, f"{block.tag!r} is never closed and stays as text; add the closing tag."))
    edited = edited_lines(lines, found.blocks)
    outline = Outline(lines=lines, blocks=found.blocks, edited=edited, headings_lowered=rules.lower_headings)
    summary = find_summary(outline, rules.summary_headings)
    questions, notes = find_questions(outline, rules.faq_headings)
    if isinstance(summary, Summary):
        constructs.append(summary)
    elif summary is not None:
        problems.append(summary)
    sections = [summary, *questions] if isinstance(summary, Summary) else questions
    if rules.lower_headings:
        constructs += changed_levels(outline, {line for part in sections for line in range(part.start, part.end)})
    edited.update((line, "") for line in superfluous_rules(outline, start))
    return Reading(
        constructs=(*constructs, *questions),
        problems=(*problems, *notes),
        edited=edited,
        colon_lines=found.colon_lines,
    )


def _read_raw_html(block: RawHtml, lines: Sequence[str], problems: list[Problem]) -> ProductBox | Unwrapped:
    product = recognise_product(block.content) if block.alone and not block.nested else None
    if product is not None:
        return ProductBox(start=block.start, end=block.end, inset=block, product=product)
    if block.alone and (block.end - block.start > 1 or "<a " in block.content):
        message = (
            "The HTML in 'rawhtml' is no product box (a name, why, and one link for each store) and stays as it is; "
            "outputs other than HTML leave it out. Write Markdown or a 'product-box' instead."
        )
        problems.append(_note(block, message))
    return Unwrapped(start=block.start, end=block.end, inset=block)


def _note(block: Block, message: str) -> Problem:
    return Problem(subtype=Subtype.HUGO, message=message, line=block.start + 1)
