"""What is doubtful in the front matter of articles, alone and together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.paths import page_path, path_key
from sphinx_aiarticle.model.article import is_cut, is_doubled
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.model.article import Article


# A headline may hold a full stop ("X is here. What now?") but neither ends with one nor speaks in polite verbs.
_SENTENCE = re.compile(r"。\s*$|(?:です|ます|でした|ました|ません|でしょう|ください)。|(?<=[a-z]{3})\.\s*$")
_MIN_SENTENCE = 20
_BOILERPLATE = re.compile(
    r"(?:(?:an?|the|ai|auto)[- ]?)*(?:generated|default|sample|dummy|placeholder)?[- ]?"
    r"(?:alt(?: text)?|banner|cover|eye ?catch|featured|figure|hero|illustration|image|og|photo|picture|screenshot"
    r"|thumbnail|thumb)(?:[- ](?:image|picture|photo))?[ #\d]*"
    r"|画像\d*|写真\d*|サムネイル(?:画像)?|アイキャッチ(?:画像)?|イメージ(?:画像)?|カバー(?:画像)?|[^\s/]+\.(?:png|jpe?g|webp|gif|svg|avif)",
    re.IGNORECASE,
)


def lint_front_matter(article: Article, lines: Mapping[str, int], body: str) -> Iterator[Problem]:
    """Yield what is wrong in the front matter of an article."""
    if is_cut(article.description):
        message = "The description ends in the middle of a sentence; write it to its end. The summary is used instead."
        yield Problem(subtype=Subtype.LINT_DESCRIPTION, message=message, line=lines.get("description"))
    elif is_doubled(article.description):
        message = "The description has punctuation twice in a row; write it out. The summary is used instead."
        yield Problem(subtype=Subtype.LINT_DESCRIPTION, message=message, line=lines.get("description"))
    if is_body_sentence(article.title, body):
        message = f"The title {_short(article.title)!r} is a sentence of the text; name the subject in a few words."
        yield Problem(subtype=Subtype.LINT_TITLE, message=message, line=lines.get("title"))
    if article.cover and is_boilerplate(article.cover.alt):
        message = f"The alt text {article.cover.alt!r} says nothing of the picture; describe it, or leave it empty."
        yield Problem(subtype=Subtype.LINT_ALT, message=message, line=lines.get("cover.alt", lines.get("cover")))


def is_body_sentence(title: str, body: str) -> bool:
    """Whether a title is written like a sentence, or appears in the *body* as one."""
    words = title.strip()
    if _SENTENCE.search(words):
        return True
    return (
        len(words) >= _MIN_SENTENCE
        and words in body
        and any(words in line and not line.startswith("#") for line in body.split("\n") if len(line) > len(words))
    )


def is_boilerplate(alt: str) -> bool:
    """Whether an alt text would fit any picture."""
    return _BOILERPLATE.fullmatch(alt.strip()) is not None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def find_shared_titles(articles: Mapping[str, Article]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the titles that more than one article has, and these; pages that are not articles do not count."""
    titled = {docname: article for docname, article in articles.items() if article.is_article and article.title.split()}
    keys = {docname: " ".join(article.title.split()).casefold() for docname, article in titled.items()}
    for docnames in _shared(keys):
        yield titled[docnames[0]].title, docnames


def find_shared_slugs(articles: Mapping[str, Article]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the addresses that Hugo would give to more than one article: in one folder, by slug or else by file."""
    addresses = {docname: _address(docname, article.slug) for docname, article in articles.items()}
    for docnames in _shared({docname: path_key(address) for docname, address in addresses.items()}):
        yield addresses[docnames[0]], docnames


def _shared(keys: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the documents, in order, that have one key."""
    groups: dict[str, list[str]] = {}
    for docname in sorted(keys):
        groups.setdefault(keys[docname], []).append(docname)
    yield from (tuple(docnames) for docnames in groups.values() if len(docnames) > 1)


def _address(docname: str, slug: str) -> str:
    own = page_path(docname)
    return f"{own.rstrip('/').rpartition('/')[0]}/{slug.strip('/')}/" if slug.strip("/") else own
