"""Leave unpublished articles out of a build before anything is read, as Hugo does, and out of tables of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import get_language
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.directives.other import glob_re
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join, logging, url_re
from sphinx.util.docutils import SphinxDirective
from sphinx.util.matching import patfilter
from sphinx.util.nodes import explicit_title_re

from sphinx_aiarticle import frontmatter
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, handles, warn
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.frontmatter.publication import Publishing, Window, why_left_out, window_of
from sphinx_aiarticle.jsonld import DATA_SUFFIX
from sphinx_aiarticle.reading.documents import is_hugo_document, is_index, is_notebook, place_of_key, read_block
from sphinx_aiarticle.reading.source import WINDOWS

#: The unpublished documents that each document names in a table of contents.
UNPUBLISHED_ENTRIES: Final[Table[tuple[str, ...]]] = Table(name="unpublished_entries", default=())

_LOGGER = logging.getLogger(__name__)
_left_out: WeakKeyDictionary[BuildEnvironment, Set[str]] = WeakKeyDictionary()


def left_out_of(env: BuildEnvironment) -> Set[str]:
    """Return the documents that this build leaves out because they are not published."""
    return _left_out.get(env, frozenset())


@handles("env-get-outdated", priority=400)
def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """Take unpublished articles out of the project.

    Pages whose tables of contents name an article that comes or goes are read again, and so are articles below a new
    or removed folder file.
    """
    conf = settings(app.config)
    publishing = Publishing(drafts=conf.drafts, future=conf.future, expired=conf.expired)
    outdated = _below_changed_folders(env, added | removed) if conf.hugo else set()
    fresh = added | changed | outdated
    left_out: set[str] = set()
    time = now()
    for docname in sorted(env.found_docs - {app.config.root_doc}):  # without that there is no site
        known = docname in env.all_docs and docname not in fresh
        window = WINDOWS.get(env, docname) if known else _read_window(env, docname)
        reason = why_left_out(window, publishing, time)
        if reason:
            _LOGGER.info("%s is left out: %s", docname, reason, location=docname)
            left_out.add(docname)
            if window.start and window.end and window.end <= window.start:
                message = "this page is never shown: it expires before it appears; write a later 'expiryDate', or none"
                place = place_of_key(env, docname, "(?:expiryDate|unpublishDate)")
                warn(Subtype.FRONT_MATTER, message, location=place)
    _left_out[env] = left_out
    gone = left_out & env.all_docs.keys()
    outdated.update(*(env.files_to_rebuild.get(docname, ()) for docname in gone))
    waiting = UNPUBLISHED_ENTRIES.of(env).items()  # documents that name one which is perhaps no longer left out
    outdated.update(docname for docname, names in waiting if not left_out >= set(names))
    # With the builder dirhtml, "name" and "name/index" have one page.
    outdated.update({f"{name}/index" for name in removed}, {name.removesuffix("/index") for name in removed})
    # Sphinx has listed the files by now, and reads what remains in these sets.
    for documents in (app.project.docnames, added, changed):
        documents -= left_out
    removed |= gone
    _delete_pages(app, removed)
    return sorted((outdated & env.found_docs) - left_out - removed)


def _below_changed_folders(env: BuildEnvironment, documents: Set[str]) -> set[str]:
    folders = tuple(docname.removesuffix("_index") for docname in documents if is_index(docname))
    return {docname for docname in env.all_docs.keys() & env.found_docs if docname.startswith(folders)}


def _read_window(env: BuildEnvironment, docname: str) -> Window:
    """Return when a document is part of the site, which its text says, and for Hugo articles that of folders, too."""
    is_hugo = is_hugo_document(env, docname)
    try:
        with Path(env.doc2path(docname)).open(encoding="utf-8-sig", errors="replace") as file:
            source = file.read(-1 if is_notebook(env, docname) else frontmatter.MAX_CHARACTERS + 2)
        block = read_block(env, docname, source, is_hugo=is_hugo)
        return window_of(block.data, settings(env.config).timezone, is_hugo=is_hugo)
    except Exception:  # reported when the page is read; it must not publish the drafts among the others
        return Window()


def _delete_pages(app: Sphinx, documents: Iterable[str]) -> None:
    """Delete what an earlier build wrote of documents that are no longer part of the site; Sphinx leaves it there."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        for docname in documents:
            page = str(builder.get_outfilename(docname)).removesuffix(builder.out_suffix)
            for suffix in (builder.out_suffix, DATA_SUFFIX):
                Path(page + suffix).unlink(missing_ok=True)
            source = Path(builder.outdir, "_sources", app.env.doc2path(docname, base=False))
            for path in (source, source.with_name(source.name + app.config.html_sourcelink_suffix)):
                path.unlink(missing_ok=True)


class PublishedEntries(SphinxDirective):
    """Comes before the ``toctree`` of Sphinx, or of another extension, among the bases of the directive."""

    @guarded
    def run(self) -> list[nodes.Node]:
        """Make the table of contents without the entries of unpublished articles, and note these."""
        if left_out_of(self.env):
            unpublished = [self._unpublished(entry) for entry in self.content]
            names = {name for found in unpublished for name in found}
            if names:
                table, docname = UNPUBLISHED_ENTRIES.of(self.env), self.env.docname
                table[docname] = tuple(sorted(names.union(table.get(docname, ()))))
                lines = zip(self.content.xitems(), unpublished, strict=True)
                kept = [(line, (source, offset)) for (source, offset, line), found in lines if not found]
                self.content = StringList([line for line, _item in kept], items=[item for _line, item in kept])
        return list(super().run())

    def _unpublished(self, entry: str) -> list[str]:
        """Return the unpublished documents for which an entry stands, unless there are published ones among them."""
        explicit = explicit_title_re.match(entry)
        name = explicit[2] if explicit else entry
        if not name or url_re.match(name):
            return []
        if "glob" in self.options and not explicit and glob_re.match(entry):
            pattern = docname_join(self.env.docname, entry)
            return [] if patfilter(self.env.found_docs, pattern) else patfilter(left_out_of(self.env), pattern)
        suffix = next((suffix for suffix in self.config.source_suffix if name.endswith(suffix)), "")
        docname = docname_join(self.env.docname, name.removesuffix(suffix))
        return [docname] if docname in left_out_of(self.env) else []


@handles("builder-inited", priority=900)
def on_builder_inited(app: Sphinx) -> None:
    """Put :class:`PublishedEntries` before whatever is registered as ``toctree`` by now."""
    # It needs the document only for messages about names that nobody has registered, and a new one is slow to make.
    registered, _messages = directives.directive("toctree", get_language("en"), None)  # type: ignore[arg-type]
    if isinstance(registered, type) and not issubclass(registered, PublishedEntries):
        app.add_directive("toctree", type("PublishedTocTree", (PublishedEntries, registered), {}), override=True)
