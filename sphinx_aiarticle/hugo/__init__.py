"""Hugo articles as MyST Markdown: pure text in, text out, without Sphinx or docutils.

What is here is imported when it is first used: most projects have no Hugo articles, and need not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.conversion import Conversion, convert
    from sphinx_aiarticle.hugo.shortcodes.own import product_box
    from sphinx_aiarticle.recognise.headings import FAQ_HEADINGS, SUMMARY_HEADINGS

__all__ = ["FAQ_HEADINGS", "SUMMARY_HEADINGS", "Conversion", "convert", "product_box"]
_HOMES = {
    "FAQ_HEADINGS": "recognise.headings",
    "SUMMARY_HEADINGS": "recognise.headings",
    "Conversion": "hugo.conversion",
    "convert": "hugo.conversion",
    "product_box": "hugo.shortcodes.own",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"sphinx_aiarticle.{_HOMES[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
