"""Find articles that share a title or a slug."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A title or slug of several articles.

    Attributes:
        key: ``title`` or ``slug``.
        value: What they share, as the first of them writes it.
        docnames: The articles, in order.
    """

    key: str
    value: str
    docnames: tuple[str, ...]


def find_duplicates(articles: Mapping[str, Article]) -> Iterator[Duplicate]:
    """Yield the titles and slugs that more than one article has, in one pass for each.

    Args:
        articles: Front matter by document name; pages that are no articles do not count.
    """
    for key in ("title", "slug"):
        groups: dict[str, list[str]] = {}
        for docname in sorted(articles):
            if articles[docname].is_article and (value := _normal(getattr(articles[docname], key))):
                groups.setdefault(value, []).append(docname)
        for docnames in groups.values():
            if len(docnames) > 1:
                value = getattr(articles[docnames[0]], key)
                yield Duplicate(key=key, value=value, docnames=tuple(docnames))


def _normal(value: str) -> str:
    return " ".join(value.split()).strip("/").casefold()
