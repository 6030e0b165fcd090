"""Name what Hugo shows of a page and the Markdown that is written does not hold."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape, unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from sphinx_aiarticle.migrate.built_site import NO_BASE
from sphinx_aiarticle.migrate.comparison import Kept, Table, find_lost
from sphinx_aiarticle.migrate.difference import LOSSES, DifferenceKind, shown, unescaped
from sphinx_aiarticle.migrate.findings import LOST, Finding, left, needs_human
from sphinx_aiarticle.migrate.mended import find_mended
from sphinx_aiarticle.migrate.rendered import INDENTED, Rendered, RenderedLink, read_rendered
from sphinx_aiarticle.migrate.word_tokens import Lines, lacks_words, letters_of, tokens_of, words_of
from sphinx_aiarticle.migrate.words import is_within, replaced_letters, runs_of
from sphinx_aiarticle.recognise.pieces import is_button
from sphinx_aiarticle.stores.affiliate import store_of
from sphinx_aiarticle.url import address_key, host_key

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.page_links import PageLinks


_DIRECTIVE: Final = re.compile(r"\{([\w:-]+)\}(.*)")
#: Notes, which are shown where something refers to them.
_NOTES: Final = re.compile(r"^ *\[\^[^\]\n]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_LITERAL: Final = frozenset({"code", "code-block", "sourcecode", "mermaid"})  # whose content is no Markdown
_OPTIONS: Final = re.compile(r"\A(?::[\w-]+:.*\n)*\n*")
_UNSEEN: Final = re.compile(r"^:(?:alt|class|open):.*\n", re.MULTILINE)  # options that no reader reads
_ROLE: Final = re.compile(r"\{[\w:+.-]+\}(?=`|$)")
_DEFAULT_TITLES: Final = {"aiarticle-details": "Details"}  # of Hugo's own shortcodes
_CLASSES: Final = {"product-box": "aiarticle-product"}
_PICTURES: Final = frozenset({"figure", "image"})  # whose argument is an address
#: What readers do not see, by its beginning and its end.
_HIDDEN: Final = (("<!--", "-->"), (r"<script\b", r"</script[^<>]*+>?"), (r"<style\b", r"</style[^<>]*+>?"))
_DEEPEST: Final = 50  # directives within directives; what is deeper is not looked into
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")

_ADDRESS: Final = re.compile(r"(?:https?:)?//[^\s\"'<>`]+")
_TOLD: Final = re.compile(r"(?:(?:https?:)?/|(?<!\S))/[^\s\"'<>`]+")  # in options of directives


class WrittenPage:
    """A page as it is written, its text in the normal form NFC.

    Attributes:
        data: Its notes, and what its directives hold.
        html: What it shows, directives as elements.
    """

    def __init__(self, text: str, *, colon_fences: bool) -> None:
        self.text = normalize("NFC", text)
        self.data: list[str] = _NOTES.findall(self.text)
        self.html = _html(_parser(colon_fences=colon_fences), self.text, self.data)
        self.rendered = read_rendered(self.html)


@cache
def _parser(*, colon_fences: bool) -> MarkdownIt:
    """Return a parser of pages whose directives have colon fences, or not."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    return parser.use(colon_fence_plugin) if colon_fences else parser


