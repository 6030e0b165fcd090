"""One page as one graph.

Every node a page refers to stands on that page, because search engines read one page at a time. What is missing
(cover, author, description) is left out together with the reference to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.jsonld.nodes import author, author_stub, compact, image, organization_id, publisher, ref
from sphinx_aiarticle.jsonld.nodes import website as website_node
from sphinx_aiarticle.jsonld.products import products_of
from sphinx_aiarticle.model.article import is_broken
from sphinx_aiarticle.model.page import join_points, translated

if TYPE_CHECKING:
    from sphinx_aiarticle.model.article import Article
    from sphinx_aiarticle.model.page import Address, Agent, Content, Question, Site

Node = dict[str, Any]

#: The only article types that Google Search names; any other type is given one of them as company.
GOOGLE_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """All that the graph of one page is made from.

    Attributes:
        site: What the site says about itself.
        address: Where the page stands.
        article: The typed front matter.
        content: What the page shows.
        authors: The authors of the page.
    """

    site: Site
    address: Address
    article: Article
    content: Content
    authors: tuple[Agent, ...] = ()

    @property
    def title(self) -> str:
        """The visible heading, else the front matter's title."""
        return self.content.title or self.article.title

    @property
    def language(self) -> str:
        """The page's own language, else the site's."""
        return self.article.language or self.site.language

    @property
    def description(self) -> str:
        """The description from the page or the front matter; the summary instead of a broken one."""
        if self.content.description or not is_broken(self.article.description):
            return self.content.description or self.article.description
        return join_points(self.content.summary) or self.article.description


def page_graph(facts: PageFacts) -> Node:
    """Return the JSON-LD document of a page: one ``@graph``, every ``@id`` in it defined in it."""
    url, site, content = facts.address.url, facts.site, facts.content
    mentions, product_nodes = products_of(url, content.products, site.product_schema)
    dates = _dates(facts.article)
    nodes: list[Node] = []
    if facts.article.is_article:
        nodes.append(_article(facts, mentions, dates))
    nodes.append(_webpage(facts, [] if facts.article.is_article else mentions, dates))
    nodes += product_nodes
    if content.cover and content.cover.url:
        nodes.append(image(content.cover, f"{url}#primaryimage", language=facts.language))
    if _has_breadcrumb(facts):
        nodes.append(_breadcrumb(facts))
    nodes += [website_node(site), publisher(site)]
    nodes += [author(site, agent) for agent in facts.authors]
    return {"@context": "https://schema.org", "@graph": nodes}


def _article(facts: PageFacts, mentions: list[Node], dates: Node) -> Node:
    url, site, article, content = facts.address.url, facts.site, facts.article, facts.content
    cover = content.cover if content.cover and content.cover.url else None
    authors = [author_stub(site, agent) for agent in facts.authors]
    return compact(
        {
            "@type": _article_type(facts),
            "@id": f"{url}#article",
            "isPartOf": ref(url),
            "mainEntityOfPage": ref(url),
            "headline": facts.title,
            "description": facts.description,
            "abstract": join_points(content.summary),
            **dates,
            "author": authors[0] if len(authors) == 1 else authors,
            "publisher": ref(organization_id(site)),
            "image": ref(f"{url}#primaryimage") if cover else None,
            "thumbnailUrl": cover.url if cover else None,
            "articleSection": list(translated(article.categories, content.translations)),
            "keywords": list(dict.fromkeys(translated((*article.tags, *article.keywords), content.translations))),
            "mentions": mentions[0] if len(mentions) == 1 else mentions,
            **content.properties,
            "inLanguage": facts.language,
        }
    )


def _article_type(facts: PageFacts) -> str | list[str]:
    article, site = facts.article, facts.site
    by_category = (site.article_types[name] for name in article.categories if name in site.article_types)
    kind = article.article_type or next(by_category, site.article_type)
    return kind if kind in GOOGLE_ARTICLE_TYPES else [kind, "BlogPosting"]


def _dates(article: Article) -> Node:
    return compact(
        {
            "datePublished": article.date.isoformat() if article.date else None,
            "dateModified": article.lastmod.isoformat() if article.lastmod else None,
        }
    )


def _webpage(facts: PageFacts, mentions: list[Node], dates: Node) -> Node:
    url, site, content = facts.address.url, facts.site, facts.content
    return compact(
        {
            "@type": ["WebPage", "FAQPage"] if content.questions else "WebPage",
            "@id": url,
            "url": url,
            "name": facts.title,
            "description": facts.description,
            "abstract": "" if facts.article.is_article else join_points(content.summary),
            "isPartOf": ref(f"{site.base_url}#website"),
            **dates,
            "primaryImageOfPage": ref(f"{url}#primaryimage") if content.cover and content.cover.url else None,
            "breadcrumb": ref(f"{url}#breadcrumb") if _has_breadcrumb(facts) else None,
            "about": ref(organization_id(site)) if facts.address.is_home else None,
            "mentions": mentions[0] if len(mentions) == 1 else mentions,
            **({} if facts.article.is_article else content.properties),
            "mainEntity": [_question(url, facts.language, question) for question in content.questions],
            "inLanguage": facts.language,
        }
    )


def _question(page_url: str, language: str, question: Question) -> Node:
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


def _has_breadcrumb(facts: PageFacts) -> bool:
    """Whether there are two steps to name (Google's breadcrumb rules): a page without a title is none."""
    return not facts.address.is_home and bool(facts.title or facts.address.crumbs)


def _breadcrumb(facts: PageFacts) -> Node:
    address, site = facts.address, facts.site
    steps = [(site.home, site.base_url), *((crumb.name, crumb.url) for crumb in address.crumbs)]
    items: list[Node] = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, 1)
    ]
    if facts.title:
        items.append({"@type": "ListItem", "position": len(items) + 1, "name": facts.title})
    return {"@type": "BreadcrumbList", "@id": f"{address.url}#breadcrumb", "itemListElement": items}
