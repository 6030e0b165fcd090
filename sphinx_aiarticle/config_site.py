"""Readers of the settings of the site around the articles, and of those that say which types pages have."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sphinx_aiarticle.config_values import note
from sphinx_aiarticle.frontmatter.keys import KEY, Kind
from sphinx_aiarticle.hugo.paths import term_path
from sphinx_aiarticle.model.article import ARTICLE_TYPES, ENDINGS, PAGE_TYPES, TERMS, ending_problem, type_problem
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean, shown
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import language_problem, language_tag
from sphinx_aiarticle.values import Values

#: The kinds of generated pages, and the term that each is about.
PAGE_KINDS: Final[Mapping[str, str]] = {
    "categories": "category", "tags": "tag", "series": "series", "authors": "author", "archive": "",
    "sections": "folder", "home": "",
}  # fmt: skip
#: Those whose pages are in general documents of the project, which ``True`` does not change.
BELOW_DOCUMENTS: Final = ("sections", "home")
LIST_STYLES: Final = ("list", "cards", "compact", "archive")
EXCERPTS: Final = ("description", "summary", "none")
_PAGE_KEYS: Final = ("path", "title", "per_page", "style", "images", "excerpt", "feed", "exclude")
_TERM_KEYS: Final = ("term_path", "accents")
_FEED_KEYS: Final = ("title", "limit", "excerpt")
_PAGE_PATH: Final = re.compile(r"[^\\:?#%./][^\\:?#%]*")
_FEED_FILE: Final = re.compile(r"[^\\:?#]\.(?:xml|atom|json)\Z")


class SiteLanguage(Record):
    """A language whose articles have lists of their own.

    Attributes:
        tag: BCP 47 tag.
        path: The folder of its documents and lists; empty for the top of the site.
        title: What the site is called in it; empty for the name of the project.
    """

    tag: str
    path: str = ""
    title: str = ""


def place_in(docname: str, languages: Mapping[str, SiteLanguage], *, may_be_named: bool = False) -> tuple[str, str]:
    """Return the folder of the language of a document, empty for the top of the site, and its name in there.

    One that *may_be_named* after its language can lie elsewhere, as Hugo has ``posts/mat.ja``:
    https://gohugo.io/content-management/multilingual/#translation-by-file-name.
    """
    if not languages:  # as in most sites, and each article is asked about
        return "", docname
    bare, _, key = docname.rpartition(".")
    for one in languages.values() if may_be_named and bare and "/" not in key else ():
        if key.casefold() in (one.tag.casefold(), one.path.casefold()):
            return one.path, bare.removeprefix(f"{one.path}/")
    paths = (one.path for one in languages.values() if one.path and f"{docname}/".startswith(f"{one.path}/"))
    folder = max(paths, key=len, default="")
    return folder, docname.removeprefix(f"{folder}/")


def language_at(docname: str, languages: Mapping[str, SiteLanguage], *, may_be_named: bool = False) -> str:
    """Return the tag of the language in whose folder a document is; empty for one in none."""
    folder, _ = place_in(docname, languages, may_be_named=may_be_named)
    return next((one.tag for one in languages.values() if one.path == folder), "")


class PagePlan(Record):
    """Generated pages of one kind.

    Attributes:
        kind: One of :data:`PAGE_KINDS`, or a key of ``aiarticle_taxonomies``.
        path: Their folder in the site; empty for its top.
        term_path: The folder of the pages of terms, where it is not that of the page that lists them.
        accents: Whether names of folders of terms keep their accents.
        title: The title of the first of them; empty for that of the kind in the language of the site.
        style: One of :data:`LIST_STYLES`.
        excerpt: One of :data:`EXCERPTS`.
        feed: The file of the feed that each of them has in its folder; empty for none.
        exclude: Terms, or folders, without a page, in lower case.
        as_files: Whether pages of terms are called ``name.html`` rather than ``name/``.
        may_be_empty: Whether there is a page that lists nothing, because the project has named it.
    """

    kind: str
    path: str
    term_path: str = ""
    accents: bool = True
    title: str = ""
    per_page: int = 10
    style: str = "list"
    images: bool = False
    excerpt: str = "description"
    feed: str = ""
    exclude: tuple[str, ...] = ()
    as_files: bool = False
    may_be_empty: bool = True

    @property
    def term(self) -> str:
        """The kind of term that the pages are about; empty for pages of all articles."""
        return PAGE_KINDS.get(self.kind, self.kind)

    def folder(self, term: str = "", *, page: bool = True) -> str:
        """Return the folder of the page of a term, or of the page that lists the terms; or where Hugo has that."""
        if term and self.term != "folder":
            return f"{self.term_path or self.path}/{term_path(term, accents=self.accents, page=page)}"
        return "/".join(filter(None, (self.path, term)))

    def page(self, term: str = "", number: int = 1) -> str:
        """Return the name of a page, as names of documents are: Hugo has it in the same folder.

        Without a *term* it lists the terms; *number* is which page it is of those that share the articles.
        """
        folder, part = self.folder(term), f"page/{number}" if number > 1 else ""
        is_file = self.as_files and term and self.term != "folder"
        return "/".join(filter(None, (folder, part, "" if is_file else "index")))

    def in_language(self, language: SiteLanguage, *, as_files: bool) -> PagePlan:
        """Return the plan for the articles in a language; names of folders hold that of the language already."""
        path = self.path if self.term == "folder" else f"{language.path}/{self.path}".strip("/")
        terms = f"{language.path}/{self.term_path}".strip("/") if self.term_path else ""
        title = "" if language.path else self.title
        return replace(self, path=path, term_path=terms, as_files=as_files, title=title)


class FeedPlan(Record):
    """A feed that the project asks for.

    Attributes:
        path: Its file in the site; ``.json`` makes it a JSON Feed, anything else Atom.
        title: What it is called; empty for the name of the site and of its terms.
        terms: The names that articles must have one of, by the kind of term.
        excerpt: ``description`` or ``summary``, or ``content`` for the whole text.
    """

    path: str
    title: str = ""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 20
    excerpt: str = "description"

    @property
    def media_type(self) -> str:
        """The type that the link to it states."""
        return "application/feed+json" if self.path.endswith(".json") else "application/atom+xml"


def read_pages(value: bool | Mapping[str, Any] | Sequence[str], problems: list[Problem]) -> dict[str, PagePlan]:
    """Read the generated pages by their kind: all with their defaults, a list of kinds, or a mapping."""
    is_named = not isinstance(value, bool)
    if isinstance(value, bool):
        value = [kind for kind in PAGE_KINDS if kind not in BELOW_DOCUMENTS] if value else ()
    plans: dict[str, PagePlan] = {}
    for kind, entry in (value if isinstance(value, Mapping) else dict.fromkeys(value, True)).items():
        if kind not in PAGE_KINDS:
            message = f"{kind!r} is left out, because there are no such pages{did_you_mean(str(kind), PAGE_KINDS)}"
            note(problems, message)
        elif not isinstance(entry, bool | Mapping):
            note(problems, f"{kind!r} must be True or a mapping, not {shown(entry)}; it is left out")
        elif entry is not False:
            plan = _page_plan(kind, entry if isinstance(entry, Mapping) else {}, problems)
            taken = {path: name for name, known in plans.items() for path in (known.path, known.term_path) if path}
            key = next((key for key in ("path", "term_path") if getattr(plan, key) in taken), "")
            if key:
                path = getattr(plan, key)
                message = f"'{kind}.{key}' {path!r} is that of {taken[path]!r}, so {kind!r} is left out; change one"
                note(problems, message)
            else:
                plans[kind] = replace(plan, may_be_empty=is_named)
    return plans


def read_taxonomies(value: Mapping[str, Any] | Sequence[str], problems: list[Problem]) -> dict[str, PagePlan]:
    """Read the pages of further keys of front matter: a list of the keys, or a mapping as for other pages."""
    plans: dict[str, PagePlan] = {}
    for name, entry in (value if isinstance(value, Mapping) else dict.fromkeys(value, True)).items():
        key = str(name).lower()  # as keys of front matter are compared
        if problem := taxonomy_problem(key) if isinstance(name, str) else "write a text":
            note(problems, f"{key!r} is left out: {problem}")
        elif entry is not True and not isinstance(entry, Mapping):
            note(problems, f"{key!r} must be True or a mapping, not {shown(entry)}; it is left out")
        else:
            plans[key] = _page_plan(key, {} if entry is True else entry, problems)
    return plans


def taxonomy_problem(key: str) -> str:
    """Return why a key of front matter cannot be one of the project's own taxonomies; nothing for one that can."""
    if key in (*PAGE_KINDS, *TERMS):
        return "its pages are a matter of aiarticle_pages"
    is_other = key in KEY and KEY[key].kind is not Kind.TEXTS
    return "its values are no terms; name a key such as 'topics'" if is_other else ""


