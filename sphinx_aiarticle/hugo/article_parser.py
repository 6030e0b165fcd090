"""Parse an article, and the parts of it that are Markdown in their own right, without Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle.hugo.rules import hugo_plugin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.rules import HugoText


class ArticleParser:
    """Parses an article, and the parts of it that are Markdown in their own right."""

    def __init__(self, hugo: HugoText, *, colon_fences: bool) -> None:
        self.hugo = hugo
        self._md = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False, move_to_end=False)
        if hugo.shortcodes.site.goldmark.definition_list:
            self._md.use(deflist_plugin)
        if colon_fences:
            self._md.use(colon_fence_plugin)
        hugo_plugin(self._md, hugo)
        self._notes: Mapping[str, int] = {}

    def parse(self, text: str) -> tuple[list[Token], list[int]]:
        """Parse an article; return its tokens, and the 0-based lines on which the definition of a link begins."""
        env: dict[str, Any] = {}
        tokens = self._md.parse(text, env)
        self._notes = dict.fromkeys(env.get("footnotes", {}).get("refs", ()), -1)
        return tokens, _definitions(env)

    def part(self, text: str, *, rendered: bool) -> tuple[list[Token], list[int]]:
        """Parse a part of the article, or what a shortcode has become."""
        hugo, before = self.hugo, (self.hugo.shortcodes.is_nested, self.hugo.is_rendered)
        hugo.shortcodes.is_nested, hugo.is_rendered = True, rendered
        env: dict[str, Any] = {"footnotes": {"refs": dict(self._notes)}}
        tokens = self._md.parse(text, env)
        hugo.shortcodes.is_nested, hugo.is_rendered = before
        return tokens, _definitions(env)


def _definitions(env: Mapping[str, Any]) -> list[int]:
    return sorted(entry["map"][0] for entry in env.get("references", {}).values())
