"""Name what Hugo shows of a page and the Markdown that is written does not hold: links, code and words."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from sphinx_aiarticle.hugo.nested_fences import paired_fences
from sphinx_aiarticle.migrate.built_site import NO_BASE
from sphinx_aiarticle.migrate.comparison import code_key
from sphinx_aiarticle.migrate.difference import Kind, shown
from sphinx_aiarticle.migrate.findings import Finding, needs_human
from sphinx_aiarticle.migrate.rendered import read_rendered
from sphinx_aiarticle.migrate.source_lines import Lines
from sphinx_aiarticle.migrate.tokens import tokens_of, words_of
from sphinx_aiarticle.migrate.words import runs_of
from sphinx_aiarticle.stores.affiliate import store_of
from sphinx_aiarticle.url import address_key, host_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aiarticle.migrate.pages import Page
    from sphinx_aiarticle.migrate.rendered import Rendered

_ADDRESS: Final = re.compile(r"(?:https?:)?//[^\s\"'<>`]+")
_DIRECTIVE: Final = re.compile(r"\{([\w:-]+)\}(.*)")
#: Notes, which are shown where something refers to them.
_NOTES: Final = re.compile(r"^ *\[\^[^\]\n]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_LITERAL: Final = frozenset({"code", "code-block", "sourcecode", "math", "mermaid"})  # whose content is no Markdown


class WrittenPages:
    """Reads pages as they are written, and compares them with what Hugo shows.

    Args:
        base_url: Address of the site; where links to its own pages lead is another question.
    """

    def __init__(self, base_url: str) -> None:
        self._host = host_key(urlsplit(base_url or NO_BASE).netloc)
        self._parsers = {False: _parser(), True: _parser().use(colon_fence_plugin)}

    def losses(self, page: Page, html: str, written: str) -> Iterator[Finding]:
        """Yield a finding for each thing that Hugo shows of a page, and the written page has not.

        Args:
            page: The page.
            html: What Hugo shows of it.
            written: The page as it is written.
        """
        data = _NOTES.findall(written)
        old = read_rendered(html)
        new = read_rendered(_html(self._parsers[page.conversion.colon_fences], written, data))
        lines = Lines("\n".join(page.conversion.lines))
        found = [*self._links(old, new, data, written)]
        if not paired_fences(page.conversion.lines, 0):  # what Hugo takes for code is text as its author meant it
            found += _codes(old, new, written)
        if not any(match.box for match in page.conversion.matches):  # whose buttons and notices are words of ours
            found += _words(old, new, written)
        for kind, text, place in found:
            line = lines.of(place)
            if kind is not Kind.LINK and line is None:
                continue  # a template has written it, not the author
            message = (
                f"Hugo shows {shown(text)!r}, which the written page does not have; put plain Markdown in its place in "
                "the article, or add it after the migration."
            )
            yield needs_human(f"lost {kind}", page.file.shown, message, line)

    def _links(self, old: Rendered, new: Rendered, data: list[str], written: str) -> Iterator[tuple[Kind, str, str]]:
        kept = {address_key(link.href) for link in new.links}
        told = [address for text in data for address in _ADDRESS.findall(text)]
        kept |= {address_key(end) for address in told for end in (address, address.rstrip(")"))}
        for link in {link.href: link for link in old.links}.values():
            if not _ADDRESS.match(link.href) or address_key(link.href).partition("/")[0] == self._host:
                continue
            # in a note that a directive refers to
            is_written = f"<{link.href}>" in written or f"]({link.href})" in written
            if address_key(link.href) not in kept and not store_of(link.href) and not is_written:
                yield Kind.LINK, f"{link.href} ({link.text})", link.text


def _parser() -> MarkdownIt:
    plain = MarkdownIt("commonmark").enable("table")
    return plain.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin)


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
        if token.type not in ("fence", "colon_fence") or not (found := _DIRECTIVE.match(token.info.strip())):
            continue
        data += [token.info, token.content]
        if found[1] in _LITERAL:
            body = f"<pre>{escape(token.content)}</pre>"
        elif found[1] == "raw":
            body = token.content
        else:
            body = _html(parser, f"{found[2].strip()}\n\n{token.content}", data)
        token.type, token.content = "html_block", f"<div>{body}</div>"
    return str(parser.renderer.render(tokens, parser.options, env))


def _codes(old: Rendered, new: Rendered, written: str) -> Iterator[tuple[Kind, str, str]]:
    """Yield blocks of code that are neither code now, nor text of a directive or of HTML as they were."""
    kept = set(map(code_key, new.codes))
    if lost := [code for code in old.codes if code_key(code) not in kept]:
        text = words_of(unescape(written))
        yield from (
            (Kind.CODE, code, code.strip().partition("\n")[0])
            for code in lost
            if words_of(code) not in text and re.search(r"[^\W\d]", code)
        )


def _words(old: Rendered, new: Rendered, written: str) -> Iterator[tuple[Kind, str, str]]:
    missing = Counter(token.text for token in old.tokens if token.text.isalnum())
    missing -= Counter(token.text for token in tokens_of(written)) | Counter(token.text for token in new.tokens)
    if missing:
        yield from ((Kind.WORDS, run, run) for run in runs_of(old.tokens, missing))
