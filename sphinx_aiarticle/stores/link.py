"""A link to a shop, taken apart so that it can be written again exactly as it was.

An address is a *frame*, which is the text around its values, and the values: search word, identifiers, ids, and the
address that a network wraps. The frame remembers how each value was encoded, so an unchanged link comes out byte for
byte, and a changed one differs where a value does. What cannot be written again is a :class:`ForeignForm`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores import encoding as encodings
from sphinx_aiarticle.stores.encoding import MAX_ROUNDS, Encoding
from sphinx_aiarticle.stores.registry import KNOWN, programme_of
from sphinx_aiarticle.stores.template import LinkForms, LinkKind, Pattern, without_parameters
from sphinx_aiarticle.url import is_web_url


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value in an address."""

    role: str
    encoding: Encoding


class Link(Record):
    """The address of a shop or an affiliate network.

    Attributes:
        key: Key of the shop or network; empty for any other address that a network wraps.
        scheme: ``https:``, ``http:``, or empty for a link that takes the scheme of its page.
        frame: The address as texts and places for values, without its scheme.
        values: The values of the places by role.
        targets: What a network wraps: ``url``, and ``mobile`` where mobile phones are led elsewhere.
        unknown: Parameters of the query that belong to nothing known.
    """

    key: str
    kind: LinkKind
    scheme: str
    frame: tuple[str | Slot, ...]
    values: Mapping[str, str]
    targets: Mapping[str, Link]
    pattern: Pattern | None = None
    unknown: tuple[str, ...] = ()

    def url(self) -> str:
        """Return the address, made from its values."""
        return self.scheme + "".join(map(self._piece, self.frame))

    def _piece(self, piece: str | Slot) -> str:
        if isinstance(piece, str):
            return piece
        target = self.targets.get(piece.role)
        return piece.encoding.write(target.url() if target else self.values[piece.role])

    @property
    def levels(self) -> Iterator[Link]:
        """The link, what it wraps, what that wraps, and so on."""
        yield self
        if "url" in self.targets:
            yield from self.targets["url"].levels

    @property
    def shop(self) -> Link:
        """The address at which a reader arrives, as far as the link says it."""
        return list(self.levels)[-1]

    @property
    def keyword(self) -> str:
        """What the link searches for, or nothing."""
        return self.shop.values.get("keyword", "")

    @property
    def identifiers(self) -> dict[str, str]:
        """What the shop calls the product that the link leads to."""
        shop, ids = self.shop, self.shop.pattern.ids if self.shop.pattern else ()
        roles = shop.values if shop.kind is LinkKind.ITEM else ()
        return {role: shop.values[role] for role in roles if role not in ids}

    @property
    def ids(self) -> dict[str, dict[str, str]]:
        """Who is paid: the ids by network, outermost first; ``amazon`` or ``ebay`` for a shop's own programme."""
        found = {}
        for level in self.levels:
            names = level.pattern.ids if level.pattern else ()
            if values := {name: level.values[name] for name in names if level.values.get(name)}:
                found[programme_of(level.key)] = values
        return found

    @property
    def is_paid(self) -> bool:
        """Whether somebody earns by the link."""
        return any(level.kind in (LinkKind.NETWORK, LinkKind.SHORT) for level in self.levels) or bool(self.ids)

    @property
    def plain_url(self) -> str:
        """The shop's own address without network and ids; empty when the link does not tell it."""
        shop = self.shop
        if shop.kind in (LinkKind.NETWORK, LinkKind.SHORT):
            return ""
        url, pattern = shop.url(), shop.pattern
        if pattern is None:
            return url if is_web_url(url) else ""
        url = without_parameters(url, *(parameter for parameter, role in pattern.roles.items() if role in pattern.ids))
        groups = re.compile(pattern.path).groupindex
        in_path = [shop.values.get(name) for name in pattern.ids if name in groups]
        for value in filter(None, in_path):
            url = url.replace(f"/{value}", "")
        return url


class ForeignForm(Record):
    """A link to a known host that cannot be read so that it can be written again, and why."""

    host: str
    reason: str


_ADDRESS: Final = (
    r"(?s)(?P<scheme>(?i:https?):)?//(?P<host>[^/?#@\\\s]+)(?P<path>(?:/[^?#]*)?)"
    r"(?:\?(?P<query>[^#]*))?(?P<fragment>#.*)?"
)
_NESTED: Final = ("url", "mobile")
_MAX_DEPTH: Final = 4
_MAX_LENGTH: Final = 8000  # characters; longer addresses are not links that a browser follows


class _Unreadable(Exception):  # noqa: N818  # a reason, not an error
    pass


