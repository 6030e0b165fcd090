"""What templates of shortcodes print around the inner texts of calls: frames and titles of notes, headings, links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from itertools import pairwise
from typing import Final

from sphinx_aiarticle.hugo.shortcodes.by_name import titled
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering
from sphinx_aiarticle.migrate.difference import unescaped
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.html_markdown import BLOCKS, meant_rel
from sphinx_aiarticle.migrate.losses import WrittenPage
from sphinx_aiarticle.migrate.rendered import NOTES, read_rendered
from sphinx_aiarticle.migrate.word_tokens import tokens_of, words_of
from sphinx_aiarticle.myst import one_line
from sphinx_aiarticle.recognise.html import Element, read_html
from sphinx_aiarticle.recognise.html_tags import DRAWN, HEADINGS

_TARGET: Final = re.compile(r"[^\s<>\"`\\#][^\s<>\"`\\]*")
_SELF_CLOSED: Final = re.compile(r"(?<=[\s\"`])/\s*\Z")  # elsewhere a slash ends a value
_NO_WORD: Final = re.compile(r"[\W_]+")
_OPENS_BLOCK: Final = re.compile(rf"\s*<(?:{BLOCKS})\b(?<!<p)(?<!<pre)(?<!<script)(?<!<style)", re.IGNORECASE)
_HOLDS_BLOCKS: Final = re.compile(
    r"<(?:div|section|article|aside|blockquote|details|figcaption|li|dd|td|main|/summary)\b[^<>]*>\s*\Z", re.IGNORECASE
)
_OPENED: Final = re.compile(r"<p(?: class=[\"']?[\w -]*[\"']?)?>\s*\Z")
_CLOSED: Final = re.compile(r"\s*</p>")
_PARAGRAPH: Final = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
#: Emphasis, which Markdown may have besides.
_MARKS: Final = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
#: What says nothing itself of the text in it, and what notes are made of, drawings included.
_FRAMES: Final = frozenset({"div", "p", "span", "section", "article", "header", "footer", "cite"})
_OF_NOTES: Final = (HEADINGS | DRAWN | _FRAMES - {"footer", "cite"}).union(
    _MARKS, ("aside", "blockquote", "details", "summary")
)
#: Attributes that never say anything, those of notes, and what code may have.
_LOOK: Final = frozenset({"class", "aria-hidden", "loading", "decoding"})
_NOTE_ATTRIBUTES: Final = frozenset({"class", "aria-hidden", "role", "open"})
_OF_CODE: Final = frozenset({"class", "style", "tabindex", "data-lang"})
_IN_CODE: Final = frozenset({"pre", "code", "span"})
_HAS_HEADING: Final = re.compile(r"<h[1-6]\b")
#: Text is Markdown below it, and its own is not, for the first empty line in it is its last.
_IS_MARKDOWN: Final = re.compile(r"\A\s*<(?:(?!\n[ \t]*\n).)*+\n[ \t]*\n\s*\Z", re.DOTALL)


def _divided(output: str, inner: str) -> tuple[str, str, str] | None:
    """Return what a template prints before an inner text, this, and what it prints after it."""
    paragraph = _PARAGRAPH.fullmatch(inner)
    for text in (inner, paragraph[1].strip() if paragraph else ""):
        if text and output.count(text) == 1:
            return output.partition(text)
    return None


def around_inner(call: EvaluatedCall) -> tuple[str, str] | None:
    """Return the HTML before and after the inner text of a call, when its Markdown can stay."""
    before, _, after = _divided(call.output, call.inner.strip()) or ("<", "", "")
    if (opened := _OPENED.search(before)) and (closed := _CLOSED.match(after)):  # Markdown has its own paragraphs
        before, after = before[: opened.start()], after[closed.end() :]
    is_block = not before.strip() or (_OPENS_BLOCK.match(before) and _HOLDS_BLOCKS.search(before))
    return (before, after) if is_block else None


def printed_title(call: Call, evaluated: EvaluatedCall, source: str = "") -> Rendering | None:
    """Return a call that is a note or folded, with the title that is printed; ``None`` where its template prints more.

    What it prints may be Markdown with the *source* of its inner text, which is HTML but below an empty line.
    """
    around = _divided(evaluated.output, source.strip())
    if around is None or not _IS_MARKDOWN.search(around[0]):
        around = _divided(evaluated.output, evaluated.inner.strip())
    title = None if around is None or _HAS_HEADING.search(evaluated.inner) else _title(*around)
    if around is None or title is None:
        return None
    details = next((one for one in read_html(around[0]).root.walk() if one.tag == "details"), None)
    return titled(call, title, folds=details is not None and "open" not in details.attributes)


def prints_just(html: str, markdown: str) -> bool:
    """Whether HTML says nothing but what Markdown says, in its order: what is no mere frame must be in both."""
    found = read_html(html)
    is_wide = _has_wide_link(found.root)
    old = _said(found.root, _FRAMES, is_wide=is_wide)
    page = WrittenPage(markdown, colon_fences=False)
    written, words = read_html(page.html).root, [words_of(one.text) for one in (page.rendered, read_rendered(html))]
    plain = [_said(written, _FRAMES.union(HEADINGS, marks), is_wide=is_wide) for marks in ((), _MARKS)]
    parts_words = words[0] == words[1]  # where HTML has none that stick to each other
    return found.is_sound and bool(old) and old in plain and parts_words


def _has_wide_link(root: Element) -> bool:
    """Whether a link is around a block."""
    end = 0
    for one in root.walk():
        if one.begin < end and one.tag in _FRAMES - {"span", "cite"}:
            return True
        end = max(end, one.end) if one.tag == "a" else end
    return False


def _said(root: Element, frames: Collection[str], *, is_wide: bool) -> list[tuple[str, ...]]:
    """Return the words of a page, its code, and each element that is none of *frames*, or has a meaning of its own.

    Markdown has no link around blocks: where one *is wide*, links count from where they begin.
    """
    said = list[tuple[str, ...]]()
    waiting: list[Element | str | tuple[str, ...]] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            said.append(part)
        elif isinstance(part, str):
            said += [("", token.text) for token in tokens_of(part)]
        elif part.tag == "pre" and all(
            one.tag in _IN_CODE and one.attributes.keys() <= _OF_CODE for one in part.walk()
        ):
            said.append(("pre", "\n".join(map(str.rstrip, part.text.expandtabs(4).split("\n"))).strip("\n")))
        else:
            name, meant = _MARKS.get(part.tag, part.tag), _meant(part)
            is_icon = name in _MARKS.values() and not part.children
            if name and (meant or not (name in frames or is_icon)):
                said.append((name, *meant))
                waiting += [] if is_wide and name == "a" else [(f"/{name}",)]
            waiting += reversed(part.children)
    return said


def _meant(element: Element) -> list[str]:
    """Return the attributes of an element but those that say only how it looks, or nothing."""
    meant = {name: one.value.strip() for name, one in element.attributes.items() if name not in _LOOK}
    if element.tag == "a":
        meant = {name: unescaped(value) for name, value in meant.items() if name not in ("rel", "role", "target")}
        meant |= {f"rel {word}": "" for word in meant_rel(element)}
    return sorted(f"{name}={value}" for name, value in meant.items() if value or name not in ("alt", "id", "title"))


def _title(before: str, inner: str, after: str) -> str | None:
    """Return the title, or nothing, that HTML around the inner text of a note has; ``None`` where it says more."""
    found = read_html(f"{before}{after}")
    first, *elements = found.root.walk()
    texts = [text for one in elements for text in one.children if isinstance(text, str) and text.strip()]
    title, tags = one_line("".join(texts)), {one.tag for one in elements}
    is_titled = any(NOTES & set(one.get("class").split()) for one in elements)
    says_more = len(texts) > 1 or first.text.strip() != title or read_html(after).root.text.strip()
    if says_more or not (found.is_sound and tags and all(map(_is_frame, elements))):
        return None
    shown, parted = (read_rendered(html).text for html in (f"{before}{inner}{after}", f"<p>{escape(title)}</p>{inner}"))
    if words_of(shown) != words_of(parted):
        return None  # they stick to each other
    is_question = "details" in tags and title.endswith(("?", "？"))
    return None if is_question or tags - (_OF_NOTES if is_titled else _OF_NOTES - HEADINGS) else title


def _is_frame(element: Element) -> bool:
    """Whether an element of a frame, or of a drawing in it, says nothing itself."""
    return element.attributes.keys() <= _NOTE_ATTRIBUTES or (
        element.tag in DRAWN and not {"id", "aria-label"} & element.attributes.keys()
    )


def own_heading(html: str, inner: str = "") -> tuple[str, str]:
    """Return the heading that a template prints above the questions in *inner*, and its id; maybe nothing."""
    first = next((element for element in read_html(html).root.walk() if element.tag in HEADINGS), None)
    text = one_line(first.text).replace('"', "”") if first else ""
    is_asked = _NO_WORD.sub("", text) in _NO_WORD.sub("", inner)
    return (text, first.get("id")) if first and not is_asked else ("", "")


def with_target(tag: str, html: str) -> str:
    """Return the tag of a call with where the picture that it prints leads; nothing where it leads nowhere."""
    target = next(filter(_TARGET.fullmatch, _links_of_picture(html)), "")
    return f'{_SELF_CLOSED.sub("", tag[:-3].rstrip()).rstrip()} link="{target}" {tag[-3:]}' if target else ""


def _links_of_picture(html: str) -> Iterator[str]:
    """Yield where links lead that are around the first picture in HTML, or empty beside it or its frame."""
    elements = list(read_html(html).root.walk())
    picture = next((one for one in elements if one.tag == "img"), None)
    if picture is None:
        return
    around = {one.begin for one in elements if one.begin <= picture.begin < one.end and not one.text.strip()}
    pairs = [pair for one in elements for pair in pairwise(one.elements) if around & {part.begin for part in pair}]
    beside = {part.begin for pair in pairs for part in pair if not (part.elements or part.text.strip())}
    yield from (one.get("href") for one in elements if one.tag == "a" and one.begin in around | beside)