def _html(parser: MarkdownIt, text: str, data: list[str], depth: int = 0) -> str:
    """Return Markdown as HTML with the content of directives in their place, and add what they hold to *data*."""
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    for token in tokens:
        if token.type == "front_matter":
            data.append(token.content)
        elif token.type == "heading_open":
            token.attrSet("id", "")  # Markdown's, which names no note
        elif token.type == "code_block":
            body = f'<div class="{INDENTED}"><pre>{escape(token.content)}</pre></div>'
            token.type, token.content = "html_block", body
        for child, after in pairwise(token.children or ()) if "}" in token.content else ():
            if after.type == "code_inline":
                if child.content.endswith("{math}"):  # whose marks part words
                    after.content = f"${after.content}$"
                child.content = _ROLE.sub("", child.content)
        if token.type not in ("fence", "colon_fence") or not (found := _DIRECTIVE.match(token.info.strip())):
            continue
        data += [token.info, token.content]
        name, title = found[1], found[2].strip()
        if name in _LITERAL or depth == _DEEPEST:
            body = f"<pre>{escape(_OPTIONS.sub('', token.content, count=1))}</pre>"
        elif name == "math":
            body = f"<p>{escape(token.content)}</p>"
        elif name == "raw":
            body = token.content
        else:
            first = f"![](<{title}>)" if name in _PICTURES else f"###### {title}"
            inner = f"{first}\n\n{_DEFAULT_TITLES.get(name, '')}\n\n{_UNSEEN.sub('', token.content)}"
            body = _html(parser, inner, data, depth + 1)
        token.type, token.content = "html_block", f'<div class="{_CLASSES.get(name, "")}">{body}</div>'
    return str(parser.renderer.render(tokens, parser.options, env))


def losses_of(links: PageLinks, html: str, text: str) -> Iterator[Finding]:
    """Yield a finding for each kind of thing that *html*, which Hugo shows, has and the written *text* has not."""
    conversion = links.page.conversion
    old = read_rendered(html)
    new = WrittenPage(text, colon_fences=conversion.colon_fences)
    boxes = [match for match in conversion.matches if match.box]
    spans = [(match.line - 1, match.last) for match in boxes]
    boxed = ["\n".join(conversion.lines[begin:end]) for begin, end in spans]
    source = "\n".join(conversion.lines)
    headings = [heading.text for heading in conversion.headings]
    said, seen = ("\n".join((text, *boxed)) for text in (new.text, new.rendered.text))
    mended = find_mended(old, f"\ufeff{source}", headings, said, seen)
    new.rendered.title = links.page.title
    found = list(find_lost(mended.old, new.rendered, links.page.title, _kept_in(new, links, boxed, old.pictures)))
    spans += mended.fences.items()  # what Hugo takes for code is text as its author meant it
    otherwise = "\n".join(line for begin, end in spans for line in conversion.lines[begin:end])
    found += () if mended.is_whole else _words(mended.page, new, otherwise, mended.spans)
    lines = Lines(source)
    by_kind: dict[DifferenceKind, list[tuple[str, int | None]]] = {}
    for kind, text, place in dict.fromkeys(found):
        if kind in LOSSES:
            by_kind.setdefault(kind, []).append((shown(text), lines.of(place)))
    for kind, ((first, line), *others) in by_kind.items():
        fate = "shows as code" if kind is DifferenceKind.PROSE else "does not have"
        message = (
            f"Hugo shows {first!r}, which the written page {fate}; put plain Markdown in its place in the "
            "article, or add it after the migration."
        )
        also = (f"line {line}: {text!r}" if line else repr(text) for text, line in others)
        yield needs_human(f"{LOST}{kind}", links.page.file.shown, message, line, also)
    yield from _told(mended.parts, links, lines)


def _told(parts: Iterable[tuple[str, str]], links: PageLinks, lines: Lines) -> Iterator[Finding]:
    """Yield what is mended, once for each reason."""
    reasons: dict[str, list[tuple[str, int]]] = {}
    for part, why in parts:
        reasons.setdefault(why, []).append((shown(part), lines.of(part) or 1))
    for why, ((first, place), *rest) in reasons.items():
        message = f"Hugo does not read {first!r} as its author meant, as {why}; the new page does."
        also = tuple(f"line {line}: {text!r}" for text, line in rest)
        yield replace(left("mended Markdown", links.page.file.shown, message, place), also=also)


