"""Who earns by a link, and the same articles for readers to whom nobody sells anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.stores.known import KNOWN
from sphinx_aiarticle.stores.link import Link
from sphinx_aiarticle.stores.reading import parse
from sphinx_aiarticle.stores.registry import is_affiliate_url
from sphinx_aiarticle.stores.template import Kind

if TYPE_CHECKING:
    from sphinx_aiarticle.stores.template import Sites


def pays(url: str, sites: Sites) -> bool:
    """Whether somebody is known to earn by a link.

    Args:
        url: Where it leads.
        sites: The forms of links, with those of the project's own networks and programmes.
    """
    if is_affiliate_url(url):
        return True
    if sites is KNOWN:  # then all of them are among the above
        return False
    link = parse(url, sites)
    return isinstance(link, Link) and link.is_paid


def may_pay(url: str) -> bool:
    """Whether somebody may earn by a link of a product box: all but plain addresses of shops that are known."""
    if is_affiliate_url(url):
        return True
    link = parse(url)
    return not isinstance(link, Link) or link.is_paid


def plain_address(url: str, sites: Sites) -> str:
    """Return where a link leads, without network and ids; empty where it does not tell, as a short address."""
    if not pays(url, sites):
        return url
    link = parse(url, sites)
    return link.plain_url if isinstance(link, Link) else ""


def is_search(url: str, sites: Sites) -> bool:
    """Whether a link leads to a search in a shop, which offers no product."""
    link = parse(url, sites)
    return isinstance(link, Link) and link.shop.kind is Kind.SEARCH
