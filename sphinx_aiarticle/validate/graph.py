"""JSON-LD scripts as a graph of nodes with schema.org names.

Nearly every page uses the plain context of schema.org, in which each key simply is a schema.org name: that is read
here, without a JSON-LD processor and therefore in a build too. What needs a processor (a context of its own, ``@nest``,
``@reverse`` …) raises `NeedsProcessorError`; `sphinx_aiarticle.validate.scripts` then rewrites it in the plain form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from sphinx_aiarticle.model.problem import shown
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.validate.rules import DataFinding, Path, Rule

_SCHEMA: Final = ("https://schema.org/", "http://schema.org/", "https://www.schema.org/", "http://www.schema.org/")
_CONTEXTS: Final = frozenset(
    address
    for base in _SCHEMA
    for address in (base, base.removesuffix("/"), f"{base}docs/jsonldcontext.jsonld", f"{base}docs/jsonldcontext.json")
)
_PREFIXES: Final = ("schema:", *_SCHEMA)
_KEYWORDS: Final = frozenset({
    "@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json",
    "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type",
    "@value", "@version", "@vocab",
})  # fmt: skip
_NAMES: Final = frozenset({"@id", "@type", "id", "type"})  # the context that schema.org publishes has the short ones
_DEEPEST: Final = 200  # steps of a path; those of real graphs have fewer than twenty


class NeedsProcessorError(Exception):
    """The script uses more of JSON-LD than the plain context of schema.org."""


# Not frozen: each page has twenty, and frozen ones take three times as long to make.
@dataclass(slots=True, kw_only=True, eq=False)
class DataNode:
    """An object of the data.

    Attributes:
        types: Its types by their schema.org names; those of other vocabularies as they are written.
        id: Its ``@id``; empty when it has none.
        properties: Its schema.org properties; the values are nodes, texts, numbers and booleans.
        held_by: The property that holds it; empty at the top.
    """

    types: tuple[str, ...]
    id: str
    path: Path
    properties: Mapping[str, tuple[Value, ...]]
    held_by: str
    holder: DataNode | None

    @property
    def is_reference(self) -> bool:
        """Whether it is nothing but the id of another node."""
        return bool(self.id) and not self.types and not self.properties

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts and numbers of a property, as text."""
        return tuple(str(value) for value in self.properties.get(name, ()) if not isinstance(value, DataNode | bool))

    def text(self, name: str) -> str:
        """Return the first of :meth:`texts`, or nothing."""
        return next(iter(self.texts(name)), "")

    def finding(self, rule: Rule, message: str, *keys: str, source: str = "") -> DataFinding:
        """Return a finding about it, or about what is at *keys* in it."""
        return DataFinding(rule=rule, message=message, path=(*self.path, *keys), source=source)


Value = DataNode | str | int | float | bool


class Graph(Record):
    """All nodes of a page.

    Attributes:
        nodes: The nodes in their order, each before those it holds; references are among them.
        whole: Each id that is described on the page, with all that is said of it together.
    """

    nodes: tuple[DataNode, ...]
    whole: Mapping[str, DataNode]

    def resolve(self, node: DataNode) -> DataNode:
        """Return all that the page says of the thing that a node is about."""
        return self.whole.get(node.id, node) if node.id else node

    def held(self, node: DataNode, name: str) -> tuple[DataNode, ...]:
        """Return the nodes that a property holds, with references followed."""
        return tuple(self.resolve(value) for value in node.properties.get(name, ()) if isinstance(value, DataNode))


def graph_of(nodes: Iterable[DataNode]) -> Graph:
    """Return the graph of the nodes of all scripts of a page."""
    nodes = tuple(nodes)
    parts: defaultdict[str, list[DataNode]] = defaultdict(list)
    for node in nodes:
        if node.id and (node.types or node.properties):
            parts[node.id].append(node)
    return Graph(nodes=nodes, whole={key: _merged(found) for key, found in parts.items()})


def _merged(parts: list[DataNode]) -> DataNode:
    first = parts[0]
    if len(parts) == 1:
        return first
    properties: dict[str, tuple[Value, ...]] = {}
    for part in parts:
        for name, values in part.properties.items():
            known = properties.get(name, ())
            properties[name] = (*known, *(value for value in values if value not in known))
    types = tuple(dict.fromkeys(type_name for part in parts for type_name in part.types))
    return DataNode(
        types=types, id=first.id, path=first.path, properties=properties, held_by=first.held_by, holder=first.holder
    )


