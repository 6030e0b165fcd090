"""What handwritten JSON-LD says that a Hugo article does not show; it is dropped and made anew."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.recognise.headings import without_number
from sphinx_aiarticle.recognise.prose import outside_code
from sphinx_aiarticle.record import Record

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--(?:(?!<!--).)*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP = re.compile(r"[`*_~]")
_LIST = re.compile(r"^[ \t]*(?:[-+*]|\d{1,9}[.)]|#{1,6}|>)[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\*)(\*\*?)(?![\s*])([^*]*+)(?<!\s)\1")
_LEAST_DASHES = 3  # of a rule
_MAX_LENGTH = 200_000


class DisagreementKind(StrEnum):
    """What JSON-LD that disagrees with the page does: the end of a sentence that begins with it."""

    INVALID = "is not valid JSON"
    OTHER_TYPE = "describes something other than questions and answers, which is dropped too"
    QUESTIONS = "holds other questions than the page shows"
    RULE = "ends an answer with the line below it"
    MARKUP = "lacks characters of an answer that look like markup"
    MORE_TEXT = "takes the text below an answer for a part of it"
    ANSWER = "holds other answers than the page shows"


class Disagreement(Record):
    """A difference between JSON-LD and the page, the line of the script, and the question, type or error there."""

    kind: DisagreementKind
    line: int
    subject: str


def lint_json_ld(scripts: Iterable[tuple[int, str]], questions: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield one problem for all disagreements of an article, with an example of each kind.

    Scripts have their 1-based line; questions and answers are Markdown.
    """
    found = json_ld_disagreements(scripts, questions)
    kinds = {disagreement.kind: disagreement for disagreement in reversed(found)}
    if kinds:
        shown = ((one, one.kind.name.lower().replace("_", " ")) for one in reversed(kinds.values()))
        parts = (f"it {one.kind} [{name}: {one.subject[:60]!r}]" for one, name in shown)
        message = f"The JSON-LD of this article is dropped and made anew; {'; '.join(parts)}."
        yield Problem(subtype=Subtype.EMBEDDED_JSON_LD, message=message, line=found[0].line)


def json_ld_disagreements(
    scripts: Iterable[tuple[int, str]], questions: Iterable[tuple[str, str]]
) -> tuple[Disagreement, ...]:
    """Return how scripts, by line and text, disagree with questions and answers in Markdown that an article shows."""
    shown = {_plain(question): _plain(answer, answer=True) for question, answer in questions}
    return tuple(found for line, text in scripts for found in _compare(line, text, shown))


def _compare(line: int, text: str, shown: dict[str, str]) -> Iterator[Disagreement]:
    try:
        if len(text) > _MAX_LENGTH:
            raise ValueError("it is too long")
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Disagreement(kind=DisagreementKind.INVALID, line=line, subject=str(error))
        return
    nodes = data.get("@graph", [data]) if isinstance(data, dict) else data
    for node in nodes if isinstance(nodes, list) else [nodes]:
        kind = node.get("@type") if isinstance(node, dict) else None
        if kind == "FAQPage" or (isinstance(kind, list) and "FAQPage" in kind):
            yield from _compare_questions(node.get("mainEntity"), shown, line)
        else:
            yield Disagreement(kind=DisagreementKind.OTHER_TYPE, line=line, subject=str(kind))


def _compare_questions(entities: object, shown: dict[str, str], line: int) -> Iterator[Disagreement]:
    given = [_question(entity) for entity in (entities if isinstance(entities, list) else [entities])]
    if [_squeezed(_plain(name)) for name, _ in given] != [_squeezed(name) for name in shown]:
        subject = f"{len(given)} instead of {len(shown)}" if len(given) != len(shown) else _first_other(given, shown)
        yield Disagreement(kind=DisagreementKind.QUESTIONS, line=line, subject=subject)
        return
    for (name, text), answer in zip(given, shown.values(), strict=True):
        if kind := _difference(text, answer):
            yield Disagreement(kind=kind, line=line, subject=name)


def _first_other(given: Sequence[tuple[str, str]], shown: Iterable[str]) -> str:
    pairs = zip(given, shown, strict=False)
    return next((name for (name, _), other in pairs if _squeezed(_plain(name)) != _squeezed(other)), "")


def _question(entity: object) -> tuple[str, str]:
    """Return the name of a question and the text of its answer."""
    if not isinstance(entity, dict):
        return "", ""
    answer = entity.get("acceptedAnswer")
    answer = answer[0] if isinstance(answer, list) and answer else answer
    text = answer.get("text") if isinstance(answer, dict) else ""
    return str(entity.get("name") or ""), str(text or "")


def _difference(text: str, answer: str) -> DisagreementKind | None:
    """Return how the *text* of a script differs from the visible *answer*, white space aside."""
    given, shown = _squeezed(html.unescape(_TAG.sub("", text))), _squeezed(answer)
    if given == shown:
        return None
    if _without_rule(given) == shown:
        return DisagreementKind.RULE
    bare_given, bare_shown = (_MARKUP.sub("", part) for part in (given, shown))
    if bare_given == bare_shown:
        return DisagreementKind.MARKUP
    if _without_rule(bare_given) == bare_shown:
        return DisagreementKind.RULE
    return DisagreementKind.MORE_TEXT if bare_shown and bare_given.startswith(bare_shown) else DisagreementKind.ANSWER


def _plain(markdown: str, *, answer: bool = False) -> str:
    """Return the words of some Markdown, near enough to compare them; code keeps its characters."""
    text = _LIST.sub("", markdown) if answer else without_number(markdown)

    def words(prose: str) -> str:
        prose = _TAG.sub("", _LINK.sub(r"\1", prose))
        return html.unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", prose))))

    return outside_code(text, words, lambda code: code.strip("`"))


def _without_rule(text: str) -> str:
    """Return a text without blanks, and without the line that ends it."""
    bare = text.rstrip("-")
    return bare if len(text) - len(bare) >= _LEAST_DASHES else text


def _squeezed(text: str) -> str:
    return "".join(text.split())
