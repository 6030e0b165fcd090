"""One page as one graph.

Every node a page refers to is on that page, because search engines read one page at a time. What is missing
(cover, author, description) is left out together with the reference to it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Final
from urllib.parse import quote

from sphinx_aiarticle.jsonld.nodes import (
    Node,
    agent_id,
    author,
    author_stub,
    compact,
    image,
    publisher,
    publisher_id,
    ref,
    single,
    software_id,
    software_node,
    software_stub,
)
from sphinx_aiarticle.jsonld.nodes import website as website_node
from sphinx_aiarticle.model.article import ARTICLE_TYPES, LEVELS, PAGE_TYPES, Article
from sphinx_aiarticle.model.page import PageFacts, Question, Site, join_points, translated

#: The page of an author; https://developers.google.com/search/docs/appearance/structured-data/profile-page
PROFILE_PAGE: Final = "ProfilePage"
#: The only article types that Google Search names; any other type is given one of them as company.
_GOOGLE_ARTICLE_TYPES: Final = ("Article", "NewsArticle", "BlogPosting")


def page_graph(facts: PageFacts) -> Node:
    """Return the JSON-LD document of a page: one ``@graph``, every ``@id`` in it defined in it."""
    url, site, content = facts.address.url, facts.site, facts.content
    mentions, own_nodes, about = _products(facts) if content.products or content.verdicts else ([], [], "")
    if content.listed:
        own_nodes.append(_article_list(url, content.listed))
        if not _is_collection(facts):
            mentions = [*mentions, ref(own_nodes[-1]["@id"])]
        if facts.series:
            own_nodes.append(_series_list(site, facts.series, url, content.listed))
    dates = _dates(facts.article)
    nodes: list[Node] = []
    if facts.is_described:
        nodes.append(_article(facts, mentions, about, dates))
    nodes.append(_webpage(facts, [] if facts.is_described else mentions, dates))
    nodes += own_nodes
    if content.cover and content.cover.url:
        source = content.ai.pictures if content.ai else ""
        nodes.append(image(content.cover, f"{url}#primaryimage", language=facts.language, source=source))
    if _has_breadcrumb(facts):
        nodes.append(_breadcrumb(facts))
    software = site.software
    home, subject = facts.address.home or site.base_url, software_stub(site, software) if software else None
    nodes += [website_node(site, home, subject), publisher(site, home)]
    if software and facts.address.is_home:
        nodes.append(software_node(site, software))
    nodes += [author(site, agent) for agent in facts.authors]
    return {"@context": "https://schema.org", "@graph": [*map(compact, nodes)]}


def without_ids(value: object, gone: Collection[str]) -> object:
    """Return a part of a graph without what points to nodes that are gone from it."""
    if isinstance(value, list):
        kept = [without_ids(one, gone) for one in value if not _points_to(one, gone)]
        return single(kept) if len(kept) < len(value) else kept
    if isinstance(value, dict):
        return compact({key: without_ids(one, gone) for key, one in value.items() if not _points_to(one, gone)})
    return value


def _points_to(value: object, gone: Collection[str]) -> bool:
    return isinstance(value, dict) and value.keys() == {"@id"} and str(value["@id"]) in gone


def _products(facts: PageFacts) -> tuple[list[Node], list[Node], str]:
    """Return what the page mentions, the nodes that stand on their own, and the id of what it reviews."""
    from sphinx_aiarticle.jsonld.products import Review, products_of, review_node, review_of

    url, review = facts.address.url, review_of(facts)
    reviewed = (review.product, review_node(facts, review)) if isinstance(review, Review) else None
    mentions, own_nodes = products_of(url, facts.content.products, facts.site.product_schema, reviewed)
    return mentions, own_nodes, f"{url}#{reviewed[0].anchor}" if reviewed else ""


def _dates(article: Article) -> Node:
    return {
        "datePublished": article.date.isoformat() if article.date else None,
        "dateModified": article.lastmod.isoformat() if article.lastmod else None,
    }


def _article(facts: PageFacts, mentions: list[Node], about: str, dates: Node) -> Node:
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
        **_provenance(facts),
        **_tutorial(facts, is_article=True),
        **content.properties,
        "inLanguage": facts.language,
    }


def _article_type(facts: PageFacts) -> str | list[str]:
    article, site = facts.article, facts.site
    by_category = (site.article_types[name] for name in article.categories if name in site.article_types)
    own = facts.type if facts.type in ARTICLE_TYPES else ""
    kind = own or next(by_category, site.article_type)
    kinds = [kind] if kind in _GOOGLE_ARTICLE_TYPES else [kind, "BlogPosting" if article.is_article else "Article"]
    if facts.content.tutorial and "APIReference" not in kinds:
        kinds.insert(0, "TechArticle")
    if article.sponsor:
        kinds.insert(0, "AdvertiserContentArticle")
    return single(list(dict.fromkeys(kinds)))


def _webpage(facts: PageFacts, mentions: list[Node], dates: Node) -> Node:
    url, site, content = facts.address.url, facts.site, facts.content
    of_article = {**_provenance(facts), **_tutorial(facts, is_article=False), **content.properties}
    return {
        "@type": single(_page_types(facts)),
        "@id": url,
        "url": url,
        "name": facts.title,
        "description": facts.description,
        "abstract": "" if facts.is_described else join_points(content.summary),
        "isPartOf": ref(f"{site.base_url}#website"),
        **dates,
        "primaryImageOfPage": ref(f"{url}#primaryimage") if content.cover and content.cover.url else None,
        "breadcrumb": ref(f"{url}#breadcrumb") if _has_breadcrumb(facts) else None,
        "author": [] if facts.is_described else single([author_stub(site, agent) for agent in facts.authors]),
        "version": site.version if facts.is_documentation and not facts.is_described else "",
        "about": single(_subjects(facts)),
        "mentions": single(mentions),
        "reviewedBy": author_stub(site, content.ai.reviewer) if content.ai and content.ai.reviewer else None,
        **({} if facts.is_described else of_article),
        "mainEntity": [question_node(url, facts.language, question) for question in content.questions]
        or _main_entity(facts),
        "inLanguage": facts.language,
    }


def _provenance(facts: PageFacts) -> Node:
    """Return what AI had to do with the text, and who answers for it (https://schema.org/digitalSourceType)."""
    ai = facts.content.ai
    person = ai.responsible if ai and ai.responsible and ai.responsible.kind == "Person" else None
    return {
        "digitalSourceType": ai.text if ai else "",
        "accountablePerson": author_stub(facts.site, person) if person else None,
    }


def _tutorial(facts: PageFacts, *, is_article: bool) -> Node:
    """Return what a tutorial asks of its readers; a page that is no ``TechArticle`` only says how long it takes."""
    asked = facts.content.tutorial
    if asked is None:
        return {}
    technical = {
        "proficiencyLevel": LEVELS.get(asked.level, ""),
        "dependencies": ", ".join((*asked.tools, *asked.prerequisites)),
    }
    return {"timeRequired": asked.duration, **(technical if is_article else {})}


def question_node(page_url: str, language: str, question: Question) -> Node:
    """Describe one question with its answer (schema.org ``Question``; Google reads them on a ``FAQPage``)."""
    anchor = f"{page_url}#{question.anchor}"
    return {
        "@type": "Question",
        "@id": anchor,
        "url": anchor,
        "name": question.name,
        "answerCount": 1,
        "acceptedAnswer": {"@type": "Answer", "text": question.answer, "inLanguage": language},
        "inLanguage": language,
    }


def _main_entity(facts: PageFacts) -> Node | None:
    if facts.page_type == PROFILE_PAGE:
        return ref(agent_id(facts.site, facts.authors[0]))
    return ref(_list_id(facts.address.url)) if _is_collection(facts) else None


def _page_types(facts: PageFacts) -> list[str]:
    if _is_collection(facts) or facts.page_type == PROFILE_PAGE:
        return ["CollectionPage" if _is_collection(facts) else PROFILE_PAGE]
    own = [facts.type] if facts.type in PAGE_TYPES else []
    return list(dict.fromkeys(["WebPage", *own, *(["FAQPage"] if facts.content.questions else [])]))


def _is_collection(facts: PageFacts) -> bool:
    """Whether the articles that a page lists are the main thing on it."""
    content = facts.content
    has_type = facts.is_described or facts.type in (*PAGE_TYPES, PROFILE_PAGE)
    return bool(content.listed) and not (content.questions or has_type)


def _subjects(facts: PageFacts) -> list[Node]:
    """Return what the home page is about."""
    if not facts.address.is_home:
        return []
    software = [ref(software_id(facts.site))] if facts.site.software else []
    return [ref(publisher_id(facts.site)), *software]


def _has_breadcrumb(facts: PageFacts) -> bool:
    """Whether there are two steps to name (Google's breadcrumb rules): a page without a title is none."""
    return not facts.address.is_home and bool(facts.title or facts.address.crumbs)


def _breadcrumb(facts: PageFacts) -> Node:
    address, site = facts.address, facts.site
    steps = [(site.home, address.home or site.base_url), *((crumb.name, crumb.url) for crumb in address.crumbs)]
    items: list[Node] = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, 1)
    ]
    if facts.title:
        items.append({"@type": "ListItem", "position": len(items) + 1, "name": facts.title})
    return {"@type": "BreadcrumbList", "@id": f"{address.url}#breadcrumb", "itemListElement": items}


def _article_list(page_url: str, listed: Mapping[str, str]) -> Node:
    """Describe the articles that a page lists (schema.org ``ItemList``; Google's form with all on one page)."""
    return {
        "@type": "ItemList",
        "@id": _list_id(page_url),
        "numberOfItems": len(listed),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "url": url, "name": title}
            for position, (url, title) in enumerate(listed.items(), 1)
        ],
    }


def _list_id(page_url: str) -> str:
    """Return the ``@id`` of the articles that a page lists."""
    return f"{page_url}#articles"


def _series_list(site: Site, name: str, page_url: str, listed: Mapping[str, str]) -> Node:
    """Describe a series on a page that lists its articles (titles by address), under the ``@id`` it has on theirs."""
    # Their pages say more of what they are, and with the same "@id" this would contradict it.
    parts = [{"@type": "CreativeWork", "name": title, "url": url} for url, title in listed.items()]
    return {**_series(site, name), "mainEntityOfPage": ref(page_url), "hasPart": parts}


def _series(site: Site, name: str) -> Node:
    node_id = f"{site.base_url}#/schema/series/{quote(name.casefold(), safe='')}"
    return {"@type": "CreativeWorkSeries", "@id": node_id, "name": name}
