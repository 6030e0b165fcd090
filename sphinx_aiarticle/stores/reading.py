"""Read the links of shops and affiliate networks so that they can be written again exactly as they stood.

What cannot be written again is a :class:`ForeignForm`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.stores import encoding as spelling
from sphinx_aiarticle.stores.encoding import MAX_ROUNDS, Spelling
from sphinx_aiarticle.stores.known import KNOWN
from sphinx_aiarticle.stores.link import ForeignForm, Link, Slot
from sphinx_aiarticle.stores.registry import AFFILIATE_HOSTS
from sphinx_aiarticle.stores.template import Kind

if TYPE_CHECKING:
    from sphinx_aiarticle.stores.template import Pattern, Sites


_ADDRESS: Final = re.compile(
    r"(?P<scheme>(?i:https?):)?//(?P<host>[^/?#@\\\s]+)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?P<fragment>#.*)?",
    re.DOTALL,
)
_NESTED: Final = ("url", "mobile")
_MAX_DEPTH: Final = 4
_MAX_LENGTH: Final = 8000  # characters; longer addresses are not links that a browser follows


class _Unreadable(Exception):  # noqa: N818  # a reason, not an error
    pass


@lru_cache(maxsize=4096)  # a site repeats its links: in navigation, in translations, from build to build of a server
def parse(url: str, sites: Sites = KNOWN) -> Link | ForeignForm | None:
    """Read the address of a shop or an affiliate network.

    Args:
        url: An address, as a browser gets it: no entities of HTML.
        sites: The known forms of links.

    Returns:
        The link, a foreign form, or ``None`` for an address at any other host.
    """
    if len(url) > _MAX_LENGTH or not (address := _ADDRESS.fullmatch(url)):
        return None
    host = _host(address)
    if host not in sites.patterns and host not in AFFILIATE_HOSTS:
        return None
    try:
        link = _read(url, sites, 0)
    except _Unreadable as reason:
        return ForeignForm(text=url, host=host, reason=str(reason))
    if link.pattern is None:
        return ForeignForm(text=url, host=host, reason="links of this form are not known")
    if link.url() != url:  # a safeguard: nothing may be taken for readable that is not
        return ForeignForm(text=url, host=host, reason="it cannot be written again as it stands")
    return link


def _host(address: re.Match[str]) -> str:
    return address["host"].lower().removesuffix(":443").removesuffix(":80")


def _read(url: str, sites: Sites, depth: int) -> Link:
    address = _ADDRESS.fullmatch(url)
    other = Link(site="", kind=Kind.PAGE, scheme="", frame=(url,), values={}, targets={})
    if address is None:
        return other
    for pattern in sites.patterns.get(_host(address), ()) if depth < _MAX_DEPTH else ():
        if path := pattern.path.fullmatch(address["path"]):
            return _fill(_Frame(pattern, sites, depth), address, path)
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

    def __init__(self, pattern: Pattern, sites: Sites, depth: int) -> None:
        self._pattern, self._sites, self._depth = pattern, sites, depth
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
        if parameter and not role and known is not None and not known.fullmatch(name):
            self._unknown.append(name)

    def value(self, role: str, raw: str, *, in_query: bool) -> None:
        self._raw[role] = raw
        if role == "mobile" and self._raw.get("url") == raw:
            self._pieces.append(Slot("url", self._spelling("url")))
        elif role in _NESTED:
            self._nested(role, raw, in_query=in_query)
        else:
            self._values[role], spelled = self._decoded(role, raw, in_query=in_query)
            self._pieces.append(Slot(role, spelled))

    def _nested(self, role: str, raw: str, *, in_query: bool) -> None:
        inner, spelled = self._decoded(role, raw, in_query=in_query)
        rounds = 1
        while not re.match(r"(?:https?:)?//", inner, re.IGNORECASE) and "%" in inner and rounds < MAX_ROUNDS:
            inner, _ = self._decoded(role, inner, in_query=False)
            rounds += 1
        spelled = replace(spelled, rounds=rounds)
        if spelled.write(inner) != raw:
            raise _Unreadable(f"its {role} is encoded several times in different ways")
        self._targets[role] = _read(inner, self._sites, self._depth + 1)
        self._pieces.append(Slot(role, spelled))

    @staticmethod
    def _decoded(role: str, raw: str, *, in_query: bool) -> tuple[str, Spelling]:
        found = spelling.read(raw, in_query=in_query)
        if found is None:
            raise _Unreadable(f"its {role} is no evenly encoded UTF-8")
        return found

    def _spelling(self, role: str) -> Spelling:
        return next(piece.spelling for piece in self._pieces if isinstance(piece, Slot) and piece.role == role)

    def link(self, scheme: str) -> Link:
        return Link(
            site=self._pattern.site,
            kind=self._pattern.kind,
            scheme=scheme,
            frame=tuple(self._pieces),
            values=self._values,
            targets=self._targets,
            pattern=self._pattern,
            unknown=tuple(self._unknown),
        )
