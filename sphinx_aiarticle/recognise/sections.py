"""Find the summary of an article and the questions of its FAQ in an outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.recognise.headings import (
    QUESTIONS,
    faq_heading,
    has_number,
    has_question_mark,
    heading_key,
    is_leaked_prompt,
)
from sphinx_aiarticle.recognise.leads import details_in, is_answer, is_numbered_question, lead_of
from sphinx_aiarticle.recognise.outline import BlockKind, OutlineBlock
from sphinx_aiarticle.record import Record

#: More headings than this below the one of the summary make it a chapter, not a summary.
_MAX_HEADINGS = 4
_DEEPEST = 6
_ENDS_DETAILS = frozenset({BlockKind.HEADING, BlockKind.RULE, BlockKind.BOX, BlockKind.HTML})
_LEADS_ON = re.compile(r"\]\(|\]\[|`__?(?:\W|$)|:(?:ref|doc):`|<a\s")  # a link, in Markdown or reStructuredText
_ENDS_TEXT = frozenset({BlockKind.RULE, BlockKind.BOX})
_ENDS_SUMMARY = frozenset({BlockKind.RULE, BlockKind.BOX, BlockKind.HTML, BlockKind.QUOTE})


class Section(Record):
    """A heading with the text that belongs to it, or a question at the beginning of a paragraph.

    Attributes:
        start: Index of the heading or the paragraph among the blocks.
        end: Index of the block behind the last one of the text.
        is_lead: Whether the question is a paragraph, or its beginning.
        is_details: Whether it is the summary of a ``details`` element, which ends in the block at ``end``.
        faq: Index of the heading of the FAQ, if the heading of a question has the same level; else -1.
    """

    start: int
    end: int
    is_lead: bool = False
    is_details: bool = False
    faq: int = -1


class Sections(Record):
    """What was found in an outline: the summary, the questions in order, and what looks like one and is none."""

    summary: Section | None = None
    questions: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def parts(self) -> tuple[Section, ...]:
        """The summary and the questions."""
        return (*([self.summary] if self.summary else []), *self.questions)


def find_sections(
    blocks: Sequence[OutlineBlock],
    summary_keys: frozenset[str],
    faq_keys: frozenset[str],
    *,
    top: int = 2,
    title: str = "",
) -> Sections:
    """Return the summary and the questions of a page, by the keys of their headings.

    Sections of the article have the level *top*; 1 for one without a title. Where its title alone, a heading above
    them or a *title* that is none of the blocks, says that it is a FAQ, all of them have to be questions with answers.
    """
    problems: list[Problem] = []
    summary = _find_summary(blocks, summary_keys, top) if summary_keys else None
    if isinstance(summary, Problem):
        problems, summary = [summary], None
    questions = list(_all_asked(blocks, title, top)) if faq_heading(title, faq_keys) else []
    for index, block in enumerate(blocks):
        is_free = not questions or index >= questions[-1].end
        if is_free and block.kind is BlockKind.HEADING and (faq := faq_heading(block.text, faq_keys)):
            is_faq = faq.is_sure and block.level >= top
            found: list[Problem] = []
            asked = list(_questions(blocks, index, found))
            if is_faq or (asked and not found and all(_is_clear(blocks[part.start], part) for part in asked)):
                questions += asked
                problems += found
    return Sections(summary=summary, questions=tuple(questions), problems=tuple(problems))


def _all_asked(blocks: Sequence[OutlineBlock], title: str, top: int) -> Iterator[Section]:
    """Yield the questions of a page that is a FAQ, as below a heading with its title; none if something is unclear."""
    heading, found = OutlineBlock(kind=BlockKind.HEADING, text=title, level=top - 1), list[Problem]()
    asked = list(_questions([heading, *blocks], 0, found))
    if not found and all(_is_clear(blocks[part.start - 1], part) for part in asked):
        yield from (replace(part, start=part.start - 1, end=part.end - 1, faq=-1) for part in asked)


def asks(blocks: Sequence[OutlineBlock]) -> bool:
    """Whether an item of a list is a question with its answer, and no part of an article in its own right."""
    is_plain = all(block.kind is not BlockKind.HEADING for block in blocks)
    return is_plain and _is_lead(blocks, 0, len(blocks)) and (len(blocks) > 1 or bool(lead_of(blocks[0].source).rest))


def _find_summary(blocks: Sequence[OutlineBlock], keys: frozenset[str], top: int) -> Section | Problem | None:
    """Return the summary, the reason why the first section is none, or ``None`` without such a section.

    A summary is whatever the author put into it: lists, paragraphs, code, and headings of a lower level. It ends where
    something else begins: HTML, a quote (the usual form of a recommendation), a rule, a box or the next section.
    """
    start = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == top), None)
    if start is None or heading_key(blocks[start].text) not in keys:
        return None
    heading = blocks[start]
    end = start + 1
    while end < len(blocks) and not (blocks[end].kind in _ENDS_SUMMARY or _is_heading(blocks[end], heading.level)):
        end += 1
    inside = blocks[start + 1 : end]
    headings = [block for block in inside if block.kind is BlockKind.HEADING]
    if len(headings) == len(inside):
        return _note(heading, "The summary {!r} has no text of its own and stays a section.")
    if len(headings) > _MAX_HEADINGS or (headings and any(block.kind is BlockKind.CODE for block in inside)):
        return _note(heading, "The summary {!r} holds sections of its own and stays a section.")
    return Section(start=start, end=end)


def _questions(blocks: Sequence[OutlineBlock], faq: int, problems: list[Problem]) -> Iterator[Section]:
    """Yield the questions of one FAQ.

    They are the headings one level below its own, with whatever is deeper in their answers, or else paragraphs that
    begin with a question, also below headings that group them. Questions right below its heading may have its level.
    """
    level, end = blocks[faq].level, _end_of_faq(blocks, faq)
    inside = range(faq + 1, end)
    is_flat = bool(inside) and blocks[faq + 1].level == level
    below = min((blocks[i].level for i in inside if blocks[i].kind is BlockKind.HEADING), default=0)
    asked = [i for i in inside if blocks[i].kind is BlockKind.HEADING and blocks[i].level == below and blocks[i].text]
    asked = [i for i in asked if _is_asked(blocks[i].text) or not _begins_question(blocks, i + 1, end)]  # not of groups
    details = tuple(_details(blocks, inside))
    leads = _leads(blocks, inside, end, below, frozenset(asked))
    if leads or any(has_number(blocks[i].text) for i in asked):
        asked = [i for i in asked if _is_asked(blocks[i].text)]
    if details and not asked:
        yield from details
        return
    if not (asked or leads):
        is_contact = heading_key(blocks[faq].text) == QUESTIONS  # which often says whom to ask
        leads_on = bool(inside) and _LEADS_ON.search(blocks[faq + 1].source)  # to a FAQ elsewhere
        if not (is_contact or leads_on or any(blocks[i].kind is BlockKind.QUESTION for i in inside)):
            message = (
                "The FAQ {!r} holds no question; write each as a heading one level below or as bold text with a "
                "question mark, with the answer below it."
            )
            problems.append(_note(blocks[faq], f"{message} It stays a heading."))
        return
    for start in sorted((*asked, *leads)):
        is_lead = start in leads
        deepest = _DEEPEST if is_lead else below
        after = next((i for i in range(start + 1, end) if _ends_answer(blocks[i], deepest) or i in leads), end)
        if is_lead and (lead_of(blocks[start].source).rest or after > start + 1):
            yield Section(start=start, end=after, is_lead=True)
        elif is_lead or all(block.kind is BlockKind.HEADING for block in blocks[start + 1 : after]):
            kind = "paragraph" if is_lead else "heading"
            problems.append(_note(blocks[start], f"The question {{!r}} has no answer below it. It stays a {kind}."))
        else:
            yield Section(start=start, end=after, faq=faq if is_flat else -1)


def _end_of_faq(blocks: Sequence[OutlineBlock], faq: int) -> int:
    level = blocks[faq].level
    ends = [i for i in range(faq + 1, len(blocks)) if _is_heading(blocks[i], level)]
    if ends[:1] == [faq + 1]:
        ends = [i for i in ends if blocks[i].level < level or not _is_asked(blocks[i].text)]
    return ends[0] if ends else len(blocks)


def _is_clear(block: OutlineBlock, part: Section) -> bool:
    return part.is_lead or _is_asked(details_in(block.html).question if part.is_details else block.text)


def _details(blocks: Sequence[OutlineBlock], inside: Sequence[int]) -> Iterator[Section]:
    """Yield the ``details`` elements that hold nothing but text."""
    start = around = -1
    for index in inside:
        found = details_in(blocks[index].html)
        if found.closes and 0 <= start < index - 1 and found.inner == around:
            yield Section(start=start, end=index, is_details=True)
        if found.closes or blocks[index].kind in _ENDS_DETAILS:
            start = -1
        if found.question:
            start, around = index, found.around


def _leads(
    blocks: Sequence[OutlineBlock], inside: Sequence[int], end: int, level: int, asked: frozenset[int]
) -> frozenset[int]:
    """Return the paragraphs that begin with a question and are in no answer to a heading."""
    found, is_answered = set[int](), False
    for index in inside:
        if blocks[index].kind is BlockKind.HEADING and blocks[index].level == level:
            is_answered = index in asked
        elif not is_answered and _is_lead(blocks, index, end):
            found.add(index)
    return frozenset(found)


def _begins_question(blocks: Sequence[OutlineBlock], index: int, end: int) -> bool:
    """Whether a block is a question, or the beginning of one, and no heading."""
    if _is_lead(blocks, index, end):
        return True
    return index < end and (blocks[index].kind is BlockKind.QUESTION or bool(details_in(blocks[index].html).question))


def _is_lead(blocks: Sequence[OutlineBlock], index: int, end: int) -> bool:
    if index >= end or not blocks[index].source:
        return False
    lead = lead_of(blocks[index].source)
    if lead.is_bold and not blocks[index].is_bold:
        return False
    if lead.asks:
        return True
    below = blocks[index + 1].source if index + 1 < end else ""
    return is_numbered_question(lead.question) and not lead.rest and is_answer(below)


def _is_asked(heading: str) -> bool:
    return has_number(heading) or has_question_mark(heading)


def _ends_answer(block: OutlineBlock, level: int) -> bool:
    return block.kind in _ENDS_TEXT or _is_heading(block, level) or (block.is_bold and is_leaked_prompt(block.text))


def _is_heading(block: OutlineBlock, level: int) -> bool:
    return block.kind is BlockKind.HEADING and block.level <= level


def _note(heading: OutlineBlock, message: str) -> Problem:
    return Problem(subtype=Subtype.HUGO, message=message.format(heading.text), line=heading.line or None)
