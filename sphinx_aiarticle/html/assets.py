"""The stylesheet, and the colours of stores that it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.model.store import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_aiarticle.model.store import Store

STATIC_DIR = Path(__file__).parents[1] / "static"
_STORES: Final = "aiarticle-stores.css"
_RULE: Final = """\
.aiarticle .aiarticle-product__stores a.aiarticle-product__store.aiarticle-product__store--{key} {{
  --_back: var(--aiarticle-{key}-background, {background});
  --_ink: var(--aiarticle-{key}-color, {ink});
}}
"""


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Ship the stylesheet; a file of the same name in the project's own static folder wins."""
    config.html_static_path = [str(STATIC_DIR), *config.html_static_path]  # a new list: the default is shared
    app.add_css_file("aiarticle.css", priority=600)  # after the theme's own
    if _colours(settings(config).stores.values()):
        app.add_css_file(_STORES, priority=601)


def on_builder_inited(app: Sphinx) -> None:
    """Write the colours of the project's stores where pages look for them."""
    rules = _colours(settings(app.config).stores.values())
    if rules and app.builder.format == "html":
        folder = Path(app.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        Path(folder, _STORES).write_text(rules, encoding="utf-8", newline="\n")


def _colours(stores: Iterable[Store]) -> str:
    """Return the rules for stores that do not look as the stylesheet has it."""
    shown = (store for store in stores if store.background and not _is_known(store))
    return "".join(_RULE.format(key=store.key, background=store.background, ink=store.ink) for store in shown)


def _is_known(store: Store) -> bool:
    known = WELL_KNOWN.get(store.key)
    return known is not None and (known.background, known.ink) == (store.background, store.ink)
