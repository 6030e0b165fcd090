"""What a page shows as it is written: told at a glance where that is enough, and rendered where it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
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

from sphinx_aiarticle.migrate.rendered import Rendered, read_rendered
from sphinx_aiarticle.migrate.tokens import letters_of

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
_FENCE: Final = re.compile(r"(?P<mark>`{3,}|~{3,}|:{3,}) *(?P<info>.*)")
_RULE: Final = re.compile(r"(?=[|:\s]*-)[|:\s-]+")  # below the head of a table


@dataclass(slots=True, kw_only=True)
class Glance:
    """What the lines of a page are sure to show, for which they need not be parsed.

    Attributes:
        headings: The keys of headings, and of titles of directives.
        tables: The letters and digits of tables.
        codes: The blocks of code.
    """

    headings: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)


class WrittenPage:
    """A page as it is written.

    Args:
        text: The whole file.
        parser: Of :func:`parser_for` its fences.

    Attributes:
        text: The whole file, in the normal form NFC.
        data: Its notes, and what its directives hold, once it is rendered.
    """

    def __init__(self, text: str, parser: MarkdownIt) -> None:
        self.text = normalize("NFC", text)
        self.data: list[str] = []
        self._parser = parser

    @cached_property
    def visible(self) -> str:
        """Its text without what no reader sees."""
        text = _HIDDEN.sub(" ", self.text) if "<" in self.text else self.text
        return _ESCAPE.sub(r"\1", text) if "\\" in text else text

    @cached_property
    def rendered(self) -> Rendered:
        """What is on it."""
        self.data += _NOTES.findall(self.text)
        return read_rendered(_html(self._parser, self.text, self.data))

    @cached_property
    def headings(self) -> set[str]:
        """The keys of its headings, and of the lines in its product boxes, in which they are no headings any more."""
        page = self.rendered
        boxed = [line for begin, end in page.boxes for line in page.text[begin:end].split("\n")]
        return set(map(heading_key, [*boxed, *(heading.text for heading in page.headings)]))

    @cached_property
    def glance(self) -> Glance:
        """What its lines are sure to show; what is indented or between other text needs to be parsed."""
        glance, open_, code, table = Glance(), list[tuple[str, bool]](), list[str](), [""]
        for line in [*self.text.split("\n"), ""]:
            if table and "|" in line and line[0] != "#":
                table.append(line)
                continue
            if len(table) > 2 and _RULE.fullmatch(table[2]):
                glance.tables.add(letters_of("".join(table)))
            table = [] if line else [""]
            is_code = bool(open_) and open_[-1][1]
            if line and line[0] in "`~:" and (fence := _FENCE.match(line)):
                mark, info = fence["mark"], fence["info"].strip()
                if open_ and not info and mark.startswith(open_[-1][0]):
                    if open_.pop()[1]:
                        glance.codes.add("\n".join(code))
                        code.clear()
                    continue
                if not is_code:
                    found = _DIRECTIVE.match(info)
                    open_.append((mark, found[1] in _LITERAL if found else True))
                    if found:
                        glance.headings.add(heading_key(found[2]))
                    continue
            if is_code:
                code.append(line)
            elif line.startswith("#"):
                glance.headings.add(heading_key(line))
        return glance


def heading_key(text: str) -> str:
    """Return the letters and digits of a heading, without the names of MyST's roles."""
    return letters_of(_ROLE.sub("", text))


def parser_for(*, colon_fences: bool) -> MarkdownIt:
    """Return a parser of pages whose directives have colon fences, or not."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    return parser.use(colon_fence_plugin) if colon_fences else parser


def _html(parser: MarkdownIt, text: str, data: list[str]) -> str:
    """Return a written page as HTML, in which the content of directives stands in their place.

    Args:
        parser: The parser.
        text: The page, or what a directive holds.
        data: Takes the front matter and all that directives hold.
    """
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
