"""Who earns by a link, and the same articles for readers to whom nobody sells anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_aiarticle.affiliate import KNOWN, Kind, Link, parse
from sphinx_aiarticle.config_values import Affiliation
from sphinx_aiarticle.html_links import with_addresses
from sphinx_aiarticle.model.store import is_affiliate_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_aiarticle.affiliate import Sites


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


def take_away(found: Iterable[nodes.Element], affiliation: Affiliation, sites: Sites) -> None:
    """Let affiliate links in the text lead to the shops themselves, or be text where they do not tell the address.

    Args:
        found: References and raw HTML.
        affiliation: ``PLAIN``, or ``NONE`` to make text of them all.
        sites: The forms of links.
    """
    is_plain = affiliation is Affiliation.PLAIN

    def address(url: str) -> str:
        if not pays(url, sites):
            return url
        return plain_address(url, sites) if is_plain else ""

    for node in dict.fromkeys(found):
        if isinstance(node, nodes.raw):
            node.children[:] = [nodes.Text(with_addresses(node.astext(), address))]
            continue
        url = node["refuri"]
        plain = plain_address(url, sites)
        if plain and node.astext() == url:  # an address that is its own text
            node[:] = [nodes.Text(plain)]
        if plain and is_plain:
            node["refuri"] = plain
        else:
            node.parent.replace(node, node.children)
