"""The article node, and what else of the front matter the graph says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import quote

from sphinx_aiarticle.jsonld.nodes import Node, author_stub, publisher_id, ref, single, software_id
from sphinx_aiarticle.model.article import ARTICLE_TYPES, LEVELS
from sphinx_aiarticle.model.page import PageFacts, Site, join_points, translated

#: The only article types that Google Search names; any other type is given one of them as company.
GOOGLE_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting")


def article_node(facts: PageFacts, mentions: list[Node], about: str, dates: Node) -> Node:
    """Describe the article (schema.org ``Article`` or a type below it).

    Args:
        facts: What the page is made from.
        mentions: The products it mentions, or references to them.
        about: The ``@id`` of what it reviews; empty where it reviews nothing.
        dates: ``datePublished`` and ``dateModified``.
    """
    url, site, article, content = facts.address.url, facts.site, facts.article, facts.content
    cover = content.cover if content.cover and content.cover.url else None
    authors = [author_stub(site, agent) for agent in facts.authors]
    return {
        "@type": _article_type(facts),
        "@id": f"{url}#article",
        "isPartOf": single([ref(url), *map(partial(_series, site), content.series)]),
        "mainEntityOfPage": ref(url),
        "headline": facts.title,
        "description": facts.description,
        "abstract": join_points(content.summary),
        **dates,
        "expires": article.expires.isoformat() if article.expires else None,
        "author": single(authors),
        "publisher": ref(publisher_id(site)),
        "image": ref(f"{url}#primaryimage") if cover else None,
        "thumbnailUrl": cover.url if cover else None,
        "articleSection": list(translated(article.categories, content.translations)),
        "about": ref(about or software_id(site)) if about or (facts.is_documentation and site.software) else None,
        "version": site.version if facts.is_documentation else "",
        "keywords": list(dict.fromkeys(translated((*article.tags, *article.keywords), content.translations))),
        "mentions": single(mentions),
        **provenance(facts),
        **tutorial(facts, is_article=True),
        **content.properties,
        "inLanguage": facts.language,
    }


def provenance(facts: PageFacts) -> Node:
    """Return what AI had to do with the text, and who answers for it (https://schema.org/digitalSourceType)."""
    ai = facts.content.ai
    person = ai.responsible if ai and ai.responsible and ai.responsible.kind == "Person" else None
    return {
        "digitalSourceType": ai.text if ai else "",
        "accountablePerson": author_stub(facts.site, person) if person else None,
    }


def tutorial(facts: PageFacts, *, is_article: bool) -> Node:
    """Return what a tutorial asks of its readers; a page that is no ``TechArticle`` only says how long it takes."""
    asked = facts.content.tutorial
    if asked is None:
        return {}
    technical = {
        "proficiencyLevel": LEVELS.get(asked.level, ""),
        "dependencies": ", ".join((*asked.tools, *asked.prerequisites)),
    }
    return {"timeRequired": asked.duration, **(technical if is_article else {})}


def _series(site: Site, name: str) -> Node:
    node_id = f"{site.base_url}#/schema/series/{quote(name.casefold(), safe='')}"
    return {"@type": "CreativeWorkSeries", "@id": node_id, "name": name}


def series_list(site: Site, name: str, page_url: str, listed: Mapping[str, str]) -> Node:
    """Describe a series on a page that lists its articles (titles by address), under the ``@id`` it has on theirs."""
    # Their pages say more of what they are, and with the same "@id" this would contradict it.
    parts = [{"@type": "CreativeWork", "name": title, "url": url} for url, title in listed.items()]
    return {**_series(site, name), "mainEntityOfPage": ref(page_url), "hasPart": parts}


def list_id(page_url: str) -> str:
    """Return the ``@id`` of the articles that a page lists."""
    return f"{page_url}#articles"


def article_list(page_url: str, listed: Mapping[str, str]) -> Node:
    """Describe the articles that a page lists (schema.org ``ItemList``; Google's form with all on one page)."""
    return {
        "@type": "ItemList",
        "@id": list_id(page_url),
        "numberOfItems": len(listed),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "url": url, "name": title}
            for position, (url, title) in enumerate(listed.items(), 1)
        ],
    }


def _article_type(facts: PageFacts) -> str | list[str]:
    article, site = facts.article, facts.site
    by_category = (site.article_types[name] for name in article.categories if name in site.article_types)
    own = facts.type if facts.type in ARTICLE_TYPES else ""
    kind = own or next(by_category, site.article_type)
    kinds = [kind] if kind in GOOGLE_ARTICLE_TYPES else [kind, "BlogPosting" if article.is_article else "Article"]
    if facts.content.tutorial and "APIReference" not in kinds:
        kinds.insert(0, "TechArticle")
    if article.sponsor:
        kinds.insert(0, "AdvertiserContentArticle")
    return single(list(dict.fromkeys(kinds)))
