"""YAML events → plain data, bounded, with the source line of every key.

Events rather than ``yaml.compose``: composing is recursive in C without a limit, and a few ten thousand ``[`` end
the whole process; events come one by one from a parser that keeps its own stack, and are faster to read as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from sphinx_aiarticle.frontmatter.block import CHARACTERS_PER_NODE, MAX_DEPTH, MAX_NODES
from sphinx_aiarticle.frontmatter.yaml_scalars import CORE_TAGS, is_loadable, resolve
from sphinx_aiarticle.model.problem import front_matter_problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.error import Mark
    from yaml.events import Event, SequenceStartEvent

    from sphinx_aiarticle.model.problem import Problem

    _Tagged = ScalarEvent | MappingStartEvent | SequenceStartEvent

_Value = TypeVar("_Value")

_LOADER: Final[type[yaml.CSafeLoader | yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAGS: Final = frozenset({"!", "tag:yaml.org,2002:str"})
_MAPPING_TAGS: Final = frozenset({None, "!", "tag:yaml.org,2002:map"})
_SEQUENCE_TAGS: Final = frozenset({None, "!", "tag:yaml.org,2002:seq"})


class _Dropped:
    """The type of ``DROPPED``."""


DROPPED: Final = _Dropped()
"""Stands for a value that is left out; its problem has been noted."""


class RefusedError(Exception):
    """The YAML is well formed, but goes over a bound."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True, kw_only=True)
