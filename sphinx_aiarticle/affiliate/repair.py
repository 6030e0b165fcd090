"""Mend links where there is one right answer: what they mean stays, and who is paid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.affiliate import spelling
from sphinx_aiarticle.affiliate.link import Link, Slot
from sphinx_aiarticle.affiliate.spelling import MAX_ROUNDS, PLAIN, Spelling

if TYPE_CHECKING:
    from collections.abc import Callable

#: Characters that an address cannot hold as they are, and those that end the part of it in which they stand.
BAD: Final = frozenset(' "<>\\^`{|}?#\t\r\né')


def is_bad(spelled: Spelling) -> bool:
    """Whether a part of an address is encoded too rarely."""
    return bool(spelled.literal & BAD) or any(ord(character) < 32 for character in spelled.literal)


def decoded(text: str) -> str:
    """Return a search word without the encoding that it has left after it was decoded."""
    for _ in range(MAX_ROUNDS):
        found = spelling.read(text, in_query=False)
        if found is None or found[0] == text:
            break
        text = found[0]
    return text


def is_same(one: Link, other: Link) -> bool:
    """Whether two links lead to the same search or product."""
    mine, others = ((link.shop.site, decoded(link.keyword), link.identifiers) for link in (one, other))
    return mine == others and any(mine[1:])


def secure(link: Link) -> Link:
    """Return *link* with ``https:`` wherever the host is known to have it."""
    scheme = "https:" if link.site and link.scheme.lower() == "http:" else link.scheme
    return _with_targets(replace(link, scheme=scheme), secure)


def once_encoded(link: Link) -> Link:
    """Return *link* with its search word and what it wraps encoded exactly once."""
    values = {**link.values}
    if "keyword" in values:
        values["keyword"] = decoded(values["keyword"])
    frame = tuple(_once(piece) if isinstance(piece, Slot) else piece for piece in link.frame)
    return _with_targets(replace(link, values=values, frame=frame), once_encoded)


def one_target(link: Link) -> Link:
    """Return *link* with the same target for telephones where that was meant."""
    target, mobile = link.targets.get("url"), link.targets.get("mobile")
    if target and mobile and is_same(target, mobile):
        spelled = next(piece for piece in link.frame if isinstance(piece, Slot) and piece.role == "url")
        frame = (spelled if isinstance(piece, Slot) and piece.role == "mobile" else piece for piece in link.frame)
        return replace(link, frame=tuple(frame), targets={"url": target})
    return link


def _once(slot: Slot) -> Slot:
    return replace(slot, spelling=PLAIN) if slot.spelling.rounds > 1 or is_bad(slot.spelling) else slot


def _with_targets(link: Link, change: Callable[[Link], Link]) -> Link:
    return replace(link, targets={role: change(target) for role, target in link.targets.items()})
