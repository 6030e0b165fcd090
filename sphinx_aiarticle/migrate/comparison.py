"""Compare a page of the old site with the same page of the new one, and name every loss."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx_aiarticle.migrate.difference import Difference, Kind, embed_names, shown, unescaped
from sphinx_aiarticle.migrate.mended import find_mended
from sphinx_aiarticle.migrate.tokens import Lines, letters_of, words_of
from sphinx_aiarticle.migrate.words import compare_words, is_boxed, leads_to_less, replaced_notices
from sphinx_aiarticle.stores.link import product_key
from sphinx_aiarticle.url import address_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_aiarticle.migrate.built_site import BuiltSite
    from sphinx_aiarticle.migrate.rendered import Rendered, RenderedLink

_PLAIN: Final = str.maketrans("‘’“”", "''\"\"")
_REFUSED: Final = "#ZgotmplZ"  # what Hugo's templates write in the place of an address that they refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A page on its site.

    Attributes:
        site: The site.
        path: Address of the page on it.
        page: What is on it.
    """

    site: BuiltSite
    path: str
    page: Rendered


def compare(
    old: Side,
    new: Side,
    title: str,
    same: Mapping[str, str],
    source: str,
    has_anchor: Callable[[str, str], bool] = lambda _path, _anchor: True,
) -> list[Difference]:
    """Return all differences between two pages.

    Args:
        old: The old page.
        new: The new one.
        title: Title of the old page.
        same: Address of each page of the old site → address of the same page on the new one.
        source: Text of the file that the old page was made from, to tell lines.
        has_anchor: Whether a page of the old site, by its address, has an anchor.
    """
    lines = Lines(source)
    shown_now = "\n".join((new.page.text, *new.page.codes))
    mended = find_mended(old.page, source, [heading.text for heading in new.page.headings], shown_now)
    rest = replace(old, page=mended.old)
    found = [
        *compare_words(old.page, new.page, title, lines, mended.spans),
        *(Difference(kind=Kind.MENDED, text=shown(part), line=lines.of(part)) for part, _ in mended.parts),
        *_links(rest, new, same, lines, has_anchor),
        *_pictures(rest, new, lines),
        *_codes(rest.page, new.page, lines),
        *_tables(rest.page, new.page, lines),
        *_headings(rest.page, new.page, lines),
        *_embeds(old.page, new.page, lines),
    ]
    if title and words_of(title) != words_of(new.page.title):
        found.append(Difference(kind=Kind.TITLE, text=f"{title} → {new.page.title}"))
    return found


def _links(
    old: Side, new: Side, same: Mapping[str, str], lines: Lines, has_anchor: Callable[[str, str], bool]
) -> Iterator[Difference]:
    targets = {key for link in new.page.links for key in _targets(link, new, {})}
    anywhere = {target.partition("#")[0] for target in targets}
    replaced = list(replaced_notices(old.page, new.page))
    for link in {link.href: link for link in old.page.links}.values():
        is_credit = any(begin <= link.begin < end for begin, end in replaced)
        if is_credit or not link.href or link.href.startswith(("javascript:", "data:", _REFUSED)):
            continue
        keys = _targets(link, old, same)
        address, mark, _ = keys[0].partition("#")
        if not targets.isdisjoint(keys) or (not mark and address in anywhere) or leads_to_less(link, new.page):
            continue
        if resolved := old.site.resolve(link.href, old.path):
            path, anchor = resolved
            if old.site.file(path) is None:
                continue  # it is dead; its words are compared with the others
            path = old.site.follow(path)
            was_there = anchor in old.page.ids if path == old.path else has_anchor(path, anchor)
            if mark and address in anywhere and (not was_there or _has_anchor(new, same.get(path, path), anchor)):
                continue
        yield Difference(kind=Kind.LINK, text=f"{link.href} ({shown(link.text)})", line=lines.of(link.text))


def _targets(link: RenderedLink, side: Side, same: Mapping[str, str]) -> list[str]:
    """Return what equal targets have in common: a page of the new site or an address, and the content of a file."""
    resolved = side.site.resolve(unescaped(link.href), side.path)
    if resolved is None:
        return [address_key(unescaped(link.href)), product_key(link.href)]
    path, fragment = resolved
    path = side.site.follow(path)
    path = same.get(path, path)
    digest = side.site.digest(path) if _is_file(path) else ""
    key = unicodedata.normalize("NFC", path.rstrip("/").casefold())
    return [key + (f"#{fragment}" if fragment else ""), *([digest] if digest else [])]


def _is_file(path: str) -> bool:
    return posixpath.splitext(path)[1] not in ("", ".html", ".htm")


