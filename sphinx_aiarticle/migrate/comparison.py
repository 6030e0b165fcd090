"""Compare a page of the old site with the same page of the new one, and name every loss.

What is lost is told in one place, whether the new page is built (``--verify``) or only written (``--check``).
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from operator import contains, ne
from textwrap import dedent
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx_aiarticle.migrate.difference import NOTES, Difference, DifferenceKind, embed_names, shown, unescaped
from sphinx_aiarticle.migrate.mended import find_mended
from sphinx_aiarticle.migrate.word_tokens import Lines, letters_of, word_counts, words_of
from sphinx_aiarticle.migrate.words import (
    compare_words,
    is_boxed,
    leads_to_less,
    replaced_notices,
    without_letter,
)
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.link import product_key
from sphinx_aiarticle.url import address_key

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.built_site import BuiltSite
    from sphinx_aiarticle.migrate.rendered import Rendered, RenderedLink

Table = tuple[tuple[str, ...], ...]
_PLAIN: Final = str.maketrans("‘’“”", "''\"\"")
_REFUSED: Final = "#ZgotmplZ"  # what Hugo's templates write in the place of an address that they refuse

_NEAR: Final = 12  # characters of words beside code

_CALLED: Final = "hahahugoshortcode"  # what Hugo has in the place of calls while it makes ids, with numbers that change


class Kept(Record):
    """What tells whether something of the old page is on the new one.

    Attributes:
        link: Whether it leads where a link does; each of several equal ones is asked for.
        picture: Whether it shows a picture, by its address; each of several equal ones is asked for.
        table: The same of a table.
        text: Whether code of one line is a part of its text; several lines would become one there.
        known: All that may name what a frame showed.
    """

    link: Callable[[RenderedLink], bool]
    picture: Callable[[str], bool]
    table: Callable[[Table], bool]
    text: Callable[[str], bool]
    known: str
    boxes: Sequence[str]


def find_lost(old: Rendered, new: Rendered, title: str, kept: Kept) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield what but words is lost or differs: its kind, how it is shown, and the words that tell its line."""
    links = [link for link in old.links if link.href and not link.href.startswith(("javascript:", "data:", _REFUSED))]
    gone = [link for link in links if not (kept.link(link) or leads_to_less(link, old, new))]
    replaced = list(replaced_notices(old, new)) if gone else []
    for link in gone:
        if not any(begin <= link.begin < end for begin, end in replaced):
            yield DifferenceKind.LINK, f"{link.href} ({shown(link.text)})", link.text
    for source in old.pictures:
        is_sign = source == _REFUSED or (bool(kept.boxes) and source.lower().endswith(".ico"))  # that of a shop
        if not kept.picture(source) and not is_sign:
            yield DifferenceKind.PICTURE, shown(source), posixpath.basename(unquote(source))
    codes = Counter(map(_code_key, new.codes))
    for text in old.codes:
        key = _code_key(text)
        codes[key] -= 1
        if codes[key] < 0 and not kept.text(text):  # which a fence of another length may show
            kind = (
                DifferenceKind.MARKS
                if any(_has_fewer_blanks(text, code) for code in new.codes)
                else DifferenceKind.CODE
            )
            yield kind, shown(text), text.strip().partition("\n")[0]
    yield from _prose_as_code(old, new)
    for table in old.tables:
        text = " | ".join(table[0]) if table and not kept.table(table) and not is_boxed(table, kept.boxes) else ""
        if text:
            yield DifferenceKind.TABLE, shown(text), text
    yield from _headings(old, new, title)
    played = Counter[str]()
    for source in dict.fromkeys(old.embeds):  # of which there is not even a link
        names = embed_names(source)
        played[names[0]] += 1
        if max(map(kept.known.count, names)) < played[names[0]]:
            yield DifferenceKind.EMBED, shown(source), names[0]


