"""At the end of an article: links to the one before and the one after it by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aiarticle.articles import articles_of
from sphinx_aiarticle.components.directive import add_component
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import WrittenTable
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.nodes import SemanticNode, main_section
from sphinx_aiarticle.reading.source import ARTICLES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.articles import Entry
    from sphinx_aiarticle.html.templating import View
    from sphinx_aiarticle.i18n import Language


#: Document and title of the older and the newer article that each page showed; empty for none.
_WRITTEN: Final[WrittenTable[tuple[str, ...]]] = WrittenTable(name="neighbours")


class aiarticle_neighbours(SemanticNode, nodes.container):
    """Links to the older and the newer article."""

    is_prose = False


class aiarticle_neighbour(SemanticNode, nodes.paragraph):
    """One of them. The attribute ``direction`` is ``older`` or ``newer``."""


def neighbours_of(env: BuildEnvironment, docname: str) -> tuple[Entry | None, Entry | None]:
    """Return the older and the newer article that a page shows; nothing where it shows none."""
    wanted = ARTICLES.get(env, docname).neighbours
    if settings(env.config).neighbours if wanted is None else wanted:
        return articles_of(env).neighbours(docname)
    return None, None


class Neighbours(SphinxPostTransform):
    """Adds the links at the end of an article."""

    default_priority = 5  # before references are resolved (10)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Add them, if the page shows any."""
        older, newer = neighbours_of(self.env, self.env.docname)
        if older is newer is None:
            return
        language = language_of(self.config, ARTICLES.get(self.env, self.env.docname).language)
        links = aiarticle_neighbours(classes=["aiarticle-neighbours", "no-search"])
        if older:
            links += self._link("older", language.gettext("Older"), older, language)
        if newer:
            links += self._link("newer", language.gettext("Newer"), newer, language)
        (main_section(self.document) or self.document).append(links)

    def _link(self, direction: str, label: str, entry: Entry, language: Language) -> aiarticle_neighbour:
        link = addnodes.pending_xref(
            "", nodes.inline("", entry.title), refdomain="std", reftype="doc", reftarget=f"/{entry.docname}",
            refexplicit=True, refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip
        own_language = language_of(self.config, entry.article.language)
        node = aiarticle_neighbour("", "", nodes.Text(f"{label}: "), link, direction=direction)
        node["language"] = own_language.tag if own_language.tag != language.tag else ""
        return node


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the articles beside which there is another one than when they were written."""
    shown = {}
    for docname in ARTICLES.of(env):
        neighbours = neighbours_of(env, docname)
        if any(neighbours):
            shown[docname] = tuple(part for entry in neighbours for part in (_names(entry) if entry else ("", "")))
        else:
            shown[docname] = ()
    return _WRITTEN.update(app, shown)


def _names(entry: Entry) -> tuple[str, str]:
    return entry.docname, entry.title


def neighbours_values(translator: HTML5Translator, node: aiarticle_neighbours) -> View:
    """Return the values of ``neighbours.html``."""
    view: View = {**root_view(node), "older": None, "newer": None}
    for part in node.children:
        if isinstance(part, aiarticle_neighbour):
            link = next(iter(part.findall(nodes.reference)))
            view[part["direction"]] = {
                "url": link.get("refuri", ""), "title": link.astext(), "language": part["language"],
            }  # fmt: skip
    return view


def setup(app: Sphinx) -> None:
    """Register the component."""
    template = "neighbours.html"
    add_component(app, aiarticle_neighbours, aiarticle_neighbour, template=template, values=neighbours_values)
    app.add_post_transform(Neighbours)
    app.connect("env-updated", on_env_updated)
