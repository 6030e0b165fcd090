"""Which page of a Hugo site a link means: by its address, or in ``ref`` by the path or the name of its file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.paths import path_key
from sphinx_aiarticle.url import below_base

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


@dataclass(frozen=True, kw_only=True)
class KnownPages:
    """The pages of a site by what links call them.

    Attributes:
        base_url: Address of the site; may be empty.
        by_key: What equal addresses have in common → page.
        by_name: Language, and name of a file without its folder in lower case → page; only names that occur once.
    """

    base_url: str
    by_key: Mapping[str, str]
    by_name: Mapping[tuple[str, str], str]

    def document(self, path: str) -> str:
        """Return the page at a site path, or that of a file at this path; nothing without any."""
        return self.by_key.get(self.key(path), "")

    def key(self, path: str) -> str:
        """Return what a site path, or that of a file of a page, has in common with others of the same page."""
        return path_key(self.below_base(path).removesuffix(".md").removesuffix(".markdown").removesuffix("/_index"))

    def below_base(self, path: str) -> str:
        """Return a site path without the folder in which the whole site is."""
        return below_base(path, self.base_url)

    def by_path(self, path: str, folder: str, language: str = "") -> str:
        """Return what a path in ``ref`` means: a page seen from a folder, from that of a language, or from the top."""
        beside = "" if path.startswith("/") else self.document(normpath(f"/{folder}/{path}"))
        return beside or self.document(normpath(f"/{language}/{path}")) or self.document(path)

    def called(self, path: str, languages: Collection[str]) -> str:
        """Return what ``ref`` means that no path finds: the only page of a language whose file has the name.

        Hugo takes any ending for that of a file.
        """
        name = path.rpartition("/")[2].casefold()
        names = filter(None, (name,) if "/" in path else (name, name.rpartition(".")[0]))  # the home page has no name
        keys = ((language, name) for name in names for language in languages)
        return next((self.by_name[key] for key in keys if key in self.by_name), "")


def bare_reference(path: str, keys: Iterable[str] = ()) -> str:
    """Return a path in ``ref`` without the endings that files of pages have, maybe behind the key of a language."""
    bare = path.rstrip("/") or path
    for ending in (".md", ".markdown", *(f".{key}" for key in keys if key)):
        bare = bare.removesuffix(ending)
    bare = re.sub(r"(^|/)_index\Z", r"\1", bare).removesuffix("/index")
    return bare or ("/" if path.startswith("/") else "")


def best_pages(ranked: Iterable[tuple[str, int, str]]) -> dict[str, str]:
    """Return the page of each key: of several, the one whose rank is smallest, and of equals the first by its name."""
    best: dict[str, tuple[int, str]] = {}
    for key, rank, page in ranked:
        best[key] = min(best.get(key, (rank, page)), (rank, page))
    return {key: page for key, (_, page) in best.items()}


def only_names(names: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the pages by their names, without those of several."""
    count = Counter(names.values())
    return {name: page for page, name in names.items() if count[name] == 1}
