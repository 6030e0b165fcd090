"""Name what Hugo shows of a page and the Markdown that is written does not hold."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import unquote, urlsplit

from sphinx_aiarticle.migrate.built_site import NO_BASE
from sphinx_aiarticle.migrate.comparison import code_key
from sphinx_aiarticle.migrate.difference import Kind, embed_names, shown, unescaped
from sphinx_aiarticle.migrate.findings import LOST, Finding, left, needs_human
from sphinx_aiarticle.migrate.mended import find_mended
from sphinx_aiarticle.migrate.rendered import read_rendered
from sphinx_aiarticle.migrate.tokens import Lines, lacks_words, letters_of, tokens_of, words_of
from sphinx_aiarticle.migrate.words import (
    is_boxed,
    is_within,
    leads_to_less,
    replaced_letters,
    replaced_notices,
    runs_of,
    without_letter,
)
from sphinx_aiarticle.migrate.written import WrittenPage, heading_key, parser_for
from sphinx_aiarticle.recognise.boxes import is_button
from sphinx_aiarticle.stores.affiliate import store_of
from sphinx_aiarticle.url import address_key, host_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_aiarticle.migrate.links import PageLinks
    from sphinx_aiarticle.migrate.rendered import Rendered

T = TypeVar("T")
Table = tuple[tuple[str, ...], ...]
_ADDRESS: Final = re.compile(r"(?:https?:)?//[^\s\"'<>`]+")
_TOLD: Final = re.compile(r"(?:(?:https?:)?/|(?<!\S))/[^\s\"'<>`]+")  # in options of directives
_DESTINATION: Final = re.compile(r"(?:\]\(<?|<|href=\")([^\s<>\"#]+?)(?:#[^\s<>\"]*)?(?=[)>\"\s])")
_PICTURE: Final = re.compile(r"!\[[^\[\]]*\]\(<?([^\s()<>]+)|<img\b[^>]*?\ssrc=[\"']?([^\"'\s>]+)")


class Losses:
    """Compares pages as they are written with what Hugo shows of them."""

    def __init__(self) -> None:
        self._parsers = {is_used: parser_for(colon_fences=is_used) for is_used in (True, False)}

    def of(self, links: PageLinks, html: str, text: str) -> Iterator[Finding]:
        """Yield a finding for each kind of things that Hugo shows of a page, and the written page has not.

        Args:
            links: The targets of the links of the page.
            html: What Hugo shows of it.
            text: The page as it is written.
        """
        conversion = links.page.conversion
        old = read_rendered(html)
        new = WrittenPage(text, self._parsers[conversion.colon_fences])
        boxes = [match for match in conversion.matches if match.box]
        spans = [(match.line - 1, match.last) for match in boxes]
        boxed = ["\n".join(conversion.lines[begin:end]) for begin, end in spans]
        source = "\n".join(conversion.lines)
        headings = [heading.text for heading in conversion.headings]
        mended = find_mended(old, f"\ufeff{source}", headings, "\n".join((new.text, *boxed)))
        rest = mended.old
        found = [*_links(rest, new, links), *_embeds(old, new), *_codes(rest, new), *_tables(rest, new, boxed)]
        found += [*_headings(rest, new, links.page.title), *_pictures(rest, new, has_boxes=bool(boxes))]
        spans += mended.fences.items()  # what Hugo takes for code is text as its author meant it
        otherwise = "\n".join(line for begin, end in spans for line in conversion.lines[begin:end])
        found += _words(old, new, otherwise, mended.spans)
        lines = Lines(source)
        by_kind: dict[Kind, list[tuple[str, int | None]]] = {}
        for kind, text, place in dict.fromkeys(found):
            by_kind.setdefault(kind, []).append((shown(text), lines.of(place)))
        for kind, ((first, line), *others) in by_kind.items():
            message = (
                f"Hugo shows {first!r}, which the written page does not have; put plain Markdown in its place in the "
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


def _links(old: Rendered, new: WrittenPage, links: PageLinks) -> Iterator[tuple[Kind, str, str]]:
    # places on the page itself, to which "#ZgotmplZ" of Hugo's templates belongs, are not told apart
    shown_links = ((unescaped(link.href), link) for link in old.links)
    found = {href: link for href, link in shown_links if href[:1] not in ("", "#") and not store_of(href)}
    targets = {href: _targets(href, links) for href in found}
    at_a_glance = set(_DESTINATION.findall(new.visible))
    lost = [href for href, keys in targets.items() if keys and keys.isdisjoint(at_a_glance)]
    if not lost:
        return
    kept = {key for link in new.rendered.links for key in _targets(link.href, links)}
    told = [address for text in new.data for address in _TOLD.findall(text)]
    kept |= {key for address in told for end in (address, address.rstrip(")")) for key in _targets(end, links)}
    replaced = list(replaced_notices(old, new.rendered))
    for href in lost:
        link = found[href]
        is_credit = any(begin <= link.begin < end for begin, end in replaced)
        if kept.isdisjoint(targets[href]) and not is_credit and not leads_to_less(link, new.rendered):
            yield Kind.LINK, f"{href} ({link.text})", link.text


def _targets(href: str, links: PageLinks) -> set[str]:
    """Return what links to one place have in common; nothing for a place within the site that is not known."""
    base = urlsplit(links.addresses.base_url or NO_BASE)
    is_address = _ADDRESS.match(href) is not None
    try:
        is_own = is_address and host_key(urlsplit(href).netloc) == host_key(base.netloc)
        path = links.link(urlsplit(href).path if is_own else href)
    except ValueError:
        return {href}
    paths = (unquote(one.partition("#")[0]) for one in (path, href))
    files = links.addresses.files
    known = [one for one in paths if one.startswith("/") and (one.endswith(".md") or one in files.values())]
    return {*([href, address_key(href)] if is_address else ()), *([href, *known] if known else ())}


def _embeds(old: Rendered, new: WrittenPage) -> Iterator[tuple[Kind, str, str]]:
    for source in dict.fromkeys(old.embeds):
        names = embed_names(source)
        if not any(name in new.text for name in names):
            yield Kind.EMBED, source, names[0]


def _codes(old: Rendered, new: WrittenPage) -> Iterator[tuple[Kind, str, str]]:
    """Yield blocks of code that are neither code now, nor text of a directive or of HTML as they were."""
    lost = _left(old.codes, code_key, lambda: new.glance.codes, lambda: map(code_key, new.rendered.codes))
    text = words_of(unescape(new.text)) if lost else ""
    for code in lost:
        if words_of(code) not in text and re.search(r"[^\W\d]", code):
            yield Kind.CODE, code, code.strip().partition("\n")[0]


def _tables(old: Rendered, new: WrittenPage, boxes: Sequence[str]) -> Iterator[tuple[Kind, str, str]]:
    """Yield tables of which there is none with their words, and none with as many cells in each row, nor a box."""
    tables = [table for table in old.tables if table and _table_key(table) and not is_boxed(table, boxes)]
    lost = _left(tables, _table_key, lambda: new.glance.tables, lambda: map(_table_key, new.rendered.tables))
    for table in _left(lost, _table_shape, lambda: map(_table_shape, new.rendered.tables)):
        yield Kind.TABLE, " | ".join(table[0]), " ".join(table[0])


def _table_key(table: Table) -> str:
    return letters_of("".join(cell for row in table for cell in row))


def _table_shape(table: Table) -> tuple[int, ...]:
    return tuple(map(len, table))


def _headings(old: Rendered, new: WrittenPage, title: str) -> Iterator[tuple[Kind, str, str]]:
    texts = [heading.text for heading in old.headings if heading_key(heading.text) != heading_key(title)]
    lost = _left(texts, heading_key, lambda: new.glance.headings, lambda: new.headings)
    for text in _left(lost, lambda text: heading_key(without_letter(text)), lambda: new.headings):
        yield Kind.HEADING, text, text


def _pictures(old: Rendered, new: WrittenPage, *, has_boxes: bool) -> Iterator[tuple[Kind, str, str]]:
    sources = [source for source in dict.fromkeys(old.pictures) if not source.startswith("data:")]
    if has_boxes:
        sources = [source for source in sources if not source.lower().endswith(".ico")]  # the sign of a shop
    lost = _left(
        sources,
        _picture_key,
        lambda: (_picture_key(one or other) for one, other in _PICTURE.findall(new.visible)),
        lambda: map(_picture_key, [*new.rendered.pictures, *(word for text in new.data for word in text.split())]),
    )
    yield from ((Kind.PICTURE, source, _picture_key(source)) for source in lost)


def _picture_key(source: str) -> str:
    path = re.split(r"[?#]", unquote(unescape(source)), maxsplit=1)[0]
    return posixpath.basename(path).casefold()


def _words(
    old: Rendered, new: WrittenPage, otherwise: str, mended: Sequence[tuple[int, int]]
) -> Iterator[tuple[Kind, str, str]]:
    """Yield runs of words that stand less often on the page.

    Args:
        old: What Hugo shows.
        new: The written page.
        otherwise: Lines that are read in another way than Hugo's: those of product boxes, and of code in code.
        mended: Begin and end of what is no text of the article.
    """
    otherwise += otherwise.replace("_", " ")  # of which Hugo makes emphasis
    if not lacks_words(old.text, f"{new.visible}\n{otherwise}"):
        return
    spans = [(link.begin, link.end) for link in old.links if is_button(link.text) and store_of(link.href)]
    spans += (*mended, *replaced_letters(old, new.rendered))
    missing = Counter(token.text for token in old.tokens if token.is_word and not is_within(token, spans))
    missing -= Counter(token.text for token in tokens_of(new.visible)) | Counter(
        token.text for token in new.rendered.tokens
    )
    missing -= Counter(token.text for token in tokens_of(otherwise))
    if missing:
        yield from ((Kind.WORDS, run, run) for run in runs_of(old.tokens, missing))


def _left(items: Iterable[T], key: Callable[[T], object], *kept: Callable[[], Iterable[object]]) -> list[T]:
    """Return the items whose keys are not among those kept; what costs more comes last, and is not asked in vain."""
    left = list(items)
    for keys in kept:
        if not left:
            break
        known = set(keys())
        left = [item for item in left if key(item) not in known]
    return left
