"""What Hugo shows in other ways than its author meant, and the new page as he meant it.

It is front matter behind two byte order marks, Markdown directly below HTML, backslashes in addresses and codes of
emoji that Hugo does not know, all of which it shows as text; code in code, of which CommonMark takes the inner fence
for the end; the marks of a quotation before each line of code in a call; HTML that a template prints with a margin,
which is code below a blank line; and words that stick to each other, as the last of a line does to a link or the like
with ``eastAsianLineBreaks``, and a caption to a credit in Hugo's own ``figure``; and references in calls to notes and
links that are defined outside of them.
What was shown so may be text, code or markup on the new page, but each line has to be on it. HTML that is shown as
code, codes of emoji and words that stick to each other are compared as they were meant, word for word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from html import unescape
from itertools import pairwise
from textwrap import dedent
from typing import Final
from urllib.parse import unquote

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.blocks import paired_fences
from sphinx_aiarticle.hugo.inline import EMOJI_CODE, emoji_of
from sphinx_aiarticle.migrate.html_markdown import balanced
from sphinx_aiarticle.migrate.rendered import Rendered, read_rendered
from sphinx_aiarticle.migrate.word_tokens import (
    Token,
    has_all,
    lacks_words,
    letters_of,
    tokens_of,
    word_counts,
    words_of,
)
from sphinx_aiarticle.recognise.html_tags import shown_at_once, split_html
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
#: A note, or the label of a link, and where one is defined.
_REFERENCE: Final = re.compile(r"(?:\[(?=\^)|(?<=\])\[)([^\[\]\n]{1,99})\]")
_DEFINITION: Final = re.compile(r"^ {0,3}\[([^\[\]\n]{1,99})\]:", re.MULTILINE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_HTML: Final = re.compile(r"</?[A-Za-z][^<>]*>|&\w{1,30};")
#: What only its margin makes code.
_BARE_CODE: Final = re.compile(r"<pre>(?:<code>)?([^<]*)(?:</code>)?</pre>")
#: Marks of emphasis and links in Markdown.
_MARKS: Final = frozenset("*_[")
_ENDS: Final = re.compile(r"(?:\s*</[A-Za-z][^<>]*>)+\s*")
_QUOTED_CALL: Final = re.compile(r"^([^{>\n]*>[^{\n]*)\{\{[<%].*\n", re.MULTILINE)
_FENCE: Final = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")


class Mended(Record):
    """What of a page is mended.

    Attributes:
        page: The old page as it was meant to be read.
        old: The old page without what the new page has in another form.
        is_whole: Whether the new page shows each word of *page* as often.
        spans: Begin and end of what is no text of the article, in the text of the old page.
        parts: What is mended: the first line of each place, and why Hugo reads it in another way.
        fences: First and last line of code that holds other code, 0-based.
    """

    page: Rendered
    old: Rendered
    is_whole: bool
    spans: tuple[tuple[int, int], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    fences: Mapping[int, int] = field(default_factory=dict)


def find_mended(old: Rendered, source: str, headings: Collection[str], page: str, shown: str = "") -> Mended:
    """Return what of a page is mended, where *page* is all that the new one says, and *shown* what is seen of it."""
    old, told = _as_meant(old, source, page)
    is_whole = not lacks_words(old.text, shown or page)
    is_less = not is_whole and (not shown or lacks_words(old.text, page))
    joined = _joined_words(old, source, page) if is_less else {}
    if joined:
        old = replace(old, _tokens=list(_apart(old.tokens, joined)))
    regions = list(_below_html(old, headings))
    spans = [found.span() for one, end in regions for found in _MARKUP.finditer(old.text, one.start(), end)]
    spans += ((heading.start(), heading.start(1)) for heading, _ in regions)
    parts = [(heading[0], "it is directly below HTML") for heading, _ in regions]
    bare = source.lstrip(_MARK)
    lines, fences = bare.split("\n"), paired_fences(bare)
    parts += [(lines[first], "it holds other code with fences of the same length") for first in fences]
    block = ""
    if source.startswith(_MARK * 2):
        spans.append(_front_matter(old, source))
        block = words_of(old.text[: spans[-1][1]])
        parts.append((lines[0], "two byte order marks stand before it"))
    escaped = list(_ESCAPED.finditer(old.text)) if "\\" in old.text else []
    rest, quoted = _without_quote_marks(old, source)
    told += quoted
    told += ((" ".join(pair), "nothing is between these words") for pair in joined.values())
    references = list(_REFERENCE.finditer(old.text))
    defined = {label.casefold() for label in _DEFINITION.findall(source)} if references else ()
    references = [found for found in references if found[1].casefold() in defined]
    references = [found for found in references if page.count(found[0]) < old.text.count(found[0])]
    spans += (found.span() for found in references)
    told += ((found[0], "what it refers to is defined outside of the call") for found in references)
    letters = letters_of(page) if parts or escaped else ""
    escaped = [found for found in escaped if letters_of(found[0]) in letters]
    spans += (found.span() for found in escaped)
    parts += ((found[0], "it shows the backslash in the address") for found in escaped)
    rest = _without_mended(rest, letters, block, headings, spans) if parts else rest
    return Mended(page=old, old=rest, is_whole=is_whole, spans=tuple(spans), parts=(*parts, *told), fences=fences)


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


def _as_meant(old: Rendered, source: str, page: str) -> tuple[Rendered, list[tuple[str, str]]]:
    """Return an old page with the HTML that it shows as code, and the emoji whose codes it shows, and what it shows."""
    written = dict.fromkeys(EMOJI_CODE.findall(old.text))
    known = {code: emoji for code in written if (emoji := emoji_of(code)) != code and emoji in page}
    html, codes = _with_emoji(old.html, known) if known else (old.html, [])
    told = [(code, "it has another code for this emoji") for code in codes]
    pieces, end = list[str](), 0
    for found, meant in _template_code(html, source, page):
        told.append((unescape(found[1]).lstrip().partition("\n")[0], "it takes the HTML of a template for code"))
        pieces += (html[end : found.start()], f"\n{meant}\n")
        end = found.end()
    read = replace(read_rendered("".join((*pieces, html[end:]))), arguments=old.arguments) if told else old
    return read, told


def _with_emoji(html: str, known: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return HTML with the emoji of these codes in its text, and the codes; those in code and addresses stay."""
    pieces, codes, depth = list[str](), list[str](), 0
    for text, tag in split_html(html):
        shown = [] if depth else [code for code in EMOJI_CODE.findall(text) if code in known]
        codes += shown
        pieces.append(EMOJI_CODE.sub(lambda code: known.get(code[0], code[0]), text) if shown else text)
        if tag and (tag["name"] or "").lower() in ("code", "pre"):
            depth = max(depth + (-1 if tag["close"] else 1), 0)
        pieces.append(tag[0] if tag else "")
    return "".join(pieces), codes


