"""The stylesheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC_DIR = Path(__file__).parents[1] / "static"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Ship the stylesheet; a file of the same name in the project's own static folder wins."""
    config.html_static_path = [str(STATIC_DIR), *config.html_static_path]  # a new list: the default is shared
    app.add_css_file("aiarticle.css", priority=600)  # after the theme's own