def read_languages(value: Mapping[str, Any], problems: list[Problem]) -> dict[str, SiteLanguage]:
    """Read the folders of languages by their tags, or a mapping with ``path`` and ``title`` for each."""
    found = {}
    for language, entry in value.items():
        tag = language_tag(str(language))
        data = {"path": entry} if isinstance(entry, str) else entry
        if problem := language_problem(tag):
            note(problems, f"the language {language!r} is left out: {problem}")
        elif not isinstance(data, Mapping):
            note(problems, f"{language!r} must be a folder or a mapping, not {shown(entry)}; it is left out")
        else:
            values = Values(data=data, problems=problems, prefix=f"{language}.", subtype=Subtype.CONFIG)
            values.check_keys(("path", "title"), " is left out")
            path = values.text("path").strip("/")
            if path and not _is_folder(path):
                values.complain("path", f"must be a folder such as {tag.lower()!r}, not {shown(path)}; it is left out")
                continue
            found[tag] = SiteLanguage(tag=tag, path=path, title=values.text("title"))
    return found


def _is_folder(path: str) -> bool:
    return bool(_PAGE_PATH.fullmatch(path)) and not {"", ".", ".."} & set(path.split("/"))


def _page_plan(kind: str, entry: Mapping[str, Any], problems: list[Problem]) -> PagePlan:
    values = Values(data=entry, problems=problems, prefix=f"{kind}.", subtype=Subtype.CONFIG)
    is_about_names = PAGE_KINDS.get(kind, kind) not in ("", "folder")
    values.check_keys((*_PAGE_KEYS, *_TERM_KEYS) if is_about_names else _PAGE_KEYS, " is left out")
    is_archive = kind == "archive"
    path = values.text("path").strip("/") or kind
    if kind in BELOW_DOCUMENTS:
        path = ""
    elif not _is_folder(path):
        values.complain("path", f"must be a folder in the site such as {kind!r}, not {shown(path)}; {kind!r} is used")
        path = kind
    terms = values.text("term_path").strip("/") if is_about_names else ""
    if terms and not _is_folder(terms):
        values.complain("term_path", f"must be a folder in the site such as 'tag', not {shown(terms)}; it is left out")
        terms = ""
    feed = values.text("feed")
    if feed and ("/" in feed or not _FEED_FILE.search(feed)):
        values.complain("feed", f"must be the name of a file such as 'index.xml', not {shown(feed)}; it is left out")
        feed = ""
    style = values.choice("style", LIST_STYLES, "archive" if is_archive else "list")
    images = values.flag("images")
    return PagePlan(
        kind=kind,
        path=path,
        term_path=terms,
        accents=not is_about_names or values.flag("accents") is not False,
        title=values.text("title"),
        per_page=_count(values, "per_page", 100 if is_archive else 10),
        style=style,
        images=style == "cards" if images is None else images,
        excerpt=values.choice("excerpt", EXCERPTS, "description" if style in ("list", "cards") else "none"),
        feed=feed,
        exclude=tuple(name.strip("/").casefold() for name in values.texts("exclude")),
    )


