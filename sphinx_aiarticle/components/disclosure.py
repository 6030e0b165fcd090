"""Disclose affiliate links in the text of a page: mark them, and insert a notice above the first of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_aiarticle.components.notice import (
    aiarticle_amazon_statement,
    aiarticle_notice,
    link_rel,
    notice,
    notices,
)
from sphinx_aiarticle.components.text_links import complete_link, shop_reference
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_values import Affiliation
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.nodes import SemanticNode, below_title, iter_elements
from sphinx_aiarticle.reading.source import language_of_page
from sphinx_aiarticle.recognise.html import link_urls, with_addresses, with_rel
from sphinx_aiarticle.stores.affiliate import is_affiliate, plain_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_aiarticle.stores.template import Sites


# A short line that discloses advertising in the author's own words.
_DISCLOSES = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|affiliate link|sponsored|commission", re.IGNORECASE)
_OPENINGS = ("※", "*", "(", "（", "【", "PR", "本記事", "本ページ", "当サイト", "This ")
_MAX_DISCLOSURE = 120
_OUTER = (nodes.section, nodes.document)
_OF_INTEREST = (
    *(nodes.reference, nodes.raw, aiarticle_notice),
    *(addnodes.only, addnodes.pending_xref, addnodes.toctree),
)


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Mark the affiliate links of a page, and see that a notice comes before the first.

    Nothing is inserted where a box above the first link has its notice, or the author says it in a short line. Amazon's
    statement has to be made once a page; where `only` decides later which boxes a builder shows, each keeps its own.
    """
    config, language = app.config, language_of_page(app.env)
    conf = settings(config)
    links: list[tuple[nodes.Element, str]] = []
    in_boxes: list[aiarticle_notice] = []
    has_only = False
    for node in iter_elements(document):
        if not isinstance(node, _OF_INTEREST):
            continue
        if isinstance(node, addnodes.pending_xref):
            if (found := shop_reference(node, conf)) is None:
                continue
            node = found
        if isinstance(node, nodes.reference | nodes.raw):
            complete_link(node, config)
        if isinstance(node, nodes.reference):
            if is_affiliate(url := str(node.get("refuri", "")), conf.sites):
                links.append((node, url))
        elif isinstance(node, nodes.raw):
            links += [(node, url) for url in link_urls(node.astext()) if is_affiliate(url, conf.sites)]
        elif isinstance(node, aiarticle_notice):
            in_boxes.append(node)
        elif isinstance(node, addnodes.toctree):
            links += [(node, str(url)) for _, url in node["entries"] if is_affiliate(str(url), conf.sites)]
        else:
            has_only = True
    if conf.affiliate is not Affiliation.PAID:
        _strip_affiliate((node for node, _ in links), conf.affiliate, conf.sites)
        return
    statements = [node for node in in_boxes if isinstance(node, aiarticle_amazon_statement)]
    for statement in statements[1:] if not has_only else ():
        statement.parent.remove(statement)
    plain = [(node, url) for node, url in links if not isinstance(node, SemanticNode)]  # boxes see to their own
    _mark(plain, config)
    words = notices(config, language, (url for _, url in plain), in_box=False)
    if statements:  # a box makes it
        del words[1:]
    if not conf.disclosure.enabled:
        if links and not _is_disclosed_before(document, _first_met(document, [node for node, _ in links])):
            message = (
                "this page has affiliate links and no notice above the first of them, which many countries require; "
                "write one there, or switch aiarticle_disclosure on"
            )
            warn(Subtype.DISCLOSURE, message, location=links[0][0])
    elif conf.disclosure.at_top and (links or in_boxes):
        _insert_at_top(document, [notice(conf.disclosure, language, in_box=False), *words[1:]])
    elif plain and not _is_disclosed_before(document, first := _first_met(document, [node for node, _ in plain])):
        _insert_above(first, words)


