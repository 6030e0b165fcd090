"""Lists of pages: the start page and the pages of folders.

Every page of Sphinx carries the tree of documents below the start page, so that a tree of all articles would cost the
square of their number in most themes. The start page therefore has the few plain pages in its tree and *links* to the
folders of articles; each folder lists its own articles and stands in no tree itself, or in that of the folder above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.markdown import literal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_aiarticle.migrate.pages import Page


HOME = "index"
_REMARK = "% In the tree below, a folder of many articles would make every page long and the build slow."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The page of a folder, or the start page.

    Attributes:
        title: Its title where it has none of its own.
        lines: What it lists, as Markdown.
    """

    title: str
    lines: Sequence[str]


def find_listings(pages: Mapping[str, Page], title: str) -> Mapping[str, Listing]:
    """Return the pages that list others, by document name.

    Args:
        pages: The published pages by document name.
        title: Title of the site.
    """
    folders = {docname.partition("/")[0] for docname in pages if "/" in docname}
    bundles = [f"{folder}/index" for folder in sorted(folders) if _is_bundle(pages.get(f"{folder}/index"))]
    tops = {docname: _title(docname, pages) for docname in (f"{folder}/index" for folder in sorted(folders))}
    tops = {docname: name for docname, name in tops.items() if docname not in bundles}
    nested = [docname for docname, page in pages.items() if page.is_section and docname.count("/") > 1]
    has_plain = any("/" not in docname and docname != HOME for docname in pages)
    entries = [*(["*"] if has_plain else []), *bundles]
    links = [f"- [{literal(one_line(name))}](/{docname}.md)" for docname, name in tops.items()]
    listings = {HOME: Listing(title=title, lines=_home(links, entries))}
    for docname in (*tops, *nested):
        lines = _tree(_entries(docname, pages), "reversed", "titlesonly")
        listings[docname] = Listing(title=tops.get(docname, ""), lines=lines)
    return listings


def _title(docname: str, pages: Mapping[str, Page]) -> str:
    own = pages[docname].title if docname in pages else ""
    return own or " ".join(docname.removesuffix("/index").replace("-", " ").replace("_", " ").split()).capitalize()


def _home(links: Sequence[str], entries: Sequence[str]) -> list[str]:
    remark = ["", _REMARK, ""] if links and entries else []
    return [*links, *remark, *_tree(entries, "hidden")]


def _tree(entries: Iterable[str], *flags: str) -> list[str]:
    rows = list(entries)
    options = sorted([":glob:", ":maxdepth: 1", *(f":{flag}:" for flag in flags)])
    return ["```{toctree}", *options, "", *rows, "```"] if rows else []


def _entries(docname: str, pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield what a folder lists: all below it, by file name from last to first, so the newest first.

    A folder in it that has a page of its own lists its pages itself. A pattern that matches nothing would be a warning.
    """
    folder = docname.removesuffix("index")
    below = [name.removeprefix(folder) for name in pages if name.startswith(folder) and name != docname]
    inner = {name.partition("/")[0] for name in below if "/" in name}
    pages_of = {name: pages.get(f"{folder}{name}/index") for name in inner}
    sections = {name for name, page in pages_of.items() if page and page.is_section}
    if not sections:
        yield from ["**"] if below else []
        return
    if any("/" not in name for name in below):
        yield "*"
    yield from (f"{name}/index" if name in sections else f"{name}/**" for name in sorted(inner))


def _is_bundle(page: Page | None) -> bool:
    return page is not None and not page.is_section
