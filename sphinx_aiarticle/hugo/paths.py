"""The addresses on a Hugo site under which an article is known, the files that answer them, and what links mean.

A link names a page by its address, or in ``ref`` by the path or the name of its file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from posixpath import normpath
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

from sphinx_aiarticle.hugo.permalinks import permalink
from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import below_base

if TYPE_CHECKING:
    from sphinx_aiarticle.frontmatter import Block


_HASHED = 40  # characters of a name that are kept where a hash tells it
_MAX_PATH, _MAX_PART = 1000, 200  # bytes; file systems take 255 a part
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]|[\ud800-\udfff]")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_INDEX = ("index", "_index")
_PLAIN = re.compile(r"[a-z0-9/._+~-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9a-f]{2})")
_WORD = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"})
_IN_PATTERNS = ("url", "title", "slug")
_DATES = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")  # the first that is there
_NO_PATTERNS: Mapping[str, str] = MappingProxyType({})
_PAGE = re.compile(r"\.html?$", re.IGNORECASE)


class Rank(IntEnum):
    """What wins when several articles have one address: the smallest."""

    FILE = 0
    SLUG = 1
    ALIAS = 2


class SitePath(Record):
    """An address of an article from the root of the site, such as ``/posts/kettles/``, and where it comes from."""

    path: str
    rank: Rank

    @property
    def key(self) -> str:
        """What equal addresses have in common."""
        return path_key(self.path)


def path_key(path: str) -> str:
    """Return what addresses of one page have in common: Hugo writes them in lower case, and servers add slashes."""
    bare = urlized(unquote(path).strip("/")).casefold()
    return _PAGE.sub("", bare).removesuffix("/index") if bare != "index.html" else ""


def urlized(name: str) -> str:
    """Return a name as Hugo has it in addresses: in lower case, with hyphens for spaces, without punctuation.

    Letters with their marks, digits and some signs stay: https://gohugo.io/functions/urls/urlize/ shows examples.
    """
    name = lowered(name).replace(" ", "-")
    if _PLAIN.fullmatch(name):
        return name
    return slug_name(name)


def lowered(text: str) -> str:
    """Return a text in lower case as Hugo has it, letter by letter: Python has two for İ, and another Σ at an end."""
    return text.replace("İ", "i").replace("Σ", "σ").lower()


@lru_cache(maxsize=16384)  # each article names its terms, and so do the pages that list it
def term_path(name: str, *, accents: bool = True, page: bool = True) -> str:
    """Return the part of an address that stands for a term in any script, as Hugo has it, maybe without its accents.

    A name of which nothing is left, or nothing that a folder may be called, is told by a hash. To Sphinx, the name of a
    *page* ends before ``#``.
    """
    if not accents:
        name = without_accents(name)
    path = urlized(name).strip("/")
    if path and not _why_refused("", f"/{path if page else path.replace('#', '')}"):
        return path
    kept = "".join(mark for mark in path if mark == "-" or unicodedata.category(mark) in _WORD)[:_HASHED]
    return f"{kept}-{blake2b(name.encode(errors='replace'), digest_size=4).hexdigest()}".lstrip("-")


def without_accents(text: str) -> str:
    """Return a text whose letters have no accents."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if unicodedata.category(mark) != "Mn")
    return unicodedata.normalize("NFC", bare)


def slug_name(slug: str) -> str:
    """Return what a slug or a title becomes in an address: spaces, and what is left out between them, count once."""
    name, has_space = "", False
    for mark in _STRAY_PERCENT.sub("", lowered(slug)):
        if mark in "/\\._#+~-@%" or unicodedata.category(mark) in _WORD:
            name += f"-{mark}" if has_space and mark != "-" else mark
            has_space = False
        elif mark.isspace():
            has_space = bool(name) and not name.endswith("-")
    return name


def token_name(text: str) -> str:
    """Return what a file name, title or slug becomes in a pattern of addresses: Hugo reads it as an encoded address."""
    return slug_name(unquote_plus(slug_name(text)))


def page_path(docname: str, language: str = "") -> str:
    """Return the address that Hugo gives to a file by its name in the folder of its language."""
    if language:
        return page_path(f"{language}/_index") + page_path(docname)[1:]
    path = "/".join(urlized(part) or part for part in docname.split("/"))
    folder, _, name = f"/{path.removeprefix('content/')}".rpartition("/")
    return f"{folder}/" if name in _INDEX else f"{folder}/{name}/"


def seen_from(docname: str, target: str) -> str:
    """Return the folder from which ``ref`` sees a page: that of the file, of a page bundle the one around it.

    A file above, such as ``../b/index.md``, is seen from that of the page: https://gohugo.io/methods/page/relref/.
    A section is called ``_index``.
    """
    folder, _, name = docname.rpartition("/")
    target = target.rstrip("/")
    is_file = target.startswith("../") and "." in target.rpartition("/")[2]
    return folder.rpartition("/")[0] if name == "index" and not is_file else folder


def section_slug(block: Block) -> str:
    """Return what the page of a section calls its folder in addresses; nothing where it says none that can be."""
    slug = next((slug_name(text) for key, text in _written(block) if key == "slug"), "").strip("/")
    return "" if _why_refused("", f"/{slug}") else slug


def logical_name(docname: str) -> str:
    """Return the name under which ``ref`` finds an article without its folder."""
    return page_path(docname).strip("/").rpartition("/")[2].casefold()


