"""Nodes that are the same on every page: site, publisher, people.

They come from ``conf.py`` alone, because the same ``@id`` must have the same data everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from sphinx_aiarticle.model.picture import Picture
    from sphinx_aiarticle.model.site import Agent, Site

Node = dict[str, Any]


def compact(node: Node) -> Node:
    """Drop what is empty: schema.org data says nothing rather than ``null`` or ``""``."""
    return {key: value for key, value in node.items() if value or isinstance(value, (int, float))}


def ref(node_id: str) -> Node:
    """Point to another node of the graph."""
    return {"@id": node_id}


def organization_id(site: Site) -> str:
    """Return the ``@id`` of the publisher."""
    return f"{site.base_url}#organization"


def agent_id(site: Site, agent: Agent) -> str:
    """Return the ``@id`` of an author."""
    return f"{site.base_url}#/schema/{agent.kind.lower()}/{quote(agent.key, safe='')}"


def website(site: Site) -> Node:
    """Describe the site (schema.org ``WebSite``; Google's site name reads it on the home page)."""
    return {
        "@type": "WebSite",
        "@id": f"{site.base_url}#website",
        "url": site.base_url,
        "name": site.name,
        "publisher": ref(organization_id(site)),
        "inLanguage": site.language,
    }


def publisher(site: Site) -> Node:
    """Describe who publishes the site (schema.org ``Organization``)."""
    logo_id = f"{site.base_url}#logo"
    logo = image(site.logo, logo_id, caption=site.publisher.name) if site.logo and site.logo.url else None
    return compact(
        {
            "@type": "Organization",
            "@id": organization_id(site),
            "name": site.publisher.name,
            "url": site.publisher.url or site.base_url,
            "logo": logo,
            "image": ref(logo_id) if logo else None,
            "sameAs": list(site.publisher.same_as),
            "description": site.publisher.description,
        }
    )


def author(site: Site, agent: Agent) -> Node:
    """Describe an author in full (schema.org ``Person`` or ``Organization``)."""
    return compact(
        {
            **author_stub(site, agent),
            "jobTitle": agent.job_title if agent.kind == "Person" else "",
            "sameAs": list(agent.same_as),
            "description": agent.description,
            "image": agent.image,
        }
    )


def author_stub(site: Site, agent: Agent) -> Node:
    """Return an author for use inside an article, for readers that do not follow references."""
    return compact({"@type": agent.kind, "@id": agent_id(site, agent), "name": agent.name, "url": agent.url})


def image(picture: Picture, node_id: str, *, caption: str = "", language: str = "") -> Node:
    """Describe a picture (schema.org ``ImageObject``); width and height are real pixels or absent."""
    return compact(
        {
            "@type": "ImageObject",
            "@id": node_id,
            "url": picture.url,
            "contentUrl": picture.url,
            "width": picture.width or None,
            "height": picture.height or None,
            "caption": caption or picture.caption or picture.alt,
            "inLanguage": language,
        }
    )
