"""What is doubtful in the front matter and the Markdown of an article, and in several articles together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sphinx_aiarticle.hugo.paths import path_key
from sphinx_aiarticle.model.article import Article, is_cut, is_doubled
from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.myst import marks_emphasis
from sphinx_aiarticle.recognise.prose import code_spans, is_within, prose_lines
from sphinx_aiarticle.stores.affiliate import is_affiliate

# A headline may hold a full stop ("X is here. What now?") but neither ends with one nor speaks in polite verbs.
_SENTENCE = re.compile(r"。\s*$|(?:です|ます|でした|ました|ません|でしょう|ください)。|(?<=[a-z]{3})\.\s*$")
_MIN_SENTENCE = 20
_BOILERPLATE = re.compile(
    r"(?:(?:an?|the|ai|auto)[- ]?)*(?:generated|default|sample|dummy|placeholder)?[- ]?"
    r"(?:alt(?: text)?|banner|cover|eye ?catch|featured|figure|hero|illustration|image|og|photo|picture|screenshot"
    r"|thumbnail|thumb)(?:[- ](?:image|picture|photo))?[ #\d]*"
    r"|画像\d*|写真\d*|サムネイル(?:画像)?|アイキャッチ(?:画像)?|イメージ(?:画像)?|カバー(?:画像)?|[^\s/]+\.(?:png|jpe?g|webp|gif|svg|avif)",
    re.IGNORECASE,
)


def lint_front_matter(article: Article, lines: Mapping[str, int], body: str) -> Iterator[Problem]:
    """Yield what is wrong in the front matter of an article."""
    if is_cut(article.description):
        message = "The description ends in the middle of a sentence; write it to its end. The summary is used instead."
        yield Problem(subtype=Subtype.LINT_DESCRIPTION, message=message, line=lines.get("description"))
    elif is_doubled(article.description):
        message = "The description has punctuation twice in a row; write it out. The summary is used instead."
        yield Problem(subtype=Subtype.LINT_DESCRIPTION, message=message, line=lines.get("description"))
    if is_body_sentence(article.title, body):
        message = f"The title {_short(article.title)!r} is a sentence of the text; name the subject in a few words."
        yield Problem(subtype=Subtype.LINT_TITLE, message=message, line=lines.get("title"))
    if article.cover and is_boilerplate(article.cover.alt):
        message = f"The alt text {article.cover.alt!r} says nothing of the picture; describe it, or leave it empty."
        yield Problem(subtype=Subtype.LINT_ALT, message=message, line=lines.get("cover.alt", lines.get("cover")))


def is_body_sentence(title: str, body: str) -> bool:
    """Whether a title is written like a sentence, or appears in the *body* as one."""
    words = title.strip()
    if _SENTENCE.search(words):
        return True
    return (
        len(words) >= _MIN_SENTENCE
        and words in body
        and any(words in line and not line.startswith("#") for line in body.split("\n") if len(line) > len(words))
    )


def is_boilerplate(alt: str) -> bool:
    """Whether an alt text would fit any picture."""
    return _BOILERPLATE.fullmatch(alt.strip()) is not None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def find_shared_titles(articles: Mapping[str, Article]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the titles that more than one article has, and these; pages that are not articles do not count."""
    titled = {docname: article for docname, article in articles.items() if article.is_article and article.title.split()}
    keys = {docname: " ".join(article.title.split()).casefold() for docname, article in titled.items()}
    for docnames in _shared(keys):
        yield titled[docnames[0]].title, docnames


