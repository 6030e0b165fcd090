"""YAML → data: composed by PyYAML, with the source line of every key, within bounds."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

import yaml

from sphinx_aiarticle.frontmatter.block import CHARACTERS_PER_NODE, MAX_DEPTH, MAX_NODES, BoundError
from sphinx_aiarticle.model.problem import Problem, front_matter_problem, shown

_PLAIN: Final = "plain"  # the tag that an unquoted scalar without a tag is given
_TEXT: Final = "tag:yaml.org,2002:str"
_MAPPING: Final = "tag:yaml.org,2002:map"
_SEQUENCE: Final = "tag:yaml.org,2002:seq"
#: Explicit tags that only confirm what an unquoted value resolves to.
_CORE_TAGS: Final[dict[str, type]] = {
    "tag:yaml.org,2002:null": type(None),
    "tag:yaml.org,2002:bool": bool,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
}
_CONSTANTS: Final[dict[str, object]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START: Final = frozenset("-.0123456789")
_CURLY_START: Final = frozenset("“”„‟＂‘’‚‛")
_DOUBTFUL_START: Final = frozenset("+-.0123456789=<")
_MAX_NUMBER: Final = 20  # characters; longer ones are identifiers, not numbers
_BLOCK_INDICATORS: Final = re.compile(r"^[ ?-]+", re.MULTILINE)
_MAX_INDICATORS: Final = 500  # PyYAML composes recursively, in C without a limit before its version 6.0.4
# What libyaml reads and PyYAML's own parser, which MyST-Parser uses, refuses in some places.
_LENIENT: Final = re.compile(r"\t|[|>][-+0-9]*#")


_CUT: Final = re.compile(r"[ \t]*(?<=[ \t])(#\w.*?)[ \t\r]*$")
_DAY: Final = re.compile(r"\d{4}-\d")
#: Quotation marks that word processors put in the place of straight ones.
_CURLY: Final = r"([“”„‟＂])([^“”„‟＂]*)[“”‟＂]|([‘’‚‛])([^‘’‚‛]*)[‘’‛]"


_FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: A loader that resolves nothing by YAML 1.1 and tells unquoted scalars from quoted ones.
_LOADER: Any = type("_Loader", (_FAST_LOADER,), {"yaml_implicit_resolvers": {None: [(_PLAIN, re.compile(""))]}})


def resolve(text: str) -> object:
    """Return what the unquoted value *text* means: ``None``, a boolean, a number, or the text itself.

    Booleans and null follow the YAML 1.2 core schema, as Hugo does, so a tag ``no`` stays a word. A number is one only
    when its text comes back unchanged from it: the version ``3.10``, the number ``007`` and the time ``12:30``
    stay as the author wrote them. Dates are text.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMBER_START and text[-1].isdecimal() and len(text) <= _MAX_NUMBER:
        for kind in (int, float):
            try:
                number = kind(text)
            except ValueError:
                continue
            if str(number) == text:
                return number
    return text


def is_loadable(content: str) -> bool:
    """Whether other YAML loaders read *content*, which must be within the bounds, as something that can be shown.

    PyYAML raises on ``2026-02-30`` and ``=``, and Python refuses to write an integer of thousands of digits, which
    YAML may give in hexadecimal. Whoever else loads the block then loses all of it.
    """
    base = yaml.SafeLoader if _LENIENT.search(content) else _FAST_LOADER
    try:
        str(yaml.load(content, Loader=base))  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, OverflowError, ArithmeticError):
        return False
    return True


_DROPPED: Final = object()
"""Takes the place of a value that is left out; its problem has been noted."""
_OPEN: Final = object()  # and of one that is being read