class Side(Record):
    """A page on its site: the site, the address of the page on it, and what is on it."""

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
    """Return all differences between two pages, with their lines in the *source* of the old one, which has a *title*.

    *same* leads from the address of each old page to that of the same page on the new site; *has_anchor* says whether
    an old page, by its address, has an anchor.
    """
    lines = Lines(source)
    shown_now = "\n".join((new.page.text, *new.page.codes))
    mended = find_mended(old.page, source, [heading.text for heading in new.page.headings], shown_now)
    kept = _kept_on(replace(old, page=mended.old), new, same, has_anchor)
    found = [
        *compare_words(mended.page, new.page, title, lines, mended.spans),
        *(Difference(kind=DifferenceKind.MENDED, text=shown(part), line=lines.of(part)) for part, _ in mended.parts),
        *(
            Difference(kind=kind, text=text, line=lines.of(words))
            for kind, text, words in find_lost(mended.old, new.page, title, kept)
        ),
    ]
    if all(difference.kind in NOTES for difference in found):
        found += _moved_code(old.page, new.page)
    if title and words_of(title) != words_of(new.page.title):
        found.append(Difference(kind=DifferenceKind.TITLE, text=f"{title} → {new.page.title}"))
    return found


def _moved_code(old: Rendered, new: Rendered) -> Iterator[Difference]:
    """Yield a block of code that stands between other words than before, or in another order."""
    places, others = _code_places(old), _code_places(new)
    common = [key for key in places if key in others]
    in_order = sorted(common, key=list(others).index)
    for key, other in zip(common, in_order, strict=True):
        is_moved = all(map(ne, places[key], others[key]))
        if key != other or is_moved:
            yield Difference(kind=DifferenceKind.ORDER, text=shown(key))
            return


def _code_places(page: Rendered) -> dict[str, tuple[str, str]]:
    """Return the words before and after each block of code that is on a page once."""
    counts = Counter(map(_code_key, page.codes))
    return {
        key: (words_of(page.text[:place])[-_NEAR:], words_of(page.text[place:])[:_NEAR])
        for key, place in zip(map(_code_key, page.codes), page.code_places, strict=True)
        if counts[key] == 1
    }


def _kept_on(old: Side, new: Side, same: Mapping[str, str], has_anchor: Callable[[str, str], bool]) -> Kept:
    """Return what a built page has of the old one: links and pictures by where they lead and what they hold."""
    page = new.page

    def is_there(address: str) -> bool:
        """Whether what an address leads to is on the new site, if it is a file of the old one."""
        path = (new.site.resolve(unescaped(address), new.path) or ("",))[0]
        return not _is_file(path) or new.site.file(path) is not None or old.site.file(path) is None

    links = [(link, _targets(link, new, {})) for link in page.links if is_there(link.href)]
    targets = {key for _, keys in links for key in keys}
    boxed = {key for link, keys in links if link.in_box for key in keys}
    anywhere, asked = Counter(key.partition("#")[0] for _, keys in links for key in keys), Counter[str]()
    pictures, tables = Counter(_content(source, new) for source in page.pictures), Counter(page.tables)
    letters, seen = letters_of(page.text), frozenset(pictures)

    def has_link(link: RenderedLink) -> bool:
        if not link.text and _content(link.href, old) in seen:
            return True  # to the picture in it, which a script shows larger
        keys = _targets(link, old, same)
        address, mark, _ = keys[0].partition("#")
        asked[address] += 1
        if not targets.isdisjoint(keys) or (not mark and address in anywhere):
            is_one = max(anywhere[key.partition("#")[0]] for key in keys) >= asked[address]
            return is_one or not link.text or not boxed.isdisjoint(keys)
        if not (resolved := old.site.resolve(link.href, old.path)):
            return False
        path, anchor = resolved
        if old.site.file(path) is None:
            return True  # it is dead; its words are compared with the others
        path = old.site.follow(path)
        was_there = anchor in old.page.ids if path == old.path else has_anchor(path, anchor)
        if not mark or anywhere[address] < asked[address]:
            return False
        return not was_there or _has_anchor(new, same.get(path, path), anchor)

    def has_picture(source: str) -> bool:
        key = _content(source, old)
        pictures[key] -= 1
        return not key or pictures[key] >= 0

    def has_table(table: Table) -> bool:
        found = next((one for one in (table, *tables) if tables[one] > 0 and _holds(one, table)), None)
        if found is not None:
            tables[found] -= 1
        return found is not None

    return Kept(
        link=has_link,
        picture=has_picture,
        table=has_table,
        text=lambda code: "\n" not in code and letters_of(code) in letters,
        known=" ".join(filter(is_there, (*page.embeds, *(link.href for link in page.links)))),
        boxes=[page.text[begin:end] for begin, end in page.boxes],
    )


