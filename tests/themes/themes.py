"""The themes of the matrix: how each is installed, set up, and switched to dark by its reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme.

    Attributes:
        name: What ``html_theme`` says.
        package: What pip installs; empty for what Sphinx brings along.
        folder: Folder of the guide that holds the theme, for themes that are not installed.
        env: Name of the environment, for themes that cannot share one.
        extensions: Extensions the theme needs.
        options: Its ``html_theme_options``.
        ground: The colour of the page as it is painted, where a picture lies behind the text.
        dark: The script that does what the theme's own switch does; empty where there is none.
    """

    name: str
    package: str = ""
    folder: str = ""
    env: str = "main"
    extensions: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    ground: str = ""
    dark: str = ""


_ROOT = "const root = document.documentElement;"
_PALETTES = [
    {"media": f"(prefers-color-scheme: {name})", "scheme": scheme, "toggle": {"icon": icon, "name": "switch"}}
    for name, scheme, icon in (
        ("light", "default", "material/weather-night"),
        ("dark", "slate", "material/weather-sunny"),
    )
]

_BUILT_IN = (
    "basic",
    "classic",
    "sphinxdoc",
    "agogo",
    "nature",
    "pyramid",
    "haiku",
    "traditional",
    "bizstyle",
)

THEMES = (
    Theme(name="alabaster"),
    Theme(name="furo", package="furo", dark="document.body.dataset.theme = 'dark'"),
    Theme(
        name="pydata_sphinx_theme",
        package="pydata-sphinx-theme",
        dark=f"{_ROOT} root.dataset.theme = 'dark'; root.dataset.mode = 'dark'",
    ),
    Theme(
        name="sphinx_book_theme",
        package="sphinx-book-theme",
        env="book",  # it asks for one exact version of pydata-sphinx-theme
        dark=f"{_ROOT} root.dataset.theme = 'dark'; root.dataset.mode = 'dark'",
    ),
    Theme(name="sphinx_rtd_theme", package="sphinx-rtd-theme>=3"),
    Theme(
        name="shibuya",
        package="shibuya",
        dark=f"{_ROOT} root.classList.remove('light'); root.classList.add('dark'); root.dataset.colorMode = 'dark'",
    ),
    Theme(
        name="sphinx_immaterial",
        package="sphinx-immaterial",
        extensions=("sphinx_immaterial",),
        options={"font": False, "palette": _PALETTES},
        dark="document.body.dataset.mdColorScheme = 'slate'",
    ),
    Theme(name="piccolo_theme", package="piccolo-theme", dark=f"{_ROOT} root.dataset.mode = 'darkest'"),
    Theme(name="sphinxawesome_theme", package="sphinxawesome-theme", dark=f"{_ROOT} root.classList.add('dark')"),
    Theme(
        name="sphinx_nefertiti",
        package="sphinx-nefertiti",
        dark=f"{_ROOT} root.classList.remove('light'); root.classList.add('dark'); root.dataset.bsTheme = 'dark'",
    ),
    Theme(
        name="sphinx_wagtail_theme",
        package="sphinx-wagtail-theme",
        extensions=("sphinx_wagtail_theme",),
        dark="document.body.classList.add('theme-dark')",
    ),
    Theme(
        name="python_docs_theme",
        package="python-docs-theme",
        dark="for (const link of document.querySelectorAll('link[href*=dark]')) link.media = 'all'",
    ),
    *(Theme(name=name) for name in _BUILT_IN),
    Theme(name="scrolls", ground="#f7f7f7"),
    Theme(name="magazine", folder="_themes"),  # the sample theme of the guide
)
BY_NAME = {theme.name: theme for theme in THEMES}
