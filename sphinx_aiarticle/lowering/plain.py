"""What nodes become for builders other than those of web pages: plain docutils nodes, and what LaTeX needs.

Writers that look for visitors by the name of a node's class alone would stop at ours, or drop them. Sphinx's own find
those of the generic bases as well, and write the same either way.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxTranslator

from sphinx_aiarticle.components.directive import has_templates
from sphinx_aiarticle.diagnostics import Subtype, post_transform, warn
from sphinx_aiarticle.nodes import BY_HAND, SemanticNode, docname_of, find_elements
from sphinx_aiarticle.reading.documents import is_markdown


@post_transform(priority=90)  # after affiliate links have become plain ones (60), before images are fetched (100)
def lower_html_by_hand(app: Sphinx, document: nodes.document) -> None:
    """Make nodes of the HTML in Markdown for outputs that show none.

    In reStructuredText, HTML is written by a directive, and for HTML alone.
    """
    is_xml = getattr(app.builder, "out_suffix", "") == ".xhtml"  # as in EPUB
    if app.builder.format == "html" and not is_xml:
        return
    pieces = find_elements(document, nodes.raw)
    if not pieces or _collects_messages(app.builder) or has_visitor(_translator(app), nodes.Element):
        return  # or the builder prints nodes as they are
    from sphinx_aiarticle.lowering.by_hand import replace_html

    for parent in dict.fromkeys(piece.parent for piece in pieces):
        docname = docname_of(parent, app.env)
        if is_markdown(app.env, docname):
            replace_html(parent, document, docname, is_xml=is_xml)


def _collects_messages(builder: Builder) -> bool:
    from sphinx.builders.gettext import I18nBuilder  # of no use to web pages, and slow to import

    return isinstance(builder, I18nBuilder)


def _translator(app: Sphinx) -> type | None:
    try:
        return app.registry.get_translator_class(app.builder)
    except AttributeError:  # it writes with something else
        return None


#: Docutils gives these a visitor for every node whose name is registered, which says nothing of what a writer knows.
_KNOW_ALL = (nodes.GenericNodeVisitor, nodes.SparseNodeVisitor)


@post_transform(priority=220)  # after components have prepared themselves for this builder (210)
def lower_nodes(app: Sphinx, document: nodes.document) -> None:
    """Replace each semantic node that the translator of the builder has no visitor for, those within others first.

    None is replaced where our own visitors serve the builder, or where it collects the messages in them.
    """
    if has_templates(app) or _collects_messages(app.builder):
        return
    translator = _translator(app)
    for node in reversed(find_elements(document, SemanticNode)):
        if not has_visitor(translator, type(node)):
            index = node.parent.index(node)
            plain = [known for lowered in node.lowered() for known in _known(translator, lowered)]
            node.parent[index : index + 1] = plain


def has_visitor(translator: type | None, node: type[nodes.Node]) -> bool:
    """Whether the author of a translator has written a visitor for a class of nodes, or prints nodes by their names."""
    if translator is None:
        return False
    from docutils.writers.docutils_xml import XMLTranslator

    name = f"visit_{node.__name__}"
    visit = getattr(translator, name, None)
    known = (getattr(general, name, None) for general in _KNOW_ALL)
    return issubclass(translator, XMLTranslator) or (visit is not None and visit not in known)


def _known(translator: type | None, node: nodes.Node) -> list[nodes.Node]:
    """Return *node*, or something plainer where a translator knows no boxes with a title, captions or ``meta``."""
    if isinstance(node, nodes.figure) and not _has_any_visitor(translator, nodes.caption):
        lines = [
            child for part in node.children for child in (part.children if isinstance(part, nodes.legend) else [part])
        ]
        return [nodes.container("", *map(_line, lines), ids=node["ids"], classes=node["classes"])]
    if not isinstance(node, nodes.admonition | nodes.meta) or _has_any_visitor(translator, type(node)):
        return [node]
    if isinstance(node, nodes.meta):
        return []
    title, *body = node.children
    heading = nodes.paragraph("", "", nodes.strong("", "", *title.children))
    return [nodes.container("", heading, *body, ids=node["ids"], classes=node["classes"])]


def _line(part: nodes.Node) -> nodes.Node:
    """Return a part of a figure as a paragraph; a caption is strong."""
    if isinstance(part, nodes.caption):
        return nodes.paragraph("", "", nodes.strong("", "", *part.children))
    return nodes.paragraph("", "", part) if isinstance(part, nodes.image | nodes.reference) else part


def _has_any_visitor(translator: type | None, node: type[nodes.Node]) -> bool:
    """Whether a translator knows a class of nodes, or one of the bases where it asks for these, as Sphinx's do."""
    bases = node.__mro__ if translator and issubclass(translator, SphinxTranslator) else (node,)
    return translator is None or any(hasattr(translator, f"visit_{base.__name__}") for base in bases)


#: How many lines have to be free where a box begins; a picture is about as high as the difference.
_LINES: Final = 8
_LINES_WITH_PICTURE: Final = 16
_LINES_OF_HEADING: Final = 3
#: ``\\needspace`` would make TeX prefer this place for the end of a page, even where the whole box has room.
_ROOM: Final = r"\par\ifdim\dimexpr\pagegoal-\pagetotal\relax<%d\baselineskip\newpage\fi"


#: The ends of names of pictures that LaTeX shows.
_IN_TEX: Final = (".pdf", ".png", ".jpg", ".jpeg")


@post_transform(priority=210, formats=("latex",))  # after pictures are converted (200), before nodes are lowered (220)
def prepare_for_paper(app: Sphinx, document: nodes.document) -> None:
    """Prepare components for LaTeX; a box in another begins where that one has room."""
    for image in find_elements(document, nodes.image):
        forms: list[str] = [*image.get("candidates", {}).values()]  # of `mat.*`
        names = forms or [image["uri"]]
        if any(name.lower().endswith(_IN_TEX) for name in names):
            continue
        if BY_HAND in image.get("candidates", {}):  # whose author wrote it for the web, and gets no warning
            words = nodes.Text(image.get("alt", ""))
            is_text = isinstance(image.parent, nodes.TextElement)
            image.parent.replace(image, words if is_text else nodes.paragraph("", "", words))
        elif isinstance(image, SemanticNode):
            message = (
                "the PDF leaves out the picture %r, with which LaTeX would fail; write it as PNG, JPEG or PDF, or "
                "add 'sphinx.ext.imgconverter' to the extensions in conf.py"
            )
            if not app.env.images.keys().isdisjoint(names):  # of one that is not there, Sphinx has warned
                warn(Subtype.IMAGE, message, image["uri"], location=image)
            image.parent.remove(image)
    for node in find_elements(document, SemanticNode):
        if isinstance(node, nodes.admonition) and isinstance(node.parent, nodes.section):
            lines = _LINES_WITH_PICTURE if any(node.findall(nodes.image)) else _LINES
            first, headings = _with_headings(node)
            room = nodes.raw("", _ROOM % (lines + _LINES_OF_HEADING * headings), format="latex")
            if isinstance(first.parent, nodes.section):
                first.parent.insert(first.parent.index(first), room)
        node.prepare_for_paper()


def _with_headings(box: nodes.Element) -> tuple[nodes.Element, int]:
    """Return the box, or the section that begins with headings and this box, and the number of headings."""
    first, headings = box, 0
    while isinstance(first.parent, nodes.section) and isinstance(
        first.parent[first.parent.index(first) - 1], nodes.title
    ):
        first, headings = first.parent, headings + 1
    return first, headings
