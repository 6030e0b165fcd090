"""Stores and their link templates: written forwards, compiled backwards into patterns that read links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from sphinx_aiarticle.model.product import StoreLink
from sphinx_aiarticle.record import Record

_FIELD: Final = re.compile(r"\{(\w+)\}")
_TEMPLATE: Final = re.compile(r"https?://([^/?#{}]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Identifier(Record):
    """A name that a shop gives to a product.

    Attributes:
        name: What templates, catalogues and directives call it.
        pattern: What it looks like, as a regular expression for the whole value.
        advice: What to write, with an example.
    """

    name: str
    pattern: str
    advice: str

    def fits(self, value: str) -> bool:
        """Whether *value* can be such a name."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None


#: One part of the path of an identifier; a browser would take "." and ".." for folders.
PART: Final = r"(?!\.{1,2}(?:/|$))[\w.-]+"
#: Any other identifier.
ANY: Final = Identifier(
    name="", pattern=rf"{PART}(?:/{PART})*", advice="write letters, digits, hyphens, dots and underscores only"
)


class Store(Record):
    """One shop that a product box can link to.

    Attributes:
        key: The name of the store in ``conf.py``, in directive options and in CSS classes.
        name: What readers call the shop.
        search: Address of a search, with ``{keyword}``.
        item: Address of one product, with the name of an identifier in braces; empty when there are searches only.
        identifiers: What the identifiers in ``item`` look like, where that is known.
        deep_link: Address of the affiliate network, with ``{url}``; empty when the shop's address is the link.
        parameters: What the affiliate programme wants in the query of the shop's address.
        label: Text of the button, with ``{store}``; empty for the translated default.
        amazon: Whether Amazon's rules apply (a statement on the page, no hand-written prices).
        background: Colour of the button, such as ``#bf0000``; empty for that of the stylesheet.
        color: Colour of the words on it.
        own_ids: Further ids of the user, of which the check of links takes none for somebody else's.
    """

    key: str
    name: str
    search: str
    item: str = ""
    identifiers: tuple[Identifier, ...] = ()
    deep_link: str = ""
    parameters: str = ""
    label: str = ""
    amazon: bool = False
    background: str = ""
    color: str = ""
    own_ids: tuple[str, ...] = ()

    @property
    def ink(self) -> str:
        """The colour of words that can be read on the button: ``color`` unless it is too close to the background."""
        if not self.background or (self.color and contrast(self.background, self.color) >= MIN_CONTRAST):
            return self.color
        return ink_on(self.background)

    def link(self, keyword: str, identifiers: Mapping[str, str] = _NOTHING) -> StoreLink:
        """Return the link to a product: to itself where its identifiers name it, else to a search.

        Args:
            keyword: What a reader would type into the shop's search box, in any script.
            identifiers: What shops call the product, such as ``asin``, ``rakuten`` (``shop/item``) or ``yahoo``
                (``shop/code``). A value that does not look like its identifier is not used.
        """
        detail = self._detail(identifiers)
        # A browser takes a folder "." or ".." out of an address, however it is encoded.
        keyword = f"{keyword} " if keyword in (".", "..") else keyword
        plain = detail or self.search.replace("{keyword}", encode(keyword))
        url, is_detail = self.paid(plain), bool(detail)
        return StoreLink(store=self.key, name=self.name, url=url, is_detail=is_detail, plain_url=plain)

    def search_link(self, keyword: str) -> str:
        """Return the store's link to a search for *keyword*."""
        return self.link(keyword).url

    def paid(self, plain_url: str) -> str:
        """Return the affiliate link that leads to an address of this shop."""
        names = [parameter.partition("=")[0] for parameter in self.parameters.split("&") if parameter]
        url = with_parameters(without_parameters(plain_url, *names), self.parameters) if names else plain_url
        return self.deep_link.replace("{url}", encode(url)) if self.deep_link else url

    def item_page(self, identifier: str) -> str:
        """Return the shop's own address of the product that it calls *identifier*; empty if it has no such names."""
        names = set(_FIELD.findall(self.item)) & {known.name for known in self.identifiers}
        is_address = "." in identifier  # "example.org/item" without its scheme has the form of some
        return self._detail(dict.fromkeys(names, identifier)) if len(names) == 1 and not is_address else ""

    @property
    def item_advice(self) -> str:
        """What to write as the shop's name of a product, with an example; empty if it has no such names."""
        return next((known.advice for known in self.identifiers if known.name in _FIELD.findall(self.item)), "")

    def _detail(self, identifiers: Mapping[str, str]) -> str:
        known = {identifier.name: identifier for identifier in self.identifiers}
        names = _FIELD.findall(self.item)
        if not names or not all(known.get(name, ANY).fits(identifiers.get(name, "")) for name in names):
            return ""
        return _FIELD.sub(lambda place: quote(identifiers[place[1]], safe="/"), self.item)


