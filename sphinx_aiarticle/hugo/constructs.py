"""The parts of an article that are recognised with certainty: one form for reading in place and for migration."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_aiarticle.hugo.blocks import Block, RawHtml, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter(Block):
    """The block at the top of the file.

    Attributes:
        title: The article's title, plain text in one line; empty without one.
        title_line: 0-based line of the title in the source.
    """

    title: str
    title_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevel(Block):
    """A heading whose level does not follow from the headings above it.

    Attributes:
        level: The level that it gets.
        underlined: ``True`` when a line of ``=`` or ``-`` makes it a heading.
    """

    level: int
    underlined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Block):
    """A heading with text below it that becomes one directive.

    Attributes:
        heading: The Markdown of the heading.
        close: 0-based line that is free for the closing fence, or ``None`` when the file ends with the text.
    """

    heading: str
    close: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Section):
    """The summary of the article: the text below its first heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Section):
    """A question of a FAQ and its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreLink:
    """A button of a product box.

    Attributes:
        store: Key of the store.
        url: The author's address, as it stands in the page (entities resolved, nothing else changed).
    """

    store: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a hand-made product box says.

    Attributes:
        name: Name of the product, plain text in one line.
        label: The words above the name; empty without any.
        reasons: Why this product: one paragraph of Markdown each, several lines where the author broke the line.
        links: The shop links in the author's order, each to another store.
    """

    name: str
    label: str
    reasons: tuple[str, ...]
    links: tuple[StoreLink, ...]

    @property
    def height(self) -> int:
        """How many lines a directive with this product has at least: fences, options, and the reasons."""
        reasons = "\n\n".join(self.reasons).count("\n") + 1
        return 2 + bool(self.label) + 1 + len(self.links) + reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductBox(Block):
    """The lines of a product box.

    Attributes:
        product: What it says.
    """

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBar(Block):
    """The lines of a row of shop links that name no product.

    Attributes:
        links: Text and address of each link.
    """

    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped(Block):
    """A shortcode ``rawhtml`` whose HTML stays, without the tags around it.

    Attributes:
        inset: Where the tags are.
    """

    inset: RawHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedScript(Block):
    """Hand-made structured data, which is derived anew from the page.

    Attributes:
        inset: Where it is, and its JSON.
    """

    inset: Script