@lru_cache(maxsize=4096)  # a site repeats its links: in navigation, in translations, from build to build of a server
def parse(url: str, forms: LinkForms = KNOWN) -> Link | ForeignForm | None:
    """Read the address of a shop or an affiliate network.

    Returns:
        The link, a foreign form, or ``None`` for an address at any other host.
    """
    if len(url) > _MAX_LENGTH or not (address := re.fullmatch(_ADDRESS, url)):
        return None
    host = _host(address)
    if host not in forms:
        return None
    try:
        link = _read(url, forms, 0)
    except _Unreadable as reason:
        return ForeignForm(host=host, reason=str(reason))
    if link.pattern is None:
        return ForeignForm(host=host, reason="links of this form are not known")
    if link.url() != url:  # a safeguard: nothing may be taken for readable that is not
        return ForeignForm(host=host, reason="it cannot be written again exactly as it is")
    return link


def product_key(url: str) -> str:
    """Return what links to one product have in common that pay the same; the address itself of any other link."""
    link = parse(url)
    return str((link.shop.key, link.identifiers, link.ids)) if isinstance(link, Link) and link.identifiers else url


def _host(address: re.Match[str]) -> str:
    return address["host"].lower().removesuffix(":443").removesuffix(":80").removesuffix(".")


def _read(url: str, forms: LinkForms, depth: int) -> Link:
    address = re.fullmatch(_ADDRESS, url)
    other = Link(key="", kind=LinkKind.PAGE, scheme="", frame=(url,), values={}, targets={})
    if address is None:
        return other
    for pattern in forms.at(_host(address)) if depth < _MAX_DEPTH else ():
        if path := re.fullmatch(pattern.path, address["path"]):
            return _fill(_Frame(pattern, forms, depth), address, path)
    return replace(other, scheme=address["scheme"] or "", frame=(url[len(address["scheme"] or "") :],))


def _fill(frame: _Frame, address: re.Match[str], path: re.Match[str]) -> Link:
    frame.text(f"//{address['host']}")
    end = 0
    for role in sorted(path.re.groupindex, key=path.start):
        if path[role] is not None:
            frame.text(path.string[end : path.start(role)])
            frame.value(role, path[role], in_query=False)
            end = path.end(role)
    frame.text(path.string[end:])
    if address["query"] is not None:
        for number, parameter in enumerate(address["query"].split("&")):
            frame.text("&" if number else "?")
            frame.parameter(parameter)
    frame.text(address["fragment"] or "")
    return frame.link(address["scheme"] or "")


class _Frame:
    """Collects texts and values of one address."""

    def __init__(self, pattern: Pattern, forms: LinkForms, depth: int) -> None:
        self._pattern, self._forms, self._depth = pattern, forms, depth
        self._pieces: list[str | Slot] = []
        self._raw: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._targets: dict[str, Link] = {}
        self._unknown: list[str] = []

    def text(self, text: str) -> None:
        self._pieces.append(text)

    def parameter(self, parameter: str) -> None:
        name, _, raw = parameter.partition("=")
        role = self._pattern.roles.get(name, "")
        if role and raw and role not in self._raw:
            self.text(f"{name}=")
            self.value(role, raw, in_query=role not in self._pattern.ids)  # plus signs belong to the ids of A8
            return
        self.text(parameter)
        known = self._pattern.known
        if parameter and not role and known is not None and not re.fullmatch(known, name):
            self._unknown.append(name)

    def value(self, role: str, raw: str, *, in_query: bool) -> None:
        self._raw[role] = raw
        if role == "mobile" and self._raw.get("url") == raw:
            self._pieces.append(Slot("url", self._encoding("url")))
        elif role in _NESTED:
            self._nested(role, raw, in_query=in_query)
        else:
            self._values[role], encoded = self._decoded(role, raw, in_query=in_query)
            self._pieces.append(Slot(role, encoded))

    def _nested(self, role: str, raw: str, *, in_query: bool) -> None:
        inner, encoded = self._decoded(role, raw, in_query=in_query)
        rounds = 1
        while not re.match(r"(?:https?:)?//", inner, re.IGNORECASE) and "%" in inner and rounds < MAX_ROUNDS:
            inner, _ = self._decoded(role, inner, in_query=False)
            rounds += 1
        encoded = replace(encoded, rounds=rounds)
        if rounds > 1 and encoded.write(inner) != raw:
            raise _Unreadable(f"its {role} is encoded several times in different ways")
        self._targets[role] = _read(inner, self._forms, self._depth + 1)
        self._pieces.append(Slot(role, encoded))

    @staticmethod
    def _decoded(role: str, raw: str, *, in_query: bool) -> tuple[str, Encoding]:
        found = encodings.read(raw, in_query=in_query)
        if found is None:
            raise _Unreadable(f"its {role} is not evenly encoded UTF-8")
        return found

    def _encoding(self, role: str) -> Encoding:
        return next(piece.encoding for piece in self._pieces if isinstance(piece, Slot) and piece.role == role)

    def link(self, scheme: str) -> Link:
        return Link(
            key=self._pattern.key,
            kind=self._pattern.kind,
            scheme=scheme,
            frame=tuple(self._pieces),
            values=self._values,
            targets=self._targets,
            pattern=self._pattern,
            unknown=tuple(self._unknown),
        )
