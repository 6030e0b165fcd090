"""The languages of a Hugo site, and the files of each.

All languages move into one project: a page in another language than the site's lies in the folder that Hugo has for the
language, so that its address stays, and says ``lang`` in its front matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sphinx_aiarticle.migrate.pages import Page, SourceFile
    from sphinx_aiarticle.migrate.settings import Mount


_LAST: Final = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the site.

    Attributes:
        key: Its name in the settings, in lower case, which file names and addresses have.
        tag: Its BCP 47 tag.
        title: Title of the site in this language.
        content: Folder of its pages; several languages may share one.
        folder: First part of its addresses, with a slash; empty for a language without one.
        menu: Names and addresses of the entries of its main menu, in their order.
        permalinks: Patterns of its addresses by section: its own, or else those of the site.
    """

    key: str
    tag: str
    title: str
    content: str
    folder: str
    menu: tuple[tuple[str, str], ...] = ()
    permalinks: tuple[tuple[str, str], ...] = ()


def first_language(languages: Mapping[str, object]) -> str:
    """Return the key of the main language of a site that names none: English, or else the first by weight and key."""
    weights = {key: weight_of(entry) if isinstance(entry, Mapping) else _LAST for key, entry in languages.items()}
    return "en" if "en" in languages or not weights else min(weights, key=lambda key: (weights[key], key))


def weight_of(entry: Mapping[str, object]) -> int:
    """Return by what Hugo orders an entry of its settings; one without a weight comes last."""
    weight = entry.get("weight")
    return weight if isinstance(weight, int) and weight else _LAST


def folder_of(page: Page, languages: Iterable[Language]) -> str:
    """Return the first part of the addresses of a page's language, with a slash, or nothing."""
    return next((one.folder for one in languages if one.key == page.language), "")


def by_language(
    files: Iterable[SourceFile], mount: Mount, languages: Sequence[Language], formats: Container[str]
) -> Iterator[SourceFile]:
    """Yield the files of a folder of pages, each named by its language and its place in the folder of the language.

    https://gohugo.io/content-management/multilingual/: ``desk.en.md`` is English wherever it is; a folder that belongs
    to another language is passed over.
    """
    inner = tuple(f"{one.content}/" for one in languages if one.content.startswith(f"{mount.source}/"))
    keys = {language.key: language for language in languages}
    own = keys.get(mount.language, languages[0])
    for file in files:
        if file.shown.startswith(inner):
            continue
        stem, _, suffix = file.name.rpartition(".")
        start, _, key = stem.rpartition(".")
        is_page = bool(start) and "/" not in key and f".{suffix.lower()}" in formats
        named = keys.get(key.lower()) if is_page else None
        language = named or own
        name = f"{start}.{suffix}" if named else file.name
        yield replace(file, name=f"{language.folder}{name}", language=language.key)
