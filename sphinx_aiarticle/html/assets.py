"""The stylesheet on pages that show a component, and the colours of stores that it does not know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.stores.registry import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_aiarticle.stores.template import Store

STATIC_DIR = Path(__file__).parents[1] / "static"
_SHEET: Final = "aiarticle.css"
_STORES: Final = "aiarticle-stores.css"
_COMMENTS: Final = re.compile(r"/\*.*?\*/|^ +", re.DOTALL | re.MULTILINE)
_COLOURS: Final = re.compile(r"/\* store colours:.*?\*/\n")
_RULE: Final = """\
.aiarticle .aiarticle-product__stores a.aiarticle-product__store.aiarticle-product__store--{key} {{
  --_back: var(--aiarticle-{key}-background, {background});
  --_ink: var(--aiarticle-{key}-color, {ink});
}}
"""


@guarded
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the stylesheet on a page that shows a component, unless the project wants none."""
    conf, builder = settings(app.config), app.builder
    if conf.css and isinstance(builder, StandaloneHTMLBuilder) and 'class="aiarticle' in context.get("body", ""):
        builder.add_css_file(_SHEET, priority=600)  # after the theme's own
        if _colours(conf.stores.values()):
            builder.add_css_file(_STORES, priority=601)


def on_builder_inited(app: Sphinx) -> None:
    """Ship the stylesheet, and write the colours of the project's stores where pages look for them.

    A stylesheet of the same name wins that the project has in one of its static folders, or the theme in ``static``.
    """
    conf, builder = settings(app.config), app.builder
    if not conf.css or not isinstance(builder, StandaloneHTMLBuilder):
        return
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    if not _has_own_sheet(builder):  # files of static folders are copied later, and win
        sheet = (STATIC_DIR / _SHEET).read_text(encoding="utf-8")
        rules = "".join(map(_rule, WELL_KNOWN.values()))
        shipped = _COMMENTS.sub("", _COLOURS.sub(lambda _: rules, sheet)).replace("\n\n", "\n").lstrip()
        Path(folder, _SHEET).write_text(shipped, encoding="utf-8", newline="\n")
    if rules := _colours(conf.stores.values()):
        Path(folder, _STORES).write_text(rules, encoding="utf-8", newline="\n")


def _has_own_sheet(builder: StandaloneHTMLBuilder) -> bool:
    """Whether the theme or one of its parents has the stylesheet; Sphinx copies it before those of the project."""
    names = (_SHEET, f"{_SHEET}.jinja", f"{_SHEET}_t")
    return any(Path(folder, "static", name).is_file() for folder in builder.theme.get_theme_dirs() for name in names)


def _colours(stores: Iterable[Store]) -> str:
    """Return the rules for stores that do not look as the stylesheet has it."""
    return "".join(_rule(store) for store in stores if store.background and not _is_known(store))


def _rule(store: Store) -> str:
    return _RULE.format(key=store.key, background=store.background, ink=store.ink)


def _is_known(store: Store) -> bool:
    known = WELL_KNOWN.get(store.key)
    return known is not None and (known.background, known.ink) == (store.background, store.ink)
