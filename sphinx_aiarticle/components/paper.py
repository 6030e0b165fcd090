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
#: ``\\needspace`` would make TeX prefer this place for the end of a page, even where the whole box has room.
_ROOM: Final = r"\par\ifdim\dimexpr\pagegoal-\pagetotal\relax<%d\baselineskip\newpage\fi"


class OnPaper(SphinxPostTransform):
    """Prepares components for LaTeX."""

    default_priority = 210  # before nodes are lowered (220)
    formats = ("latex",)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Prepare them; a box in another begins where that one has room."""
        for node in list(iter_elements(self.document)):
            if not isinstance(node, SemanticNode):
                continue
            if isinstance(node, nodes.admonition) and _begins_on_a_page(node):
                lines = _LINES_WITH_PICTURE if any(node.findall(nodes.image)) else _LINES
                node.parent.insert(node.parent.index(node), nodes.raw("", _ROOM % lines, format="latex"))
            node.prepare_for_paper()


def _begins_on_a_page(box: nodes.Element) -> bool:
    """Whether a box is in no other, and not right below a heading, which would stay behind."""
    before = box.parent[max(box.parent.index(box) - 1, 0)]
    return isinstance(box.parent, nodes.section) and not isinstance(before, nodes.title)


def setup(app: Sphinx) -> None:
    """Register what LaTeX needs."""
    app.add_post_transform(OnPaper)
