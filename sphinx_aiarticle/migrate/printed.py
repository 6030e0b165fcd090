"""What templates of shortcodes print around the inner texts of calls: frames and titles of notes, headings, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sphinx_aiarticle.hugo.shortcodes.by_name import titled
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering
from sphinx_aiarticle.migrate.difference import unescaped
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.html_markdown import BLOCKS
from sphinx_aiarticle.migrate.losses import WrittenPage, parser_for
from sphinx_aiarticle.migrate.rendered import NOTES, Rendered, read_rendered
from sphinx_aiarticle.migrate.word_tokens import tokens_of, words_of
from sphinx_aiarticle.myst import one_line
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS

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
#: What frames of notes are made of, drawings included.
_FRAME: Final = HEADINGS | {
    "div", "section", "aside", "article", "blockquote", "header", "span", "i", "p", "strong", "b", "em", "details",
    "summary", "svg", "path", "g", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "defs",
}  # fmt: skip
_LABELS: Final = ("aria-label", "title")
_FOLDED: Final = re.compile(r"<details\b(?![^<>]*\sopen\b)", re.IGNORECASE)
#: What says how text looks, but for values of a theme's own and pictures below it.
_LOOK: Final = re.compile(
    r"<(?:center|font)\b|\s(?:align|style)\s*=\s*[\"']?+\s*+(?!--|background-image)", re.IGNORECASE
)
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
    if around is None or _HAS_HEADING.search(evaluated.inner) or _says_aside(evaluated):
        return None
    title = _title(*around)
    return None if title is None else titled(call, title, folds=_FOLDED.search(around[0]) is not None)


def _says_aside(call: EvaluatedCall) -> bool:
    """Whether attributes around the inner text of a call say what its text does not."""
    root = read_html(call.output.replace(call.inner.strip(), "")).root
    shown = root.text
    return any(
        {"cite", "dir", "lang"} & one.attributes.keys() or not all(one.get(name) in shown for name in _LABELS)
        for one in root.walk()
    )


def prints_just(call: EvaluatedCall, markdown: str) -> bool:
    """Whether a call shows the words, links, pictures and headings of Markdown, and adds no look, nor anchors."""
    html = call.output
    if _says_aside(call) or (_FOLDED.search(html) and "details" not in markdown):
        return False
    old, new = read_rendered(html), WrittenPage(markdown, parser_for(colon_fences=False)).rendered
    headings = Counter(heading.text for heading in old.headings) - Counter(heading.text for heading in new.headings)
    named = (re.findall(rf"[\"'#=]{re.escape(one)}[\"'\s>]", html) for one in old.ids - {h.id for h in old.headings})
    is_plain = not (headings or _LOOK.search(html) or any(len(places) == 1 for places in named))
    return is_plain and any(_seen(old)) and _seen(old) == _seen(new)


def _seen(page: Rendered) -> tuple[object, ...]:
    """Return what readers see of a page, wherever it stands; a link to a picture of the page shows it larger."""
    words = Counter(token.text for text in (page.text, *page.codes) for token in tokens_of(text))
    links = {unescaped(link.href) for link in page.links if link.text or link.href not in page.pictures}
    return words, links, Counter(page.pictures), Counter(page.embeds), len(page.tables)


def _title(before: str, inner: str, after: str) -> str | None:
    """Return the title, or nothing, that HTML around the inner text of a note has; ``None`` where it says more."""
    found = read_html(f"{before}{after}")
    first, *elements = found.root.walk()
    texts = [text for one in elements for text in one.children if isinstance(text, str) and text.strip()]
    title, tags = one_line("".join(texts)), {one.tag for one in elements}
    is_titled = any(NOTES & set(one.get("class").split()) for one in elements)
    says_more = len(texts) > 1 or first.text.strip() != title or read_html(after).root.text.strip()
    has_more = "url(" in f"{before}{after}".casefold() or any(one.get("id") for one in elements)
    if says_more or has_more or not found.is_sound or not tags:
        return None
    shown, parted = (read_rendered(html).text for html in (f"{before}{inner}{after}", f"<p>{title}</p>{inner}"))
    if words_of(shown) != words_of(parted):
        return None  # they stick to each other
    is_question = "details" in tags and title.endswith(("?", "？"))
    return None if is_question or tags - (_FRAME if is_titled else _FRAME - HEADINGS) else title


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
