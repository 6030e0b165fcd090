"""Links of articles that follow what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import WrittenTable, add_resolver
from sphinx_aiarticle.reading.anchors import find_anchor, note_anchor
from sphinx_aiarticle.reading.source import TARGETS, source_of
from sphinx_aiarticle.site.links import ArticleResolver, absolute, find_document, forget_addresses, warn_of_fragment

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


#: The documents to which the links of each Hugo article led.
_WRITTEN: Final[WrittenTable[tuple[str | None, ...]]] = WrittenTable(name="links")


class HugoAnchors(SphinxTransform):
    """Gives headings the ids that their author wrote behind them, so that links to them go on working."""

    default_priority = 270  # after the names of sections have become ids (261), before links look for them (879)

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Put the ids first, except where a question has its own, and where the text alone gives the same one."""
        source = source_of(self.env)
        if source is None or not source.anchors:
            return
        for section in self.document.findall(nodes.section):
            anchor = source.anchors.get((section.line or 0) - 1)
            if anchor and anchor not in self.document.ids:
                is_second = getattr(section, "is_answer", False) or section.get("slug") == anchor
                section["ids"].insert(len(section["ids"]) if is_second else 0, anchor)
                self.document.ids[anchor] = section
                note_anchor(self.env, anchor, anchor, section[0].astext())


class HugoLinks(SphinxTransform):
    """Reads links as they are seen from the page: to its own places, and by relative paths."""

    default_priority = 870  # after the anchors of the document are known (850), before MyST-Parser looks (879)

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Lead links to a place to its id; what leads nowhere becomes a link to the page. Make paths absolute."""
        source = source_of(self.env)
        if source is None or not source.has_relative_links:
            return
        for link in self.document.findall(nodes.reference):
            if link.attributes.pop("id_link", False):
                self._to_place(link)
        for xref in self.document.findall(pending_xref):
            if xref["reftype"] == "myst" and not xref["refdomain"]:
                xref["reftarget"] = absolute(self.env.docname, xref["reftarget"])

    def _to_place(self, link: nodes.reference) -> None:
        fragment = unquote(link["refuri"].removeprefix("#"))
        found = find_anchor(self.env, self.env.docname, fragment)
        found = found or (fragment if fragment in self.document.ids else None)
        if found:
            del link["refuri"]
            link["refid"] = found
        else:
            link["refuri"], link["internal"] = "#", True
            if fragment:
                warn_of_fragment(self.env, fragment, self.env.docname, link)


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the Hugo articles with a link whose document is no longer the one of the last build.

    Sphinx writes a page again when its own source changes; a link by address may gain its document, or lose it, while
    the page stays as it is.
    """
    forget_addresses(env)
    if not TARGETS.of(env):
        return []
    return _WRITTEN.update(
        app,
        {
            docname: tuple(find_document(env, docname, target) for target in targets)
            for docname, targets in TARGETS.of(env).items()
        },
    )


def setup(app: Sphinx) -> None:
    """Register what makes links of addresses."""
    for transform in (HugoAnchors, HugoLinks):
        app.add_transform(transform)
    add_resolver(app, ArticleResolver(), priority=400)  # in Hugo articles an address is never a product's name
    app.connect("env-updated", on_env_updated)