def _template_code(html: str, source: str, page: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield code that is HTML of a template, and this HTML, where *page* says all that it does."""
    codes = [found for found in _BARE_CODE.finditer(html) if _HTML.search(unescape(found[1]))]
    if not codes:
        return
    known, counts = [letters_of(text) for text in (source, page)], [word_counts(text) for text in (source, page)]
    prose = letters_of(_MARKUP.sub("", page))
    for found in codes:
        code = unescape(found[1])
        meant = balanced(shown_at_once(code))
        read = read_rendered(f"{meant}<p>{_MARK}</p>")
        text, mark, _ = read.text.rpartition(_MARK)  # which is there if nothing stays open
        words = word_counts(text)
        in_source, in_page = (has_all(whole, words) for whole in counts)
        says = text.strip() or read.pictures or read.links or read.embeds or _ENDS.fullmatch(code)
        is_prose = letters_of(text) in prose and in_source
        if (
            not (mark and says and in_page and (is_prose or _TAG.match(code.lstrip())))
            or any(letters_of(code) in letters for letters in known)  # its author or the new page shows it as code
        ):
            continue
        yield found, meant


def _without_quote_marks(old: Rendered, source: str) -> tuple[Rendered, list[tuple[str, str]]]:
    """Return an old page with code in calls without the marks of the quotations around these, and what it was."""
    is_marked = any(map(_has_mark, old.codes))
    text = "\n".join(map(str.rstrip, source.expandtabs(4).split("\n"))) if is_marked else ""
    calls = [(call.end(), call[1].count(">")) for call in _QUOTED_CALL.finditer(text)]
    codes, told = list(old.codes), list[tuple[str, str]]()
    for place, code in enumerate(codes):
        below = (depth for begin, depth in calls if text.startswith(code, begin))
        if _has_mark(code) and (depth := next(below, 0)):
            rows = [re.sub(rf"^(?:\s*>){{1,{depth}}}", "", row) for row in code.split("\n")]
            codes[place] = dedent("\n".join(rows)).strip("\n")
            told.append((code.partition("\n")[0], "it shows the marks of the quotation around the call"))
    return replace(old, codes=codes), told


def _has_mark(code: str) -> bool:
    return code.lstrip().startswith(">")


def _joined_words(old: Rendered, source: str, page: str) -> Mapping[str, tuple[str, str]]:
    """Return the words of old pages that are two of the author, not numbers, with nothing between them on *page*."""
    own = {token.text for token in tokens_of(source) if token.is_word}
    tokens = [token for token in tokens_of(page) if token.text not in _MARKS]
    written = {letters_of(word) for word in source.split()}  # as one word, by its author
    lost = {token.text for token in old.tokens if token.is_word} - own
    lost -= {token.text for token in tokens if token.is_word}
    lost = {word for word in lost if letters_of(word) not in written and not word.isdigit()}
    pairs = {
        first.text + second.text: (first.text, second.text)
        for first, second in pairwise(tokens)
        if first.text in own and second.text in own
    }
    return {word: pair for word, pair in pairs.items() if word in lost}


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


def _below_html(old: Rendered, headings: Collection[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the headings of Markdown that the old page shows as text, each with its end: the next blank line."""
    found = list(_HEADING.finditer(old.text))
    known = {words_of(heading) for heading in headings} if found else ()
    end = 0
    for heading in found:
        if heading.start() >= end and words_of(heading[1]) in known:
            blank = _BLANK.search(old.text, heading.end())
            end = blank.start() if blank else len(old.text)
            yield heading, end
