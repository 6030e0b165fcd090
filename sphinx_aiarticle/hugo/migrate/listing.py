"""Lists of pages: the start page and the pages of folders.

Every page of Sphinx carries the tree of documents below the start page, so that a tree of all articles would cost the
square of their number in most themes. The start page therefore has the few plain pages in its tree and *links* to the
folders of articles; each folder lists its own articles and stands in no tree itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.markdown import literal, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_aiarticle.hugo.migrate.pages import Page

HOME = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """How the pages hang together.

    Attributes:
        sections: Document of the page of each folder of articles → its title.
        bundles: Documents of plain pages that have a folder of their own.
        has_plain: Whether other plain pages stand beside the start page.
    """

    sections: Mapping[str, str]
    bundles: Sequence[str]
    has_plain: bool


def find_structure(pages: Mapping[str, Page]) -> Structure:
    """Return how the pages hang together.

    Args:
        pages: The pages by document name.
    """
    folders = dict.fromkeys(docname.partition("/")[0] for docname in pages if "/" in docname)
    bundles = [f"{folder}/index" for folder in folders if _is_bundle(pages.get(f"{folder}/index"))]
    sections = {}
    for folder in folders:
        docname = f"{folder}/index"
        if docname not in bundles:
            page = pages.get(docname)
            title = page.title if page else ""
            sections[docname] = title or " ".join(folder.replace("-", " ").replace("_", " ").split()).capitalize()
    has_plain = any("/" not in docname and docname != HOME for docname in pages)
    return Structure(sections=sections, bundles=bundles, has_plain=has_plain)


def home_list(structure: Structure) -> list[str]:
    """Return what the start page lists."""
    lines = [f"- [{literal(one_line(title))}](/{docname}.md)" for docname, title in structure.sections.items()]
    if lines:
        lines += ["", "% In the tree below, a folder of many articles would make every page long and the build slow."]
    entries = [*(["*"] if structure.has_plain else []), *structure.bundles]
    tree = ["", "```{toctree}", ":glob:", ":hidden:", ":maxdepth: 1", "", *entries, "```"] if entries else []
    return [*lines, *tree][0 if lines else 1 :]


def section_list() -> list[str]:
    """Return what the page of a folder lists: all below it, by file name from last to first, so the newest first."""
    return ["```{toctree}", ":glob:", ":maxdepth: 1", ":reversed:", ":titlesonly:", "", "**", "```"]


def _is_bundle(page: Page | None) -> bool:
    return page is not None and not page.is_section