def _kept_in(new: WrittenPage, links: PageLinks, boxes: Sequence[str], old: Iterable[str]) -> Kept:
    """Return what a written page has: links by documents, and pictures by names; places on pages are not told apart."""
    page, shown = new.rendered, frozenset(_place(source, links) for source in old)
    told = [address for text in new.data for address in _TOLD.findall(text)]
    addresses = {*(link.href for link in page.links), *told, *(address.rstrip(")") for address in told)}
    targets = {key for address in addresses for key in _targets(address, links)}
    tables = {key(table) for table in page.tables for key in (_letters, _shape)}

    @cache
    def words() -> str:
        return words_of(unescape(new.text))

    @cache
    def pictures() -> frozenset[str]:
        words = (word for text in new.data for word in text.split())
        return frozenset(map(_picture_key, (*page.pictures, *words)))

    def has_link(link: RenderedLink) -> bool:
        href = unescaped(link.href)
        if not link.text and _place(href, links) in shown:
            return True  # to the picture in it
        keys = set() if href[:1] in ("", "#") or store_of(href) else _targets(href, links)
        return not keys or not keys.isdisjoint(targets)

    return Kept(
        link=has_link,
        picture=lambda source: source.startswith("data:") or _picture_key(source) in pictures(),
        table=lambda table: not _letters(table) or not tables.isdisjoint((_letters(table), _shape(table))),
        text=lambda code: ("\n" not in code and words_of(code) in words()) or not re.search(r"[^\W\d]", code),
        known=new.text,
        boxes=boxes,
    )


def _place(source: str, links: PageLinks) -> str:
    """Return where a picture is, as a browser reads its address on the old page."""
    try:
        return urljoin(links.page.address, source)
    except ValueError:
        return source


def _targets(href: str, links: PageLinks) -> set[str]:
    """Return what links to one place have in common; nothing for one on the page, or in the site and not known."""
    base = urlsplit(links.addresses.base_url or NO_BASE)
    is_address = _ADDRESS.match(href) is not None
    try:
        is_own = is_address and host_key(urlsplit(href).netloc) == host_key(base.netloc)
        seen = urlsplit(href).path if is_own else href
        path = links.link(seen)
    except ValueError:
        return {href}
    if path == f"/{links.page.docname}.md" and "#" in href:
        return set()
    paths = (posixpath.normpath(posixpath.join(links.folder, unquote(one.partition("#")[0]))) for one in (path, seen))
    known = [one for one in paths if one.endswith(".md") or links.addresses.is_file(one)]
    return {*([href, address_key(href)] if is_address else ()), *([href, *known] if known else ())}


def _letters(table: Table) -> str:
    return letters_of("".join(cell for row in table for cell in row))


def _shape(table: Table) -> tuple[int, ...]:
    return tuple(map(len, table))


def _picture_key(source: str) -> str:
    path = re.split(r"[?#]", unquote(unescape(source)), maxsplit=1)[0]
    return posixpath.basename(path).casefold()


def _visible(text: str) -> str:
    """Return a text without what readers do not see; nothing is looked for that does not end."""
    flags = re.DOTALL | re.IGNORECASE
    for begin, end in _HIDDEN:
        last = max((found.end() for found in re.finditer(end, text, flags)), default=0)
        text = re.sub(f"{begin}.*?{end}", " ", text[:last], flags=flags) + text[last:]
    return text


def _words(
    old: Rendered, new: WrittenPage, otherwise: str, mended: Sequence[tuple[int, int]]
) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield runs of words that stand less often on the page; lines in *otherwise* are not read as Hugo reads them."""
    otherwise += otherwise.replace("_", " ")  # of which Hugo makes emphasis
    if not lacks_words(old.text, f"{new.rendered.text}\n{otherwise}"):
        return
    visible = _ESCAPE.sub(r"\1", _visible(new.text))
    spans = [(link.begin, link.end) for link in old.links if is_button(link.text) and store_of(link.href)]
    spans += (*mended, *replaced_letters(old, new.rendered))
    missing = Counter(token.text for token in old.tokens if token.is_word and not is_within(token, spans))
    as_code = "\n".join((Counter(new.rendered.codes) - Counter(old.codes)).elements())  # as diagrams are
    read = Counter(token.text for token in (*new.rendered.tokens, *tokens_of(as_code)))
    missing -= Counter(token.text for token in tokens_of(visible)) | read
    missing -= Counter(token.text for token in tokens_of(otherwise))
    if missing:
        yield from ((DifferenceKind.WORDS, run, run) for run in runs_of(old.tokens, missing))