def known_paths(
    docname: str, block: Block, permalinks: Mapping[str, str] = _NO_PATTERNS, language: str = ""
) -> tuple[tuple[SitePath, ...], tuple[Problem, ...]]:
    """Return every address of a Hugo article, and problems with those that are none.

    An address of *permalinks*, which are by section, or ``url``, takes the place of the slug, and of the folder to
    which aliases are relative. In the folder of its *language* Hugo has all but a ``url`` from the root of the site.
    """
    top = page_path(f"{language}/_index") if language else "/"
    own = page_path(docname)
    paths, problems = [SitePath(path=page_path(docname, language), rank=Rank.FILE)], []
    patterned = _patterned(docname, block, permalinks)
    if patterned and (problem := _why_refused("", patterned)):
        message = f"the address {patterned[:60]!r} of its permalink {problem}; change the slug or title."
        line = block.lines.get("slug", block.lines.get("title"))
        problems.append(Problem(subtype=Subtype.URL, message=message, line=line))
    elif patterned:
        paths.append(SitePath(path=top + patterned[1:], rank=Rank.SLUG))
    given = given_path(docname, block, permalinks)
    folder = (given or own).rstrip("/").rpartition("/")[0]
    has_url = any(key == "url" and value.startswith("/") for key, value in _written(block))
    for key, value in _written(block):
        if key == "slug" and (given or patterned):
            continue
        path = f"{folder}/{slug_name(value)}/" if key == "slug" else _absolute("" if key == "url" else folder, value)
        problem = _why_refused(value, path)
        is_from_root = has_url and (key == "url" or (key == "aliases" and not value.startswith("/")))
        if problem:
            message = f"'{key}' holds no path on the site: {value[:60]!r} {problem}; it is left out."
            problems.append(Problem(subtype=Subtype.URL, message=message, line=block.lines.get(key)))
        else:
            path = path if is_from_root else top + path[1:]
            paths.append(SitePath(path=path, rank=Rank.ALIAS if key == "aliases" else Rank.SLUG))
    return tuple({redirect_file(path.path): path for path in reversed(paths)}.values())[::-1], tuple(problems)


def given_path(docname: str, block: Block, permalinks: Mapping[str, str], *, is_section: bool = False) -> str:
    """Return the address that ``url`` gives to an article, else the pattern of its section; nothing where it is none.

    Hugo sees both from the root of the site: https://gohugo.io/content-management/urls/#url. The page of a section is
    in the section itself, and without a date it has that of an article, which is not known here.
    """
    if url := next((text for key, text in _written(block) if key == "url"), ""):
        return _absolute("", url)
    path = _patterned(docname, block, permalinks, is_section=is_section)
    return "" if path and _why_refused("", path) else path


def _patterned(docname: str, block: Block, permalinks: Mapping[str, str], *, is_section: bool = False) -> str:
    *sections, name = docname.removeprefix("content/").split("/")
    pattern = permalinks.get(sections[0] if sections else "/", "")
    data = {key.lower(): value for key, value in block.data.items()}
    values = {key: _text(data[key]) for key in _IN_PATTERNS if key in data}
    if not pattern or name == "_index" or values.get("url"):
        return ""
    if name == "index" and sections:
        name = sections[-1] if is_section else sections.pop()
    return permalink(
        pattern,
        sections=[urlized(section) for section in sections],
        name=token_name(name),
        title=token_name(values.get("title", "").replace("/", "-")),
        slug=token_name(values.get("slug", "")),
        date=next((text for key in _DATES if (text := _text(data.get(key)))), "unknown" if is_section else ""),
    )


def alias_paths(docname: str, block: Block) -> tuple[tuple[SitePath, ...], tuple[Problem, ...]]:
    """Return the former addresses that an article which Hugo never saw names itself."""
    if "aliases" not in block.data:
        return (), ()
    paths, problems = known_paths(docname, replace(block, data={"aliases": block.data["aliases"]}))
    return tuple(path for path in paths if path.rank is Rank.ALIAS), problems


def is_site_path(alias: str) -> bool:
    """Whether an alias is a path on the site, which :func:`known_paths` does not leave out."""
    return not _why_refused(alias, _absolute("", alias))


def redirect_file(path: str) -> str:
    """Return the file below the output folder that answers *path*, which :func:`known_paths` has let through."""
    bare = unquote(path).strip("/")
    return bare if _PAGE.search(bare) else f"{bare}/index.html".lstrip("/")


def _written(block: Block) -> Iterator[tuple[str, str]]:
    for key in ("url", "slug", "aliases"):
        value = block.data.get(key)
        for item in value if isinstance(value, list) else [value]:
            if text := _text(item):
                yield key, text


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _absolute(folder: str, written: str) -> str:
    """Return an address that may be relative to the article's folder, as Hugo cleans it: nothing is above the site."""
    path = normpath(f"/{written if written.startswith('/') else f'{folder}/{written}'}".replace("//", "/"))
    return f"{path}/" if written.startswith("/") and written.endswith("/") and path != "/" else path


def _why_refused(written: str, path: str) -> str:
    """Return why *path* cannot be a file of the site; empty when it can."""
    decoded = unquote(path)
    if written.startswith("//") or "://" in written:
        return "names another site"
    if "#" in path or _FORBIDDEN.search(decoded):
        return "holds a character that no file name may have"
    parts = decoded.strip("/").split("/")
    if any(map(_RESERVED.fullmatch, parts)):
        return "holds a name that Windows does not have"
    if ".." in parts or "." in parts or normpath(f"/{decoded.strip('/')}") != f"/{decoded.strip('/')}":
        return "does not stay below the site"
    sizes = [len(part.encode()) for part in parts]
    return "is too long" if max(sizes) > _MAX_PART or sum(sizes) > _MAX_PATH else ""


class KnownPages(Record):
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
        name = logical_name(path.rpartition("/")[2])
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
