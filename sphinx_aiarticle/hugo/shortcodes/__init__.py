"""Hugo's shortcodes in the text of an article: calls out, Markdown in, line for line."""

from __future__ import annotations

from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.expansion import expand

__all__ = ["Call", "expand"]
