"""A shop and its links.

A link is made in steps, each encoding its value once: the address at the shop takes the keyword or an identifier, and
the address of an affiliate network takes the finished one. A network that wraps the shop's address therefore gets the
keyword encoded twice, which is what Rakuten and ValueCommerce expect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_aiarticle.model.store.colours import MIN_CONTRAST, contrast, ink_on
from sphinx_aiarticle.model.store.identifiers import identifier_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTarget:
    """Where a button leads.

    Attributes:
        url: The link as it stands on the page, with the user's ids where there are some.
        is_detail: Whether it leads to the product itself rather than to a search.
        plain_url: The shop's own address: no network, no ids.
    """

    url: str
    is_detail: bool
    plain_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One shop that a product box can link to.

    Attributes:
        key: The name of the store in ``conf.py``, in directive options and in CSS classes.
        name: What readers call the shop.
        search: Address of a search, with ``{keyword}``.
        item: Address of one product, with the name of an identifier in braces; empty when there are searches only.
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

    def link(self, keyword: str, identifiers: Mapping[str, str] = _NOTHING) -> StoreTarget:
        """Return the link to a product: to itself where its identifiers name it, else to a search.

        Args:
            keyword: What a reader would type into the shop's search box, in any script.
            identifiers: What shops call the product, such as ``asin``, ``rakuten`` (``shop/item``) or ``yahoo``
                (``shop/code``). A value that :func:`identifier_problem` refuses is not used.
        """
        detail = self._detail(identifiers)
        plain = detail or self.search.replace("{keyword}", _keyword(keyword))
        return StoreTarget(url=self.paid(plain), is_detail=bool(detail), plain_url=plain)

    def search_link(self, keyword: str) -> str:
        """Return the store's link to a search for *keyword*."""
        return self.link(keyword).url

    def paid(self, plain_url: str) -> str:
        """Return the affiliate link that leads to an address of this shop.

        Args:
            plain_url: The shop's own address of any of its pages.
        """
        url = with_parameters(plain_url, self.parameters)
        return self.deep_link.replace("{url}", encode(url)) if self.deep_link else url

    def _detail(self, identifiers: Mapping[str, str]) -> str:
        names = _PLACE.findall(self.item)
        if not names or any(identifier_problem(name, identifiers.get(name, "")) for name in names):
            return ""
        return _PLACE.sub(lambda place: quote(identifiers[place[1]], safe="/"), self.item)


def encode(text: str) -> str:
    """Percent-encode *text* once; half a character, which no address can hold, becomes a question mark."""
    return quote(text, safe="", errors="replace")


def with_parameters(url: str, parameters: str) -> str:
    """Add *parameters* to the query of *url*."""
    if not parameters:
        return url
    address, mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{parameters}{mark}{fragment}"


def _keyword(keyword: str) -> str:
    # A browser takes a folder "." or ".." out of an address, however it is encoded.
    return encode(f"{keyword} " if keyword in (".", "..") else keyword)
