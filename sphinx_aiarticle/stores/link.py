"""A link to a shop, taken apart.

An address is a *frame*, which is the text around its values, and the values: search word, identifiers, ids, and the
address that a network wraps. The frame remembers how each value was encoded, so an unchanged link comes out byte for
byte, and a changed one differs where a value does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.stores.presets import PRESETS
from sphinx_aiarticle.stores.registry import AMAZON_SITES, NETWORKS
from sphinx_aiarticle.stores.template import Kind, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.stores.encoding import Spelling
    from sphinx_aiarticle.stores.template import Store


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value in an address.

    Attributes:
        role: Which value stands there.
        spelling: How it is encoded.
    """

    role: str
    spelling: Spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a shop or an affiliate network.

    Attributes:
        site: Key of the shop or network; empty for any other address that a network wraps.
        kind: What it leads to.
        scheme: ``https:``, ``http:``, or empty for a link that takes the scheme of its page.
        frame: The address as texts and places for values, without its scheme.
        values: The values of the places by role.
        targets: What a network wraps: ``url``, and ``mobile`` where telephones are led elsewhere.
        pattern: The form of the link.
        unknown: Parameters of the query that belong to nothing known.
    """

    site: str
    kind: Kind
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
        return piece.spelling.write(target.url() if target else self.values[piece.role])

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
        roles = shop.values if shop.kind is Kind.ITEM else ()
        return {role: shop.values[role] for role in roles if role not in ids}

    @property
    def ids(self) -> dict[str, dict[str, str]]:
        """Who is paid: the ids by network, outermost first; ``amazon`` and ``rakuten`` for their own programmes."""
        found = {}
        for level in self.levels:
            names = level.pattern.ids if level.pattern else ()
            if values := {name: level.values[name] for name in names if level.values.get(name)}:
                found["amazon" if level.site in AMAZON_SITES else level.site.removesuffix("-ichiba")] = values
        return found

    @property
    def is_paid(self) -> bool:
        """Whether somebody earns by the link."""
        return any(level.kind in (Kind.NETWORK, Kind.SHORT) for level in self.levels) or bool(self.ids)

    @property
    def plain_url(self) -> str:
        """The shop's own address without network and ids; empty when the link does not tell it."""
        shop = self.shop
        if shop.kind in (Kind.NETWORK, Kind.SHORT):
            return ""
        url, pattern = shop.url(), shop.pattern
        if pattern is None:
            return url
        url = without_parameters(url, *(parameter for parameter, role in pattern.roles.items() if role in pattern.ids))
        in_path = [shop.values.get(name) for name in pattern.ids if name in pattern.path.groupindex]
        for value in filter(None, in_path):
            url = url.replace(f"/{value}", "")
        return url

    @property
    def store(self) -> Store | None:
        """The shop as ``conf.py`` would set it up to get links such as this one; ``None`` for a foreign shop.

        From the keyword or the identifiers it makes the usual form of this link, which is this very address unless its
        author spelled it differently.
        """
        preset = PRESETS.get(self.shop.site)
        levels = [level for level in self.levels if level.kind is Kind.NETWORK]
        if preset is None or len(levels) > 1:
            return None
        network = NETWORKS.get(levels[0].site) if levels else None
        values = {name: value for level in self.levels for name, value in level.values.items()}
        return preset.store(preset.name, values, network=network)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignForm:
    """A link to a known host that cannot be read so that it can be written again.

    Attributes:
        text: The address.
        host: Its host.
        reason: Why it cannot be read.
    """

    text: str
    host: str
    reason: str

    def url(self) -> str:
        """Return the address."""
        return self.text


def without_parameters(url: str, *names: str) -> str:
    """Return *url* without some parameters of its query."""
    address, mark, fragment = url.partition("#")
    path, question, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] not in names)
    return f"{path}{question if kept else ''}{kept}{mark}{fragment}"
