"""The tables of what registers itself with Sphinx, nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from myst_parser.sphinx_ext.main import setup_sphinx
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from sphinx_aiarticle import __version__, articles, config_checks, entries
from sphinx_aiarticle.components import (
    article,
    corrections,
    cover,
    details,
    directive,
    disclosure,
    faq,
    front_matter,
    notice,
    origin,
    review,
    summary,
    tutorial,
    video,
    written_sections,
)
from sphinx_aiarticle.components.articles import ending, list_pages, translations
from sphinx_aiarticle.components.articles import lists as article_lists
from sphinx_aiarticle.components.products import box, catalogue, lists, uses, xref
from sphinx_aiarticle.config import OPTIONS, Settings, settings
from sphinx_aiarticle.config_values import CATALOG, LOCALE_DIR
from sphinx_aiarticle.diagnostics import Subtype, connect_handlers
from sphinx_aiarticle.domain import ArticleDomain
from sphinx_aiarticle.html import address, assets, pictures, tables, templating
from sphinx_aiarticle.lowering import plain
from sphinx_aiarticle.page import context, data_files
from sphinx_aiarticle.reading import anchors, markers, named_files, publishing, source, transforms, unknown_names
from sphinx_aiarticle.reading.transforms import MYST_VERSION
from sphinx_aiarticle.site import html_files, redirects, rewriting, search

#: Everything that a page may be made of.
COMPONENTS: Final = (
    front_matter, written_sections, cover, article, summary, faq, details, notice, disclosure,
    catalogue, box, lists, uses, xref, review, video, origin, tutorial, corrections, article_lists, ending,
)  # fmt: skip
#: What is around them in every project. Of either, handlers of events are connected, and ``setup`` adds the rest.
AROUND: Final = (
    plain, tables, named_files, html_files, redirects, data_files, transforms, anchors, rewriting, config_checks,
    templating, pictures, address, search, context, assets, publishing, source, markers, directive,
    entries, articles, translations, list_pages, unknown_names,
)  # fmt: skip


def _has_left(app: Sphinx, name: str) -> bool:
    """Whether an earlier build has written files of a room, which may have to go."""
    return any(Path(app.doctreedir).glob(f"aiarticle-{name}-*.json"))


#: Checks that are on by default: of two, one is about Hugo articles, and whoever completes links makes the other.
_LINT_ELSEWHERE: Final = frozenset({Subtype.LINT_DUPLICATE_SLUG, Subtype.LINT_MISSING_ID})
#: What is imported only in projects whose settings ask for it.
ROOMS: Final[Mapping[str, Callable[[Sphinx, Settings], object]]] = {
    "reading.parser": lambda _, conf: conf.hugo,
    "reading.checks": lambda _, conf: conf.hugo or conf.mend_emphasis or conf.lint - _LINT_ELSEWHERE,
    "site.checks": lambda _, conf: conf.hugo or conf.lint - _LINT_ELSEWHERE,
    "reading.shortcodes": lambda _, conf: conf.hugo or conf.hugo_shortcodes,
    "site.links": lambda _, conf: conf.hugo,
    "site.bundles": lambda app, conf: conf.hugo or conf.bundles or _has_left(app, "bundles"),
    "site.twins": lambda _, conf: conf.markdown,
    "site.llms_txt": lambda app, conf: conf.markdown or _has_left(app, "twins"),
    "site.feeds": lambda app, conf: conf.feeds or conf.pages or conf.taxonomies or _has_left(app, "feeds"),
    "site.pages": lambda app, conf: conf.pages or conf.taxonomies or _has_left(app, "pages"),
    "site.sitemap": lambda app, conf: conf.sitemap or "sphinx_sitemap" in app.extensions or _has_left(app, "sitemap"),
}


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Import the rooms that the project uses: before workers begin, which then have them, too."""
    for name, is_used in ROOMS.items():
        if is_used(app, settings(config)):
            _register(app, import_module(f"sphinx_aiarticle.{name}"))


def _load_markdown(app: Sphinx) -> None:
    """Have MyST-Parser read Markdown unless another extension does: two that read files of one suffix end the build.

    MyST-NB sets MyST-Parser up itself, and before MyST-Parser 5.2, nobody else may have done that.
    """
    named = [name for name in ("myst_nb", "myst_parser") if name in app.config.extensions]
    is_set_up, is_repeatable = "myst_enable_extensions" in app.config, MYST_VERSION >= (5, 2)
    if named or not (is_set_up or is_repeatable or ".md" in app.registry.source_suffix):
        app.setup_extension(named[0] if named else "myst_parser")
        return
    if not is_set_up:
        setup_sphinx(app)
    app.connect("config-inited", _add_parser, priority=690)  # Sphinx looks at suffixes at 800


def _add_parser(app: Sphinx, _config: Config) -> None:
    """Register the parser, now that all extensions have registered theirs."""
    if ".md" not in app.registry.source_suffix:
        app.setup_extension("myst_parser")


@cache  # by the first build of a process alone
def _freeze(_event: str) -> None:
    """Have Python look for garbage only in what is made from now on: the whole build needs what is there."""
    gc.freeze()


@cache  # counting visits each frozen object, of which a process that builds many sites may have a million
def _leaves_to_host() -> bool:
    return gc.get_freeze_count() > 0


def _register(app: Sphinx, module: Any) -> None:
    if hasattr(module, "setup"):
        module.setup(app)
    connect_handlers(app, module)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register settings and domain, and have all modules register what they have."""
    _load_markdown(app)
    for option in OPTIONS:
        name, description = f"aiarticle_{option.name}", option.description
        default = [*option.default] if isinstance(option.default, tuple) else option.default  # `-D` splits lists alone
        app.add_config_value(name, default, option.rebuild, option.types, description)
    app.add_config_value("aiarticle_hugo_shortcodes_digest", "", "env", str)
    for noted in ("picture_sizes", "software_digest", "templates_digest"):  # of files: pages are written as they change
        app.add_config_value(f"aiarticle_{noted}", "", "html", str)
    app.add_message_catalog(CATALOG, LOCALE_DIR)
    app.add_domain(ArticleDomain)
    app.connect("config-inited", on_config_inited, priority=950)  # behind extensions that register a parser
    if not _leaves_to_host():
        for name in ("config-inited", "builder-inited"):  # in between, what is known of the last build is loaded
            app.connect(name, lambda *_, name=name: _freeze(name), priority=960)
    for module in (*COMPONENTS, *AROUND):
        _register(app, module)
    return {"version": __version__, "env_version": 30, "parallel_read_safe": True, "parallel_write_safe": True}
