"""The domain: what is known across documents, in tables that their owners declare.

The domain clears the tables, merges what parallel readers found, and ties them to its version. It knows none of the
owners: they fill their tables as documents are read, and register what resolves cross references.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache, update_wrapper
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.node_text import unmarked
from sphinx_aiarticle.record import Record

_T = TypeVar("_T")
_Owner = TypeVar("_Owner")
_NAME = "aiarticle"
_BY_DOCUMENT, _BY_BUILDER = "by_document", "by_builder"
_NOTHING: Final = object()
#: What a name of a directive need not have: its author may take another mark between its words, or the plural.
_LOOSE: Final = r"^aiarticle[:_-]?|[ _-]|(?<=x)es$|s$"


class Table(Record, Generic[_T]):
    """One value for each document, set while the document is read.

    A change to what the values are raises :attr:`ArticleDomain.data_version`.

    Attributes:
        name: Its name in the data of the domain.
        default: The value of documents that have none.
    """

    name: str
    default: _T

    def of(self, env: BuildEnvironment) -> dict[str, _T]:
        """Return the values by document name, for reading and writing."""
        table: dict[str, _T] = env.domains[_NAME].data[_BY_DOCUMENT].setdefault(self.name, {})
        return table

    def get(self, env: BuildEnvironment, docname: str) -> _T:
        """Return the value of one document."""
        return self.of(env).get(docname, self.default)

    def keep(self, env: BuildEnvironment, docname: str, value: _T) -> None:
        """Set the value of one document, and keep little of it, as every build loads and saves those of all."""
        table = self.of(env)
        table.pop(docname, None)
        if value != self.default:
            table[docname] = _lean(value)


class WrittenTable(Record, Generic[_T]):
    """What each page of each builder showed of other documents when it was last written.

    Sphinx writes a page again when its own source changes, but not when what it shows of others does.
    """

    name: str

    def of(self, app: Sphinx) -> Mapping[str, _T]:
        """Return what pages showed when they were last written."""
        table: dict[str, Mapping[str, _T]] = app.env.get_domain(_NAME).data[_BY_BUILDER].setdefault(self.name, {})
        return table.setdefault(app.builder.name, {})

    def update(self, app: Sphinx, now: Mapping[str, _T]) -> list[str]:
        """Note what pages show now, and return those that showed something else; new pages are none of them."""
        before = self.of(app)
        app.env.get_domain(_NAME).data[_BY_BUILDER][self.name][app.builder.name] = dict(now)
        return [docname for docname, shown in now.items() if before.get(docname, shown) != shown]


def _lean(value: _T) -> _T:
    """Return a value that is loaded and saved quickly: without what its class says of all, and with texts once."""
    if not isinstance(value, Record):
        return value
    kind = type(value)
    lean = object.__new__(kind)
    held = vars(value).items()
    vars(lean).update((name, _once(one)) for name, one in held if one != getattr(kind, name, _NOTHING))
    return lean


def _once(value: Any) -> Any:
    """Return the texts that other documents have as well, such as tags, as the same objects."""
    is_texts = type(value) is tuple and all(type(part) is str for part in value)
    return _known(tuple(map(sys.intern, value))) if is_texts else value


@lru_cache(maxsize=4096)
def _known(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


class Cached(Generic[_Owner, _T]):
    """A function of the environment, or of what else lives for a build: asked once, until it is to forget that."""

    def __init__(self, find: Callable[[_Owner], _T]) -> None:
        self._find, self._found = find, WeakKeyDictionary[_Owner, _T]()
        update_wrapper(self, find)

    def __call__(self, owner: _Owner) -> _T:
        """Return what the function says of *owner*."""
        if owner not in self._found:
            self._found[owner] = self._find(owner)
        return self._found[owner]

    def forget(self, owner: _Owner) -> None:
        """Ask again, because documents have been read."""
        self._found.pop(owner, None)


def digest(shown: object) -> str:
    """Return a short text that changes with *shown*, whose ``repr`` says all that it is."""
    return hashlib.blake2b(repr(shown).encode(), digest_size=8).hexdigest()


class ReferencePlace(NamedTuple):
    """Where a reference is, and what is known there."""

    env: BuildEnvironment
    docname: str
    builder: Builder

    def link(self, docname: str, anchor: str, content: nodes.Element) -> nodes.Element:
        """Return a link to an anchor of a document; an empty one is its top."""
        return make_refnode(self.builder, self.docname, docname, anchor, content)


class Resolver:
    """What resolves references to one kind of thing, and lists these things; by default there are none."""

    def objects(self, env: BuildEnvironment) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the things, as :meth:`sphinx.domains.Domain.get_objects` does."""
        yield from ()

    def resolve(self, place: ReferencePlace, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
        """Return the link for a reference of the domain, or ``None``."""
        return None

    def resolve_any(
        self, place: ReferencePlace, node: pending_xref, content: nodes.Element
    ) -> tuple[str, nodes.Element] | None:
        """Return role and link for a reference of no domain, or ``None``."""
        return None


def meant_directive(env: BuildEnvironment, written: str) -> str:
    """Return the name in the domain of the directive that a name means that is right or nearly so, or nothing."""
    loose = re.sub(_LOOSE, "", written.lower())
    return next((name for name in env.get_domain(_NAME).directives if re.sub(_LOOSE, "", name) == loose), "")


class ArticleDomain(Domain):
    """Holds the tables, and asks the registered resolvers in their order."""

    name = _NAME
    label = "article"
    object_types: ClassVar[dict[str, ObjType]] = {"product": ObjType(_("product"), "product")}
    data_version = 29
    initial_data: ClassVar[dict[str, Any]] = {_BY_DOCUMENT: {}, _BY_BUILDER: {}}

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """Return what search results call an object, without the name of the domain, which tells readers nothing."""
        return type.lname

    def setup(self) -> None:
        """Begin without resolvers; :func:`add_resolver` adds them in every process."""
        super().setup()
        self.resolvers: list[Resolver] = []

    def directive(self, name: str) -> type[Directive] | None:
        """Return the directive of a name, or of one that is nearly this."""
        return super().directive(name) or super().directive(meant_directive(self.env, name))

    def clear_doc(self, docname: str) -> None:
        """Forget *docname* before it is read again."""
        for table in self.data[_BY_DOCUMENT].values():
            table.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for name, found in otherdata[_BY_DOCUMENT].items():
            table = self.data[_BY_DOCUMENT].setdefault(name, {})
            table.update((docname, found[docname]) for docname in docnames if docname in found)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what the resolvers know, for search and inventory."""
        for resolver in self.resolvers:
            yield from resolver.objects(self.env)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference of this domain."""
        place = ReferencePlace(env, fromdocname, builder)
        found = (resolver.resolve(place, node, contnode) for resolver in self.resolvers)
        return cast("nodes.reference | None", next((link for link in found if link is not None), None))

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve a reference that names no domain."""
        place = ReferencePlace(env, fromdocname, builder)
        found = (resolver.resolve_any(place, node, contnode) for resolver in self.resolvers)
        first = next(filter(None, found), None)
        return [cast("tuple[str, nodes.reference]", first)] if first else []


def add_resolver(app: Sphinx, resolver: Resolver, *, priority: int = 500) -> None:
    """Have the domain ask *resolver* in each build of *app*, the one with the lowest *priority* first."""

    def on_builder_inited(app: Sphinx) -> None:
        cast("ArticleDomain", app.env.get_domain(_NAME)).resolvers.append(resolver)

    app.connect("builder-inited", on_builder_inited, priority=priority)


def title_of(env: BuildEnvironment, docname: str) -> str:
    """Return the title of a document, else its name; Sphinx writes ``<no title>`` where there is none."""
    title = env.titles.get(docname)
    text = unmarked(title).astext() if title else ""
    return docname if text in ("", "<no title>") else text
