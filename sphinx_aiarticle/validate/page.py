"""One HTML page: its scripts, its visible text, its links and anchors.

Parsed by selectolax (Lexbor), which builds the tree as browsers do, in a tenth of the time of a parser in Python, and
has wheels without further dependencies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sphinx_aiarticle.recognise.html_tags import INVISIBLE
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import is_affiliate
from sphinx_aiarticle.validate.scripts import Script

_UNSEEN: Final = (
    "script, style, template, noscript, head, [hidden]:not([hidden='until-found' i]), dialog:not([open]), "
    "a.headerlink, a.hash-link, a.anchor[aria-hidden=true]"
)
_WRONG_TYPES: Final = re.compile(
    r"^(application/json\+ld|application/jsonld|application/ld-json|text/ld\+json|text/json-ld)$"
)
_SCRIPT: Final = re.compile(r"<script\b[^<>]*>", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
_QUOTES: Final = str.maketrans({
    **dict.fromkeys("‘’‚‛′＇", "'"), **dict.fromkeys("“”„‟″«»＂", '"'), **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f¶"), "…": "...",
})  # fmt: skip


class HtmlPage(Record):
    """What a reader and a search engine find on a page.

    Attributes:
        scripts: The scripts with JSON-LD, those with a misspelt type too.
        canonical: The canonical link; empty when there is none.
        text: The visible text with each run of white space as one space.
        labels: Texts in place of pictures: alternative texts and labels for screen readers.
        anchors: The ids of elements.
        affiliate_links: The links somebody is paid for, in their order, with the words of ``rel`` in lower case.
        text_before_links: The visible text before the first of them.
        is_redirect: Whether it only leads to another page.
    """

    source: str
    scripts: tuple[Script, ...]
    canonical: str
    text: str
    labels: str
    anchors: frozenset[str]
    affiliate_links: tuple[tuple[str, frozenset[str]], ...]
    text_before_links: str
    item_types: tuple[str, ...]
    is_redirect: bool


def place_of(page: HtmlPage, address: str) -> tuple[int, int]:
    """Return line and column of an address in the HTML of a page, from 1."""
    found = (page.source.find(form) for form in (address, address.replace("&", "&amp;")))
    offset = max(0, next((start for start in found if start >= 0), 0))
    return page.source.count("\n", 0, offset) + 1, offset - page.source.rfind("\n", 0, offset)


def read_page(source: str) -> HtmlPage:
    """Read a page."""
    tree = LexborHTMLParser(source)
    scripts, canonical = tuple(_scripts(tree, source)), canonical_link(tree)
    labels = " ".join(
        node.attributes.get(name) or "" for name in ("alt", "aria-label", "title") for node in tree.css(f"[{name}]")
    )
    anchors = frozenset(
        value for name in ("id", "name") for node in tree.css(f"[{name}]") if (value := node.attributes.get(name))
    )
    items = tuple(
        kind for node in tree.css("[itemscope][itemtype]") for kind in (node.attributes.get("itemtype") or "").split()
    )
    is_redirect = tree.css_first("meta[http-equiv=refresh i][content*='url' i]") is not None
    _remove_unseen(tree)
    links = tuple(_affiliate_links(tree))
    body = tree.body
    return HtmlPage(
        source=source,
        scripts=scripts,
        canonical=canonical,
        text=_spaced(body.text(separator=" ") if body else ""),
        labels=_spaced(labels),
        anchors=anchors,
        affiliate_links=tuple(link for link, _node in links),
        text_before_links=_text_before(tree, links[0][1]) if links else "",
        item_types=items,
        is_redirect=is_redirect,
    )


def canonical_link(tree: LexborHTMLParser) -> str:
    """Return the canonical link of a page; empty when there is none."""
    link = tree.css_first("link[rel~=canonical i][href]")
    return (link.attributes.get("href") or "").strip() if link else ""


def _scripts(tree: LexborHTMLParser, source: str) -> Iterator[Script]:
    offset, line = 0, 1
    for node in tree.css("script[type]"):
        kind = (node.attributes.get("type") or "").strip().lower()
        if kind.partition(";")[0] != "application/ld+json" and not _WRONG_TYPES.match(kind):
            continue
        text = node.text()
        start = _start(source, text, offset)
        line += source.count("\n", offset, start)
        yield Script(text=text, kind=kind, line=line, column=start - source.rfind("\n", 0, start))
        offset = start


def _start(source: str, text: str, start: int) -> int:
    """Return where the text of a script begins, from the start of the one before; the tree does not say."""
    for opening in _SCRIPT.finditer(source, start):
        if source.startswith(text, opening.end()):
            return opening.end()
    return max(start, source.find(text, start))


def _remove_unseen(tree: LexborHTMLParser) -> None:
    for node in tree.css(_UNSEEN):
        node.decompose()
    for node in tree.css("[style]"):
        if INVISIBLE.search(node.attributes.get("style") or ""):
            node.decompose()


def _affiliate_links(tree: LexborHTMLParser) -> Iterator[tuple[tuple[str, frozenset[str]], LexborNode]]:
    for node in tree.css("a[href]"):
        url = (node.attributes.get("href") or "").strip()
        if url[:4].lower() == "http" and is_affiliate(url):
            rel = frozenset((node.attributes.get("rel") or "").lower().split())
            yield (url, rel), node


def _text_before(tree: LexborHTMLParser, link: LexborNode) -> str:
    texts = []
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if node.mem_id == link.mem_id:
            break
        if node.tag == "-text":
            texts.append(node.text_content or "")
    return _spaced(" ".join(texts))


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text))


def compact(text: str) -> str:
    """Return a text without what differs between data and page: white space, kinds of quotation marks, letter case."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold()
    return _SPACE.sub("", text)
