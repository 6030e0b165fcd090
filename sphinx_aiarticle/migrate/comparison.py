"""Compare a page of the old site with the same page of the new one, and name every loss."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from sphinx_aiarticle.hugo.alerts import ALERT
from sphinx_aiarticle.migrate.difference import Difference, Kind
from sphinx_aiarticle.migrate.rendered import tokens_of, words_of
from sphinx_aiarticle.migrate.source_lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx_aiarticle.migrate.built_site import BuiltSite
    from sphinx_aiarticle.migrate.rendered import Rendered, RenderedLink, Token

_LARGEST: Final = 40_000_000  # product of two numbers of tokens that are aligned; beyond it only their counts differ
_SHOWN: Final = 160  # characters of an example
_NOTICE: Final = re.compile(
    r"アフィリエイト|広告|プロモーション|\bPR\b|affiliate|commission|sponsor|advertis|associate|anzeige|provision",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(r"\s*(?:posted with|created by|powered by)\b", re.IGNORECASE)
_LONGEST_NOTICE: Final = 400  # characters
_WIDE: Final = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")  # scripts without spaces
_VIDEO: Final = re.compile(r"[\w-]{9,}")
_LABEL: Final = re.compile(r"(?:YouTube|Vimeo|Instagram|X|Gist): \S+$")  # of links in the place of what scripts load


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
    found = [
        *_words(old.page, new.page, title, lines),
        *_links(old, new, same, lines, has_anchor),
        *_pictures(old, new, lines),
        *_counted(Kind.CODE, old.page.codes, new.page.codes, lines),
        *_tables(old.page, new.page, lines),
        *_headings(old.page, new.page, lines),
        *_embeds(old.page, new.page, lines),
    ]
    if title and words_of(title) != words_of(new.page.title):
        found.append(Difference(kind=Kind.TITLE, text=f"{title} → {new.page.title}"))
    return found


def _words(old: Rendered, new: Rendered, title: str, lines: Lines) -> Iterator[Difference]:
    """Yield runs of words that are lost, and what else keeps the texts from being equal.

    A product box has words of its own on its buttons. The first heading may be that of a page without a title.
    """
    spans = list(_replaced_buttons(old, new))
    spans += _replaced_notices(old, new)
    before = [token for token in old.tokens if not _is_within(token, spans)]
    heading = [] if title else tokens_of(new.title)
    if [token.text for token in before[: len(heading)]] != [token.text for token in heading]:
        heading = []
    after = [*heading, *_without_added(old, new, {token.text for token in before})]
    texts, others = [token.text for token in before], [token.text for token in after]
    if texts == others:
        return
    missing = Counter(token.text for token in before if token.is_word)
    missing.subtract(Counter(token.text for token in (*heading, *new.tokens) if token.is_word))
    lost = sum(count for count in missing.values() if count > 0)
    if lost:
        runs = _runs(before, others, missing)
        yield from (Difference(kind=Kind.WORDS, text=_short(run), line=lines.of(run)) for run in runs)
        return
    words = [token.text for token in before if token.is_word], [token.text for token in after if token.is_word]
    if words[0] == words[1]:
        yield Difference(kind=Kind.MARKS, text=_first_difference(texts, others))
    elif Counter(words[0]) == Counter(words[1]):
        yield Difference(kind=Kind.ORDER, text=_first_difference(*words))
    else:
        yield Difference(kind=Kind.EXTRA, text=_first_difference(*words))


def _replaced_buttons(old: Rendered, new: Rendered) -> Iterator[tuple[int, int]]:
    """Yield where the old page has links that are buttons of a box now; a name of a product stays a name."""
    replaced = {link.href for link in new.links if link.in_box}
    names = {words_of(name) for name, _, _ in new.names}
    outside = Counter((link.href, words_of(link.text)) for link in new.links if not link.in_box)
    for link in old.links:
        words = words_of(link.text)
        if link.href in replaced and words not in names:
            outside[link.href, words] -= 1
            if outside[link.href, words] < 0:
                yield link.begin, link.end


def _replaced_notices(old: Rendered, new: Rendered) -> Iterator[tuple[int, int]]:
    """Yield where the old page has notices and credits of tools that are not on the new one, which has ours."""
    if not (new.has_notice or new.boxes):
        return
    kept, begin = Counter(map(words_of, new.text.split("\n"))), 0
    for line in old.text.split("\n"):
        is_notice = len(line) <= _LONGEST_NOTICE and (_NOTICE.search(line) or _CREDIT.match(line))
        if is_notice and (words := words_of(line)):
            kept[words] -= 1
            if kept[words] < 0:
                yield begin, begin + len(line)
        begin += len(line) + 1


def _without_added(old: Rendered, new: Rendered, known: set[str]) -> list[Token]:
    """Return the tokens of a page without words of ours.

    They are labels of buttons and alerts, links in the place of players and of what scripts load, names of products
    that the old page tells in a script or in the text of a picture, and questions of the front matter, if shown.
    """
    played = [name for source in old.embeds for name in _names(source)]
    added = Counter(link.href for link in new.links) - Counter(link.href for link in old.links)
    spans = []
    for link in new.links:
        is_played = added[link.href] > 0 and (any(name in link.href for name in played) or _LABEL.match(link.text))
        if is_played or (link.in_box and words_of(link.text) not in known):
            added[link.href] -= 1
            spans.append((link.begin, link.end))
    seen, unseen = " ".join(token.text for token in old.tokens), "\n".join(old.unseen)
    spans += [(begin, end) for name, begin, end in new.names if name in unseen and words_of(name) not in seen]
    for text, begin, end in new.faqs:
        name = words_of(text) if ALERT.search(old.text) and "\n" not in text else ""
        question = next((words for line in text.split("\n") if "?" in (words := words_of(line)) or "？" in words), name)
        spans += [(begin, end)] if question and question not in seen else []
    return [token for token in new.tokens if not _is_within(token, spans)]


def _is_within(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin <= token.begin < end for begin, end in spans)


def _runs(before: Sequence[Token], others: Sequence[str], missing: Counter[str]) -> Iterator[str]:
    """Yield the lost words of a page as runs of the old text.

    The texts are aligned, and of what is not aligned those words are lost that the new page holds less often.
    """
    texts = [token.text for token in before]
    first = next((at for at, pair in enumerate(zip(texts, others, strict=False)) if pair[0] != pair[1]), 0)
    gone: list[bool] = [False] * len(before)
    rest, other = texts[first:], others[first:]
    if len(rest) * len(other) <= _LARGEST:
        matcher = SequenceMatcher(None, rest, other, autojunk=False)
        changes = [(begin + first, end + first) for tag, begin, end, _, _ in matcher.get_opcodes() if tag != "equal"]
    else:
        changes = [(first, len(before))]
    for begin, end in changes:
        for at in range(begin, end):
            if before[at].is_word and missing[before[at].text] > 0:
                missing[before[at].text] -= 1
                gone[at] = True
    run: list[str] = []
    for at, token in enumerate(before):
        if gone[at] or (run and not token.is_word and any(gone[at : at + 2])):
            run.append(token.text)
        elif run:
            yield _joined(run)
            run = []
    if run:
        yield _joined(run)


def _joined(run: Sequence[str]) -> str:
    """Return tokens as a text, with blanks only where the script has them."""
    text = ""
    for token in run:
        text += (
            f" {token}" if token[0].isalnum() and text and not (_WIDE.match(token) or _WIDE.match(text[-1])) else token
        )
    return text


def _first_difference(texts: Sequence[str], others: Sequence[str]) -> str:
    at = next((at for at, pair in enumerate(zip(texts, others, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(texts), len(others)) if at is None else at
    begin = max(at - 4, 0)
    return f"{_joined(texts[begin : at + 8])} → {_joined(others[begin : at + 8])}"


def _links(
    old: Side, new: Side, same: Mapping[str, str], lines: Lines, has_anchor: Callable[[str, str], bool]
) -> Iterator[Difference]:
    targets = {key for link in new.page.links for key in _targets(link, new, {})}
    anywhere = {target.partition("#")[0] for target in targets}
    texts = {words_of(link.text) for link in new.page.links}
    replaced = list(_replaced_notices(old.page, new.page))
    for link in {link.href: link for link in old.page.links}.values():
        is_credit = any(begin <= link.begin < end for begin, end in replaced)
        if is_credit or not link.href or link.href.startswith(("javascript:", "data:")):
            continue
        keys = _targets(link, old, same)
        address, mark, fragment = keys[0].partition("#")
        if not targets.isdisjoint(keys) or (not mark and address in anywhere):
            continue
        if _is_dead(link, old) and (words_of(link.text) in texts or address in anywhere):
            continue
        if (
            mark
            and address in anywhere
            and (not _has_anchor(link, old, has_anchor) or _kept_anchor(fragment, address, new))
        ):
            continue
        yield Difference(kind=Kind.LINK, text=f"{link.href} ({_short(link.text)})", line=lines.of(link.text))


def _targets(link: RenderedLink, side: Side, same: Mapping[str, str]) -> list[str]:
    """Return what equal targets have in common: a page of the new site or an address, and the content of a file."""
    resolved = side.site.resolve(link.href, side.path)
    if resolved is None:
        return [_elsewhere(link.href)]
    path, fragment = resolved
    path = side.site.follow(path)
    path = same.get(path, path)
    is_file = posixpath.splitext(path)[1] not in ("", ".html", ".htm")
    digest = side.site.digest(path) if is_file else ""
    return [(path.rstrip("/").casefold()) + (f"#{fragment}" if fragment else ""), *([digest] if digest else [])]


def _elsewhere(href: str) -> str:
    href = unquote(href.strip()).replace("&amp;", "&").removesuffix("#")
    scheme, mark, rest = href.partition("://") if "://" in href else ("", "", href.removeprefix("//"))
    if not mark and not href.startswith("//"):
        return href
    host, slash, path = rest.partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/") if scheme in ("", "http", "https") else href


def _is_dead(link: RenderedLink, side: Side) -> bool:
    resolved = side.site.resolve(link.href, side.path)
    return resolved is not None and side.site.file(resolved[0]) is None


def _has_anchor(link: RenderedLink, side: Side, has_anchor: Callable[[str, str], bool]) -> bool:
    """Whether the place to which a link leads is there."""
    resolved = side.site.resolve(link.href, side.path)
    if resolved is None:
        return True
    path, anchor = side.site.follow(resolved[0]), resolved[1]
    return anchor in side.page.ids if path == side.path else has_anchor(path, anchor)


def _kept_anchor(fragment: str, address: str, new: Side) -> bool:
    """Whether a place on the same page is known by its old name."""
    return address == new.path.rstrip("/").casefold() and fragment in new.page.ids


def _pictures(old: Side, new: Side, lines: Lines) -> Iterator[Difference]:
    kept = Counter(_content(source, new) for source in new.page.pictures)
    for source in old.page.pictures:
        key = _content(source, old)
        if kept[key] > 0:
            kept[key] -= 1
        elif key:
            yield Difference(kind=Kind.PICTURE, text=_short(source), line=lines.of(posixpath.basename(unquote(source))))


def _content(source: str, side: Side) -> str:
    """Return the content of a picture, or its address where it is not on the site; empty for one that is missing."""
    if source.startswith("data:"):
        return source
    resolved = side.site.resolve(source, side.path)
    return _elsewhere(source) if resolved is None else side.site.digest(resolved[0])


def _counted(kind: Kind, old: Sequence[str], new: Sequence[str], lines: Lines) -> Iterator[Difference]:
    for text in (Counter(old) - Counter(new)).elements():
        first = text.strip().partition("\n")[0]
        yield Difference(kind=kind, text=_short(text), line=lines.of(first))


def _tables(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    for table in (Counter(old.tables) - Counter(new.tables)).elements():
        text = " | ".join(table[0]) if table else ""
        if text:
            yield Difference(kind=Kind.TABLE, text=_short(text), line=lines.of(text))


def _headings(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    kept = Counter(words_of(heading.text) for heading in new.headings)
    kept[words_of(new.title)] += 1
    kept.update(words_of(name) for name, _, _ in new.names)  # of a product whose heading became its box
    levels = {words_of(heading.text): heading.level for heading in new.headings}
    for heading in old.headings:
        key = words_of(heading.text)
        if kept[key] <= 0:
            yield Difference(kind=Kind.HEADING, text=heading.text, line=lines.of(heading.text))
            continue
        kept[key] -= 1
        if heading.id and heading.id not in new.ids:
            yield Difference(kind=Kind.HEADING_ID, text=f"#{heading.id}", line=lines.of(heading.text))
        if levels.get(key, 0) not in (0, heading.level):
            text = f"{heading.text}: {heading.level} → {levels[key]}"
            yield Difference(kind=Kind.HEADING_LEVEL, text=text, line=lines.of(heading.text))


def _embeds(old: Rendered, new: Rendered, lines: Lines) -> Iterator[Difference]:
    """Yield frames and players of which the new page has not even a link."""
    known = " ".join((*new.embeds, *(link.href for link in new.links)))
    for source in dict.fromkeys(old.embeds):
        names = _names(source)
        if not any(name in known for name in names):
            yield Difference(kind=Kind.EMBED, text=_short(source), line=lines.of(names[0]))


def _names(source: str) -> list[str]:
    """Return what is sure to be part of any link to what a frame shows: the id of a video, or the name of a file."""
    name = posixpath.basename((urlsplit(source).path if "//" in source else source).rstrip("/"))
    return _VIDEO.findall(name) or [name or source]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
