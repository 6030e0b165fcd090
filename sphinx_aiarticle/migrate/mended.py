"""What Hugo shows in other ways than its author meant, and the new page as he meant it.

It is front matter behind two byte order marks, Markdown directly below HTML, backslashes in addresses and codes of
emoji that Hugo does not know, all of which it shows as text; code in code, of which CommonMark takes the inner fence
for the end; the marks of a quotation before each line of code in a call; HTML that a template prints with a margin,
which is code below a blank line; and, with ``eastAsianLineBreaks``, the last word of a line before a link or the like,
which sticks to it.
What was shown so may be text, code or markup on the new page, but each line has to be on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import pairwise
from textwrap import dedent
from typing import Final
from urllib.parse import unquote

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.blocks import paired_fences
from sphinx_aiarticle.hugo.inline import EMOJI_CODE, emoji_of
from sphinx_aiarticle.migrate.rendered import Rendered, read_rendered
from sphinx_aiarticle.migrate.word_tokens import Token, lacks_words, letters_of, tokens_of, word_counts, words_of
from sphinx_aiarticle.recognise.html_tags import shown_at_once
from sphinx_aiarticle.record import Record

_MARK: Final = "\ufeff"
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_BLANK: Final = re.compile(r"\n[ \t]*(?=\n)")
#: What holds words that nobody reads in Markdown: fences, numbers of lists, pictures, addresses of links.
_MARKUP: Final = re.compile(
    r"^[ \t>]*(?:(?:`{3,}|~{3,}).*|\d{1,9}[.)](?=\s))|!\[[^\[\]\n]*\]\([^()\n]*\)|(?<=\])\([^()\n]*\)", re.MULTILINE
)
_ESCAPED: Final = re.compile(r"https?://[^\s<>\\]{0,999}+\\[^\s<>]*+")
#: Structured data written by hand, which no page keeps.
_SCRIPT: Final = re.compile(r"<script\b[^<>]*\bld\+json\b(?:(?!</?script\b).)*+</script>", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_HTML: Final = re.compile(r"</?[A-Za-z][^<>]*>|&\w{1,30};")
_ENDS: Final = re.compile(r"(?:\s*</[A-Za-z][^<>]*>)+\s*")
_QUOTED_CALL: Final = re.compile(r"([^{>]*>[^{]*)\{\{[<%]")
_FENCE: Final = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")


class Mended(Record):
    """What of a page is mended.

    Attributes:
        page: The old page, with two words where it shows those of two lines as one.
        old: The old page without what the new page has in another form.
        spans: Begin and end of what is no text of the article, in the text of the old page.
        parts: What is mended: the first line of each place, and why Hugo reads it in another way.
        fences: First and last line of code that holds other code, 0-based.
    """

    page: Rendered
    old: Rendered
    spans: tuple[tuple[int, int], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    fences: Mapping[int, int] = field(default_factory=dict)


def find_mended(old: Rendered, source: str, headings: Collection[str], page: str) -> Mended:
    """Return what of a page is mended, where *page* is all that the new one says, its code too."""
    joined = _joined_lines(old, source, page) if lacks_words(old.text, page) else {}
    if joined:
        old = replace(old, _tokens=list(_apart(old.tokens, joined)))
    regions = list(_below_html(old, headings))
    spans = [found.span() for begin, end in regions for found in _MARKUP.finditer(old.text, begin, end)]
    parts = [(old.text[begin:].partition("\n")[0], "it is directly below HTML") for begin, _ in regions]
    lines = source.lstrip(_MARK).split("\n")
    fences = paired_fences(lines)
    parts += [(lines[first], "it holds other code with fences of the same length") for first in fences]
    block = ""
    if source.startswith(_MARK * 2):
        spans.append(_front_matter(old, source))
        block = words_of(old.text[: spans[-1][1]])
        parts.append((lines[0], "two byte order marks stand before it"))
    escaped = list(_ESCAPED.finditer(old.text)) if "\\" in old.text else []
    codes = {code for code in set(EMOJI_CODE.findall(old.text)) if _is_emoji(code, page)}
    emoji = [found for found in EMOJI_CODE.finditer(old.text) if found[0] in codes] if codes else []
    spans += (found.span() for found in emoji)
    parts += ((found[0], "it has another code for this emoji") for found in emoji)
    rest, told = _without_template_code(old, source, page)
    rest, quoted = _without_quote_marks(rest, source)
    told += quoted
    told += ((" ".join(pair), "it leaves out the end of the line between them") for pair in joined.values())
    if not parts and not escaped:
        return Mended(page=old, old=rest, parts=tuple(told))
    letters = letters_of(page)
    escaped = [found for found in escaped if letters_of(found[0]) in letters]
    spans += (found.span() for found in escaped)
    parts += ((found[0], "it shows the backslash in the address") for found in escaped)
    if not parts:
        return Mended(page=old, old=rest, parts=tuple(told))
    rest = _without_mended(rest, letters, block, headings, spans)
    return Mended(page=old, old=rest, spans=tuple(spans), parts=(*parts, *told), fences=fences)


def _without_mended(
    old: Rendered, letters: str, block: str, headings: Collection[str], spans: Sequence[tuple[int, int]]
) -> Rendered:
    """Return the old page without what the new page, which has these *letters*, has in another form."""

    def holds(text: str) -> bool:
        return all(
            any(letters_of(form) in letters for form in (line, _TAG.sub("", _MARKUP.sub("", line))))
            for line in _SCRIPT.sub("", text).split("\n")
            if not _FENCE.match(line)
        )

    kept = set(map(words_of, headings))
    return replace(
        old,
        codes=[code for code in old.codes if not holds(code)],
        tables=[table for table in old.tables if not holds("\n".join(" ".join(row) for row in table))],
        headings=[
            one
            for one in old.headings
            if (words := words_of(one.text)) in kept or not (words in block or holds(one.text))
        ],
        pictures=[source for source in old.pictures if not holds(source)],
        links=[
            link
            for link in old.links
            if not any(begin <= link.begin < end for begin, end in spans)
            and not holds(f"{link.text}\n{unquote(link.href).removeprefix('mailto:')}")
        ],
    )


def _is_emoji(code: str, page: str) -> bool:
    """Whether a page shows the character of a code of an emoji, and not the code."""
    character = emoji_of(code)
    return character != code and character in page and code not in page


def _without_template_code(old: Rendered, source: str, page: str) -> tuple[Rendered, list[tuple[str, str]]]:
    """Return an old page with what HTML says in the place of code that is such HTML of a template, and what it was."""
    codes = [code for code in old.bare_codes if _HTML.search(code)]
    if not codes:
        return old, []
    known, counts = [letters_of(text) for text in (source, page)], [word_counts(text) for text in (source, page)]
    prose = letters_of(_MARKUP.sub("", page))
    found: list[tuple[str, Rendered]] = []
    for code in codes:
        meant = read_rendered(shown_at_once(code))
        says = meant.text.strip() or meant.pictures or meant.links or meant.embeds or _ENDS.fullmatch(code)
        words = word_counts(meant.text)
        in_source, in_page = (words <= whole for whole in counts)
        is_prose = letters_of(meant.text) in prose and in_source
        if not (says and in_page and (is_prose or _TAG.match(code.lstrip()))):
            continue
        if not any(letters_of(code) in letters for letters in known):  # nor its author or the new page shows it as code
            found.append((code, meant))
    taken = {code for code, _ in found}
    rest = replace(
        old,
        codes=[one for one in old.codes if one not in taken],
        pictures=[*old.pictures, *(one for _, meant in found for one in meant.pictures)],
        links=[*old.links, *(replace(link, begin=-1, end=-1) for _, meant in found for link in meant.links)],
        embeds=[*old.embeds, *(one for _, meant in found for one in meant.embeds)],
    )
    return rest, [(code.lstrip().partition("\n")[0], "it takes the HTML of a template for code") for code, _ in found]


def _without_quote_marks(old: Rendered, source: str) -> tuple[Rendered, list[tuple[str, str]]]:
    """Return an old page with code in calls without the marks of the quotations around these, and what it was."""
    lines = [line.rstrip() for line in source.expandtabs(4).split("\n")] if any(map(_has_mark, old.codes)) else []
    calls = [(number, call[1].count(">")) for number, line in enumerate(lines, 1) if (call := _QUOTED_CALL.match(line))]
    codes, told = list(old.codes), list[tuple[str, str]]()
    for place, code in enumerate(codes if calls else ()):
        rows = code.split("\n")
        for begin, depth in calls if _has_mark(code) else ():
            if begin == len(lines) or not lines[begin].startswith(rows[0]):
                continue
            *shown, last = lines[begin : begin + len(rows)]
            if shown == rows[:-1] and last.startswith(rows[-1]):
                bare = dedent("\n".join(re.sub(rf"^(?:\s*>){{1,{depth}}}", "", row) for row in rows)).strip("\n")
                codes[place] = bare
                told.append((rows[0], "it shows the marks of the quotation around the call"))
                break
    return replace(old, codes=codes), told


def _has_mark(code: str) -> bool:
    return code.lstrip().startswith(">")


def _joined_lines(old: Rendered, source: str, page: str) -> Mapping[str, tuple[str, str]]:
    """Return the words of old pages that are the last of a line and the first of the next, by what *page* has there."""
    lines = [[token.text for token in tokens_of(line) if token.is_word] for line in source.split("\n")]
    pairs = {above[-1] + below[0]: (above[-1], below[0]) for above, below in pairwise(lines) if above and below}
    words = [token.text for token in tokens_of(page) if token.is_word]
    known, beside = set(words), set(pairwise(words))
    written = {letters_of(word) for word in source.split()}.union(*map(set, lines))  # as one word, by its author
    lost = {token.text for token in old.tokens if token.is_word} - known - written
    return {word: pair for word, pair in pairs.items() if word in lost and pair in beside}


def _apart(tokens: Iterable[Token], joined: Mapping[str, tuple[str, str]]) -> Iterator[Token]:
    """Yield tokens, of two words that are joined each one."""
    for token in tokens:
        first, second = joined.get(token.text, ("", ""))
        if second:
            yield Token(first, token.is_word, token.begin)
            yield Token(second, token.is_word, token.begin + len(first))
        else:
            yield token


def _front_matter(old: Rendered, source: str) -> tuple[int, int]:
    """Return where the old page shows the front matter."""
    source = source.lstrip(_MARK)
    block = "\n".join(source.split("\n")[: read_hugo(source).length])
    words, end = Counter(token.text for token in tokens_of(block)), 0
    for token in old.tokens:
        if token.is_word and not words[token.text]:
            break
        words[token.text] -= 1
        end = token.begin + len(token.text)
    return 0, end


def _below_html(old: Rendered, headings: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where the old page shows Markdown as text: from the line of a heading to the next blank line."""
    found = list(_HEADING.finditer(old.text))
    known = {words_of(heading) for heading in headings} if found else ()
    end = 0
    for heading in found:
        if heading.start() >= end and words_of(heading[1]) in known:
            blank = _BLANK.search(old.text, heading.end())
            end = blank.start() if blank else len(old.text)
            yield heading.start(), end
