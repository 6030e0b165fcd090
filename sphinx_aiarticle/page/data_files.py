"""The data of each page as a file, and those of the whole site as one: changes of meaning are seen in a review.

They come with the pages, or alone: the builders ``jsonld`` and ``dirjsonld`` write what ``html`` and ``dirhtml`` have.
"""

from __future__ import annotations

import json
import os
import posixpath
import shutil
import sys
from collections.abc import Collection, Set
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, handles, warn
from sphinx_aiarticle.html.address import makes_files_of_html, out_file
from sphinx_aiarticle.html.files import WrittenFiles, kept_pieces, write_beside
from sphinx_aiarticle.jsonld import DATA_SUFFIX
from sphinx_aiarticle.page.graph import facts_of, script_of
from sphinx_aiarticle.validate.vocabulary import TEXTS, vocabulary_in

#: The file with all statements of the site.
SITE_FILE: Final = "graph.nq"


def writes_files(app: Sphinx, builder: Builder) -> bool:
    """Whether files with data come with the pages of *builder*."""
    is_asked_for = settings(app.config).json_ld_files and settings(app.config).json_ld
    return is_asked_for and makes_files_of_html(builder)


def _path(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return where the data of a page are: beside it, with ``.jsonld`` in place of ``.html``."""
    return f"{out_file(builder, docname).removesuffix(builder.out_suffix)}{DATA_SUFFIX}"


def write_data(builder: StandaloneHTMLBuilder, docname: str, text: str) -> None:
    """Write the data of a page, or see to it that there is no file where it has none."""
    path = Path(_path(builder, docname))
    try:
        if text:
            write_beside(path, f"{json.dumps(json.loads(text), ensure_ascii=False, indent=2)}\n")
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        warn(Subtype.JSON_LD, "the file with the data of this page cannot be written: %s", error, location=docname)


def data_file_link(builder: StandaloneHTMLBuilder, docname: str, text: str) -> str:
    """Write the data of a page, and return the link element that leads to the file; empty where there is none."""
    write_data(builder, docname, text)
    name = quote(posixpath.basename(_path(builder, docname).replace(os.sep, "/")))
    return f'<link rel="alternate" type="application/ld+json" href="{name}" />\n' if text else ""


def write_site(app: Sphinx, builder: StandaloneHTMLBuilder) -> Collection[str]:
    """Write the statements of all pages as N-Quads, each once, in their order; return where the data of pages are."""
    from sphinx_aiarticle.jsonld.quads import quads

    def statements(docname: str, path: str) -> tuple[str, ...] | None:
        try:
            data = json.loads(Path(path).read_text(encoding="utf-8"))
            return tuple(map(sys.intern, sorted(quads(data, _addresses().__contains__))))  # many are of all pages
        except (KeyError, TypeError, ValueError) as error:
            message = "%s goes without the data of this page, because a handler of aiarticle-json-ld wrote %s"
            warn(Subtype.JSON_LD, message, SITE_FILE, error, location=docname)
            return None

    files = {docname: _path(builder, docname) for docname in sorted(app.env.all_docs)}
    pieces = kept_pieces(Path(app.doctreedir, f"aiarticle-statements-{builder.name}.pickle"), files, statements)
    lines = dict.fromkeys(chain.from_iterable(pieces.values()))
    text = "\n".join([*sorted(lines), ""])  # fast, because parts are in order already
    Path(builder.outdir, SITE_FILE).write_text(text, encoding="utf-8", newline="\n")
    return files.values()


@cache
def _addresses() -> Set[str]:
    """Return the properties that hold addresses and no text."""
    ranges = vocabulary_in().ranges.items()
    return frozenset(name for name, range_ in ranges if "URL" in range_ and TEXTS.isdisjoint(range_))


@handles("build-finished")
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the data of the site beside its pages, and delete what is of pages and of settings of before."""
    builder = app.builder
    if exception is not None or not makes_files_of_html(builder):
        return
    files, top = WrittenFiles(app, "data"), f"{builder.outdir}{os.sep}"
    if writes_files(app, builder):
        names = (path.removeprefix(top).replace(os.sep, "/") for path in write_site(app, builder))
        files.now = {name: _written_at(top + name) for name in (*names, SITE_FILE)}
    # Another builder, such as `jsonld`, may have written a file of that name since.
    files.finish(lambda name: name if files.before[name] == _written_at(top + name) else "")


def _written_at(path: str) -> int | None:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - fast
    except OSError:
        return None


@handles("build-finished", priority=999)
def on_all_finished(app: Sphinx, exception: Exception | None) -> None:
    """Remove what themes have written for pages that are not there; runs last."""
    if isinstance(app.builder, JsonLdBuilder):
        app.builder.remove_assets()


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
        self._is_made = False

    def init(self) -> None:
        """Take over how the builder of the pages links to them."""
        super().init()
        self.out_suffix = DATA_SUFFIX

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Find out which page is below which; no index and no search are needed."""
        self.relations = self.env.collect_relations()

    def copy_assets(self) -> None:
        """Copy nothing, as data name pictures by their addresses in the site, but let themes find the folder.

        Several write there when the build has finished, whatever the builder: Furo 2025.12 and pydata-sphinx-theme
        0.24 the colours of code, sphinx-nefertiti its fonts.
        """
        folder = Path(self.outdir, "_static")
        self._is_made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)

    def remove_assets(self) -> None:
        """Remove the folder, unless it was there before."""
        if self._is_made:
            shutil.rmtree(Path(self.outdir, "_static"), ignore_errors=True)

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Give pictures their names."""
        self.imgpath = relative_uri(self.get_target_uri(docname), self.imagedir)
        self.post_process_images(doctree)

    @guarded
    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the data of one page."""
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.current_docname = docname
        app = self._application
        write_data(self, docname, script_of(app, docname, facts_of(app, self, docname, doctree)))

    def finish(self) -> None:
        """Write the data of the site."""
        write_site(self._application, self)
        self.write_buildinfo()


class DirJsonLdBuilder(JsonLdBuilder, DirectoryHTMLBuilder):
    """The same for pages that have folders of their own."""

    name = "dirjsonld"


def setup(app: Sphinx) -> None:
    """Register the builders."""
    app.add_builder(JsonLdBuilder)
    app.add_builder(DirJsonLdBuilder)
