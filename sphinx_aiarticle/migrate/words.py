"""Compare the texts of two pages: what is lost, what stands elsewhere, and what is there in addition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx_aiarticle.hugo.blocks import ALERT
from sphinx_aiarticle.hugo.shortcodes.builtin import PAGES
from sphinx_aiarticle.migrate.difference import Difference, DifferenceKind, embed_names, shown
from sphinx_aiarticle.migrate.word_tokens import Lines, Token, letters_of, tokens_of, words_of
from sphinx_aiarticle.recognise.card_parts import is_credit
from sphinx_aiarticle.recognise.own_notices import mentions_advertising
from sphinx_aiarticle.recognise.pieces import is_button
from sphinx_aiarticle.stores.affiliate import is_search, store_of
from sphinx_aiarticle.stores.link import product_key
from sphinx_aiarticle.stores.registry import KNOWN
from sphinx_aiarticle.url import address_key

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.rendered import Rendered, RenderedLink

_LARGEST: Final = 40_000_000  # product of two numbers of tokens that are aligned; beyond it only their counts differ
_LONGEST_NOTICE: Final = 400  # characters
_LONGEST_BUTTON: Final = 120
_LETTER: Final = r"(?P<letter>{}\d{{0,2}}[.:：．]?)(?P<text>.+)"
_QUESTION: Final = re.compile(r"^[^\S\n]*" + _LETTER.format("Q"), re.MULTILINE)
_ANSWER: Final = re.compile(r"\s*" + _LETTER.format("A"))
_SIGN: Final = re.compile(r"(?P<sign>[\u2139\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])\ufe0f?\s*(?P<text>.+)")
_UNREAD: Final = re.compile(r"\[\^[^\]\s]{1,60}\]")  # a mark of a footnote in what a shortcode reads by itself
_FENCE: Final = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*", re.MULTILINE)  # of code in what a shortcode does not read
_STRAY: Final = re.compile(r"\\|\".*")  # in an address
_WIDE: Final = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")  # scripts without spaces
_SERVICES: Final = "|".join(["YouTube", "Vimeo", "Instagram", "X", "Gist", *(label for label, _ in PAGES.values())])
_LABEL: Final = re.compile(rf"(?:{_SERVICES}): \S+$")  # of links in the place of what scripts load


def compare_words(
    old: Rendered, new: Rendered, title: str, lines: Lines, mended: Sequence[tuple[int, int]] = ()
) -> Iterator[Difference]:
    """Yield runs of words that are lost, and what else keeps two texts from being equal.

    A heading may be that of a page without a title. What product boxes, footnotes and labels of tabs hold may
    stand there in any order, beside words of buttons. What was text may be code, as diagrams are. Marks in what is
    *mended* may go.
    """
    spans = [*mended, *_replaced_buttons(old, new), *replaced_notices(old, new)]
    spans += (*replaced_letters(old, new), *_replaced_signs(old, new))
    spans += [match.span() for match in _UNREAD.finditer(old.text)] if new.notes else []
    as_code = [token for code in Counter(new.codes) - Counter(old.codes) for token in tokens_of(code)]
    spans += [match.span() for match in _FENCE.finditer(old.text)] if as_code else []
    before = [token for token in old.tokens if not is_within(token, spans)]
    heading = [] if title else tokens_of(new.title)
    is_first = _texts(old.tokens[: len(heading)]) == _texts(heading)
    if not is_first and words_of(new.title) not in {words_of(one.text) for one in old.headings}:
        heading = []
    after = _without_added(old, new)
    place = sum(token.begin < new.title_at for token in after)
    after[place:place] = heading
    missing = Counter(token.text for token in before if token.is_word)
    missing.subtract(token.text for token in (*after, *as_code) if token.is_word)
    if any(count > 0 for count in missing.values()):
        added = {link.href for link in new.links} - {link.href for link in old.links}
        added |= set(new.pictures) - set(old.pictures)  # which the old page may have as text
        targets = f" {' | '.join(words_of(unquote(address)) for address in added)} "
        runs = _runs(before, _texts(after), missing)
        lost = [run for run in runs if run.isalnum() or f" {words_of(run)} " not in targets]
        yield from (Difference(kind=DifferenceKind.WORDS, text=shown(run), line=lines.of(run)) for run in lost)
        if lost:
            return
    replaced = Counter(token.text for token in old.tokens if token.is_word and is_within(token, spans))
    anywhere = [*new.boxes, *new.notes, *new.labels]
    replaced.update(token.text for token in (*as_code, *(one for one in after if is_within(one, anywhere))))
    outside = [token for token in after if not is_within(token, anywhere)]
    texts = _texts(one for one in old.tokens if one.is_word or not is_within(one, mended))
    others = _texts(outside)
    if _is_rest(others, texts, replaced):
        return
    own = [(begin, end) for text, begin, end in new.faqs if "\n" not in text]
    titles = Counter(token.text for token in outside if is_within(token, own))
    if titles and _is_rest(_texts(one for one in outside if not is_within(one, own)), texts, replaced + titles):
        return
    said = titles + Counter(token.text for token in tokens_of(old.arguments))
    at = _first_other(texts, others)
    begin = max(at - 4, 0)
    text = f"{_joined(texts[begin : at + 8])} → {_joined(others[begin : at + 8])}"
    yield Difference(kind=_kind_of(old.tokens, outside, replaced, said), text=text)


def _kind_of(
    before: Sequence[Token], after: Sequence[Token], replaced: Counter[str], said: Counter[str]
) -> DifferenceKind:
    """Return in what two texts differ of which no words are lost; *said* may be added."""
    texts, others = _texts(before), _texts(after)
    plain, rest = ([text for text in side if text != "*"] for side in (texts, others))
    words, others_words = (_texts(token for token in side if token.is_word) for side in (before, after))
    if others.count("*") < texts.count("*") and _is_rest(rest, plain, replaced):
        return DifferenceKind.EMPHASIS
    if words == others_words:
        return DifferenceKind.MARKS
    if _is_rest(texts, others, said):
        return DifferenceKind.ARGUMENTS
    return DifferenceKind.EXTRA if Counter(others_words) - Counter(words) else DifferenceKind.ORDER


def _texts(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


def _is_rest(rest: Sequence[str], texts: Sequence[str], replaced: Counter[str]) -> bool:
    """Whether a text is what remains of another, in its order, without words that have been replaced."""
    if not replaced:
        return rest == texts
    found, gone = 0, Counter[str]()
    for text in texts:
        if found < len(rest) and rest[found] == text:
            found += 1
        elif text.isalnum():
            gone[text] += 1
    return found == len(rest) and gone <= replaced


def _replaced_buttons(old: Rendered, new: Rendered) -> Iterator[tuple[int, int]]:
    """Yield where the old page has links that are buttons of a box now; a name of a product stays a name."""
    replaced = {product_key(link.href) for link in new.links if link.in_box}
    names = {words_of(name) for name, _, _ in new.names}
    outside = Counter((link.href, words_of(link.text)) for link in new.links if not link.in_box)
    for link in old.links:
        words = words_of(link.text)
        if (product_key(link.href) not in replaced and not leads_to_less(link, old, new)) or words in names:
            continue
        outside[link.href, words] -= 1
        if outside[link.href, words] >= 0:
            continue
        if len(link.text) <= _LONGEST_BUTTON:
            yield link.begin, link.end
            continue
        begin = link.begin  # a link around a whole card
        for line in old.text[link.begin : link.end].split("\n"):
            if is_button(line):
                yield begin, begin + len(line)
            begin += len(line) + 1


def is_boxed(table: Sequence[Sequence[str]], boxes: Iterable[str]) -> bool:
    """Whether all that a table says is in the text of one product box, which is what has become of it."""
    cells = [letters_of(cell) for row in table for cell in row]
    return any(all(cell in letters for cell in cells) for letters in map(letters_of, boxes))


def leads_to_less(link: RenderedLink, old: Rendered, new: Rendered) -> bool:
    """Whether a page has a better link in the place of one of the old site.

    It is the link of a box to a product, instead of one to a search for it in its shop; that of the author, where Hugo
    has left his HTML out and made a link of its words; or the address without what is no part of it: a quotation mark
    and all behind it, backslashes.
    """
    key = address_key(link.href)
    address = _STRAY.sub("", key)
    if address != key and any(address_key(other.href) == address.rstrip("/") for other in new.links):
        return True
    if link.text and key.casefold() == address_key(link.text).rstrip("/").casefold():
        return any(other.text == link.text for other in new.links)
    return is_search(link.href, KNOWN) and not _names_of_offers(store_of(link.href), new).isdisjoint(
        name for one in old.links if one.href == link.href for name in _names_beside(one, old, new)
    )


def _names_of_offers(store: str, new: Rendered) -> set[str]:
    """Return the names of the products whose boxes link to a store."""
    links = [link for link in new.links if link.in_box and store_of(link.href) == store]
    spans = [(begin, end) for begin, end in new.boxes if any(begin <= link.begin < end for link in links)]
    return {name for name, at, _ in new.names if any(begin <= at < end for begin, end in spans)}


def _names_beside(link: RenderedLink, old: Rendered, new: Rendered) -> Iterator[str]:
    """Yield the names of products that an old page has in a link or before it, below others to the same store.

    Before a button, the link above it may be the name.
    """
    store, is_other = store_of(link.href), not is_button(link.text)
    above = (
        one.end if is_other else one.begin for one in old.links if one.end <= link.begin and store_of(one.href) == store
    )
    words = f" {words_of(old.text[max(above, default=0) : link.end])} "
    yield from (name for name, _, _ in new.names if f" {words_of(name)} " in words)


def replaced_notices(old: Rendered, new: Rendered) -> Iterator[tuple[int, int]]:
    """Yield where the old page has notices and credits of tools that are not on the new one, which has ours."""
    if not (new.has_notice or new.boxes):
        return
    kept, begin = Counter(map(words_of, new.text.split("\n"))), 0
    for line in old.text.split("\n"):
        is_notice = len(line) <= _LONGEST_NOTICE and (mentions_advertising(line) or is_credit(line.strip()))
        if is_notice and (words := words_of(line)):
            kept[words] -= 1
            if kept[words] < 0:
                yield begin, begin + len(line)
        begin += len(line) + 1


def replaced_letters(old: Rendered, new: Rendered) -> Iterator[tuple[int, int]]:
    """Yield where a template of the old page has put letters before a question, a heading now, and an answer."""
    questions = {words_of(heading.text) for heading in new.headings}
    kept = Counter(map(words_of, new.text.split("\n")))
    for match in _QUESTION.finditer(old.text):
        if not kept[words_of(match[0])] and without_letter(match[0]) in questions:
            yield match.span("letter")
            answer = _ANSWER.match(old.text, match.end())
            if answer and not kept[words_of(answer[0])]:
                yield answer.span("letter")


def without_letter(question: str) -> str:
    """Return the words of a question without the letter and the number before them."""
    match = _QUESTION.match(question)
    return words_of(match["text"] if match else question)


def _replaced_signs(old: Rendered, new: Rendered) -> Iterator[tuple[int, int]]:
    """Yield where a template of the old page has put a sign before a note, which has a title in its place now."""
    ends = (end for title, _, end in new.faqs if "\n" not in title)
    notes = {words_of(new.text[end:].lstrip().partition("\n")[0]) for end in ends}
    for match in _SIGN.finditer(old.text) if notes else ():
        if words_of(match["text"]) in notes and words_of(match[0]) not in notes:
            yield match.span("sign")


def _without_added(old: Rendered, new: Rendered) -> list[Token]:
    """Return the tokens of a page without words of ours.

    They are titles of admonitions and code, links in the place of players and of what scripts and unknown shortcodes
    show, and questions of the front matter, if shown.
    """
    played = [name for source in old.embeds for name in embed_names(source)]
    added = Counter(link.href for link in new.links) - Counter(link.href for link in old.links)
    seen, spans = " ".join(token.text for token in old.tokens), []
    empty = sum(not link.text for link in old.links) - sum(not link.text for link in new.links)
    for link in new.links:
        if empty > 0 and words_of(link.text) and words_of(link.text) not in seen:  # the title of a page has one now
            empty -= 1
            spans.append((link.begin, link.end))
            continue
        is_named = _LABEL.match(link.text) or (link.text == link.href and words_of(link.text) not in seen)
        if added[link.href] > 0 and (is_named or any(name in link.href for name in played)):
            added[link.href] -= 1
            spans.append((link.begin, link.end))
    lines = {words_of(line) for line in ALERT.sub("", old.text).split("\n")}
    headings = {words_of(heading.text) for heading in new.headings} - lines
    for text, begin, end in new.faqs:
        if "\n" not in text:
            spans += [(begin, end)] if words_of(text) not in lines else []
            continue
        question = next((words for line in text.split("\n") if "?" in (words := words_of(line)) or "？" in words), "")
        if question and question not in seen:
            above = new.text[:begin].rstrip().rpartition("\n")
            spans.append((len(above[0]) if words_of(above[2]) in headings else begin, end))
    return [token for token in new.tokens if not is_within(token, spans)]


def is_within(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a token begins in one of the spans of its text."""
    return any(begin <= token.begin < end for begin, end in spans)


