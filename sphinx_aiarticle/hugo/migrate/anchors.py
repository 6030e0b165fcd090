"""The places on migrated pages to which links lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from sphinx_aiarticle.hugo.blocks import Heading
from sphinx_aiarticle.hugo.constructs import Section
from sphinx_aiarticle.hugo.heading_ids import find_slug, heading_slug
from sphinx_aiarticle.hugo.link_targets import html_ids
from sphinx_aiarticle.hugo.scanner import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_aiarticle.hugo.migrate.pages import Page

_PARSER = MarkdownIt("commonmark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """The anchors of all pages.

    Attributes:
        pages: The pages by document name.
        shared: Ids that authors gave to headings of several pages; Sphinx has each name only once in a project.
    """

    pages: Mapping[str, Page]
    shared: frozenset[str]
    _slugs: dict[str, Mapping[int, str]] = field(default_factory=dict)

    def of_headings(self, docname: str) -> Mapping[int, str]:
        """Return the anchors that MyST-Parser makes of the headings of a page, by 0-based line."""
        if docname not in self._slugs:
            self._slugs[docname] = dict(_slugs(self.pages[docname]))
        return self._slugs[docname]

    def written(self, docname: str) -> Mapping[int, str]:
        """Return the ids that are written above headings, by 0-based line of the heading."""
        own = self.pages[docname].conversion.anchors
        slugs = self.of_headings(docname) if own else {}
        return {line: id_ for line, id_ in own.items() if id_ not in self.shared and slugs.get(line) != id_}

    def find(self, docname: str, fragment: str) -> str | None:
        """Return the anchor that MyST-Parser knows for a fragment of a link to a page, or ``None``."""
        if docname not in self.pages:
            return None
        own = {id_: line for line, id_ in self.pages[docname].conversion.anchors.items()}
        slugs = self.of_headings(docname)
        if fragment not in own:
            return find_slug(fragment, slugs.values())
        return fragment if own[fragment] in self.written(docname) else slugs.get(own[fragment])

    def is_html(self, docname: str, fragment: str) -> bool:
        """Whether HTML on a page has an id."""
        return docname in self.pages and fragment in html_ids(self.pages[docname].conversion.text)


def find_anchors(pages: Mapping[str, Page]) -> Anchors:
    """Return the anchors of all *pages*."""
    count = Counter(id_ for page in pages.values() for id_ in set(page.conversion.anchors.values()))
    return Anchors(pages=pages, shared=frozenset(id_ for id_, pages_with in count.items() if pages_with > 1))


def _slugs(page: Page) -> Iterator[tuple[int, str]]:
    conversion = page.conversion
    lines = [line.removesuffix("\r") for line in conversion.text.split("\n")]
    start = conversion.front_matter.length
    blocks = scan(lines, start, colon_fences=conversion.colon_fences).blocks
    headings = [(block.start, block.text) for block in blocks if isinstance(block, Heading)]
    sections = [(part.start, part.heading) for part in conversion.constructs if isinstance(part, Section)]
    yield from _unique(sections, [])
    yield from _unique(headings, [page.title])


def _unique(headings: Iterable[tuple[int, str]], before: Iterable[str]) -> Iterator[tuple[int, str]]:
    taken = {heading_slug(text) for text in before}
    for line, text in sorted(headings):
        if slug := heading_slug(_shown(text), taken):
            taken.add(slug)
            yield line, slug


def _shown(markdown: str) -> str:
    """Return the text of a heading as MyST-Parser takes it for anchors."""
    tokens = _PARSER.parseInline(markdown)[0].children or []
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline"))
