"""The builders ``jsonld`` and ``dirjsonld``: the data that ``html`` and ``dirhtml`` write into pages, without pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.jsonld import DATA_SUFFIX
from sphinx_aiarticle.page.data_files import SITE_FILE, write_data, write_site
from sphinx_aiarticle.page.graph import facts_of, script_of

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class JsonLdBuilder(StandaloneHTMLBuilder):
    """Writes one ``.jsonld`` for each page, and one file for the site.

    It is a builder of HTML because addresses, pictures and what a page shows of its source are those of such a builder;
    no template is rendered.
    """

    name = "jsonld"
    epilog = f"The data of the pages are in %(outdir)s, those of the site in {SITE_FILE}."
    search = False
    copysource = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self._application = app

    def init(self) -> None:
        """Take over how the builder of the pages links to them."""
        super().init()
        self.out_suffix = DATA_SUFFIX

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Find out which page is below which; no index and no search are needed."""
        self.relations = self.env.collect_relations()

    def copy_assets(self) -> None:
        """Copy nothing: data name pictures by their addresses in the site."""

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Give pictures their names."""
        self.imgpath = relative_uri(self.get_target_uri(docname), self.imagedir)
        self.post_process_images(doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the data of one page."""
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.current_docname = docname
        _write(self._application, self, docname, doctree)

    def finish(self) -> None:
        """Write the data of the site."""
        write_site(self._application, self)
        self.write_buildinfo()


class DirJsonLdBuilder(JsonLdBuilder, DirectoryHTMLBuilder):
    """The same for pages that have folders of their own."""

    name = "dirjsonld"


@guarded
def _write(app: Sphinx, builder: JsonLdBuilder, docname: str, doctree: nodes.document) -> None:
    write_data(builder, docname, script_of(app, docname, facts_of(app, builder, docname, doctree)))


def setup(app: Sphinx) -> None:
    """Register the builders."""
    app.add_builder(JsonLdBuilder)
    app.add_builder(DirJsonLdBuilder)
