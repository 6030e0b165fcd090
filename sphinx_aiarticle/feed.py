"""Feeds as text: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

ElementTree of the standard library writes the XML. Feed generators bring lxml and dateutil, for twenty elements.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from mimetypes import guess_type
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.record import Record

_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_EMPTY: Final = "1970-01-01T00:00:00+00:00"  # when a feed without articles was updated


class FeedItem(Record):
    """One article of a feed.

    Attributes:
        url: Its address, absolute where that of the site is known.
        text: What it says of itself.
        content: The whole text as HTML; empty where the feed has none.
        terms: Its categories and tags.
        image: Address of its picture, or empty.
        language: BCP 47 tag.
    """

    url: str
    title: str
    text: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[Agent, ...]
    terms: tuple[str, ...]
    image: str
    language: str


class Feed(Record):
    """A whole feed.

    Attributes:
        url: Its own address.
        home: The address of the site.
        language: BCP 47 tag of the site.
        publisher: Who publishes it: the author of articles that name none.
        items: The articles, newest first.
        logo: The address of the publisher's logo, or empty.
        icon: The address of the icon of the site, or empty.
    """

    url: str
    home: str
    title: str
    language: str
    publisher: Agent
    items: Sequence[FeedItem]
    logo: str = ""
    icon: str = ""


def atom(feed: Feed) -> bytes:
    """Return a feed as Atom; what XML cannot hold is left out."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    _add(root, "id", feed.url)
    _add(root, "title", feed.title)
    _add(
        root,
        "updated",
        max((item.updated.isoformat() for item in feed.items), default=_EMPTY, key=datetime.fromisoformat),
    )
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.home)
    for name, address in (("icon", feed.icon), ("logo", feed.logo)):
        if address:
            _add(root, name, address)
    _add_author(root, feed.publisher)
    for item in feed.items:
        entry = SubElement(root, "entry", {"xml:lang": item.language} if item.language != feed.language else {})
        _add(entry, "id", item.url)
        _add(entry, "title", item.title)
        SubElement(entry, "link", rel="alternate", type="text/html", href=item.url)
        _add(entry, "published", item.published.isoformat())
        _add(entry, "updated", item.updated.isoformat())
        for agent in item.authors:
            _add_author(entry, agent)
        for term in item.terms:
            SubElement(entry, "category", term=_clean(term))
        if item.image:
            kind = guess_type(item.image)[0] or "image/*"
            SubElement(entry, "link", rel="enclosure", type=kind, href=item.image)
        _add(entry, "summary", item.text or item.title)
        if item.content:
            SubElement(entry, "content", type="html").text = _clean(item.content)
    indent(root, space=" ")
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _add_author(parent: Element, agent: Agent) -> None:
    author = SubElement(parent, "author")
    _add(author, "name", agent.name)
    if agent.url:
        _add(author, "uri", agent.url)


def _clean(text: str) -> str:
    """Leave out the characters that XML 1.0 does not allow."""
    return _NOT_XML.sub("", text)


def json_feed(feed: Feed) -> bytes:
    """Return a feed as JSON Feed."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        **{name: address for name, address in (("icon", feed.logo), ("favicon", feed.icon)) if address},
        "language": feed.language,
        "authors": [_author(feed.publisher)],
        "items": [_json_item(item) for item in feed.items],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace")


def _json_item(item: FeedItem) -> dict[str, Any]:
    found = {
        "id": item.url,
        "url": item.url,
        "title": item.title,
        "summary": item.text if item.content else "",
        "content_html": item.content,
        "content_text": "" if item.content else item.text or item.title,
        "image": item.image,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [_author(agent) for agent in item.authors],
        "tags": list(item.terms),
        "language": item.language,
    }
    return {key: value for key, value in found.items() if value}


def _author(agent: Agent) -> dict[str, str]:
    return {"name": agent.name, "url": agent.url} if agent.url else {"name": agent.name}