def _mark(links: Iterable[tuple[nodes.Element, str]], config: Config) -> None:
    rel, sites = link_rel(config), settings(config).sites
    for node in dict.fromkeys(link[0] for link in links):
        if isinstance(node, nodes.raw):
            html = with_rel(node.astext(), rel.split(), lambda url: is_affiliate(url, sites))
            node.children[:] = [nodes.Text(html)]
        elif "sponsored" not in str(node.get("rel", "")):
            node["rel"] = rel


def _first_met(document: nodes.document, links: Sequence[nodes.Element]) -> nodes.Element:
    """Return what a reader meets first: one of *links*, or a mark of their footnotes, which books print near it."""
    notes = {
        name
        for link in links
        for around in _above(link)
        if isinstance(around, nodes.footnote)
        for name in around["ids"]
    }
    if not notes:
        return links[0]
    return next(
        node
        for node in iter_elements(document)
        if node in links or (isinstance(node, nodes.footnote_reference) and node.get("refid") in notes)
    )


def _above(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_disclosed_before(document: nodes.document, link: nodes.Element) -> bool:
    for node in iter_elements(document):
        if node is link:
            return False
        if isinstance(node, aiarticle_notice):
            is_found = True
        elif isinstance(node, nodes.paragraph):
            text = node.astext().strip()
            is_found = len(text) < _MAX_DISCLOSURE and text.startswith(_OPENINGS) and bool(_DISCLOSES.search(text))
        else:
            continue
        if is_found and not any(isinstance(around, addnodes.only) for around in _above(node)):  # else some miss it
            return True
    return False


def _insert_above(link: nodes.Element, parts: Iterable[nodes.Node]) -> None:
    """Insert *parts* directly below a section that is no question, because an answer is data too.

    A link in a heading has them above its section, which begins with its heading.
    """
    block, parent = link, link.parent
    while isinstance(block, nodes.title) or _is_answer(parent) or not isinstance(parent, _OUTER):
        block, parent = parent, parent.parent
    for part in parts:
        part.source, part.line = block.source, block.line
        parent.insert(parent.index(block), part)


def _is_answer(node: nodes.Node) -> bool:
    return isinstance(node, SemanticNode) and node.is_answer


def _insert_at_top(document: nodes.document, parts: Iterable[nodes.Node]) -> None:
    """Insert *parts* below the title of a page and the header of an article."""
    section, start = below_title(document)
    while start < len(section) and getattr(section[start], "follows_title", False):
        start += 1
    for number, part in enumerate(parts, start):
        part.source, part.line = section.source, section.line
        section.insert(number, part)


def _strip_affiliate(found: Iterable[nodes.Element], affiliation: Affiliation, sites: Sites) -> None:
    """Let affiliate links in the text lead to the shops themselves, or be text where they do not tell the address.

    Args:
        found: References and raw HTML.
        affiliation: ``PLAIN``, or ``NONE`` to make text of them all.
        sites: The forms of links.
    """
    is_plain = affiliation is Affiliation.PLAIN

    def address(url: str) -> str:
        if not is_affiliate(url, sites):
            return url
        return plain_url(url, sites) if is_plain else ""

    for node in dict.fromkeys(found):
        if isinstance(node, nodes.raw):
            node.children[:] = [nodes.Text(with_addresses(node.astext(), address))]
            continue
        if isinstance(node, addnodes.toctree):
            entries = [(title, address(str(url)) if url else url) for title, url in node["entries"]]
            node["entries"] = [entry for entry in entries if entry[1]]
            continue
        url = node["refuri"]
        plain = plain_url(url, sites)
        if plain and node.astext() == url:  # an address that is its own text
            node[:] = [nodes.Text(plain)]
        if plain and is_plain:
            node["refuri"] = plain
        else:
            node.parent.replace(node, node.children)


def setup(app: Sphinx) -> None:
    """Disclose each document when all of it is read."""
    app.connect("doctree-read", on_doctree_read)
