"""Recognise the questions of a FAQ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Heading
from sphinx_aiarticle.hugo.constructs import Question
from sphinx_aiarticle.hugo.outline import Outline, ends_text
from sphinx_aiarticle.hugo.wording import has_question_mark, has_question_prefix, heading_key, is_leaked_prompt
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.hugo.blocks import Block

_QUESTION_LEVEL = 3


def find_questions(outline: Outline, keys: frozenset[str]) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Return the questions of all FAQ sections of an article, and notes on what looks like one.

    Args:
        outline: The article.
        keys: Keys of the headings of a FAQ.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    blocks = outline.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and outline.level(block) == 2 and heading_key(block.text) in keys:
            section = _section(outline, blocks[index + 1 :])
            found, problem = _read_section(outline, block, section)
            questions += found
            problems += [problem] if problem else []
    return tuple(questions), tuple(problems)


def _section(outline: Outline, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks before the next heading of the section's level."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and outline.level(block) <= 2:
            return blocks[: index + 1]  # with the heading, which ends the last answer
    return blocks


def _read_section(outline: Outline, faq: Heading, blocks: Sequence[Block]) -> tuple[list[Question], Problem | None]:
    """Return the questions up to the first one that cannot be read.

    The ones after it would become parts of it, so they stay headings too.
    """
    asked = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Heading) and _may_ask(b)]
    prefixed = any(has_question_prefix(heading.text) for _, heading in asked)
    questions: list[Question] = []
    for index, heading in asked:
        if prefixed and not has_question_prefix(heading.text) and not has_question_mark(heading.text):
            continue
        question = _read_question(outline, heading, _follower(blocks, index))
        if isinstance(question, Problem):
            return questions, question
        questions.append(question)
    if questions:
        return questions, None
    return [], _note(faq, "The FAQ %r holds no question; write each as '### Question?' with the answer below it.")


def _may_ask(heading: Heading) -> bool:
    return heading.level == _QUESTION_LEVEL and not heading.underlined and bool(heading.text)


def _follower(blocks: Sequence[Block], index: int) -> Block | None:
    """Return what ends the text below a heading."""
    return next((blocks[i] for i in range(index + 1, len(blocks)) if ends_text(blocks[i])), None)


def _read_question(outline: Outline, heading: Heading, follower: Block | None) -> Question | Problem:
    lines, start = outline.lines, heading.end
    end = follower.start if follower else len(lines)
    if isinstance(follower, Heading) and follower.level > _QUESTION_LEVEL:
        return _note(heading, "The answer to %r holds headings; make them bold lines, or end the answer before them.")
    end = next((line for line in range(start, end) if is_leaked_prompt(lines[line])), end)
    last = outline.last_text(start, end)
    if last < 0:
        return _note(heading, "The question %r has no answer below it.")
    if lines[start].lstrip().startswith(":"):
        return _note(heading, "The answer to %r begins with a colon; put a blank line before it.")
    if not outline.has_room_after(last):
        return _note(heading, "There is no blank line after the answer to %r; put one there.")
    close = None if outline.is_end(last + 1) else last + 1
    return Question(start=heading.start, end=last + 1, heading=heading.text, close=close)


def _note(heading: Heading, message: str) -> Problem:
    text = f"{message % heading.text} It stays a heading."
    return Problem(subtype=Subtype.HUGO, message=text, line=heading.start + 1)
