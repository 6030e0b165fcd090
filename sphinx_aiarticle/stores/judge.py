"""What can be wrong with a link to a shop, and how to fix it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Final

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores import encoding as encodings
from sphinx_aiarticle.stores.affiliate import ProjectStores, host_of, is_affiliate, unknown_affiliate, unpaid
from sphinx_aiarticle.stores.encoding import MAX_ROUNDS, PLAIN, Encoding
from sphinx_aiarticle.stores.link import ForeignForm, Link, Slot, parse
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import LinkKind, without_parameters


class LinkRule(StrEnum):
    """A kind of fault; its value is its name in reports."""

    level: str
    description: str

    def __new__(cls, value: str, level: str, description: str) -> LinkRule:
        """Give the member its level, in the words of SARIF, and the sentence that documents it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.level, member.description = level, description
        return member

    MISSING_ID = "missing-id", "error", "A link names nobody who could be paid: it has no tag or no id."
    FOREIGN_ID = "foreign-id", "warning", "A link pays somebody whose id is none of `aiarticle_stores`."
    DEAD_FORM = "dead-form", "error", "A link to Rakuten with `scid=` earns nothing; it must lead through the network."
    OVER_ENCODED = "over-encoded", "error", "A part of a link is percent-encoded too often; the shop gets other words."
    NOT_ENCODED = "not-encoded", "error", "A part of a link is percent-encoded too rarely; it may be cut or changed."
    INSECURE = "insecure", "warning", "A link uses http:; shops and networks answer with https: all the same."
    MOBILE_TARGET = "mobile-target", "warning", "A link leads mobile phones elsewhere than computers (`m` is not `pc`)."
    UNKNOWN_PARAMETER = "unknown-parameter", "note", "A link has a parameter that its network does not know."
    UNKNOWN_NETWORK = "unknown-network", "note", "A link to an unknown host looks like an affiliate link."
    UNREADABLE = "unreadable", "note", "A link of a known network cannot be read."


class Fault(Record):
    """One thing that is wrong with a link.

    Attributes:
        is_fixed: Whether the repaired link of :class:`LinkVerdict` is without it.
    """

    rule: LinkRule
    message: str
    is_fixed: bool


class LinkVerdict(Record):
    """What is known of one link.

    Attributes:
        repaired: The link with everything fixed that can be fixed without asking; empty when nothing can.
    """

    faults: tuple[Fault, ...] = ()
    repaired: str = ""


#: Characters that an address cannot hold as they are, and those that end the part of it in which they are.
BAD: Final = frozenset(' "<>\\^`{|}?#\t\r\né')


def is_bad(encoded: Encoding) -> bool:
    """Whether a part of an address is encoded too rarely."""
    return bool(encoded.literal & BAD) or any(ord(character) < 32 for character in encoded.literal)


def decoded(text: str) -> str:
    """Return a search word without the encoding that it has left after it was decoded."""
    for _ in range(MAX_ROUNDS):
        found = encodings.read(text, in_query=False)
        if found is None or found[0] == text:
            break
        text = found[0]
    return text


def is_same(one: Link, other: Link) -> bool:
    """Whether two links lead to the same search or product."""
    mine, others = ((link.shop.key, decoded(link.keyword), link.identifiers) for link in (one, other))
    return mine == others and any(mine[1:])


def secure(link: Link) -> Link:
    """Return *link* with ``https:`` wherever the host is known to have it."""
    scheme = "https:" if link.key and link.scheme.lower() == "http:" else link.scheme
    return _with_targets(replace(link, scheme=scheme), secure)


def once_encoded(link: Link) -> Link:
    """Return *link* with its search word and what it wraps encoded exactly once."""
    values = {**link.values}
    if "keyword" in values:
        values["keyword"] = decoded(values["keyword"])
    frame = tuple(_once(piece) if isinstance(piece, Slot) else piece for piece in link.frame)
    return _with_targets(replace(link, values=values, frame=frame), once_encoded)