class Reading(Record):
    """What is read of a script.

    Attributes:
        findings: What is wrong with its JSON-LD.
        base: Address of the page, for ids that are relative to it.
    """

    nodes: list[DataNode] = field(default_factory=list)
    findings: list[DataFinding] = field(default_factory=list)
    base: str = ""

    def read(self, document: Any, path: Path) -> None:
        """Read what is at *path* of the page: an object, or a list of objects."""
        if isinstance(document, list):
            if self._is_deep(path):
                return
            for index, entry in enumerate(document):
                self.read(entry, (*path, index))
            return
        if not isinstance(document, dict):
            self._report(Rule.JSON_LD_SYNTAX, "a script holds an object, or a list of objects", path)
            return
        if "@context" not in document:
            message = 'there is no "@context", so all of it is ignored; add "@context": "https://schema.org"'
            self._report(Rule.CONTEXT_MISSING, message, path)
        if "@graph" not in document:
            self._node(document, path, "", None)
            return
        self._check_context(document.get("@context"))
        if document.keys() - {"@context", "@graph", "@id"}:
            raise NeedsProcessorError("a named graph")
        entries = document["@graph"]
        for index, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            if isinstance(entry, dict):
                self._node(entry, (*path, "@graph", index), "", None)
            else:
                self._report(Rule.JSON_LD_SYNTAX, "the entries of @graph are objects", (*path, "@graph", index))

    def _node(self, data: dict[str, Any], path: Path, held_by: str, holder: DataNode | None) -> DataNode:
        types: tuple[str, ...] = ()
        identifier = ""
        for key in ("@type", "type"):
            if key in data:
                types = self._types(data[key], (*path, key))
        for key in ("@id", "id"):
            if key in data:
                identifier = self._identifier(data[key], (*path, key))
        properties: dict[str, tuple[Value, ...]] = {}
        node = DataNode(types=types, id=identifier, path=path, properties=properties, held_by=held_by, holder=holder)
        self.nodes.append(node)
        if self._is_deep(path):
            return node
        for key, value in data.items():
            if key in _NAMES:
                continue
            if key[:1] == "@":
                self._keyword(key, value, path)
            else:
                name = key if ":" not in key else schema_name(key)
                if type(value) is str and value and not value.isspace():  # nearly all are
                    values: tuple[Value, ...] = (value,)
                else:
                    values = self._values(value, (*path, key), name, node)
                if name and values:
                    properties[name] = (*properties[name], *values) if name in properties else values
        return node

    def _values(self, value: Any, path: Path, name: str, holder: DataNode) -> tuple[Value, ...]:
        if isinstance(value, list):
            if self._is_deep(path):
                return ()
            if not value:
                self._report(Rule.EMPTY_VALUE, "the list is empty; omit the property", path)
            found: list[Value] = []
            for index, entry in enumerate(value):
                found += self._values(entry, (*path, index), name, holder)
            return tuple(found)
        if isinstance(value, dict):
            return self._object(value, path, name, holder)
        if value is None or value == "" or (isinstance(value, str) and not value.strip()):
            what = "null" if value is None else "an empty text"
            self._report(Rule.EMPTY_VALUE, f"the value is {what}; omit the property", path)
            return ()
        return (value,)

    def _is_deep(self, path: Path) -> bool:
        if len(path) < _DEEPEST:
            return False
        self._report(Rule.JSON_LD_SYNTAX, "the data is nested too deep; what is in here was not read", path)
        return True

    def _object(self, value: dict[str, Any], path: Path, name: str, holder: DataNode) -> tuple[Value, ...]:
        if "@value" in value:
            return self._values(value["@value"], (*path, "@value"), name, holder)
        for key in ("@list", "@set"):
            if key in value:
                return self._values(value[key], (*path, key), name, holder)
        if not value:
            self._report(Rule.EMPTY_VALUE, "the object is empty; omit the property", path)
            return ()
        return (self._node(value, path, name, holder),)

    def _types(self, value: Any, path: Path) -> tuple[str, ...]:
        if type(value) is str and value and ":" not in value:  # nearly all are
            return (value,)
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(entry, str) and entry for entry in values):
            self._report(Rule.JSON_LD_SYNTAX, "@type is the name of a type, or a list of names", path)
        return tuple(schema_name(entry) or entry for entry in values if isinstance(entry, str) and entry)

    def _identifier(self, value: Any, path: Path) -> str:
        if not isinstance(value, str):
            self._report(Rule.JSON_LD_SYNTAX, f"@id is an address in quotes, not {shown(value)}", path)
            return ""
        if ":" in value.partition("/")[0]:
            return value
        self._report(Rule.URL_RELATIVE, f"the id {shown(value)} is relative; write it with https:// and host", path)
        return urljoin(self.base, value)

    def _keyword(self, key: str, value: Any, path: Path) -> None:
        if key == "@context":
            self._check_context(value)
        elif key in _KEYWORDS:
            raise NeedsProcessorError(key)
        else:
            self._report(Rule.JSON_LD_KEYWORD, f"{key!r} is not a keyword of JSON-LD and is ignored", (*path, key))

    def _check_context(self, context: Any) -> None:
        if context is not None and not is_plain(context):
            raise NeedsProcessorError("a context of its own")

    def _report(self, rule: Rule, message: str, path: Path) -> None:
        self.findings.append(DataFinding(rule=rule, message=message, path=path))


def read_script(document: Any, number: int = 0, base: str = "") -> Reading:
    """Read one script of a page in the plain context of schema.org; ids in it are relative to *base*.

    A script that uses more of JSON-LD is a :class:`NeedsProcessorError`.
    """
    reading = Reading(base=base)
    reading.read(document, (number,))
    return reading


def is_plain(context: Any) -> bool:
    """Whether a ``@context`` says no more than that all names are those of schema.org."""
    if isinstance(context, str):
        return context.lower() in _CONTEXTS
    if isinstance(context, list):
        return any(map(is_plain, context)) and all(
            is_plain(entry) or (isinstance(entry, dict) and entry.keys() == {"@language"}) for entry in context
        )
    if isinstance(context, dict):
        vocabulary = context.get("@vocab")
        return context.keys() <= {"@vocab", "@language"} and vocabulary in _CONTEXTS
    return False


def schema_name(key: str) -> str:
    """Return the schema.org name of a key or type; nothing when it belongs to another vocabulary."""
    if ":" not in key:
        return key
    for prefix in _PREFIXES:
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return ""
