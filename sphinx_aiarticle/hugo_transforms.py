"""Changes to the doctree of Hugo articles after parsing."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.images import find_image, source_uri
from sphinx_aiarticle.nodes import question
from sphinx_aiarticle.source import source_of


class HugoAnchors(SphinxTransform):
    """Gives headings the ids that their author wrote behind them, so that links to them go on working."""

    default_priority = 270  # after the names of sections have become ids (261), before links look for them (879)

    def apply(self, **kwargs: Any) -> None:
        """Put the ids first, except where a question has its own."""
        source = source_of(self.env)
        if source is None or not source.anchors:
            return
        for section in self.document.findall(nodes.section):
            anchor = source.anchors.get((section.line or 0) - 1)
            if anchor and anchor not in self.document.ids:
                section["ids"].insert(len(section["ids"]) if isinstance(section, question) else 0, anchor)
                self.document.ids[anchor] = section


class HugoImages(SphinxTransform):
    """Finds images that are named by their path on the site, among the files that Hugo copies there."""

    default_priority = 300

    def apply(self, **kwargs: Any) -> None:
        """Name the files from the source folder; what is not found is left for Sphinx to warn of."""
        source = source_of(self.env)
        if source is None or not source.is_hugo:
            return
        for image in self.document.findall(nodes.image):
            uri = image["uri"]
            if "://" in uri or uri.startswith(("//", "data:")):
                continue
            if not Path(self.env.relfn2path(uri, self.env.docname)[1]).is_file():
                path = find_image(self.env, unquote(uri).partition("?")[0])
                if path is not None:
                    image["uri"] = source_uri(self.env, path)