def encode(text: str) -> str:
    """Percent-encode *text* once; a lone surrogate, which no address can hold, becomes a question mark."""
    return quote(text, safe="", errors="replace")


def with_parameters(url: str, parameters: str) -> str:
    """Add *parameters* to the query of *url*."""
    address, mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{parameters}{mark}{fragment}"


def without_parameters(url: str, *names: str) -> str:
    """Return *url* without some parameters of its query."""
    address, mark, fragment = url.partition("#")
    path, question, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] not in names)
    return f"{path}{question if kept else ''}{kept}{mark}{fragment}"


class LinkKind(StrEnum):
    """What an address leads to."""

    SEARCH = "search"
    ITEM = "item"
    PAGE = "page"
    SHORT = "short"
    NETWORK = "network"


class Pattern(Record):
    """One form of links.

    Attributes:
        key: Key of the store or of the network.
        path: Regular expression for the whole path; its groups are values. It is compiled when a link is read: there
            are hundreds, of which a site needs a few.
        roles: The value that a parameter of the query holds: ``keyword``, ``url``, an identifier or an id.
        ids: The values that say who is paid for what; the first one says who.
        known: Regular expression for further parameters that are in order; ``None`` when nothing is known of them.
    """

    key: str
    kind: LinkKind
    path: str
    roles: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    known: str | None = r"(?!)"


@dataclass(frozen=True, slots=True, eq=False)
class LinkForms:
    """The hosts of stores and networks, and the forms of their links.

    Attributes:
        patterns: The patterns by host, or by ``*.host`` for all hosts below one; the first whose path fits counts.
        paid: Those hosts at which every link is an affiliate link: of networks, and of short addresses.
    """

    patterns: Mapping[str, tuple[Pattern, ...]]
    paid: frozenset[str]

    def name_of(self, host: str) -> str:
        """Return the key of ``patterns`` for a host in lower case, or nothing."""
        if host in self.patterns:
            return host
        while parent := host.partition(".")[2]:
            if f"*.{parent}" in self.patterns:
                return f"*.{parent}"
            host = parent
        return ""

    def __contains__(self, host: object) -> bool:
        """Whether a host, in lower case, belongs to a store or a network."""
        return isinstance(host, str) and bool(self.name_of(host))

    def at(self, host: str) -> tuple[Pattern, ...]:
        """Return the patterns of a host; none where links cannot be read."""
        return self.patterns.get(self.name_of(host), ())


def compile_template(
    template: str, *, key: str, kind: LinkKind, ids: tuple[str, ...] = (), known: str | None = None
) -> tuple[str, Pattern] | None:
    """Return the host and the pattern of the addresses that a template makes; ``None`` when it is not an address.

    Values in it have names in braces. Parameters named as one of *ids* count although the template does not have them.
    """
    match = _TEMPLATE.fullmatch(template)
    if match is None:
        return None
    roles = {name: name for name in ids if name not in _FIELD.findall(template)}
    for parameter in (match[3] or "").split("&"):
        name, _, value = parameter.partition("=")
        if place := _FIELD.fullmatch(value):
            roles[name] = place[1]
    if list(roles.values()).count("url") > 1:  # the first one is the link, the second one that for mobile devices
        first = next(name for name, role in roles.items() if role == "url")
        roles = {name: "mobile" if role == "url" and name != first else role for name, role in roles.items()}
    pieces = _FIELD.split(match[2])
    seen: set[str] = set()
    path = ""
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            path += re.escape(piece)
        elif piece in seen:
            path += f"(?P={piece})"
        elif not piece.isidentifier():  # a number cannot name a group
            path += "[^?]+"
        else:
            seen.add(piece)
            path += f"(?P<{piece}>{'.+' if piece == 'url' else '[^?]+'})"
    pattern = Pattern(key=key, kind=kind, path=path or "/?", roles=roles, ids=ids, known=known)
    return match[1].lower(), pattern


#: The least contrast of words of ordinary size (WCAG 2.2, success criterion 1.4.3).
MIN_CONTRAST = 4.5
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def is_colour(text: str) -> bool:
    """Whether *text* is a colour such as ``#f90`` or ``#ff9900``."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (equal) to 21 (black and white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(background: str) -> str:
    """Return black or white, whichever is better read on *background*; one of them always is."""
    return max("#000", "#fff", key=lambda ink: contrast(ink, background))


@cache
def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