def _count(values: Values, key: str, default: int) -> int:
    given = values.text(key)
    if given and not (given.isdecimal() and int(given)):
        values.complain(key, f"must be a number above 0, not {shown(given)}; {default} is used")
        return default
    return int(given or default)


def read_after(value: bool | Sequence[object], problems: list[Problem]) -> tuple[str, ...]:
    """Read what articles end with, in this order."""
    if isinstance(value, bool):
        value = ENDINGS if value else ()
    names = list(dict.fromkeys(map(str, value)))
    for name in names:
        if problem := ending_problem(name):
            note(problems, f"{name!r} {problem}")
    return tuple(name for name in names if name in ENDINGS)


def read_feeds(
    value: bool | Mapping[str, Any] | Sequence[str], problems: list[Problem], taxonomies: Collection[str] = ()
) -> tuple[FeedPlan, ...]:
    """Read the feeds by their paths, or a list of paths; *taxonomies* are the kinds of terms of the project's own."""
    kinds = tuple(kind for kind in (*TERMS, *taxonomies) if kind not in _FEED_KEYS)
    if isinstance(value, bool):
        value = ("feed.xml", "feed.json") if value else ()
    plans = []
    for path, entry in (value if isinstance(value, Mapping) else {path: {} for path in value}).items():
        parts = str(path).split("/")
        if not _FEED_FILE.search(str(path)) or {"", ".", ".."} & set(parts) or not isinstance(entry, Mapping):
            message = "%r must be a path in the site such as 'feed.xml' or 'feed.json', with a mapping; it is left out"
            note(problems, message % path)
            continue
        values = Values(data=entry, problems=problems, prefix=f"{path}.", subtype=Subtype.CONFIG)
        values.check_keys((*kinds, *_FEED_KEYS), f" is left out; a feed has {', '.join((*kinds, *_FEED_KEYS))}")
        plans.append(
            FeedPlan(
                path=str(path),
                title=values.text("title"),
                terms=tuple((kind, names) for kind in kinds if (names := values.texts(kind))),
                limit=_count(values, "limit", 20),
                excerpt=values.choice("excerpt", ("description", "summary", "content"), "description"),
            )
        )
    return tuple(plans)


