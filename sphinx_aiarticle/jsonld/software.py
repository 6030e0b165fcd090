"""The software that a site is about (schema.org ``SoftwareSourceCode``), described on the home page.

It is no ``SoftwareApplication``: that is an item of a search feature, which requires an offer and ratings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.jsonld.nodes import author, author_stub, compact, single
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from sphinx_aiarticle.model.page import Agent, Site
    from sphinx_aiarticle.model.software import Software

Node = dict[str, Any]


def software_id(site: Site) -> str:
    """Return the ``@id`` of the software."""
    return f"{site.base_url}#software"


def software_stub(site: Site, software: Software) -> Node:
    """Return the software for use on every page, with what tells it from other software."""
    node = {"@type": "SoftwareSourceCode", "@id": software_id(site), "name": software.name, "url": software.url}
    return compact(node)


def software_node(site: Site, software: Software) -> Node:
    """Describe the software in full."""
    return compact(
        {
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
    )


def _licence(licence: str) -> str | Node:
    return {"@type": "CreativeWork", "name": licence} if licence and not is_web_url(licence) else licence


def _author(site: Site, agent: Agent) -> Node:
    if agent.key:
        return author_stub(site, agent)
    return {name: value for name, value in author(site, agent).items() if name != "@id"}
