"""What one page holds besides its front matter: read from the resolved doctree, written as JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.model.picture import Picture
    from sphinx_aiarticle.model.product import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a FAQ.

    Attributes:
        anchor: The HTML id that leads to the question.
        name: The question as plain text.
        answer: The answer in the HTML subset that consumers of FAQPage read.
    """

    anchor: str
    name: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything of one page that structured data speaks of.

    Attributes:
        title: The visible heading of the page.
        summary: The points of the summary box.
        products: Product boxes in their order.
        questions: Questions in their order.
        cover: The picture at the head of an article.
        robots: Content of the page's robots meta element.
        description: Content of the page's description meta element.
        translations: Categories, tags and keywords that have a translation, each with it.
    """

    title: str = ""
    summary: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    questions: tuple[Question, ...] = ()
    cover: Picture | None = None
    robots: str = ""
    description: str = ""
    translations: tuple[tuple[str, str], ...] = ()

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may index the page."""
        return not {"noindex", "none"} & {word.strip() for word in self.robots.lower().split(",")}


def translated(names: tuple[str, ...], translations: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return *names*, those that have one in their translation."""
    if not translations:
        return names
    words = dict(translations)
    return tuple(words.get(name, name) for name in names)


#: Sentence ends after which Chinese and Japanese text goes on without a space.
_WIDE_ENDS = "。！？」』）…"


def join_points(points: tuple[str, ...]) -> str:
    """Join summary points into running text, with a space where the script asks for one."""
    text = ""
    for point in points:
        text += point if not text or text[-1] in _WIDE_ENDS else f" {point}"
    return text