#: What pages may be by their names; a review is what its author says, page by page.
_TYPES_BY_NAME: Final = tuple(name for name in (*ARTICLE_TYPES, *PAGE_TYPES) if name != "Review")


def read_types(value: Mapping[object, object], problems: list[Problem]) -> dict[str, str]:
    """Read schema.org types by category."""
    found: dict[str, str] = {}
    for category, kind in value.items():
        try:
            found[str(category)] = read_type(kind)
        except ValueError as error:
            note(problems, f"the category {category!r} is left out: {error}")
    return found


def read_type(value: object) -> str:
    """Read one schema.org type name."""
    if problem := type_problem(str(value), ARTICLE_TYPES):
        raise ValueError(f"{value!r} {problem}")
    return str(value)


def read_page_types(value: Mapping[object, object], problems: list[Problem]) -> dict[str, str]:
    """Read schema.org types by pattern, in their order."""
    found: dict[str, str] = {}
    for pattern, kind in value.items():
        if not isinstance(pattern, str):
            note(problems, f"{pattern!r} is left out, because it is not a pattern of documents such as 'guide/*'")
            continue
        if problem := type_problem(str(kind), _TYPES_BY_NAME):
            note(problems, f"{pattern!r} is left out: {kind!r} {problem}")
        else:
            found[str(pattern)] = str(kind)
    return found
