"""Go's language of templates: https://pkg.go.dev/text/template.

It is read as far as shortcodes use it that only fill in what is known: values, variables, conditions, ranges and calls
of functions. All else is refused by its name, and nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections import ChainMap, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sphinx_aiarticle.migrate.template_escaping import Query, UnknownError, filled, hole

_ACTION: Final = re.compile(
    r"\{\{(-(?=\s))?\s*+(?:/\*(?:(?!\*/).)*+\*/\s*+|((?:\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|[^\"`{}])*?))((?<=\s)-)?\}\}",
    re.DOTALL,
)
_WORD: Final = re.compile(r"\s*+(\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|:=|[=|(,]|\)[\w.]*+|-?\$?[\w.]+|\$)")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_BLANKS: Final = " \t\r\n"
_BLOCKS: Final = ("if", "with", "range")
_ELSEWHERE: Final = ("define", "block", "template")
MOST: Final = 20_000  # parts that are printed, and entries and thousands of characters that are looked at, for a call
_DEEPEST: Final = 60  # blocks, partials and brackets within each other
LONGEST: Final = 500_000  # characters
_SEARCHES: Final = ("in", "where")  # functions that look at each entry
_CONSTANTS: Final = {"true": True, "false": False, "nil": None}


class Fields(dict[str, object]):
    """What a call, a page or a site has for templates; what is not among it is unknown."""


class KnownValues(Mapping[str, object]):
    """A table; what others add to one that is not whole, is unknown."""

    def __init__(self, values: Mapping[str, object], *, is_whole: bool) -> None:
        self._values, self._is_whole = values, is_whole

    def __getitem__(self, name: str) -> object:
        return self._values[name] if self._is_whole else self._values.get(name, UnknownError(name))

    def __iter__(self) -> Iterator[str]:
        if not self._is_whole or any(isinstance(value, UnknownError) for value in self._values.values()):
            raise UnknownError("a table that others may add to")
        return iter(self._values)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._values) or len(self) > 0


class Params(KnownValues):
    """A table whose keys are in lower case, and are found in any."""

    def __getitem__(self, name: str) -> object:
        found = super().__getitem__(name.lower())
        return Params(found, is_whole=self._is_whole) if isinstance(found, dict) else found


@dataclass(slots=True, kw_only=True)
class _Block:
    """A condition or a range; *words* say of what."""

    words: Sequence[str]
    body: list[Part] = field(default_factory=list)
    other: list[Part] = field(default_factory=list)


#: Literal text, the words of an action, or a block of them.
Part: TypeAlias = "str | Sequence[str] | _Block"
_Scope: TypeAlias = "ChainMap[str, object]"


def parsed(text: str) -> list[Part]:
    """Return the parts of a template; :class:`UnknownError` where it has what is not read here."""
    if "\ue000" in text:
        raise UnknownError("a private character")
    body, opened = list[Part](), list[tuple[_Block, list[Part], bool]]()
    for part in _parts(text):
        first = part[0] if part and not isinstance(part, str) else ""
        if first in _ELSEWHERE or (first in _BLOCKS and len(opened) > _DEEPEST):
            raise UnknownError(first)
        if first in _BLOCKS:
            block = _Block(words=part)
            body.append(block)
            opened.append((block, body, False))
            body = block.body
        elif first in ("else", "end") and not opened:
            raise UnknownError(first)
        elif first == "else":
            body = opened[-1][0].other
            if part[1:]:
                block = _Block(words=part[1:])
                body.append(block)
                opened.append((block, body, True))
                body = block.body
        elif first == "end":
            while opened[-1][2]:
                opened.pop()
            body = opened.pop()[1]
        else:
            body.append(part)
    if opened:
        raise UnknownError("a block without an end")
    return body


def _parts(text: str) -> Iterator[str | Sequence[str]]:
    """Yield literal text, and the words of each action; none for a comment."""
    end, is_trimmed = 0, False
    while (begin := text.find("{{", end)) >= 0:
        match = _ACTION.match(text, begin)
        if match is None:
            raise UnknownError("an action without an end")
        literal = text[end:begin].lstrip(_BLANKS) if is_trimmed else text[end:begin]
        if literal := literal.rstrip(_BLANKS) if match[1] else literal:
            yield literal
        yield list(_words(match[2] or ""))
        end, is_trimmed = match.end(), match[3] is not None
    yield text[end:].lstrip(_BLANKS) if is_trimmed else text[end:]


def _words(action: str) -> Iterator[str]:
    position, action = 0, action.rstrip()
    while position < len(action):
        word = _WORD.match(action, position)
        if word is None:
            raise UnknownError(action[position : position + 20].strip())
        yield word[1]
        position = word.end()


@dataclass(slots=True, kw_only=True)
class Filling:
    """Fills in templates, one within another; *functions* are all that they may call, and what names alone mean."""

    functions: Mapping[str, object]
    root: object = None
    pieces: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    left: int = MOST
    depth: int = 0

    def fill(self, template: Sequence[Part], dot: object) -> str:
        """Return what a template prints; :class:`UnknownError` for what only Hugo can evaluate."""
        around = self.root, self.pieces, self.values
        self.root, self.pieces, self.values = dot, [], []
        try:
            self._run(template, dot, ChainMap())
            return filled("".join(self.pieces), self.values)
        finally:
            self.root, self.pieces, self.values = around

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        try:
            if self.depth > _DEEPEST:
                raise UnknownError("a block or a partial within itself")
            yield
        finally:
            self.depth -= 1

    def _count(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise UnknownError("too many steps")

    def _run(self, parts: Sequence[Part], dot: object, scope: _Scope) -> None:
        self._count(len(parts))
        with self._deeper():
            self._run_each(parts, dot, scope)

    def _run_each(self, parts: Sequence[Part], dot: object, scope: _Scope) -> None:
        for part in parts:
            if isinstance(part, str):
                self.pieces.append(part)
            elif isinstance(part, _Block):
                self._block(part, dot, scope)
            elif part[1:2] in ([":="], ["="]) and part[0].startswith("$"):
                found = next((one for one in scope.maps if part[1] == "=" and part[0] in one), scope.maps[0])
                found[part[0]] = self._value(part[2:], dot, scope)
            elif part:
                value = self._value(part, dot, scope)
                is_query = part[-1] == "urlquery" or (part[0] == "urlquery" and "|" not in part)
                self._print(Query(value) if is_query and isinstance(value, str) else value)

    def _print(self, value: object) -> None:
        self.pieces.append(hole(len(self.values)))
        self.values.append(value)

    def _block(self, block: _Block, dot: object, scope: _Scope) -> None:
        kind, *words = block.words
        is_named = ":=" in words[:4]
        names = [word for word in words[: words.index(":=")] if word != ","] if is_named else []
        value = self._value(words[words.index(":=") + 1 :] if is_named else words, dot, scope)
        if isinstance(value, UnknownError):
            self._print(value)
        elif kind == "range":
            items = list(_items(value))
            self._count(len(items) * (len(block.body) + 1))  # before any of them is printed
            with self._deeper():
                for item in items:
                    named = zip(reversed(names), reversed(item), strict=False)
                    self._run_each(block.body, item[1], scope.new_child(dict(named)))
            if not items:
                self._run(block.other, dot, scope.new_child())
        else:
            is_true = bool(value)
            inner = value if kind == "with" and is_true else dot
            self._run(block.body if is_true else block.other, inner, scope.new_child(dict.fromkeys(names, value)))

    def _value(self, words: Sequence[str], dot: object, scope: _Scope) -> object:
        """Return the value of a pipeline; an error is a value, too, for maybe nobody sees it."""
        rest = deque(words)
        try:
            value = self._pipeline(rest, dot, scope)
            if rest:
                raise UnknownError(rest[0])
        except UnknownError as error:
            return error.with_traceback(None)
        return value

    def _pipeline(self, words: deque[str], dot: object, scope: _Scope) -> object:
        piped = list[object]()
        while True:
            parts, name = list[object](), words[0] if words else ""
            while words and words[0][0] not in "|)":
                word = words.popleft()
                if word == "(":
                    with self._deeper():
                        value = self._pipeline(words, dot, scope)
                    if not words:
                        raise UnknownError("(")
                    parts.append(_at(value, words.popleft()[1:]))
                else:
                    parts.append(self._operand(word, dot, scope))
            if not parts:
                raise UnknownError("an action without words")
            piped = [*parts[1:], *piped]
            self._count(sum(len(one) // 1000 for one in piped if isinstance(one, str)))
            self._count(sum(len(one) for one in piped if isinstance(one, list) and name in _SEARCHES))
            piped = [_called(name, parts[0], piped)]
            if not words or words[0][0] == ")":
                return piped[0]
            words.popleft()

    def _operand(self, word: str, dot: object, scope: _Scope) -> object:
        if word[0] == "`":
            return word[1:-1]
        try:
            if word[0] == '"':
                return json.loads(word, strict=False)
            if match := _NUMBER.fullmatch(word):
                return float(word) if match[1] else int(word)
        except ValueError:
            raise UnknownError(word) from None
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        if word in self.functions:
            return self.functions[word]
        head, _, path = word.partition(".")
        if not head:
            return _at(dot, path)
        return _at(
            self.root if head == "$" else scope.get(head, self.functions.get(f"{head}.", UnknownError(word))), path
        )


def _at(value: object, path: str) -> object:
    """Return what is at a path of names; :class:`UnknownError` where that is not known."""
    for name in filter(None, path.split(".")):
        value = value if isinstance(value, UnknownError) else _field(value, name)
    if isinstance(value, UnknownError):
        raise value
    return value


def _called(name: str, first: object, rest: Sequence[object]) -> object:
    if not callable(first):
        if rest:
            raise UnknownError(name)
        return first
    try:
        value = first(*rest)
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, OSError):
        raise UnknownError(name) from None
    if len(value) > LONGEST if isinstance(value, str) else isinstance(value, list) and len(value) > MOST:
        raise UnknownError("an endless text or list")
    if isinstance(value, UnknownError):
        raise value
    return value


def _field(value: object, name: str) -> object:
    if isinstance(value, Fields):
        return value.get(name, UnknownError(f".{name}"))
    return value.get(name) if isinstance(value, Mapping) else UnknownError(f".{name}")


def _items(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, Mapping) and not isinstance(value, Fields):
        yield from sorted(value.items(), key=lambda item: str(item[0]))
    elif isinstance(value, list):
        yield from enumerate(value)
    elif value is not None:
        raise UnknownError("range")
