"""Find what an author would want to mend in an article: pure functions, and off unless the project asks for them.

They are imported when they are first used, because most builds do without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.lint.duplicates import Duplicate, find_shared_slugs, find_shared_titles
    from sphinx_aiarticle.lint.front_matter import lint_front_matter
    from sphinx_aiarticle.lint.json_ld import lint_json_ld
    from sphinx_aiarticle.lint.link_places import Syntax
    from sphinx_aiarticle.lint.prose import lint_markdown, mend_markdown
    from sphinx_aiarticle.lint.shop_links import lint_shop_links

__all__ = [
    "Duplicate",
    "Syntax",
    "find_shared_slugs",
    "find_shared_titles",
    "lint_front_matter",
    "lint_json_ld",
    "lint_markdown",
    "lint_shop_links",
    "mend_markdown",
]

_MODULES = {
    "Duplicate": "duplicates",
    "Syntax": "link_places",
    "find_shared_slugs": "duplicates",
    "find_shared_titles": "duplicates",
    "lint_front_matter": "front_matter",
    "lint_json_ld": "json_ld",
    "lint_markdown": "prose",
    "lint_shop_links": "shop_links",
    "mend_markdown": "prose",
}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