def one_target(link: Link) -> Link:
    """Return *link* with the same target for mobile phones where that was meant."""
    target, mobile = link.targets.get("url"), link.targets.get("mobile")
    if target and mobile and is_same(target, mobile):
        encoded = next(piece for piece in link.frame if isinstance(piece, Slot) and piece.role == "url")
        frame = (encoded if isinstance(piece, Slot) and piece.role == "mobile" else piece for piece in link.frame)
        return replace(link, frame=tuple(frame), targets={"url": target})
    return link


def _once(slot: Slot) -> Slot:
    return replace(slot, encoding=PLAIN) if slot.encoding.rounds > 1 or is_bad(slot.encoding) else slot


def _with_targets(link: Link, change: Callable[[Link], Link]) -> Link:
    return replace(link, targets={role: change(target) for role, target in link.targets.items()})


_LOST: Final = re.compile(r"#[^#]*&(\w+)=")  # parameters behind a number sign are not sent
_Found = tuple[LinkRule, str]


@lru_cache(maxsize=4096)
def judge(url: str, project: ProjectStores, *, in_box: bool = False) -> LinkVerdict:
    """Return what is wrong with the address of a shop or an affiliate network, as a browser gets it.

    *in_box* is an author's own link of a product box, to which the build adds the id of a store. The verdict is empty
    for an address at any other host, and for one without fault.
    """
    link, in_box = parse(url, project.forms), in_box or project.adds_ids
    if link is None:
        sign = unknown_affiliate(url, project.forms)
        message = f"{sign!r} looks like an affiliate link of a network that is not known; see 'deep_link' in the guide"
        return LinkVerdict(
            faults=(Fault(rule=LinkRule.UNKNOWN_NETWORK, message=message, is_fixed=False),) if sign else ()
        )
    found = list(_faults(url, link, project, in_box=in_box))
    repaired = _repaired(url, project) if found else url
    again = parse(repaired, project.forms) if repaired != url else None
    left = {rule for rule, _ in _faults(repaired, again, project, in_box=in_box)} if again else set()
    return LinkVerdict(
        faults=tuple(
            Fault(rule=rule, message=message, is_fixed=repaired != url and rule not in left) for rule, message in found
        ),
        repaired="" if repaired == url or {rule for rule, _ in found} <= left else repaired,
    )


def _faults(url: str, link: Link | ForeignForm, project: ProjectStores, *, in_box: bool) -> Iterator[_Found]:
    if "&amp;" in url:
        yield LinkRule.OVER_ENCODED, "'&amp;' is in the address itself; write '&'"
    if isinstance(link, ForeignForm):
        if project.forms.at(link.host) and is_affiliate(url, project.forms):
            yield LinkRule.UNREADABLE, f"the link cannot be read: {link.reason}"
        return
    if lost := _LOST.search(url):
        yield LinkRule.NOT_ENCODED, f"everything behind '#' is not sent, here {lost[1]!r}; write '%23'"
    yield from _payment(url, link, project, in_box=in_box)
    yield from _encoding(link)
    if any(level.scheme.lower() == "http:" and level.key for level in link.levels):
        yield LinkRule.INSECURE, "the link uses 'http:'; write 'https:'"
    for level in link.levels:
        if "mobile" in level.targets:
            meant = is_same(level.targets["url"], level.targets["mobile"]) if "url" in level.targets else False
            where = "the same thing in another encoding" if meant else "something else"
            yield (
                LinkRule.MOBILE_TARGET,
                f"'m' leads mobile phones to {where} than 'pc'; write the same, or leave 'm' out",
            )
    if link.is_paid:
        yield from (
            (LinkRule.UNKNOWN_PARAMETER, _unknown(name, level)) for level in link.levels for name in level.unknown
        )


