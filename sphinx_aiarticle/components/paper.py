"""What LaTeX alone needs: each node prepares itself for paper, and a box begins where there is room below its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.nodes import SemanticNode, iter_elements

if TYPE_CHECKING:
    from sphinx.application import Sphinx


#: How many lines have to be free where a box begins; a picture is about as high as the difference.
_LINES: Final = 8
_LINES_WITH_PICTURE: Final = 16


class OnPaper(SphinxPostTransform):
    """Prepares components for LaTeX."""

    default_priority = 210  # before nodes are lowered (220)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Prepare them; a box in another begins where that one has room."""
        for node in list(iter_elements(self.document)):
            if not isinstance(node, SemanticNode):
                continue
            if isinstance(node, nodes.admonition) and isinstance(node.parent, nodes.section):
                lines = _LINES_WITH_PICTURE if any(node.findall(nodes.image)) else _LINES
                room = nodes.raw("", rf"\needspace{{{lines}\baselineskip}}", format="latex")
                node.parent.insert(node.parent.index(node), room)
            node.prepare_for_paper()


def on_builder_inited(app: Sphinx) -> None:
    """Register the transform: Sphinx makes every one for every page, to ask whether it applies."""
    if app.builder.format == "latex":
        app.add_post_transform(OnPaper)


def setup(app: Sphinx) -> None:
    """Register what LaTeX needs."""
    app.connect("builder-inited", on_builder_inited)
