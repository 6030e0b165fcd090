"""Semantic nodes: what an article is made of, on generic docutils bases.

Every builder draws them by their base class. Their children hold the prose, so translation, search, link check and
cross references work as on any page; facts that are no prose hang on :attr:`Facts.facts` as a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self


_Part = TypeVar("_Part", bound=nodes.Element)


def walk(root: nodes.Element) -> Iterator[nodes.Element]:
    """Yield *root* and the elements below it in the order of the page, without their text.

    Docutils' ``findall`` passes every node through one generator a level, which makes it several times as slow.
    """
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in reversed(node.children) if type(child) is not nodes.Text]


def rubric_of(section: nodes.Element, document: nodes.document) -> nodes.rubric:
    """Return the heading of a section as a rubric, to which the same links lead."""
    title, depth, above = cast("nodes.title", section.children[0]), 0, section
    while isinstance(above, nodes.section):
        depth, above = depth + 1, above.parent
    rubric = nodes.rubric(title.rawsource, "", *title.children, level=depth)
    rubric.source, rubric.line = section.source, section.line
    for name in ("ids", "names", "classes", "dupnames"):
        rubric[name] = section[name]
    if "slug" in section:
        rubric["slug"] = section["slug"]
    for anchor in section["ids"]:
        document.ids[anchor] = rubric
    return rubric


def without_sections(parent: nodes.Element, document: nodes.document) -> list[nodes.Node]:
    """Return the children of *parent* with rubrics in place of the sections among them, except questions."""
    found: list[nodes.Node] = []
    for child in parent.children:
        if isinstance(child, nodes.section) and not isinstance(child, question | faq):
            found.append(rubric_of(child, document))
            child.pop(0)
            found += without_sections(child, document)
        else:
            found.append(child)
    return found


def title_section(document: nodes.document) -> nodes.section | None:
    """Return the section whose title is that of the page; a question is none."""
    first = next((child for child in document.children if isinstance(child, nodes.section)), None)
    return None if isinstance(first, question | faq) else first


def below_title(document: nodes.document) -> tuple[nodes.Element, int]:
    """Return the element and the index at which something stands directly below the title of a page."""
    section = title_section(document)
    if section is not None and section.children and isinstance(section.children[0], nodes.title):
        return section, 1
    fields = next((child for child in document.children if isinstance(child, nodes.field_list)), None)
    return document, document.index(fields) + 1 if fields is not None else 0


class Facts:
    """A node that carries a frozen dataclass, out of sight of writers that print attributes."""

    facts: Any = None

    def copy(self) -> Self:
        """Copy the node with its facts (``deepcopy`` uses this too)."""
        twin: Self = super().copy()  # type: ignore[misc]
        twin.facts = self.facts
        return twin


class summary_box(nodes.admonition):
    """The points of an article in brief: a title and a container with the author's list."""


class product_box(Facts, nodes.admonition):
    """A recommended product: the name as title, then a container with the parts below."""

    def part(self, kind: type[_Part]) -> _Part | None:
        """Return the first part of *kind*; parts of a box nested in the prose are not this box's."""
        return next((part for part in self._parts() if type(part) is kind), None)

    def first_parts(self) -> dict[type[nodes.Node], Any]:
        """Return the first part of every kind."""
        return {type(part): part for part in reversed(self._parts())}

    @property
    def reason(self) -> list[nodes.Node]:
        """The author's own prose: every part that is none of the kinds below."""
        own = (product_image, notice, product_label, product_facts, product_state, store_links)
        return [part for part in self._parts() if not isinstance(part, own)]

    def _parts(self) -> Sequence[nodes.Node]:
        return self.children[-1].children if len(self.children) > 1 else ()


class product_image(nodes.image):
    """The picture in a product box."""


class notice(nodes.paragraph):
    """Says that the box holds advertising; stands before the first link."""


class amazon_statement(notice):
    """The statement that Amazon asks its associates to make; once a page."""


class product_label(nodes.paragraph):
    """A line the author puts above the recommendation."""


class product_facts(nodes.paragraph):
    """Brand, price and the maker's page."""


class product_state(nodes.paragraph):
    """Says that the product is no longer sold, and by what it was replaced."""


class product_list(Facts, nodes.container):
    """Products in brief: a notice and a table or a list, whose rows are :class:`Listed`."""

    def part(self, kind: type[_Part]) -> _Part | None:
        """Return the first part of *kind*."""
        return next((part for part in self.children if type(part) is kind), None)


class Listed(Facts, nodes.Element):
    """One product of a list; without facts it repeats a box of the same page."""


class product_row(Listed, nodes.row):
    """A product in a table."""


class product_item(Listed, nodes.list_item):
    """A product in a list."""


class product_field(nodes.paragraph):
    """One thing that a list says of a product. The attribute ``field`` names it."""


class product_users(nodes.General, nodes.Element):
    """Stands in an index for the pages that show a product, until all are known. ``none`` says that there are none."""


class store_links(nodes.paragraph):
    """The shop links of a product box."""


class store_link(nodes.reference):
    """A link to one shop. The attribute ``store`` names it."""


class faq(nodes.section):
    """A titled FAQ: a section of question sections."""

    tagname = "section"  # the standard domain gives labels to elements of this name only


class question(nodes.section):
    """One question: a section, so that it stands in the table of contents. ``style`` is empty, or what its FAQ asks."""

    tagname = "section"


class details(nodes.container):
    """A text that opens on a click in HTML. The attribute ``open`` says whether it is open from the start."""


class details_summary(nodes.paragraph):
    """What shows of a text that is not open yet."""


class article_header(Facts, nodes.container, addnodes.translatable):
    """Cover, dates, authors and tags of an article: a picture and a field list.

    Categories, tags and keywords are messages of translation catalogues.
    """

    @property
    def cover(self) -> cover_image | None:
        """The picture, if the article has one that readers see."""
        return next((part for part in self.children if isinstance(part, cover_image)), None)

    def preserve_original_messages(self) -> None:
        """Do nothing: the facts hold them."""

    def extract_original_messages(self) -> Sequence[str]:
        """Return what there is to translate."""
        terms: Sequence[str] = self.facts.terms
        return terms

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Note the translation of a term."""
        translations = (*self.facts.translations, (original_message, translated_message))
        self.facts = replace(self.facts, translations=translations)


class cover_image(Facts, nodes.image):
    """The picture at the head of an article."""

    @property
    def caption(self) -> cover_caption | None:
        """What the article says of the picture below it."""
        return next((node for node in self.parent.children if isinstance(node, cover_caption)), None)


class cover_caption(nodes.paragraph):
    """The caption of a cover: no ``figure``, which would take a number from those of the text."""


class hidden_cover(nodes.substitution_definition):
    """Holds a cover that no reader sees: every writer skips it, and Sphinx still copies the file."""


#: Nodes that stand inside the ones with a template of their own.
PARTS = (
    product_image,
    notice,
    amazon_statement,
    product_label,
    product_facts,
    product_state,
    product_row,
    product_item,
    product_field,
    store_links,
    store_link,
    cover_image,
    cover_caption,
    hidden_cover,
)
