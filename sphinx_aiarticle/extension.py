"""The registration table, nothing else."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle import __version__, articles, config_checks, entries
from sphinx_aiarticle.components import (
    article,
    corrections,
    cover,
    details,
    disclosure,
    faq,
    front_matter,
    notice,
    origin,
    review,
    sections,
    summary,
    tutorial,
    video,
)
from sphinx_aiarticle.components.articles import ending, list_pages, translations
from sphinx_aiarticle.components.articles import lists as article_lists
from sphinx_aiarticle.components.products import box, catalogue, lists, uses, xref
from sphinx_aiarticle.config import OPTIONS, settings
from sphinx_aiarticle.config_values import CATALOG, LOCALE_DIR
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.domain import ArticleDomain
from sphinx_aiarticle.html import address, assets, pictures, tables, templating
from sphinx_aiarticle.lowering import plain as lowering
from sphinx_aiarticle.page import context, data_files
from sphinx_aiarticle.reading import anchors, markers, publishing, transforms
from sphinx_aiarticle.reading.source import on_source_read
from sphinx_aiarticle.site import html_files, redirects, rewriting, search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_aiarticle.config import Settings


#: Everything that a page may be made of; each registers its nodes, directives, transforms and handlers.
COMPONENTS: Final = (
    front_matter, sections, cover, article, summary, faq, details, notice, disclosure,
    catalogue, box, lists, uses, xref, review, video, origin, tutorial, corrections, article_lists, ending, lowering,
)  # fmt: skip


def _has_left(app: Sphinx, name: str) -> bool:
    """Whether an earlier build has written files of a room, which may have to go."""
    return any(Path(app.doctreedir).glob(f"aiarticle-{name}-*.json"))


#: Checks that are on by default: of two, one is about Hugo articles, and whoever completes links makes the other.
_LINT_ELSEWHERE: Final = frozenset({Subtype.LINT_DUPLICATE_SLUG, Subtype.LINT_MISSING_ID})
#: Rooms that are imported only in projects whose settings ask for them; each registers what it has in its ``setup``.
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
            import_module(f"sphinx_aiarticle.{name}").setup(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    # MyST-NB sets MyST-Parser up itself, and fails behind it as well as in front of it
    app.setup_extension("myst_nb" if "myst_nb" in app.config.extensions else "myst_parser")
    for option in OPTIONS:
        name, description = f"aiarticle_{option.name}", option.description
        default = [*option.default] if isinstance(option.default, tuple) else option.default  # `-D` splits lists alone
        app.add_config_value(name, default, option.rebuild, option.types, description)
    app.add_config_value("aiarticle_templates_digest", "", "html", str)
    app.add_config_value("aiarticle_picture_sizes", "", "html", str)
    app.add_config_value("aiarticle_software_digest", "", "html", str)
    app.add_config_value("aiarticle_hugo_shortcodes_digest", "", "env", str)
    app.add_message_catalog(CATALOG, LOCALE_DIR)
    app.add_domain(ArticleDomain)
    app.add_event("aiarticle-json-ld")
    app.connect("config-inited", config_checks.check_types, priority=700)  # before Sphinx does it (800), without a line
    app.connect("config-inited", config_checks.check_config, priority=900)
    app.connect("config-inited", on_config_inited, priority=950)  # behind extensions that register a parser
    for component in COMPONENTS:
        component.setup(app)
    tables.setup(app)
    data_files.setup(app)
    html_files.setup(app)
    redirects.setup(app)
    if transforms.ESCAPES:
        app.add_transform(transforms.PlainAddresses)
    if not anchors.PRINTS_SLUGS:
        app.add_transform(anchors.Slugs)
    for transform in (transforms.Backslashes, transforms.PageTitle, transforms.CodeAndImages, anchors.NotedAnchors):
        app.add_transform(transform)
    app.connect("config-inited", templating.on_config_inited, priority=902)
    app.connect("config-inited", pictures.on_config_inited, priority=902)
    app.connect("config-inited", address.on_config_inited, priority=902)
    app.connect("config-inited", search.on_config_inited, priority=900)
    app.connect("builder-inited", context.on_builder_inited)
    app.connect("builder-inited", assets.on_builder_inited)
    app.connect("builder-inited", publishing.on_builder_inited, priority=900)
    app.connect("env-get-outdated", publishing.on_env_get_outdated, priority=400)
    app.connect("source-read", on_source_read)
    app.connect("source-read", markers.on_source_read, priority=400)  # before front matter is taken out
    app.connect("doctree-read", markers.on_doctree_read)
    app.connect("doctree-read", entries.on_doctree_read, priority=520)
    app.connect("env-updated", articles.on_env_updated, priority=400)
    app.connect("doctree-resolved", search.on_doctree_resolved, priority=900)
    app.connect("env-updated", rewriting.on_env_updated)
    app.connect("env-updated", config_checks.on_env_updated)
    app.connect("html-page-context", context.on_html_page_context, priority=400)
    app.connect("html-page-context", assets.on_html_page_context, priority=600)
    app.connect("html-page-context", assets.share_elements, priority=990)  # of whatever others have put there
    app.connect("env-updated", translations.on_env_updated, priority=420)
    app.connect("env-updated", list_pages.on_env_updated)
    app.connect("build-finished", data_files.on_build_finished)
    app.connect("build-finished", rewriting.on_build_finished, priority=950)
    return {"version": __version__, "env_version": 25, "parallel_read_safe": True, "parallel_write_safe": True}