class YamlReader:
    """Reads YAML, in one piece or in several.

    Attributes:
        lines: Source line of each key outside lists, nested ones as ``cover.image``.
        problems: What has been left out so far.
        refused: Top-level keys whose values go over a bound.
        safe: ``False`` when another loader would fail on what has been dropped.
        is_doubtful: Whether there is a value on which other loaders may fail.
    """

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.refused: list[tuple[str, BoundError]] = []
        self.safe = True
        self.is_doubtful = False
        self._first = 1
        self._line = 1
        self._spent = 0
        self._lines: list[str] = []  # of a text with signs of comments
        self._is_curly = False
        self._seen: dict[int, tuple[object, int]] = {}  # value and cost of each list and mapping, for its aliases

    def read(self, text: str, first_line: int) -> dict[str, object] | None:
        """Return the mapping in *text*, whose first line is *first_line* of the source; ``None`` when it is empty.

        Raises:
            yaml.YAMLError: *text* is not one YAML document, or no mapping.
            BoundError: It is nested too deep.
        """
        self._first = self._line = first_line
        self._lines = text.split("\n") if " #" in text else []
        self._seen.clear()
        depth = text.count("[") + text.count("{") + 2 * max(map(len, _BLOCK_INDICATORS.findall(text)), default=0)
        if depth > _MAX_INDICATORS:
            raise BoundError(f"is nested deeper than {MAX_DEPTH} levels", first_line)
        try:
            root = yaml.compose(text, Loader=_LOADER)
        except RecursionError:
            raise BoundError(f"is nested deeper than {MAX_DEPTH} levels", first_line) from None
        except ValueError as error:  # PyYAML without libyaml, at an escape such as "\UFFFFFFFF"
            raise yaml.YAMLError(str(error)) from error
        self.is_doubtful = self.is_doubtful or _LENIENT.search(text) is not None
        value = self._value(root, "", 0) if root is not None else None
        if value is None or isinstance(value, dict):
            return value
        raise yaml.YAMLError("there is no ':' after the key")

    def _value(self, node: yaml.Node, path: str | None, depth: int) -> object:
        """Return the value of *node*; *path* is its dotted key, ``None`` inside a list."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        value, cost = self._seen.get(id(node), (None, 0))
        if cost:
            self._spend(cost)
            if value is _OPEN:
                self._drop("A value refers to itself with '*'; the reference is left out.")
            return _DROPPED if value is _OPEN else value
        if depth >= MAX_DEPTH:
            raise BoundError(f"is nested deeper than {MAX_DEPTH} levels", self._line)
        before = self._spent
        self._seen[id(node)] = (_OPEN, 1)
        try:
            self._spend(1)
            if isinstance(node, yaml.MappingNode):
                value = self._checked(node, self._mapping(node, path, depth), node.tag == _MAPPING)
            else:
                items = (self._value(item, None, depth + 1) for item in node.value)
                value = self._checked(node, [item for item in items if item is not _DROPPED], node.tag == _SEQUENCE)
        except BoundError:
            self._seen[id(node)] = (_DROPPED, 1)
            raise
        self._seen[id(node)] = (value, self._spent - before)
        return value

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text: str = node.value
        self._spend(1 + len(text) // CHARACTERS_PER_NODE)
        if node.tag == _PLAIN:
            self._note_doubt(text)
            value = resolve(text)
            if text[:1] in _CURLY_START:
                self._note_curly(node)
            if self._lines and (value is None or value is text):
                self._note_comment(node)
            return value
        value = resolve(text)
        expected = _CORE_TAGS.get(node.tag)
        return self._checked(node, text if expected is None else value, node.tag == _TEXT or type(value) is expected)

    def _mapping(self, node: yaml.MappingNode, path: str | None, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        merged: list[tuple[dict[str, object], int]] = []
        for key_node, value_node in node.value:
            line = self._line = key_node.start_mark.line + self._first
            key = self._key(key_node)
            if key is None:
                continue
            is_merge = key == "<<" and key_node.tag == _PLAIN
            dotted = None if path is None or is_merge else f"{path}.{key}" if path else key
            spent = self._spent
            try:
                value = self._value(value_node, dotted, depth + 1)
            except BoundError as error:
                if depth:
                    raise
                self._spent = spent
                self.safe = False
                self.refused.append((key, error))
                continue
            if value is _DROPPED:
                continue
            if is_merge:
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
            self._line = line
            self._drop("The merge key '<<' takes a mapping or a list of mappings, such as '<<: *name'; it is left out.")
        return mappings

    def _key(self, node: yaml.Node) -> str | None:
        """Return the key as written, or ``None`` when it is not plain text."""
        if isinstance(node, yaml.ScalarNode) and node.tag in (_PLAIN, _TEXT):
            key: str = node.value
            self._spend(1 + len(key) // CHARACTERS_PER_NODE)
            if node.tag == _PLAIN and key != "<<":
                self._note_doubt(key)
            return key
        self._drop("A key must be a plain word; this one, with its value, is left out.")
        return None

    def _checked(self, node: yaml.Node, value: object, accepted: bool) -> object:
        """Return *value* if the explicit tag of *node* is *accepted*; otherwise note the tag and drop it."""
        if accepted:
            return value
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        self._line = node.start_mark.line + self._first
        self._drop(f"The tag {shown(tag)} is not allowed here; the value is left out. Write plain text without it.")
        return _DROPPED

    def _drop(self, message: str) -> None:
        self.safe = False
        self.problems.append(front_matter_problem(message, self._line))

    def _spend(self, nodes: int) -> None:
        self._spent += nodes
        if self._spent > MAX_NODES:
            raise BoundError(f"holds more than {MAX_NODES:,} values once its aliases are expanded", self._line)

    def _note_comment(self, node: yaml.ScalarNode) -> None:
        """Note a comment behind a text that looks like the rest of it: no space follows the sign."""
        mark, text = node.end_mark, node.value
        rest = _CUT.match(self._lines[mark.line], mark.column) if mark.line < len(self._lines) else None
        if rest and not _DAY.match(text):
            read = f"{shown(text)} alone" if text else "nothing"
            message = f"YAML takes {shown(rest[1])} for a comment and reads {read}; put the value in quotation marks."
            self.problems.append(front_matter_problem(message, mark.line + self._first))

    def _note_curly(self, node: yaml.ScalarNode) -> None:
        """Note the first text in quotation marks that YAML takes for a part of it; dates and switches are noted anyway.

        An author who means them puts the whole into straight ones.
        """
        match = re.fullmatch(_CURLY, node.value)
        inner = (match[2] or match[4] or "") if match else ""
        if inner and not _DAY.match(inner) and resolve(inner) is inner and not self._is_curly:
            self._is_curly = True
            message = (
                f"The quotation marks of {shown(node.value)} are curly, so they are part of the value; write "
                f'straight ones, "{inner}", or put straight ones around the curly ones to keep them.'
            )
            self.problems.append(front_matter_problem(message, node.start_mark.line + self._first))

    def _note_doubt(self, text: str) -> None:
        if not text or text[0] not in _DOUBTFUL_START or (text.isdecimal() and len(text) <= _MAX_NUMBER):
            return
        try:
            datetime.fromisoformat(text)  # a small part of the time that the question to PyYAML takes
        except ValueError:
            self.is_doubtful = True


def read_flow(text: str, line: int) -> object:
    """Return the mapping or list that *text*, on a line of the source, writes in braces or brackets, else ``None``."""
    reader = YamlReader()
    try:
        data = reader.read(f"value: {text}", line) or {}
    except (yaml.YAMLError, BoundError):
        return None
    return None if reader.problems else data.get("value")
