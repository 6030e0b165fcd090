"""Find articles that share a title, or the address that their slug gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.site_paths import page_path, path_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """What several articles share.

    Attributes:
        value: The title as the first of them writes it, or the address.
        docnames: The articles, in order.
    """

    value: str
    docnames: tuple[str, ...]


def find_shared_titles(articles: Mapping[str, Article]) -> Iterator[Duplicate]:
    """Yield the titles that more than one article has.

    Args:
        articles: Front matter by document name; pages that are no articles do not count.
    """
    groups: dict[str, list[str]] = {}
    for docname in sorted(articles):
        if articles[docname].is_article and (title := " ".join(articles[docname].title.split()).casefold()):
            groups.setdefault(title, []).append(docname)
    for docnames in groups.values():
        if len(docnames) > 1:
            yield Duplicate(value=articles[docnames[0]].title, docnames=tuple(docnames))


def find_shared_slugs(articles: Mapping[str, Article]) -> Iterator[Duplicate]:
    """Yield the addresses that Hugo would give to more than one article: in one folder, by slug or else by file.

    Args:
        articles: Front matter of Hugo articles by document name.
    """
    groups: dict[str, list[str]] = {}
    for docname in sorted(articles):
        groups.setdefault(path_key(_address(docname, articles[docname].slug)), []).append(docname)
    for docnames in groups.values():
        if len(docnames) > 1:
            value = _address(docnames[0], articles[docnames[0]].slug)
            yield Duplicate(value=value, docnames=tuple(docnames))


def _address(docname: str, slug: str) -> str:
    own = page_path(docname)
    return f"{own.rstrip('/').rpartition('/')[0]}/{slug.strip('/')}/" if slug.strip("/") else own
