"""Say that links are advertising: in product boxes, and above affiliate links that stand in the text of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.model.store import is_affiliate_url, is_amazon_url
from sphinx_aiarticle.nodes import amazon_statement, notice, product_box, question, store_link
from sphinx_aiarticle.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.config import Config

_HREF = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.IGNORECASE)
# A short line that discloses advertising in the author's own words.
_DISCLOSES = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|affiliate link|sponsored|commission", re.IGNORECASE)
_OPENINGS = ("※", "*", "(", "（", "【", "PR", "本記事", "本ページ", "当サイト", "This ")
_MAX_DISCLOSURE = 120


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
    found: list[nodes.Node] = [notice("", "", badge, nodes.Text(f" {text}"), classes=["aiarticle-notice"])]
    if any(map(is_amazon_url, addresses)):
        who = disclosure.amazon_name or (conf.publisher.name if conf.publisher else config.project)
        statement = _("As an Amazon Associate, {name} earns from qualifying purchases.").format(name=who)
        found.append(amazon_statement("", statement, classes=["aiarticle-notice"]))
    return found


class AffiliateLinks(SphinxTransform):
    """Marks affiliate links in the text of articles for search engines, and puts the notice above the first.

    Nothing is added where a product box above the first link has its notice, or the author says it in a short line.
    """

    default_priority = 320

    def apply(self, **kwargs: Any) -> None:
        """Mark the links; links in hand-made HTML only get the notice, their ``rel`` is the author's."""
        source = source_of(self.env)
        if source is None or not (source.article.is_article or source.is_hugo):
            return
        rel = " ".join(dict.fromkeys(("sponsored", "noopener", *settings(self.config).link_rel)))
        found: list[tuple[nodes.Element, str]] = []
        for node, url in _affiliate_links(self.document):
            found.append((node, url))
            if isinstance(node, nodes.reference) and "sponsored" not in str(node.get("rel", "")):
                node["rel"] = rel
        if found and not _is_disclosed_before(self.document, found[0][0]):
            block = _block_of(found[0][0])
            parts = notices(self.config, (url for _, url in found), in_box=False)
            if next(iter(self.document.findall(amazon_statement)), None) is not None:
                del parts[1:]  # a box makes the statement, which has to be made once
            for part in parts if block.parent else ():
                part.source, part.line = block.source, block.line
                block.parent.insert(block.parent.index(block), part)


def _affiliate_links(document: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield the affiliate links outside product boxes with their addresses, in the order of the page."""
    for node in document.findall():  # docutils walks fastest without a condition
        if isinstance(node, nodes.reference):
            if not isinstance(node, store_link) and is_affiliate_url(url := str(node.get("refuri", ""))):
                yield node, url
        elif isinstance(node, nodes.raw) and "<a" in node.astext():
            urls = (match[1].replace("&amp;", "&") for match in _HREF.finditer(node.astext()))
            yield from ((node, url) for url in urls if is_affiliate_url(url))


def _is_disclosed_before(document: nodes.document, link: nodes.Element) -> bool:
    for node in document.findall():
        if node is link:
            return False
        if isinstance(node, notice):
            return True
        if isinstance(node, nodes.paragraph) and not isinstance(node.parent, product_box):
            text = node.astext().strip()
            if len(text) < _MAX_DISCLOSURE and text.startswith(_OPENINGS) and _DISCLOSES.search(text):
                return True
    return False


def _block_of(node: nodes.Element) -> nodes.Element:
    """Return what contains *node* directly below a section that is no question: an answer is data too."""
    parent = node.parent
    while parent is not None and (
        isinstance(parent, question) or not isinstance(parent, nodes.section | nodes.document)
    ):
        node, parent = parent, parent.parent
    return node
