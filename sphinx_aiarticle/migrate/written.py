"""What a page shows as it is written."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import Any, Final
from unicodedata import normalize

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from sphinx_aiarticle.migrate.rendered import read_rendered

_DIRECTIVE: Final = re.compile(r"\{([\w:-]+)\}(.*)")
#: Notes, which are shown where something refers to them.
_NOTES: Final = re.compile(r"^ *\[\^[^\]\n]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_LITERAL: Final = frozenset({"code", "code-block", "sourcecode", "mermaid"})  # whose content is no Markdown
_ROLE: Final = re.compile(r"\{[\w:+.-]+\}(?=`|$)")
_DEFAULT_TITLES: Final = {"aiarticle-details": "Details"}  # of Hugo's own shortcodes
_CLASSES: Final = {"product-box": "aiarticle-product"}
_PICTURES: Final = frozenset({"figure", "image"})  # whose argument is an address
_HIDDEN: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


class WrittenPage:
    """A page as it is written.

    Args:
        text: The whole file.
        parser: Of :func:`parser_for` its fences.

    Attributes:
        text: The whole file, in the normal form NFC.
        visible: Its text without what no reader sees.
        data: Its notes, and what its directives hold.
        rendered: What is on it.
    """

    def __init__(self, text: str, parser: MarkdownIt) -> None:
        self.text = normalize("NFC", text)
        self.visible = _ESCAPE.sub(r"\1", _HIDDEN.sub(" ", self.text))
        self.data: list[str] = _NOTES.findall(self.text)
        self.rendered = read_rendered(_html(parser, self.text, self.data))


def parser_for(*, colon_fences: bool) -> MarkdownIt:
    """Return a parser of pages whose directives have colon fences, or not."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    return parser.use(colon_fence_plugin) if colon_fences else parser


def _html(parser: MarkdownIt, text: str, data: list[str]) -> str:
    """Return Markdown as HTML with the content of directives in their place, and add what they hold to *data*."""
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    for token in tokens:
        if token.type == "front_matter":
            data.append(token.content)
        for child, after in pairwise(token.children or ()):
            if after.type == "code_inline":
                child.content = _ROLE.sub("", child.content)
        if token.type not in ("fence", "colon_fence") or not (found := _DIRECTIVE.match(token.info.strip())):
            continue
        data += [token.info, token.content]
        name, title = found[1], found[2].strip()
        if name in _LITERAL:
            body = f"<pre>{escape(token.content)}</pre>"
        elif name == "math":
            body = f"<p>{escape(token.content)}</p>"
        elif name == "raw":
            body = token.content
        else:
            first = f"![](<{title}>)" if name in _PICTURES else f"###### {title}"
            body = _html(parser, f"{first}\n\n{_DEFAULT_TITLES.get(name, '')}\n\n{token.content}", data)
        token.type, token.content = "html_block", f'<div class="{_CLASSES.get(name, "")}">{body}</div>'
    return str(parser.renderer.render(tokens, parser.options, env))
