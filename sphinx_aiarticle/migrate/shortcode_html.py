"""What a shortcode prints as a part of Markdown: HTML that ends nothing around it and means nothing else there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS, MAY_STAY_OPEN, VOID
from sphinx_aiarticle.recognise.markdown import one_line

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.evaluator import EvaluatedCall

_BLOCKS: Final = (
    "address|article|aside|blockquote|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|iframe|li|main|menu|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_BLOCK: Final = re.compile(rf"<(?:{_BLOCKS})\b", re.IGNORECASE)
_OPENS_BLOCK: Final = re.compile(rf"\s*<(?:{_BLOCKS})\b(?<!<p)(?<!<pre)(?<!<script)(?<!<style)", re.IGNORECASE)
_HOLDS_BLOCKS: Final = re.compile(
    r"<(?:div|section|article|aside|blockquote|details|figcaption|li|dd|td|main|/summary)\b[^<>]*>\s*\Z", re.IGNORECASE
)
_PARAGRAPH: Final = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
_PREFORMATTED: Final = re.compile(r"(<(?:pre|textarea)\b.*?</(?:pre|textarea)>)", re.DOTALL | re.IGNORECASE)
_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n)+")
_ELEMENT: Final = re.compile(
    r"<!--.*?-->|<(script|style|textarea)\b.*?</\1\s*>|<(?P<closing>/?)(?P<name>[a-z][a-z0-9-]*)\b"
    r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.DOTALL | re.IGNORECASE,
)
_TEXT: Final = re.compile(r"(<[^<>]*>)")
_MARKUP: Final = re.compile(r"&(?:#\w+|\w+);|[\\`*_\[\]{}$~|^:@!#]")


def around_inner(call: EvaluatedCall) -> tuple[str, str] | None:
    """Return the HTML before and after the inner text of a call, when its Markdown can stay."""
    inner = call.inner.strip()
    paragraph = _PARAGRAPH.fullmatch(inner)
    for text in (inner, paragraph[1].strip() if paragraph else ""):
        if text and call.output.count(text) == 1:
            before, _, after = call.output.partition(text)
            is_block = not before.strip() or (_OPENS_BLOCK.match(before) and _HOLDS_BLOCKS.search(before))
            return (before, after) if is_block else None
    return None


def as_block(html: str) -> str:
    """Return HTML that Markdown takes for one block: without blank lines, and not indented like code."""
    parts = _PREFORMATTED.split(html.strip())
    for at, part in enumerate(parts):
        if at % 2:
            parts[at] = _BLANK_LINES.sub(lambda match: "\n" + "&#10;" * (match[0].count("\n") - 1), part)
        else:
            parts[at] = re.sub(r"\s*\n\s*", "\n", part)
    return "".join(parts)


def balanced(html: str) -> str:
    """Return HTML in which every element is closed, so that it cannot end what is around it."""
    pieces, position, waiting = [], 0, []
    for tag in _ELEMENT.finditer(html):
        if tag["name"] is None:
            continue
        name = tag["name"].lower()
        if not tag["closing"]:
            if name not in VOID and not tag[0].endswith("/>"):
                waiting.append(name)
        elif name in waiting:
            at = len(waiting) - 1 - waiting[::-1].index(name)
            left_open = [inner for inner in waiting[at + 1 :] if inner not in MAY_STAY_OPEN]
            pieces += [html[position : tag.start()], *(f"</{inner}>" for inner in reversed(left_open)), tag[0]]
            position = tag.end()
            del waiting[at:]
        else:
            pieces.append(html[position : tag.start()])
            position = tag.end()
    pieces.append(html[position:].rstrip())
    return "".join([*pieces, *(f"</{name}>" for name in reversed(waiting) if name not in MAY_STAY_OPEN)])


def as_inline(html: str) -> str:
    """Return HTML within a line; its text means nothing to Markdown."""
    parts = _TEXT.split(" ".join(html.split()))
    parts[::2] = [_MARKUP.sub(_reference, part) for part in parts[::2]]
    return "".join(parts)


def _reference(mark: re.Match[str]) -> str:
    return mark[0] if mark[0].startswith("&") else f"&#{ord(mark[0])};"


def holds_block(html: str) -> bool:
    """Whether HTML holds an element that no line of text can hold."""
    return _BLOCK.search(html) is not None


def own_heading(html: str, inner: str = "") -> tuple[str, str]:
    """Return the heading that a template prints above the questions in its inner text, and its id; maybe nothing.

    Args:
        html: What it prints.
        inner: The inner text.
    """
    first = next((element for element in read_html(html).root.walk() if element.tag in HEADINGS), None)
    text = one_line(first.text).replace('"', "”") if first else ""
    return (text, first.get("id")) if first and text not in one_line(inner) else ("", "")


def raw_block(html: str) -> str:
    """Return HTML as a block of Markdown that stays HTML."""
    return f"{{{{< rawhtml >}}}}\n{as_block(html)}\n{{{{< /rawhtml >}}}}"


def as_comment(tag: str) -> str:
    """Return a comment that shows a call to whoever edits the page; a reader does not see it."""
    return f"<!-- Hugo: {tag.strip('{}<>% ').replace('--', '- -')} -->"
