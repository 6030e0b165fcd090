"""What is known of a store or of an affiliate network, in one record each, and how its links are read and written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, fields
from typing import Final
from urllib.parse import quote

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.template import LinkKind, Pattern, Store, compile_template


class Form(Record):
    """A form of addresses that no template makes, but authors and link tools do.

    Attributes:
        path: Regular expression for the whole path; its groups are values.
        roles: See :class:`Pattern`; the ids of a programme are added.
        host: The only host that has it; empty for all hosts of the record.
    """

    kind: LinkKind
    path: str
    roles: Mapping[str, str] = field(default_factory=dict)
    host: str = ""


class Programme(Record):
    """A shop to which links may pay, and of which no more is known.

    Attributes:
        key: Its name in reports.
        ids: What pays: parameters of the query, or groups of ``path``.
        hosts: Where its pages are.
        path: Regular expression for the whole path.
    """

    key: str
    ids: tuple[str, ...]
    hosts: tuple[str, ...]
    path: str = r".*"

    def patterns(self) -> Iterator[tuple[str, Pattern]]:
        """Yield its hosts with the pattern of its links."""
        groups = re.compile(self.path).groupindex
        roles = {name: name for name in self.ids if name not in groups}
        pattern = Pattern(key=self.key, kind=LinkKind.PAGE, path=self.path, roles=roles, ids=self.ids, known=None)
        yield from ((host, pattern) for host in self.hosts)


class Network(Record):
    """An affiliate network or a shop's own programme, whose links are known; the user's ids complete them.

    Attributes:
        key: Its name in ``conf.py``.
        deep_link: Address of the network with ``{url}`` for the shop's address; ids are in braces too.
        parameters: What is added to the query of the shop's address instead.
        ids: The ids a user gives; the first one says who is paid.
        optional: Further values that a user may give; a parameter whose value is missing is left out.
        hosts: Where its links are, beside the host of ``deep_link``; ``*.host`` for all hosts below one.
        short_hosts: Where its short addresses are, which tell nothing.
        forms: Further forms of its links, tried first.
        known: Regular expression for further parameters of its links.
        store: Key of the one store that it pays for; empty where it pays for many.
        programme: What a report calls it, where several networks are one programme; empty for ``key``.
    """

    key: str
    deep_link: str = ""
    parameters: str = ""
    ids: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    short_hosts: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    known: str = r"(?!)"
    store: str = ""
    programme: str = ""

    @property
    def is_writable(self) -> bool:
        """Whether links can be made from ids."""
        return bool(self.deep_link or self.parameters)

    def patterns(self) -> Iterator[tuple[str, tuple[Pattern, ...]]]:
        """Yield the hosts of its links with their patterns; none where a link tells nothing."""
        found = compile_template(self.deep_link, key=self.key, kind=LinkKind.NETWORK, ids=self.ids, known=self.known)
        forms = [_pattern(form, self.key, self.ids, self.known) for form in self.forms]
        host, written = (found[:1], found[1:]) if found else ((), ())
        for name in dict.fromkeys((*host, *self.hosts)):
            yield name, (*forms, *written)
        for name in self.short_hosts:
            yield name, ()


NO_NETWORK: Final = Network(key="")


class Preset(Store):
    """A shop whose links are known: the store without ids, which those of the user complete.

    Attributes:
        family: What its store is usually called in ``conf.py``, and what a handwritten box with its links becomes.
        network: What pays for its links unless the user names another network.
        hosts: Where its pages are, beside the hosts of its templates; ``*.host`` for all hosts below one.
        short_hosts: Where its short addresses are; ids are hidden behind them.
        forms: Further forms of its addresses, tried first.
        known: Regular expression for the parameters of its addresses.
        dead: Parameters of links that once paid and do so no more.
        fixed: Optional values of the usual network that the shop itself sets.
    """

    family: str
    network: Network = NO_NETWORK
    hosts: tuple[str, ...] = ()
    short_hosts: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    known: str = r".*"
    dead: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)

    def store(self, key: str, ids: Mapping[str, str], *, label: str = "", network: Network | None = None) -> Store:
        """Return the store with the user's *ids* filled in; without them its links are the shop's own.

        Of the ids, by their names, there may be more than are needed; *network* is another than the usual one.
        """
        network = network or self.network
        ids = {**self.fixed, **ids}
        values = {one.name: getattr(self, one.name) for one in fields(Store)} | {"key": key, "label": label}
        if all(ids.get(name) for name in network.ids):
            values["deep_link"] = _filled(network.deep_link, network, ids)
            values["parameters"] = _filled(network.parameters, network, ids)
        return Store(**values)

    def patterns(self) -> Iterator[tuple[str, Pattern]]:
        """Yield hosts and patterns of its addresses."""
        ids = self.network.ids if self.network.parameters else ()
        templates = [
            found
            for kind, template in ((LinkKind.SEARCH, self.search), (LinkKind.ITEM, self.item))
            if (found := compile_template(template, key=self.key, kind=kind, ids=ids, known=self.known))
        ]
        forms = [(form.host, _pattern(form, self.key, ids, self.known)) for form in self.forms]
        page, short = _pattern(_PAGE, self.key, ids, self.known), _pattern(_SHORT, self.family, (), self.known)
        for host in dict.fromkeys((*(host for host, _ in templates), *self.hosts)):
            yield from ((host, pattern) for only, pattern in forms if only in ("", host))
            yield from (found for found in templates if found[0] == host)
            yield host, page
        yield from ((host, short) for host in self.short_hosts)


_PAGE: Final = Form(kind=LinkKind.PAGE, path=r".*")
_SHORT: Final = Form(kind=LinkKind.SHORT, path=r"/(?P<code>.+)")


def _pattern(form: Form, key: str, ids: tuple[str, ...], known: str) -> Pattern:
    roles = {**{name: name for name in ids}, **form.roles}
    return Pattern(key=key, kind=form.kind, path=form.path, roles=roles, ids=ids, known=known)


def _filled(template: str, network: Network, ids: Mapping[str, str]) -> str:
    for name in (*network.ids, *network.optional):
        value = quote(ids.get(name, ""), safe="+", errors="replace")  # A8 separates the parts of its id by plus signs
        template = template.replace(f"{{{name}}}", value) if value else re.sub(rf"&\w+=\{{{name}\}}", "", template)
    return template
