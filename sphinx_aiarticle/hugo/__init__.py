"""Hugo articles as MyST Markdown: pure text in, text out, without Sphinx or docutils."""

from __future__ import annotations

from sphinx_aiarticle.hugo.conversion import Conversion, convert
from sphinx_aiarticle.hugo.wording import FAQ_HEADINGS, SUMMARY_HEADINGS

__all__ = ["FAQ_HEADINGS", "SUMMARY_HEADINGS", "Conversion", "convert"]
