"""The base of all semantic nodes, and how to pass over a doctree.

Every component subclasses a generic docutils node, so that builders which know nothing of it render it by that base.
Children hold the prose, so translation, search, link check and cross references work as on any page; facts that are no
prose are in :attr:`SemanticNode.facts` as a frozen dataclass. Class names begin with ``aiarticle_``, because docutils
finds visitors by them, and a project may well have a node ``question`` of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Final, Self, TypeVar, cast

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.model.page import Content
from sphinx_aiarticle.model.product import Product
from sphinx_aiarticle.recognise.outline import BlockKind
from sphinx_aiarticle.record import Record

_Node = TypeVar("_Node", bound=nodes.Node)
#: Stands among the candidates of a picture that was HTML.
BY_HAND: Final = "html"


class Tex(Record):
    """How the page shows formulas, and which numbers it writes.

    Attributes:
        inline: What is around a formula in running text.
        display: What is around a formula of its own; empty where pages show nothing but the source.
        number: Gives the number of a formula of its own, or an empty text.
        caption: Gives what stands before the text of a caption, or of the title of a table, such as ``Fig. 1``.
    """

    inline: tuple[str, str] = (r"\(", r"\)")
    display: tuple[str, str] = (r"\[", r"\]")
    number: Callable[[nodes.math_block], str] = lambda node: str(node.get("number") or "")
    caption: Callable[[nodes.Element], str] = lambda _node: ""


TEX: Final = Tex()


@dataclass(slots=True, kw_only=True)
class Collector(Content):
    """What a page says, as its nodes tell it one after another in :meth:`SemanticNode.collect`.

    Attributes:
        page_url: Canonical address of the page; relative links in answers start from it.
        image_url: Gives the address of an image in the built site, or an empty text.
        shown: Product boxes and lines of lists in their order, and whether each is a box.
    """

    page_url: str
    image_url: Callable[[str], str]
    tex: Tex
    summaries: int = 0
    shown: list[tuple[bool, Product]] = field(default_factory=list)


class SemanticNode(nodes.Element):
    """A component, or a part of one: comes before the docutils base among the bases of its class.

    Attributes:
        facts: What is not prose, out of sight of writers that print attributes.
        is_answer: Whether it holds an answer, which is data: nothing is inserted into it.
        follows_title: Whether it belongs to the title of the page: what is inserted below the title comes after it.
        is_lead: Whether it belongs to the lead of an article when it follows the header.
        describes_page: Whether its text may serve as the description of the page.
        is_prose: Whether its text belongs to the running text around it.
        is_teaser: Whether lists of articles show something of it.
        block_kind: What it is among the blocks of a page in which a summary and questions are looked for.
    """

    facts: Any = None

    is_answer: ClassVar[bool] = False
    follows_title: ClassVar[bool] = False
    is_lead: ClassVar[bool] = False
    describes_page: ClassVar[bool] = False
    is_prose: ClassVar[bool] = True
    is_teaser: ClassVar[bool] = False
    block_kind: ClassVar[BlockKind] = BlockKind.TEXT

    def copy(self) -> Self:
        """Copy the node with its facts (``deepcopy`` uses this too)."""
        twin = super().copy()
        twin.facts = self.facts
        return twin

    def collect(self, content: Collector) -> None:
        """Tell *content* what structured data and theme templates get to know of this node; nothing by default."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return plain nodes for what a template shows of the node, and leave it as it is; nothing if children do."""
        return ()

    def lowered(self) -> Sequence[nodes.Node]:
        """Return plain docutils nodes for a builder that knows nothing of this one; they take over its children.

        By default that is the generic base with the same attributes.
        """
        base = next(base for base in type(self).__mro__ if base.__module__ == nodes.__name__)
        plain = base(self.rawsource)
        plain.update_all_atts_concatenating(self.attributes)
        plain.source, plain.line = self.source, self.line
        plain += self.children
        return [plain]

    def prepare_for_paper(self) -> None:
        """Become what LaTeX sets well; the node and what is around it may change, what is above it may not."""


class HiddenNode(SemanticNode, nodes.Invisible):
    """Tells data and lists what no reader sees of a page; not so in a substitution, whose messages no catalogue has."""

    def lowered(self) -> Sequence[nodes.Node]:
        """Return nothing."""
        return ()


def find_elements(
    root: nodes.Element, kind: type[_Node] | tuple[type[_Node], ...], *, skip: type | tuple[type, ...] = ()
) -> list[_Node]:
    """Return *root* and the elements below it that are of a kind, in the order of the page; into some it does not go.

    Docutils' ``findall`` passes every node through one generator a level, which makes it several times as slow.
    """
    found: list[Any] = [root] if isinstance(root, kind) else []
    _add_elements(root.children, _roles(cast("Any", kind), skip), found)
    return found


class _Roles(dict[type, tuple[bool, ...]]):
    """Whether the nodes of a class are looked for, and whether to go into them; empty for text."""

    def __init__(self, kind: type | tuple[type, ...], skip: type | tuple[type, ...]) -> None:
        super().__init__({nodes.Text: ()})
        self._kind, self._skip = kind, skip

    def __missing__(self, of: type) -> tuple[bool, ...]:
        role = self[of] = issubclass(of, self._kind), not issubclass(of, self._skip)
        return role


