"""Say that links are advertising: in product boxes, and above affiliate links that stand in the text of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.model.store import is_affiliate_url, is_amazon_url
from sphinx_aiarticle.nodes import amazon_statement, notice, product_box, product_list, question, store_link, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.config import Config

_HREF = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.IGNORECASE)
# A short line that discloses advertising in the author's own words.
_DISCLOSES = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|affiliate link|sponsored|commission", re.IGNORECASE)
_OPENINGS = ("※", "*", "(", "（", "【", "PR", "本記事", "本ページ", "当サイト", "This ")
_MAX_DISCLOSURE = 120
_OF_INTEREST = (nodes.reference, nodes.raw, product_box, product_list, addnodes.only)


def notices(config: Config, urls: Iterable[str], *, in_box: bool) -> list[nodes.Node]:
    """Return the notice for links, and Amazon's statement where one of them leads there.

    Args:
        config: The configuration; none are returned where it switches notices off.
        urls: Where the links lead.
        in_box: Whether the notice speaks of a box, or of the page.
    """
    conf, addresses = settings(config), tuple(urls)
    disclosure = conf.disclosure
    if not addresses or not disclosure.enabled:
        return []
    badge = nodes.inline("", disclosure.label or _("Ad"), classes=["aiarticle-notice__label"])
    text = _("This box contains affiliate links.") if in_box else _("This page contains affiliate links.")
    text = disclosure.text or text
    found: list[nodes.Node] = [notice("", "", badge, nodes.Text(f" {text}"), classes=["aiarticle-notice", "no-search"])]
    if any(map(is_amazon_url, addresses)):
        who = disclosure.amazon_name or (conf.publisher.name if conf.publisher else config.project)
        statement = _("As an Amazon Associate, {name} earns from qualifying purchases.").format(name=who)
        found.append(amazon_statement("", statement, classes=["aiarticle-notice", "no-search"]))
    return found


def disclose(document: nodes.document, config: Config) -> list[product_box | product_list]:
    """Mark the affiliate links of a page, put the notice above the first, and return its product boxes and lists.

    Nothing is put where a box above the first link has its notice, or the author says it in a short line. Links in
    hand-made HTML only get the notice, their ``rel`` is the author's. Amazon's statement has to be made once a page;
    where `only` decides later which boxes a builder shows, each box keeps its own.
    """
    rel = " ".join(dict.fromkeys(("sponsored", "noopener", *settings(config).link_rel)))
    links: list[tuple[nodes.Element, str]] = []
    boxes: list[product_box | product_list] = []
    has_only = False
    for node in walk(document):
        if not isinstance(node, _OF_INTEREST):
            continue
        if isinstance(node, nodes.reference):
            if not isinstance(node, store_link) and is_affiliate_url(url := str(node.get("refuri", ""))):
                links.append((node, url))
                if "sponsored" not in str(node.get("rel", "")):
                    node["rel"] = rel
        elif isinstance(node, nodes.raw):
            links += [(node, url) for url in _affiliate_urls(node.astext())]
        elif isinstance(node, product_box | product_list):
            boxes.append(node)
        else:
            has_only = True
    statements = [part for box in boxes if (part := box.part(amazon_statement)) is not None]
    for statement in statements[1:] if not has_only else ():
        statement.parent.remove(statement)
    if links and not _is_disclosed_before(document, links[0][0]):
        parts = notices(config, (url for _, url in links), in_box=False)
        _insert_above(links[0][0], parts[:1] if statements else parts)
    return boxes


def _affiliate_urls(html: str) -> list[str]:
    if "<a" not in html:
        return []
    urls = (match[1].replace("&amp;", "&") for match in _HREF.finditer(html))
    return [url for url in urls if is_affiliate_url(url)]


def _is_disclosed_before(document: nodes.document, link: nodes.Element) -> bool:
    for node in walk(document):
        if node is link:
            return False
        if isinstance(node, notice):
            return True
        if isinstance(node, nodes.paragraph) and not isinstance(node.parent, product_box):
            text = node.astext().strip()
            if len(text) < _MAX_DISCLOSURE and text.startswith(_OPENINGS) and _DISCLOSES.search(text):
                return True
    return False


def _insert_above(link: nodes.Element, parts: Iterable[nodes.Node]) -> None:
    """Insert *parts* directly below a section that is no question, because an answer is data too."""
    block, parent = link, link.parent
    while isinstance(parent, question) or not isinstance(parent, nodes.section | nodes.document):
        block, parent = parent, parent.parent
    for part in parts:
        part.source, part.line = block.source, block.line
        parent.insert(parent.index(block), part)
