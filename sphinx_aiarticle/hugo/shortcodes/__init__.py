"""Hugo's shortcodes in the text of an article: calls out, Markdown in."""

from __future__ import annotations

from sphinx_aiarticle.hugo.shortcodes.call import Call

__all__ = ["Call"]