def _payment(url: str, link: Link, project: ProjectStores, *, in_box: bool) -> Iterator[_Found]:
    for level in link.levels:
        ids = level.pattern.ids if level.pattern and level.kind is LinkKind.NETWORK else ()
        is_other_form = any("(" in name for name in level.unknown)  # "p(1)a(2)", an old one of Tradedoubler
        if ids and not level.values.get(ids[0]) and not is_other_form:
            yield LinkRule.MISSING_ID, f"the link has no {ids[0]!r}, so nobody is paid"
    store = project.paid.get(link.shop.key)
    for network, values in link.ids.items():
        name, payee = next(iter(values.items()))
        known = project.payees.get(network)
        if known is not None and payee.replace(" ", "+") not in known:
            yield LinkRule.FOREIGN_ID, f"the {name} {payee!r} is none of aiarticle_stores ({', '.join(sorted(known))})"
        elif known is None and store and _is_own_programme(network) and payee.replace(" ", "+") not in store.own_ids:
            message = (
                f"the {name} {payee!r} is none of aiarticle_stores, where {store.name} is paid in another way; "
                "name it in 'own_ids' if it is yours"
            )
            yield LinkRule.FOREIGN_ID, message
    if link.is_paid:
        return
    if dead := _dead_parameters(url, link):
        preset = PRESETS[link.key]
        where = host_of(preset.network.deep_link)
        yield LinkRule.DEAD_FORM, f"a link to {preset.name} with {dead[0]!r} earns nothing; link through {where}"
    elif (in_box or link.kind in (LinkKind.SEARCH, LinkKind.ITEM)) and (why := unpaid(link, project, in_box=in_box)):
        yield LinkRule.MISSING_ID, why


def _is_own_programme(network: str) -> bool:
    """Whether a network pays for one shop, so that nobody has an id there by chance."""
    return network in NETWORKS and bool(NETWORKS[network].store)


def _dead_parameters(url: str, link: Link) -> tuple[str, ...]:
    """Return the parameters of a plain link that once paid."""
    preset = PRESETS.get(link.key)
    query = url.partition("?")[2].split("&")
    return tuple(name for name in preset.dead if any(part.startswith(f"{name}=") for part in query)) if preset else ()


def _encoding(link: Link) -> Iterator[_Found]:
    for level in link.levels:
        keyword = level.values.get("keyword", "")
        if decoded(keyword) != keyword:
            yield LinkRule.OVER_ENCODED, f"the shop is asked for {keyword!r}; encode the search word once less"
        for slot in (piece for piece in level.frame if isinstance(piece, Slot) and piece.role != "mobile"):
            if slot.encoding.rounds > 1:
                yield LinkRule.OVER_ENCODED, "the wrapped address is encoded several times; encode it once"
            elif is_bad(slot.encoding):
                what = "the wrapped address" if slot.role == "url" else f"{slot.role} {level.values.get(slot.role)!r}"
                yield LinkRule.NOT_ENCODED, f"{what} has characters that must be percent-encoded"


def _unknown(name: str, level: Link) -> str:
    roles = level.pattern.roles if level.pattern else {}
    close = get_close_matches(name, roles, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else "; an '&' in a search word is written '%26'"
    return f"nobody knows the parameter {name!r}{hint}"


def _repaired(url: str, project: ProjectStores) -> str:
    fixed = url.replace("&amp;", "&")
    if _LOST.search(fixed):
        fixed = fixed.replace("#", "%23")
    link = parse(fixed, project.forms)
    if not isinstance(link, Link):
        return url
    link = secure(link)
    if not any(level.unknown for level in link.levels):  # else a part of a search word may have been cut off
        link = one_target(once_encoded(link))
    fixed = link.url()
    store = None if link.is_paid else project.paid.get(link.key)
    if store and _dead_parameters(fixed, link):
        known = link.keyword or link.identifiers
        plain = without_parameters(fixed, *PRESETS[link.key].dead)
        fixed = store.link(link.keyword, link.identifiers).url if known else store.paid(plain)
    return fixed
