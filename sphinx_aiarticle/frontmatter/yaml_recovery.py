"""What can still be read from a block that is not YAML as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import yaml

from sphinx_aiarticle.frontmatter.yaml_advice import Broken, advise
from sphinx_aiarticle.frontmatter.yaml_events import EventReader, RefusedError
from sphinx_aiarticle.model.problem import front_matter_problem, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aiarticle.model.problem import Problem

# A line that starts a key: not indented, no comment, no list item, no closing bracket.
_CHUNK_START: Final = re.compile(r"^(?=[^\s#\-\]}])", re.MULTILINE)
_SHOWN_KEYS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """The readable keys of a broken block; see ``Block``."""

    data: dict[str, object]
    lines: dict[str, int]
    problems: tuple[Problem, ...]


def recover(content: str, first_line: int, error: yaml.YAMLError | RefusedError) -> Recovered:
    """Read each top-level key of *content* on its own and keep those that are fine.

    Args:
        content: A block that could not be read as a whole.
        first_line: Its first line in the source.
        error: What came of reading it as a whole.

    Returns:
        The keys that could be read. One problem stands for all that could not: it explains the first, because the
        others often follow from it.
    """
    reader = EventReader()
    data: dict[str, object] = {}
    first: tuple[Broken, str | None] | None = None
    lost: list[str] = []
    for line, chunk in _chunks(content, first_line):
        try:
            value = reader.read(chunk, line)
        except (yaml.YAMLError, RefusedError) as chunk_error:
            broken = Broken(text=chunk, line=line, error=chunk_error)
        else:
            if isinstance(value, dict):
                data |= value
                continue
            if value is None:
                continue
            broken = Broken(text=chunk, line=line, error=yaml.YAMLError("there is no ':' after the key"))
        text = broken.as_text()
        if text is not None:
            data[broken.key] = text
            reader.lines[broken.key] = line
        elif broken.key:
            lost.append(broken.key)
        first = first or (broken, text)
    lost = [key for key in dict.fromkeys(lost) if key not in data]
    problem = _problem(*first, lost) if first else _problem(Broken(text=content, line=first_line, error=error), "", [])
    kept = {name: line for name, line in reader.lines.items() if name.partition(".")[0] in data or name in data}
    return Recovered(data=data, lines=kept, problems=(problem, *reader.problems))


def _problem(broken: Broken, text: str | None, lost: list[str]) -> Problem:
    advice = advise(broken)
    message = advice.message
    if text:
        message += " Until then the rest of the line is taken as text."
    if lost:
        more = f" and {len(lost) - _SHOWN_KEYS} more" if len(lost) > _SHOWN_KEYS else ""
        message += f" Left out until then: {listed(lost[:_SHOWN_KEYS])}{more}."
    return front_matter_problem(message, advice.line)


def _chunks(content: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each top-level key."""
    starts = [match.start() for match in _CHUNK_START.finditer(content)]
    if content[: starts[0] if starts else None].strip():
        starts.insert(0, 0)
    line = first_line
    position = 0
    for start, end in pairwise([*starts, len(content)]):
        line += content.count("\n", position, start)
        position = start
        yield line, content[start:end]