def _runs(before: Sequence[Token], others: Sequence[str], missing: Counter[str]) -> Iterator[str]:
    """Yield the lost words of a page as runs of the old text.

    The texts are aligned, and of what is not aligned those words are lost that the new page holds less often.
    """
    texts = _texts(before)
    first = _first_other(texts, others)
    rest, other = texts[first:], others[first:]
    if len(rest) * len(other) <= _LARGEST:
        matcher = SequenceMatcher(None, rest, other, autojunk=False)
        changes = [(begin + first, end + first) for tag, begin, end, _, _ in matcher.get_opcodes() if tag != "equal"]
    else:
        changes = [(first, len(before))]
    yield from _joined_runs(before, (at for begin, end in changes for at in range(begin, end)), missing)


def runs_of(tokens: Sequence[Token], missing: Counter[str]) -> Iterator[str]:
    """Yield words of a text that are missing elsewhere as runs; of a word that is there less often, the last ones."""
    yield from _joined_runs(tokens, reversed(range(len(tokens))), missing)


def _joined_runs(tokens: Sequence[Token], places: Iterable[int], missing: Counter[str]) -> Iterator[str]:
    """Yield runs of those missing words that come first in *places*."""
    gone, left, run = [False] * len(tokens), missing.copy(), list[str]()
    for at in places:
        if tokens[at].is_word and left[tokens[at].text] > 0:
            left[tokens[at].text] -= 1
            gone[at] = True
    for at, token in enumerate(tokens):
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


def _first_other(texts: Sequence[str], others: Sequence[str]) -> int:
    """Return where two texts begin to differ; the end of the shorter one if they do not before."""
    same = min(len(texts), len(others))
    return next((at for at in range(same) if texts[at] != others[at]), same)
