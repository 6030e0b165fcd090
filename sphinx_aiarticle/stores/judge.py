"""Faults of links to shops, and how to fix them."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.stores import encoding as spelling
from sphinx_aiarticle.stores.encoding import MAX_ROUNDS, PLAIN, Spelling
from sphinx_aiarticle.stores.link import ForeignForm, Link, Slot, without_parameters
from sphinx_aiarticle.stores.reading import parse
from sphinx_aiarticle.stores.registry import is_affiliate_url
from sphinx_aiarticle.stores.rules import Fault, Rule, Verdict
from sphinx_aiarticle.stores.template import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_aiarticle.stores.project import Project


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


_DEAD: Final = re.compile(r"[?&]scid=")
_DEAD_PARAMETERS: Final = ("scid", "sc2id")
_LOST: Final = re.compile(r"#[^#]*&(\w+)=")  # parameters behind a number sign are not sent
_Found = tuple[Rule, str]


@lru_cache(maxsize=4096)
def judge(url: str, project: Project) -> Verdict:
    """Return what is wrong with the address of a shop or an affiliate network.

    Args:
        url: An address, as a browser gets it.
        project: Whose links are right.

    Returns:
        An empty verdict for an address at any other host, and for one without fault.
    """
    link = parse(url, project.sites)
    if link is None:
        return Verdict()
    found = list(_faults(url, link, project))
    repaired = _repaired(url, project) if found else url
    left = set() if repaired == url else {rule for rule, _ in _faults_of(repaired, project)}
    return Verdict(
        faults=tuple(
            Fault(rule=rule, message=message, is_mended=repaired != url and rule not in left) for rule, message in found
        ),
        repaired="" if repaired == url or {rule for rule, _ in found} <= left else repaired,
    )


def _faults_of(url: str, project: Project) -> Iterator[_Found]:
    link = parse(url, project.sites)
    if link is not None:
        yield from _faults(url, link, project)


def _faults(url: str, link: Link | ForeignForm, project: Project) -> Iterator[_Found]:
    if "&amp;" in url:
        yield Rule.OVER_ENCODED, "'&amp;' stands in the address itself; write '&'"
    if isinstance(link, ForeignForm):
        if link.host in project.sites.patterns and is_affiliate_url(url):
            yield Rule.UNREADABLE, f"the link cannot be read: {link.reason}"
        return
    if lost := _LOST.search(url):
        yield Rule.NOT_ENCODED, f"everything behind '#' is not sent, here {lost[1]!r}; write '%23'"
    yield from _payment(url, link, project)
    yield from _encoding(link)
    if any(level.scheme.lower() == "http:" and level.site for level in link.levels):
        yield Rule.INSECURE, "the link uses 'http:'; write 'https:'"
    for level in link.levels:
        if "mobile" in level.targets:
            meant = is_same(level.targets["url"], level.targets["mobile"]) if "url" in level.targets else False
            where = "the same thing in another spelling" if meant else "something else"
            yield Rule.MOBILE_TARGET, f"'m' leads telephones to {where} than 'pc'; write the same, or leave 'm' out"
    if link.is_paid:
        yield from ((Rule.UNKNOWN_PARAMETER, _unknown(name, level)) for level in link.levels for name in level.unknown)


def _payment(url: str, link: Link, project: Project) -> Iterator[_Found]:
    for level in link.levels:
        ids = level.pattern.ids if level.pattern and level.kind is Kind.NETWORK else ()
        if ids and not level.values.get(ids[0]):
            yield Rule.MISSING_ID, f"the link has no {ids[0]!r}, so nobody is paid"
    for network, values in link.ids.items():
        name, payee = next(iter(values.items()))
        known = project.payees.get(network)
        if known is not None and payee.replace(" ", "+") not in known:
            yield Rule.FOREIGN_ID, f"the {name} {payee!r} is none of aiarticle_stores ({', '.join(sorted(known))})"
    if link.is_paid:
        return
    if link.site == "rakuten" and _DEAD.search(url):
        yield Rule.DEAD_FORM, "a link to Rakuten with 'scid' earns nothing; link through hb.afl.rakuten.co.jp"
    elif link.kind in (Kind.SEARCH, Kind.ITEM) and (store := project.paid.get(link.site)):
        yield Rule.MISSING_ID, f"the link to {store.name} has no id of yours, so nobody is paid; use a product box"


def _encoding(link: Link) -> Iterator[_Found]:
    for level in link.levels:
        keyword = level.values.get("keyword", "")
        if decoded(keyword) != keyword:
            yield Rule.OVER_ENCODED, f"the shop is asked for {keyword!r}; encode the search word once less"
        for slot in (piece for piece in level.frame if isinstance(piece, Slot) and piece.role != "mobile"):
            if slot.spelling.rounds > 1:
                yield Rule.OVER_ENCODED, "the wrapped address is encoded several times; encode it once"
            elif is_bad(slot.spelling):
                what = "the wrapped address" if slot.role == "url" else f"{slot.role} {level.values.get(slot.role)!r}"
                yield Rule.NOT_ENCODED, f"{what} has characters that must be percent-encoded"


def _unknown(name: str, level: Link) -> str:
    roles = level.pattern.roles if level.pattern else {}
    close = get_close_matches(name, roles, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else "; an '&' in a search word is written '%26'"
    return f"nobody knows the parameter {name!r}{hint}"


def _repaired(url: str, project: Project) -> str:
    fixed = url.replace("&amp;", "&")
    if _LOST.search(fixed):
        fixed = fixed.replace("#", "%23")
    link = parse(fixed, project.sites)
    if not isinstance(link, Link):
        return url
    link = secure(link)
    if not any(level.unknown for level in link.levels):  # else a part of a search word may have been cut off
        link = one_target(once_encoded(link))
    fixed = link.url()
    if link.site == "rakuten" and not link.is_paid and _DEAD.search(fixed) and (store := project.paid.get("rakuten")):
        known = link.keyword or link.identifiers
        plain = without_parameters(fixed, *_DEAD_PARAMETERS)
        fixed = store.link(link.keyword, link.identifiers).url if known else store.paid(plain)
    return fixed
