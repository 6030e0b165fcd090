"""Find what an author would want to mend in an article: pure functions, and off unless the project asks for them."""

from __future__ import annotations

from sphinx_aiarticle.lint.duplicates import Duplicate, find_duplicates
from sphinx_aiarticle.lint.front_matter import lint_front_matter
from sphinx_aiarticle.lint.json_ld import lint_json_ld
from sphinx_aiarticle.lint.prose import lint_markdown, mend_markdown

__all__ = ["Duplicate", "find_duplicates", "lint_front_matter", "lint_json_ld", "lint_markdown", "mend_markdown"]