class EventReader:
    """Reads one block, in one piece or in several.

    The budget, the anchors and the problems belong to the block, so they last from one ``read()`` to the next.

    Attributes:
        lines: Source line of each key read so far.
        problems: What has been left out so far.
        safe: Whether PyYAML could load what has been read so far.
    """

    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    safe: bool = True
    _anchors: dict[str, tuple[object, int]] = field(default_factory=dict)
    _spent: int = 0
    _offset: int = 0
    _events: Iterator[Event] = field(default_factory=lambda: iter(()))

    def read(self, text: str, first_line: int) -> object:
        """Return the data in *text*, whose first line is *first_line* of the source; ``None`` when it is empty.

        Raises:
            yaml.YAMLError: *text* is not YAML, or more than one YAML document.
            RefusedError: It goes over a bound.
        """
        self._offset = first_line
        self._events = yaml.parse(text, Loader=_LOADER)
        spent = self._spent
        try:
            next(self._events)  # the stream starts
            if not isinstance(next(self._events), DocumentStartEvent):
                return None
            value = self._value(next(self._events), "", 0)
            next(self._events)  # the document ends
            after = next(self._events)
            if not isinstance(after, StreamEndEvent):
                raise yaml.YAMLError("a second document starts in it")
        except RefusedError:
            self._spent = spent
            raise
        except ValueError as error:  # PyYAML without libyaml, at an escape such as "\UFFFFFFFF"
            raise yaml.YAMLError(str(error)) from error
        return value

    def _value(self, event: Event, path: str | None, depth: int) -> object:
        """Return the value that starts with *event*; *path* is its dotted key, ``None`` inside a list."""
        if isinstance(event, AliasEvent):
            return self._alias(event)
        before = self._spent
        self._spend(1, event)
        value: object
        if isinstance(event, ScalarEvent):
            value = self._scalar(event)
        elif depth >= MAX_DEPTH:
            raise RefusedError(f"is nested deeper than {MAX_DEPTH} levels", self._line(event))
        elif isinstance(event, MappingStartEvent):
            value = self._checked(event, self._mapping(path, depth + 1), event.tag in _MAPPING_TAGS)
        else:
            event = cast("SequenceStartEvent", event)
            value = self._checked(event, self._sequence(depth + 1), event.tag in _SEQUENCE_TAGS)
        if event.anchor is not None:
            self.safe = self.safe and event.anchor not in self._anchors  # PyYAML refuses a second one
            self._anchors[event.anchor] = (value, self._spent - before)
        return value

    def _scalar(self, event: ScalarEvent) -> object:
        text = event.value
        if len(text) > CHARACTERS_PER_NODE:
            self._spend(len(text) // CHARACTERS_PER_NODE, event)
        if event.tag is None:
            if not event.implicit[0]:
                return text
            self.safe = self.safe and is_loadable(text)
            return resolve(text)
        self.safe = self.safe and (event.tag != "!" or is_loadable(text))
        value = resolve(text)
        expected = CORE_TAGS.get(event.tag)
        if expected is not None:
            return self._checked(event, value, type(value) is expected)
        return self._checked(event, text, event.tag in _TEXT_TAGS)

    def _sequence(self, depth: int) -> list[object]:
        items = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            item = self._value(event, None, depth)
            if item is not DROPPED:
                items.append(item)
        return items

    def _mapping(self, path: str | None, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        merged: list[tuple[dict[str, object], int]] = []
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, depth)
            line = self._line(event)
            dotted = None if path is None or key in (None, "<<") else f"{path}.{key}" if path else key
            value = self._value(next(self._events), dotted, depth)
            if key is None or value is DROPPED:
                continue
            if key == "<<":
                merged += [(source, line) for source in self._merge_sources(value, line)]
                continue
            if key in data:
                message = f"The key {shown(key)} is given twice; the last one counts. Delete one of them."
                self.problems.append(front_matter_problem(message, line))
            data[key] = value
            if dotted is not None:
                self.lines[dotted] = line
        for source, line in merged:
            for name, value in source.items():
                if name not in data:
                    data[name] = value
                    if path is not None:
                        self.lines[f"{path}.{name}" if path else name] = line
        return data

    def _merge_sources(self, value: object, line: int) -> list[dict[str, object]]:
        """Return the mappings that a ``<<`` key adds (YAML 1.1 merge key); earlier ones win over later ones."""
        sources = value if isinstance(value, list) else [value]
        mappings = [source for source in sources if isinstance(source, dict)]
        if len(mappings) < len(sources):
            self.safe = False
            message = "The merge key '<<' takes a mapping, or a list of mappings, such as '<<: *name'; it is left out."
            self.problems.append(front_matter_problem(message, line))
        return mappings

    def _key(self, event: Event, depth: int) -> str | None:
        """Return the key that starts with *event* as written, or ``None`` when it is no plain text."""
        if isinstance(event, ScalarEvent) and event.tag is None and event.anchor is None:
            self._spend(1 + len(event.value) // CHARACTERS_PER_NODE, event)
            self.safe = self.safe and (not event.implicit[0] or event.value == "<<" or is_loadable(event.value))
            return event.value
        value = self._value(event, None, depth)
        if isinstance(value, str):
            return value
        if value is not DROPPED:
            self._drop(event, "A key must be a plain word; this one, with its value, is left out.")
        return None

    def _alias(self, event: AliasEvent) -> object:
        name = str(event.anchor)
        if name not in self._anchors:
            self._drop(
                event,
                f"'*{name}' refers to a value '&{name}' that is not finished above it; it is left out. "
                f"A text that starts with '*' needs quotation marks.",
            )
            self._anchors[name] = (DROPPED, 1)  # one problem is enough
        value, cost = self._anchors[name]
        self._spend(cost, event)
        return value

    def _checked(self, event: _Tagged, value: _Value, accepted: bool) -> _Value | _Dropped:
        """Return *value* if its explicit tag is *accepted*; otherwise note the tag and drop it."""
        if accepted:
            return value
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        self._drop(
            event, f"The tag {shown(tag)} is not allowed here; the value is left out. Write plain text without it."
        )
        return DROPPED

    def _drop(self, event: Event, message: str) -> None:
        self.safe = False
        self.problems.append(front_matter_problem(message, self._line(event)))

    def _spend(self, nodes: int, event: Event) -> None:
        self._spent += nodes
        if self._spent > MAX_NODES:
            raise RefusedError(f"holds more than {MAX_NODES:,} values once its aliases are expanded", self._line(event))

    def _line(self, event: Event) -> int:
        return cast("Mark", event.start_mark).line + self._offset
