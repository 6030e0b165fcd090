"""Readers of the settings of the site around the articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.config_values import note
from sphinx_aiarticle.feed import FeedPlan
from sphinx_aiarticle.hugo.paths import term_path
from sphinx_aiarticle.model.article import ENDINGS, TERMS
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean, shown
from sphinx_aiarticle.values import Values

if TYPE_CHECKING:
    from collections.abc import Sequence


#: The kinds of generated pages, and the term that each is about.
PAGE_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"categories": "category", "tags": "tag", "series": "series", "authors": "author", "archive": ""}
)
LIST_STYLES: Final = ("list", "cards", "compact", "archive")
EXCERPTS: Final = ("description", "summary", "none")
_PAGE_KEYS: Final = ("path", "title", "per_page", "style", "images", "excerpt")
_PAGE_PATH: Final = re.compile(r"[^\\:?#%./][^\\:?#%]*")
_FEED_FILE: Final = re.compile(r"[^\\:?#]\.(?:xml|atom|json)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """Generated pages of one kind.

    Attributes:
        kind: One of :data:`PAGE_KINDS`.
        path: Their folder in the site.
        title: The title of the first of them; empty for that of the kind in the language of the site.
        per_page: How many articles are on one page.
        style: One of :data:`LIST_STYLES`.
        images: Whether pictures are shown.
        excerpt: One of :data:`EXCERPTS`.
    """

    kind: str
    path: str
    title: str = ""
    per_page: int = 10
    style: str = "list"
    images: bool = False
    excerpt: str = "description"

    def page(self, term: str = "", number: int = 1) -> str:
        """Return the name of a page, as names of documents are: Hugo has it in the same folder.

        Args:
            term: What the page is about; nothing for the page that lists the terms.
            number: Which page it is of those that share the articles.
        """
        parts = (self.path, term and term_path(term), f"page/{number}" if number > 1 else "", "index")
        return "/".join(filter(None, parts))


def read_pages(value: bool | Mapping[str, Any] | Sequence[str], problems: list[Problem]) -> dict[str, PagePlan]:
    """Read the generated pages by their kind: all with their defaults, a list of kinds, or a mapping."""
    if isinstance(value, bool):
        value = tuple(PAGE_KINDS) if value else ()
    plans: dict[str, PagePlan] = {}
    for kind, entry in (value if isinstance(value, Mapping) else dict.fromkeys(value, True)).items():
        if kind not in PAGE_KINDS:
            message = f"{kind!r} is left out, because there are no such pages{did_you_mean(str(kind), PAGE_KINDS)}"
            note(problems, message)
        elif not isinstance(entry, bool | Mapping):
            note(problems, f"{kind!r} must be True or a mapping, not {shown(entry)}; it is left out")
        elif entry is not False:
            plan = _page_plan(kind, entry if isinstance(entry, Mapping) else {}, problems)
            if other := next((name for name, known in plans.items() if known.path == plan.path), ""):
                note(problems, f"'{kind}.path' {plan.path!r} is that of {other!r}, so {kind!r} is left out; change one")
            else:
                plans[kind] = plan
    return plans


def _page_plan(kind: str, entry: Mapping[str, Any], problems: list[Problem]) -> PagePlan:
    values = Values(data=entry, problems=problems, prefix=f"{kind}.", subtype=Subtype.CONFIG)
    values.check_keys(_PAGE_KEYS, " is left out")
    is_archive = kind == "archive"
    path = values.text("path").strip("/") or kind
    if not _PAGE_PATH.fullmatch(path) or {"", ".", ".."} & set(path.split("/")):
        values.complain("path", f"must be a folder in the site such as {kind!r}, not {shown(path)}; {kind!r} is used")
        path = kind
    style = values.choice("style", LIST_STYLES, "archive" if is_archive else "list")
    images = values.flag("images")
    return PagePlan(
        kind=kind,
        path=path,
        title=values.text("title"),
        per_page=_count(values, "per_page", 100 if is_archive else 10),
        style=style,
        images=style == "cards" if images is None else images,
        excerpt=values.choice("excerpt", EXCERPTS, "description" if style in ("list", "cards") else "none"),
    )


def _count(values: Values, key: str, default: int) -> int:
    given = values.text(key)
    if given and not (given.isdecimal() and int(given)):
        values.complain(key, f"must be a number above 0, not {shown(given)}; {default} is used")
        return default
    return int(given or default)


def read_after(value: Sequence[object], problems: list[Problem]) -> tuple[str, ...]:
    """Read what articles end with, in this order."""
    names = list(dict.fromkeys(map(str, value)))
    for name in names:
        if name not in ENDINGS:
            note(problems, f"{name!r} is left out, because articles cannot end with it{did_you_mean(name, ENDINGS)}")
    return tuple(name for name in names if name in ENDINGS)


def read_feeds(value: Mapping[str, Any] | Sequence[str], problems: list[Problem]) -> tuple[FeedPlan, ...]:
    """Read the feeds by their paths, or a list of paths."""
    plans = []
    for path, entry in (value if isinstance(value, Mapping) else {path: {} for path in value}).items():
        parts = str(path).split("/")
        if not _FEED_FILE.search(str(path)) or {"", ".", ".."} & set(parts) or not isinstance(entry, Mapping):
            message = "%r must be a path in the site such as 'feed.xml' or 'feed.json', with a mapping; it is left out"
            note(problems, message % path)
            continue
        values = Values(data=entry, problems=problems, prefix=f"{path}.", subtype=Subtype.CONFIG)
        values.check_keys((*TERMS, "title", "limit", "excerpt"), " is left out")
        plans.append(
            FeedPlan(
                path=str(path),
                title=values.text("title"),
                terms=tuple((kind, names) for kind in TERMS if (names := values.texts(kind))),
                limit=_count(values, "limit", 20),
                excerpt=values.choice("excerpt", ("description", "summary", "content"), "description"),
            )
        )
    return tuple(plans)