def find_shared_addresses(addresses: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the addresses that more than one document has, and these."""
    for docnames in _shared({docname: path_key(address) for docname, address in addresses.items()}):
        yield addresses[docnames[0]], docnames


def _shared(keys: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the documents, in order, that have one key."""
    groups: dict[str, list[str]] = {}
    for docname in sorted(keys):
        groups.setdefault(keys[docname], []).append(docname)
    yield from (tuple(docnames) for docnames in groups.values() if len(docnames) > 1)


_LEAK = re.compile(
    # A numbered bold line with the name of a placeholder: **1. Text for X (TWEET_TEXT)**.
    r"\*\*\d{1,2}[.．)] .*[(（][A-Z][A-Z_]{2,}[)）]\*\*[:：]?\s*$"
    # A heading that gives orders.
    r"|#{1,6}\s*+(?:[\[【［](?:重要|必須|出力|指示|IMPORTANT|OUTPUT|INSTRUCTIONS?)[^\]】］]*[\]】］].*(?:出力|指示|output)"
    r"|.*(?:出力形式|出力フォーマット|出力条件|選定タスク|生成タスク|[Oo]utput [Ff]ormat)\s*$)"
    # A model that speaks of itself or to its user.
    r"|(?:As an AI (?:language )?model|I(?:'m| am) sorry, (?:but )?I (?:can't|cannot)|Certainly! Here)\b"
    r"|(?:AI(?:言語)?モデルとして[、,]|(?:ご要望|ご指示)に(?:従|沿)って)"
)


def is_leak(line: str) -> bool:
    """Whether a line of Markdown looks like a part of a prompt, or like an answer to one."""
    return _LEAK.match(line) is not None


_MARKDOWN = re.compile(r"\]\(<?(https?://[^\s()<>]+)>?(?:\s+\"[^\"]*\")?\)(?!\{[^{}]*\brel=)")
_ANCHOR = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*(?:\"[^\"]*|'[^']*|)\b(?:sponsored|nofollow)\b", re.IGNORECASE)


def unmarked_links(line: str) -> list[str]:
    """Return the affiliate links of a line of Markdown that carry no ``rel="sponsored"`` or ``nofollow``."""
    if "http" not in line:
        return []
    urls = [match[1] for match in _MARKDOWN.finditer(line)]
    urls += [
        href[1] for match in _ANCHOR.finditer(line) if (href := _HREF.search(match[0])) and not _REL.search(match[0])
    ]
    return list(filter(is_affiliate, urls))


_MARK = re.compile(r"(?<![\\*])\*\*(?!\*)")
#: Addresses with their titles, tags, texts of pictures and formulas: no emphasis is shown in them.
_HIDDEN = re.compile(r"\]\([^()]*\)|<[^<>]+>|!\[[^\[\]]*\]|\$[^$\s](?:[^$]*[^$\s])?\$(?!\d)")
_MARKUP = re.compile(r"[\\`*_\[\]<>&{}]")


def dead_pairs(line: str) -> list[tuple[int, int]]:
    """Return the columns of each two ``**`` that an author meant as one bold text and CommonMark does not read so.

    Marks that do not come out even are no pairs.
    """
    if "**" not in line:  # as most lines
        return []
    marks = _marks(line)
    pairs = [] if len(marks) % 2 else zip(marks[::2], marks[1::2], strict=True)
    return [
        (start, end)
        for start, end in pairs
        if not (_flanks(line, start, opens=True) and _flanks(line, end, opens=False))
    ]


def fix_emphasis(line: str) -> str:
    """Return *line* with the role ``strong`` where bold text would show its marks; only plain words can move there."""
    pieces, last = [], 0
    for start, end in dead_pairs(line):
        words = line[start + 2 : end]
        if words == words.strip() != "" and not _MARKUP.search(words):
            pieces += [line[last:start], f"{{strong}}`{words}`"]
            last = end + 2
    return "".join([*pieces, line[last:]])


def _marks(line: str) -> list[int]:
    if line.count("**") < 2:
        return []
    code, hidden = code_spans(line), [match.span() for match in _HIDDEN.finditer(line)]
    places = (match.start() for match in _MARK.finditer(line))
    return [place for place in places if not (is_within(code, place) or is_within(hidden, place))]


def _flanks(line: str, place: int, *, opens: bool) -> bool:
    before, after = line[place - 1] if place else " ", line[place + 2 : place + 3] or " "
    outside, inside = (before, after) if opens else (after, before)
    return not inside.isspace() and marks_emphasis(outside, inside)


def is_suspicious(line: str) -> bool:
    """Whether :func:`lint_markdown` has something to say of a line, if it is prose; that is slower to find out."""
    return is_leak(line) or bool(dead_pairs(line)) or bool(unmarked_links(line))


def lint_markdown(lines: Sequence[str], numbers: Iterable[int]) -> Iterator[Problem]:
    """Yield what is wrong in the text of an article; *numbers* are the lines that are prose, from 0."""
    leaks: list[int] = []
    for number in numbers:
        line = lines[number]
        if is_leak(line):
            leaks.append(number)
        if dead_pairs(line):
            message = (
                "'**' next to punctuation is shown as it is; move the punctuation out of the bold text, or let "
                "aiarticle_mend_emphasis do it."
            )
            yield Problem(subtype=Subtype.LINT_EMPHASIS, message=message, line=number + 1)
        for url in unmarked_links(line):
            message = f"The affiliate link {url[:60]!r} has no rel='sponsored' in the source; use a product box."
            yield Problem(subtype=Subtype.LINT_REL, message=message, line=number + 1)
    if leaks:
        more = f" and {len(leaks) - 1} more lines" if leaks[1:] else ""
        message = f"{lines[leaks[0]].strip()[:60]!r}{more} look like a part of a prompt; take them out."
        yield Problem(subtype=Subtype.LINT_PROMPT, message=message, line=leaks[0] + 1)


def fix_emphasis_in_text(text: str, start: int) -> str:
    """Return *text*, whose body begins at line *start* (from 0), with its bold words as meant, in the same lines."""
    if "**" not in text:
        return text
    lines = text.split("\n")
    for number in prose_lines(lines):
        if number >= start:
            lines[number] = fix_emphasis(lines[number])
    return "\n".join(lines)
