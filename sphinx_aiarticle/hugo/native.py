"""Print a recognised article as MyST Markdown in which every line keeps its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.frontmatter.flow import flow_line
from sphinx_aiarticle.hugo.constructs import FrontMatter, LinkBar, Product, ProductBox, Relevel, Section, Summary
from sphinx_aiarticle.hugo.markdown import link, literal
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_aiarticle.hugo.blocks import Block

#: The classes of a row of shop links.
LINKS_CLASS = "aiarticle aiarticle-links"
#: Lines of a block that hold the fences and the settings.
_SETTINGS_LINES = 3
_ALL_LEVELS = 6  # of headings have anchors in Hugo
# Dollar signs and backslashes in prose are prices and paths, not formulas.
_NEVER = frozenset({"dollarmath", "amsmath"})
_MARKS = re.compile("#+")
_BARE = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`])(?:(?!: | #).)*(?<![: ])", re.DOTALL)


class Printer:
    """Writes constructs over the lines of their source.

    Args:
        lines: The lines, which are changed in place.
        marker: What fences are made of: ``:``, or ``~`` where the file cannot switch MyST's colon fences on.
    """

    def __init__(self, lines: list[str], marker: str) -> None:
        self.lines = lines
        self.marker = marker

    def write(self, constructs: Iterable[Block]) -> list[Problem]:
        """Write all *constructs*; return notes on those that have too few lines and stay as they are."""
        problems = []
        for construct in constructs:
            if isinstance(construct, Relevel):
                self._relevel(construct)
            elif isinstance(construct, Section):
                self._section(construct)
            elif isinstance(construct, LinkBar):
                self._link_bar(construct)
            elif isinstance(construct, ProductBox) and not self._product(construct):
                message = (
                    f"The product box {construct.product.name!r} has too few lines to be read in place and stays HTML; "
                    f"put each element on a line of its own."
                )
                problems.append(Problem(subtype=Subtype.HUGO, message=message, line=construct.start + 1))
        return problems

    def _section(self, section: Section) -> None:
        name = "summary-box" if isinstance(section, Summary) else "question"
        fence = self._fence(self.lines[section.start + 1 : section.end])
        self.lines[section.start] = f"{fence}{{{name}}} {section.heading}"
        if section.close is not None:
            self.lines[section.close] = fence

    def _relevel(self, heading: Relevel) -> None:
        if heading.underlined:
            last = heading.end - 1
            self.lines[last] = self.lines[last].replace("=", "-")
        else:
            self.lines[heading.start] = _MARKS.sub("#" * heading.level, self.lines[heading.start], count=1)

    def _product(self, box: ProductBox) -> bool:
        """Write a box over its lines, with blank ones before the closing fence; return whether it fits."""
        options, body = _options(box.product), _paragraphs(box.product.reasons)
        fence, height = self._fence(body), box.end - box.start
        rows = [f"{fence}{{product-box}} {box.product.name}", *options, *body, fence]
        if len(rows) > height:
            return False
        blanks = [""] * (height - len(rows))
        gap = 1 if blanks else 0
        split = 1 + len(options)
        self.lines[box.start : box.end] = [*rows[:split], *blanks[:gap], *body, *blanks[gap:], fence]
        return True

    def _link_bar(self, bar: LinkBar) -> None:
        """Write a row of links over its lines; where these are too few it is a paragraph without a frame."""
        links, height = [link(literal(text), url) for text, url in bar.links], bar.end - bar.start
        if height < len(links) + 2:
            rows = [" ".join(links), *[""] * (height - 1)]
        else:
            fence = self.marker * 3
            blanks = [""] * (height - len(links) - 2)
            rows = [f"{fence}{{container}} {LINKS_CLASS}", *links, *blanks, fence]
        self.lines[bar.start : bar.end] = rows

    def _fence(self, content: Iterable[str]) -> str:
        """Return a fence that no line of *content* closes."""
        marks = (len(line) - len(line.lstrip(self.marker)) for line in map(str.lstrip, content))
        return self.marker * max(3, max(marks, default=0) + 1)


def refill(block: FrontMatter, extensions: Iterable[str], *, colon_fence: bool) -> list[str]:
    """Return the lines of a spent front-matter block: settings for MyST-Parser, the title, and blank lines.

    Args:
        block: The block; it has at least three lines.
        extensions: Further extensions of MyST-Parser to switch on.
        colon_fence: Whether to switch on ``colon_fence``.
    """
    enabled = {*extensions, *(["colon_fence"] if colon_fence else [])} - _NEVER
    settings: dict[str, object] = {"orphan": True}
    myst: dict[str, object] = {"enable_extensions": sorted(enabled), "heading_anchors": _ALL_LEVELS}
    below = [""] * (block.end - block.start - _SETTINGS_LINES)
    title = literal(block.title)
    if title and below:
        place = max(block.title_line - block.start - _SETTINGS_LINES, 0)
        below[place] = f"# {title}"
    elif title:
        settings["title"] = title
        myst["title_to_header"] = True
    settings["myst"] = myst
    return ["---", flow_line(settings), "---", *below]


def _options(product: Product) -> list[str]:
    return [
        *([f":label: {quoted(product.label)}"] if product.label else []),
        f":stores: {', '.join(link.store for link in product.links)}",
        *(f":{link.store}: {link.url}" for link in product.links),
    ]


def quoted(value: str) -> str:
    """Return *value* as MyST-Parser's options want it: in single quotes unless it is safe without.

    MyST-Parser reads options by a small part of YAML's rules, in which only a doubled quote has a meaning inside
    single quotes.

    Args:
        value: Text in one line.
    """
    return value if _BARE.fullmatch(value) else "'" + value.replace("'", "''") + "'"


def _paragraphs(paragraphs: Iterable[str]) -> list[str]:
    """Return the lines of *paragraphs* with a blank line between two of them."""
    return "\n\n".join(paragraphs).split("\n")
