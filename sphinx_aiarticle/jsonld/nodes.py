"""Nodes that all pages have, and the text of the script."""

from __future__ import annotations

import json
from typing import Any, Final, TypeVar
from urllib.parse import quote

from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.page import Agent, Site, Software
from sphinx_aiarticle.url import is_web_url

Node = dict[str, Any]
_T = TypeVar("_T")


def compact(node: Node) -> Node:
    """Drop what is empty in a node and those within it: data say nothing rather than ``null`` or ``""``."""
    kept = ((key, _compact(value)) for key, value in node.items())
    return {key: value for key, value in kept if value or isinstance(value, (int, float))}


def _compact(value: Any) -> Any:
    if isinstance(value, list):
        return [_compact(one) for one in value]
    return compact(value) if isinstance(value, dict) else value


def ref(node_id: str) -> Node:
    """Point to another node of the graph."""
    return {"@id": node_id}


def single(values: list[_T]) -> _T | list[_T]:
    """Return the only one of *values* instead of a list of one."""
    return values[0] if len(values) == 1 else values


def publisher_id(site: Site) -> str:
    """Return the ``@id`` of the publisher."""
    return f"{site.base_url}#{site.publisher.kind.lower()}"


def agent_id(site: Site, agent: Agent) -> str:
    """Return the ``@id`` of an author."""
    return f"{site.base_url}#/schema/{agent.kind.lower()}/{quote(agent.key, safe='')}"


def website(site: Site, home: str, about: Node | None) -> Node:
    """Describe the site with its first page at *home*, where Google reads its name (schema.org ``WebSite``)."""
    return {
        "@type": "WebSite",
        "@id": f"{site.base_url}#website",
        "url": home,
        "name": site.name,
        "about": about,
        "publisher": ref(publisher_id(site)),
        "inLanguage": site.language,
    }


def publisher(site: Site, home: str) -> Node:
    """Describe who publishes the site: an ``Organization``, or a ``Person``, which has no logo; *home* is its page."""
    agent, is_person = site.publisher, site.publisher.kind == "Person"
    picture_id = f"{site.base_url}#{'portrait' if is_person else 'logo'}"
    picture = image(site.logo, picture_id, caption=agent.name) if site.logo and site.logo.url else None
    return {
        "@type": agent.kind,
        "@id": publisher_id(site),
        "name": agent.name,
        "url": agent.url or home,
        "logo": None if is_person else picture,
        "image": picture if is_person or not picture else ref(picture_id),
        "jobTitle": agent.job_title if is_person else "",
        "sameAs": list(agent.same_as),
        "description": agent.description,
        "publishingPrinciples": agent.principles,
    }


def author(site: Site, agent: Agent) -> Node:
    """Describe an author in full (schema.org ``Person`` or ``Organization``)."""
    return {
        **author_stub(site, agent),
        "jobTitle": agent.job_title if agent.kind == "Person" else "",
        "sameAs": list(agent.same_as),
        "description": agent.description,
        "publishingPrinciples": agent.principles,
        "image": site.portraits.get(agent.image),
    }


def author_stub(site: Site, agent: Agent) -> Node:
    """Return an author for use inside an article, for readers that do not follow references."""
    return {"@type": agent.kind, "@id": agent_id(site, agent), "name": agent.name, "url": agent.url}


def image(picture: Picture, node_id: str, *, caption: str = "", language: str = "", source: str = "") -> Node:
    """Describe a picture (schema.org ``ImageObject``); width and height are real pixels or absent.

    Args:
        picture: The picture, with its address.
        node_id: Its ``@id``.
        caption: What to say below it; its own caption or its alternative text by default.
        language: Language of the caption.
        source: Digital source type.
    """
    return {
        "@type": "ImageObject",
        "@id": node_id,
        "url": picture.url,
        "contentUrl": picture.url,
        "width": picture.width or None,
        "height": picture.height or None,
        "caption": caption or picture.caption or picture.alt,
        "digitalSourceType": source,
        "inLanguage": language,
    }


def software_id(site: Site) -> str:
    """Return the ``@id`` of the software."""
    return f"{site.base_url}#software"


def software_stub(site: Site, software: Software) -> Node:
    """Return the software for use on every page, with what tells it from other software."""
    return {"@type": "SoftwareSourceCode", "@id": software_id(site), "name": software.name, "url": software.url}


def software_node(site: Site, software: Software) -> Node:
    """Describe the software in full (schema.org ``SoftwareSourceCode``).

    It is no ``SoftwareApplication``: that is an item of a search feature, which requires an offer and ratings.
    """
    return {
        **software_stub(site, software),
        "description": software.description,
        "version": software.version,
        "license": _licence(software.licence),
        "codeRepository": software.repository,
        "programmingLanguage": list(software.languages),
        "runtimePlatform": software.platform,
        "author": single([_author(site, agent) for agent in software.authors]),
        "keywords": list(software.keywords),
        "sameAs": list(software.same_as),
    }


def _licence(licence: str) -> str | Node:
    return {"@type": "CreativeWork", "name": licence} if licence and not is_web_url(licence) else licence


def _author(site: Site, agent: Agent) -> Node:
    if agent.key:
        return author_stub(site, agent)
    return {name: value for name, value in author(site, agent).items() if name != "@id"}


#: What the names of files with the data of pages end in.
DATA_SUFFIX: Final = ".jsonld"
# Inside <script> nothing may end the element or start a comment, and U+2028/9 are line ends to old JavaScript.
_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def script_text(graph: dict[str, Any]) -> str:
    """Return *graph* as JSON that is safe inside an HTML or XHTML script element.

    Raises:
        TypeError: A value is not JSON.
        ValueError: A number is not finite, or the document refers to itself.
    """
    text = _ENCODER.encode(graph)
    text = text.encode("utf-8", "replace").decode("utf-8")
    for character, escaped in _ESCAPES:  # `str.translate` takes a hundred times as long on Japanese
        text = text.replace(character, escaped)
    return text