def _holds(table: Table, old: Table) -> bool:
    """Whether a table has the rows of an old one; cells with nothing but links without a text say where these lead."""
    rows = iter(table)
    return all(any(len(row) == len(others) and all(map(contains, row, others)) for row in rows) for others in old)


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


def _content(source: str, side: Side) -> str:
    """Return the content of a picture, or its address where it is not on the site; empty for one that is missing."""
    if source.startswith("data:"):
        return source
    resolved = side.site.resolve(unescaped(source), side.path)
    if resolved is None:
        return address_key(unescaped(source))
    return side.site.digest(resolved[0]) if _is_file(resolved[0]) else ""


def _has_fewer_blanks(text: str, code: str) -> bool:
    """Whether code is that of Hugo but for blanks: it takes some before lines in lists, and doubles some in colours.

    In a list it also keeps the margin of code in a call.
    """
    return any(_is_deeper(*forms) for forms in ((text, code), (dedent(text), dedent(code))))


def _is_deeper(text: str, code: str) -> bool:
    pairs = [[line for line in one.split("\n") if line.strip()] for one in (text, code)]
    return len(pairs[0]) == len(pairs[1]) and all(
        old.split() == new.split() and len(old) - len(old.lstrip()) <= len(new) - len(new.lstrip())
        for old, new in zip(*pairs, strict=True)
    )


def _prose_as_code(old: Rendered, new: Rendered) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield code that is none on the old page, and has words of its text that are no text any more."""
    codes = set(map(letters_of, old.codes)) if new.indented else ()
    if strange := [code for code in new.indented if letters_of(code) not in codes]:
        gone = word_counts(old.text) - word_counts(new.text)
        yield from ((DifferenceKind.PROSE, shown(code), code) for code in strange if gone & word_counts(code))


def _code_key(text: str) -> str:
    """Return code without blank lines, and with plain quotes where HTML that ends too early had others."""
    return "\n".join(line for line in text.translate(_PLAIN).split("\n") if line)


def _without_sign(heading: str) -> str:
    """Return the words of a heading without a sign behind them, such as the plus of what opens."""
    words, _, last = heading.rpartition(" ")
    return heading if last.isalnum() else words


def _headings(old: Rendered, new: Rendered, title: str) -> Iterator[tuple[DifferenceKind, str, str]]:
    kept = Counter(words_of(heading.text) for heading in new.headings)
    kept[words_of(new.title)] += 1
    boxed = {words_of(line) for begin, end in new.boxes for line in new.text[begin:end].split("\n")}
    names = tuple(f"{words_of(name)} " for name, _, _ in new.names)
    longer = list((kept - Counter(words_of(heading.text) for heading in old.headings)).elements())
    levels: dict[str, list[int]] = {}
    for heading in new.headings:
        levels.setdefault(words_of(heading.text), []).append(heading.level)
    has_title = bool(title) or words_of(new.title) not in [words_of(heading.text) for heading in old.headings[:1]]
    above = [1] if has_title else []
    for heading in old.headings:
        key = words_of(heading.text)
        forms = (key, without_letter(heading.text), _without_sign(key))
        key = next((form for form in forms if kept[form] > 0), key)
        if kept[key] <= 0 and (key in boxed or key.startswith(names)):
            continue  # it is the name of a product, a line in its box, or a card above a line, which makes it a heading
        while above[has_title:] and above[-1] >= max(heading.level, 2):
            above.pop()
        above.append(max(heading.level, 2))
        if kept[key] <= 0 and (more := next((one for one in longer if one.startswith(f"{key} ")), "")):
            longer.remove(more)  # which says what a call in it is given, too
            continue
        if kept[key] <= 0:
            yield DifferenceKind.HEADING, heading.text, heading.text
            continue
        kept[key] -= 1
        if heading.id and heading.id not in new.ids and _CALLED not in heading.id:
            yield DifferenceKind.HEADING_ID, f"#{heading.id}", heading.text
        level = levels[key].pop(0) if levels.get(key) else 0
        if level not in (0, heading.level):
            kind = DifferenceKind.HEADING_LEVEL if level == len(above) else DifferenceKind.OUTLINE
            yield kind, f"{heading.text}: {heading.level} → {level}", heading.text