def _has_anchor(side: Side, path: str, anchor: str) -> bool:
    """Whether a page of a site has an id, be it that of another element than the one that a link leads to."""
    if path == side.path:
        return anchor in side.page.ids
    file = side.site.file(path)
    return file is not None and f'id="{escape(anchor)}"' in file.read_text(encoding="utf-8", errors="replace")


def _pictures(old: Side, new: Side, lines: Lines) -> Iterator[Difference]:
    kept = Counter(_content(source, new) for source in new.page.pictures)
    for source in old.page.pictures:
        key = _content(source, old)
        if kept[key] > 0:
            kept[key] -= 1
        elif key and not (source == _REFUSED or (new.page.boxes and source.lower().endswith(".ico"))):  # sign of a shop
            yield Difference(kind=Kind.PICTURE, text=shown(source), line=lines.of(posixpath.basename(unquote(source))))


def _content(source: str, side: Side) -> str:
    """Return the content of a picture, or its address where it is not on the site; empty for one that is missing."""
    if source.startswith("data:"):
        return source
    resolved = side.site.resolve(unescaped(source), side.path)
    if resolved is None:
        return address_key(unescaped(source))
    return side.site.digest(resolved[0]) if _is_file(resolved[0]) else ""


def _codes(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    kept = Counter(map(code_key, new.codes))
    for text in old.codes:
        key = code_key(text)
        kept[key] -= 1
        if kept[key] < 0 and letters_of(text) not in letters_of(new.text):  # which a fence of another length may show
            kind = Kind.MARKS if any(_has_fewer_blanks(text, code) for code in new.codes) else Kind.CODE
            yield Difference(kind=kind, text=shown(text), line=lines.of(text.strip().partition("\n")[0]))


def _has_fewer_blanks(text: str, code: str) -> bool:
    """Whether code is that of Hugo but for blanks: it takes some before lines in lists, and doubles some in colours."""
    pairs = [[line for line in one.split("\n") if line.strip()] for one in (text, code)]
    return len(pairs[0]) == len(pairs[1]) and all(
        old.split() == new.split() and len(old) - len(old.lstrip()) <= len(new) - len(new.lstrip())
        for old, new in zip(*pairs, strict=True)
    )


def code_key(text: str) -> str:
    """Return code without blank lines, and with plain quotes where HTML that ends too early had others."""
    return "\n".join(line for line in text.translate(_PLAIN).split("\n") if line)


def _tables(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    boxes = [new.text[begin:end] for begin, end in new.boxes]
    for table in (Counter(old.tables) - Counter(new.tables)).elements():
        text = " | ".join(table[0]) if table and not is_boxed(table, boxes) else ""
        if text:
            yield Difference(kind=Kind.TABLE, text=shown(text), line=lines.of(text))


def _headings(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    kept = Counter(words_of(heading.text) for heading in new.headings)
    kept[words_of(new.title)] += 1
    boxed = {words_of(line) for begin, end in new.boxes for line in new.text[begin:end].split("\n")}
    names = tuple(f"{words_of(name)} " for name, _, _ in new.names)
    longer = list((kept - Counter(words_of(heading.text) for heading in old.headings)).elements())
    levels: dict[str, list[int]] = {}
    for heading in new.headings:
        levels.setdefault(words_of(heading.text), []).append(heading.level)
    above = [1]  # the title
    for heading in old.headings:
        while len(above) > 1 and above[-1] >= max(heading.level, 2):
            above.pop()
        above.append(max(heading.level, 2))
        key = words_of(heading.text)
        if kept[key] <= 0 and (key in boxed or key.startswith(names)):
            continue  # it is the name of a product, a line in its box, or a card above a line, which makes it a heading
        if kept[key] <= 0 and (more := next((one for one in longer if one.startswith(f"{key} ")), "")):
            longer.remove(more)  # which says what a call in it is given, too
            continue
        if kept[key] <= 0:
            yield Difference(kind=Kind.HEADING, text=heading.text, line=lines.of(heading.text))
            continue
        kept[key] -= 1
        if heading.id and heading.id not in new.ids:
            yield Difference(kind=Kind.HEADING_ID, text=f"#{heading.id}", line=lines.of(heading.text))
        level = levels[key].pop(0) if levels.get(key) else 0
        if level not in (0, heading.level):
            kind = Kind.HEADING_LEVEL if level == len(above) else Kind.OUTLINE
            text = f"{heading.text}: {heading.level} → {level}"
            yield Difference(kind=kind, text=text, line=lines.of(heading.text))


def _embeds(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    """Yield frames and players of which the new page has not even a link."""
    known = " ".join((*new.embeds, *(link.href for link in new.links)))
    for source in dict.fromkeys(old.embeds):
        names = embed_names(source)
        if not any(name in known for name in names):
            yield Difference(kind=Kind.EMBED, text=shown(source), line=lines.of(names[0]))
