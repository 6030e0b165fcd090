"""What the template of a list of articles may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_aiarticle.components.articles.nodes import aiarticle_article_excerpt, aiarticle_article_title
from sphinx_aiarticle.html.view import image_src, root_view

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.components.articles.nodes import ListedFacts, aiarticle_article_list
    from sphinx_aiarticle.html.templating import View


def article_list_values(translator: HTML5Translator, node: aiarticle_article_list) -> View:
    """Return the values of ``article-list.html``."""
    groups: list[View] = []
    message = label = ""
    for part in node.children:
        if isinstance(part, nodes.bullet_list):
            groups.append({"label": label, "articles": [_item_view(translator, item) for item in part.children]})
        elif isinstance(part, nodes.rubric):
            label = part.astext()
        else:
            message = part.astext()
    return {**root_view(node), "style": node.facts.style, "groups": groups, "message": message}


def _item_view(translator: HTML5Translator, item: Any) -> View:
    facts: ListedFacts = item.facts
    parts = {type(part): part for part in item.children}
    title, image = parts[aiarticle_article_title], parts.get(nodes.image)
    excerpt = parts.get(aiarticle_article_excerpt)
    link = next(iter(title.findall(nodes.reference)), None)
    return {
        "title": title.astext(),
        "url": link.get("refuri", "") if link else "",
        "image": {
            "src": image_src(translator.builder, image["uri"]),
            "width": image["aiarticle-width"],
            "height": image["aiarticle-height"],
        }
        if image
        else None,
        "published": {"iso": facts.published.iso, "text": facts.published.text},
        "modified": {"iso": facts.modified.iso, "text": facts.modified.text} if facts.modified else None,
        "reading_time": facts.reading_time,
        "authors": list(facts.authors),
        "categories": list(facts.categories),
        "tags": list(facts.tags),
        "excerpt": excerpt.astext() if excerpt else "",
        "language": facts.language,
    }
