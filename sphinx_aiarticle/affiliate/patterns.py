"""One form of links: what stands where in its addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEVER: Final = re.compile(r"(?!)")
_PLACE: Final = re.compile(r"\{(\w+)\}")
_TEMPLATE: Final = re.compile(r"https?://([^/?#{}]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)


class Kind(StrEnum):
    """What an address leads to."""

    SEARCH = "search"
    ITEM = "item"
    PAGE = "page"
    SHORT = "short"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One form of links.

    Attributes:
        site: Key of the shop in :data:`PRESETS`, of the network in :data:`NETWORKS`, or of a store in ``conf.py``.
        kind: What such a link leads to.
        path: Regular expression for the whole path; its groups are values.
        roles: The value that a parameter of the query holds: ``keyword``, ``url``, an identifier or an id.
        ids: The values that say who is paid for what; the first one says who.
        known: Names of further parameters that are in order; ``None`` when nothing is known of them.
    """

    site: str
    kind: Kind
    path: re.Pattern[str]
    roles: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    known: re.Pattern[str] | None = _NEVER


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Forms of links.

    Attributes:
        patterns: The patterns by host; the first whose path fits counts.
    """

    patterns: Mapping[str, tuple[Pattern, ...]]


def pattern_of(site: str, kind: Kind, template: str, ids: tuple[str, ...] = ()) -> tuple[str, Pattern] | None:
    """Return the host and the pattern of the addresses that a template of a store in ``conf.py`` makes.

    Args:
        site: Key of the store.
        kind: What its addresses lead to.
        template: An address with names in braces.
        ids: Parameters that say who is paid, which the addresses of a programme have besides.
    """
    match = _TEMPLATE.fullmatch(template)
    if match is None:
        return None
    roles = {name: name for name in ids}
    for parameter in (match[3] or "").split("&"):
        name, _, value = parameter.partition("=")
        if place := _PLACE.fullmatch(value):
            roles[name] = place[1]
    if list(roles.values()).count("url") > 1:  # the first one is the link, the second one that for telephones
        first = next(name for name, role in roles.items() if role == "url")
        roles = {name: "mobile" if role == "url" and name != first else role for name, role in roles.items()}
    pieces = _PLACE.split(match[2])
    seen: set[str] = set()
    path = ""
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            path += re.escape(piece)
        elif piece in seen:
            path += f"(?P={piece})"
        else:
            seen.add(piece)
            path += f"(?P<{piece}>{'.+' if piece == 'url' else '[^?]+'})"
    form = Pattern(site=site, kind=kind, path=re.compile(path or "/?"), roles=roles, ids=ids, known=None)
    return match[1].lower(), form