_roles: Final = lru_cache(maxsize=64)(_Roles)


def _add_elements(children: Iterable[Any], roles: _Roles, found: list[Any]) -> None:
    for child in children:
        if role := roles[type(child)]:
            is_found, is_open = role
            if is_found:
                found.append(child)
            if is_open:
                _add_elements(child.children, roles, found)


def first_of(some: Iterable[nodes.Node], kind: type[_Node]) -> _Node | None:
    """Return the first of *some* whose class is *kind* itself, not one derived from it."""
    return next((node for node in some if type(node) is kind), None)


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the elements around *node*, the innermost first."""
    while node.parent is not None:
        node = node.parent
        yield node


def docname_of(node: nodes.Node, env: BuildEnvironment) -> str:
    """Return the document of a node, which Sphinx may have put into another one: in a book, or in one page for all."""
    around = (node, *ancestors(node))
    for one in around:
        if isinstance(one, nodes.Element) and one.get("docname"):
            return str(one["docname"])
    source = around[-1].get("source") if isinstance(around[-1], nodes.document) else None
    return (env.path2doc(source) if source else None) or env.docname


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
        if isinstance(child, nodes.section) and not isinstance(child, SemanticNode):
            found.append(rubric_of(child, document))
            child.pop(0)
            found += without_sections(child, document)
        else:
            found.append(child)
    return found


def main_section(document: nodes.Element) -> nodes.section | None:
    """Return the section whose title is that of the page, if it has one: a component, such as a question, is none."""
    section = next((child for child in document.children if isinstance(child, nodes.section)), None)
    return None if isinstance(section, SemanticNode) else section


def meta_of(document: nodes.document) -> dict[str, str]:
    """Return the content of the ``meta`` elements of a page by their names in lower case; of ``robots`` all count."""
    found: dict[str, str] = {}
    for part in (part for part in document.children if isinstance(part, nodes.meta)):
        name, content = str(part.get("name", "")).lower(), part.get("content", "")
        found[name] = f"{found[name]}, {content}" if name == "robots" and name in found else content
    return found


def below_title(document: nodes.Element) -> tuple[nodes.Element, int]:
    """Return the element and the index at which something is inserted directly below the title of a page."""
    section = main_section(document)
    if section is not None and section.children and isinstance(section.children[0], nodes.title):
        return section, 1
    fields = next((child for child in document.children if isinstance(child, nodes.field_list)), None)
    return document, document.index(fields) + 1 if fields is not None else 0


def after_header(document: nodes.Element) -> tuple[nodes.Element, int]:
    """Return the element and the index at which something is inserted below the title and the header of a page."""
    section, start = below_title(document)
    while start < len(section) and getattr(section[start], "follows_title", False):
        start += 1
    return section, start


def linked(content: nodes.Node, url: str) -> nodes.Node:
    """Return a link, or only its content where there is no address."""
    return nodes.reference("", "", content, refuri=url) if url else content


def addresses_in(node: nodes.Element) -> list[str]:
    """Return where a link leads, or the links in HTML by hand."""
    if not isinstance(node, nodes.raw):
        return [str(node.get("refuri", ""))]
    from sphinx_aiarticle.recognise.html import link_urls

    return link_urls(node.astext())


def change_addresses(node: nodes.Element, address: Callable[[str], str]) -> None:
    """Lead a link, whose text may be its address, or the links in HTML by hand to what *address* makes of theirs."""
    if isinstance(node, nodes.raw):
        from sphinx_aiarticle.recognise.html import with_addresses

        node.children[:] = [nodes.Text(with_addresses(node.astext(), address))]
        return
    url, new = node["refuri"], address(node["refuri"])
    if node.astext() == url:
        node[:] = [nodes.Text(new)]
    node["refuri"] = new


def add_rel(node: nodes.Element, words: Sequence[str], is_paid: Callable[[str], bool]) -> None:
    """Give a link, or those in HTML by hand, the *words* in ``rel`` beside its own, if somebody pays for it."""
    if isinstance(node, nodes.raw):
        from sphinx_aiarticle.recognise.html import with_rel

        node.children[:] = [nodes.Text(with_rel(node.astext(), words, is_paid))]
    elif is_paid(str(node.get("refuri", ""))):
        node["rel"] = " ".join(dict.fromkeys((*str(node.get("rel", "")).split(), *words)))


def separated(parts: Iterable[nodes.Node], between: str = ", ") -> list[nodes.Node]:
    """Return *parts* with a text between them."""
    return [node for part in parts for node in (nodes.Text(between), part)][1:]


def literal_messages(texts: Iterable[str], source: str, line: int) -> list[nodes.Node]:
    """Return literal texts with commas between them; each is a message of translation catalogues."""
    found = []
    for text in texts:
        message = nodes.inline(text, text, translatable=True)
        message.source, message.line = source, line
        found.append(nodes.inline("", "", message, support_smartquotes=False))  # Sphinx dissolves the message itself
    return separated(found)
