"""From the shortcodes of an article to Markdown: those on lines of their own, and those within a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final
from urllib.parse import quote

from sphinx_aiarticle.hugo.shortcodes.builtin import BUILT_IN
from sphinx_aiarticle.hugo.shortcodes.by_arguments import asin_of
from sphinx_aiarticle.hugo.shortcodes.by_name import shown_by
from sphinx_aiarticle.hugo.shortcodes.call import (
    MAX_DEPTH,
    RAW,
    VERBATIM,
    Call,
    CallNode,
    Tag,
    all_tags,
    find_opening,
    nested,
    open_lines,
    pairs,
    read_tag,
    shown,
)
from sphinx_aiarticle.hugo.shortcodes.rendering import CallPlace, Rendering, visible
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME, SiteContext
from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.myst import literal, one_line
from sphinx_aiarticle.recognise.prose import code_spans, is_within
from sphinx_aiarticle.record import Record

VISIBLE: Final = "It stays visible as text."
GUESS: Final = "It shows what its arguments say; its template may show more."
_COLON_FENCE = re.compile(r"^([ \t]*)(:{3,})(?=\{|[ \t]*$)", re.MULTILINE)
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*<?[^\s<>{}]*)(?=\{\{[<%])", re.MULTILINE)


class BlockCall(Record):
    """A call on lines of its own, with where it ends in the text and its opening tag as it is written."""

    end: int
    call: Call
    source: str


class UnknownCall(Record):
    """A call that nobody explains, without its inner text, its line in the file, and whether arguments are shown."""

    call: Call
    line: int
    is_shown: bool


class Shortcodes:
    """Reads the calls of one article, and keeps what it could not read.

    Attributes:
        problems: What stays in the article as its author wrote it, calls or not.
        unknown: The calls that nobody explains; each is among the problems, too.
        depth: How many calls are being expanded in each other.
        unwrapped: 1-based lines of ``rawhtml`` within a line.
        is_nested: Whether what is read now is a part of the article whose lines are not those of the file.
    """

    def __init__(self, site: SiteContext) -> None:
        self.site = site
        self.problems: list[Problem] = []
        self.unknown: list[UnknownCall] = []
        self.depth = 0
        self.unwrapped: list[int] = []
        self.whole = ""
        self.is_nested = False
        self._unread: Counter[str] = Counter()
        self._located: dict[str, int] = {}
        self._open: tuple[str, set[int]] = ("", set())

    def block_at(self, text: str, begin: int, limit: int) -> BlockCall | None:
        """Return the call that begins at *begin*, ends before *limit* and shares no line with anything, or ``None``."""
        tag = read_tag(text, begin)
        if tag is None or tag.call is None or tag.closing:
            return None
        close = None if tag.alone else pairs(text).get(begin)
        end = close.end if close else tag.end
        line_end = text.find("\n", end)
        rest = text[end : line_end if line_end >= 0 else len(text)]
        if end > limit or rest.strip():
            return None
        call = replace(tag.call, inner=text[tag.end : close.begin] if close else None, page=self.site.page)
        if call.name.lower() == RAW:
            is_block = close is not None
        elif call.name == "param":
            is_block = text[begin + 2] == "%" and "\n" in str(self._value(call)).strip()
        else:
            is_block = (
                call.name in self.site.own or call.name in BUILT_IN or shown_by(call, self.site.amazon) is not None
            )
        if not is_block or self.depth > MAX_DEPTH:
            return None
        return BlockCall(end=end, call=call, source=text[begin : tag.end])

    def rendered(self, found: BlockCall, line: int) -> Rendering | None:
        """Return what a call on lines of its own becomes; ``None`` where it is left to the text, which says why."""
        told, place = len(self.problems), self._located.get(found.source, 0)
        line = self._located_line(found.source) if self.is_nested else line
        result = self._render(found.call, line, is_markdown=found.source[2] == "%")
        if isinstance(result, Rendering):
            return result
        del self.problems[told:]
        self._located[found.source] = place
        return None

    def with_addresses(self, text: str) -> str:
        """Return *text* with addresses for the calls in definitions of links, which Markdown cannot read otherwise."""
        if "]:" not in text or "{{" not in text:
            return text
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if _DEFINITION.match(line):
                lines[number] = self.inline(line, number + 1)
        return "\n".join(lines)

    def inline(self, text: str, line: int, place: CallPlace = CallPlace.TEXT) -> str:
        """Return *text*, at a 1-based line, with its calls replaced, also those in code: Hugo reads them first."""
        if find_opening(text, 0, len(text)) < 0:
            return text
        tags = _tags(text) if place is CallPlace.TEXT else all_tags(text)
        if place is CallPlace.TEXT:
            self._note_unclosed(text, line)
        return self._span(text, 0, len(text), nested(tags), line, place)

    def _note_unclosed(self, text: str, line: int) -> None:
        """Tell once of the first call outside code that has no end, with which Hugo builds nothing."""
        if self._open[0] is not self.whole:
            self._open = (self.whole, open_lines(self.whole))
        spans, ends, position = code_spans(text), {tag.begin: tag.end for tag in all_tags(text)}, 0
        while (begin := find_opening(text, position, len(text))) >= 0:
            position = ends.get(begin, begin + 2)
            if begin not in ends and not is_within(spans, begin):
                written = text[begin : begin + 40].partition("\n")[0].strip()
                number = line + text.count("\n", 0, begin)
                if self.is_nested or number not in self._open[1]:  # of text that a call shows, too
                    number = self._located_line(written)
                if number in self._open[1]:
                    self._open[1].remove(number)
                    end = ">}}" if written[2] == "<" else "%}}"
                    self._note(number, f"{written!r} is never closed; write {end!r} at its end.")
                return

    def _span(self, text: str, begin: int, end: int, nodes: Sequence[CallNode], line: int, place: CallPlace) -> str:
        pieces, position = list[str](), begin
        for node in nodes:
            pieces.append(text[position : node.tag.begin])
            here = CallPlace.CODE if node.tag.in_code else place.behind(pieces)
            pieces.append(self._replaced(text, node, line, here))
            position = node.end
        return "".join([*pieces, text[position:end]])

    def _replaced(self, text: str, node: CallNode, line: int, place: CallPlace) -> str:
        tag, source = node.tag, text[node.tag.begin : node.tag.end]
        if tag.call is None:
            return _kept(shown(source), place)
        number = self._located_line(source) if self.is_nested else line + text.count("\n", 0, tag.begin)
        name, closing = tag.call.name, text[node.close.begin : node.close.end] if node.close else ""
        inner = self._span(text, tag.end, node.close.begin, node.children, line, place) if node.close else None
        if name.lower() == RAW and place is not CallPlace.TEXT and (place is CallPlace.CODE or not node.close):
            return text[tag.begin : node.end]  # an example, whose HTML would be lost
        if node.close and name.lower() in VERBATIM:
            inner = text[tag.end : node.close.begin]
            if name.lower() == RAW:
                self.unwrapped.append(number)
                return inner
            inner = self.inline(inner, number, CallPlace.CODE)
            if place is CallPlace.CODE:
                return inner.strip("\n")
        if tag.closing and self._unread[name]:
            self._unread[name] -= 1
            return _kept(source, place)
        call = replace(tag.call, inner=inner, page=self.site.page)
        result = self._render(call, number, place, is_markdown=source[2] == "%")
        if result is None:
            if not (node.close or tag.alone or tag.closing):
                self._unread[name] += 1
            return _kept(source, place) + (inner or "") + _kept(closing, place)
        return place.rendering(result) if isinstance(result, Rendering) else result

    def _located_line(self, source: str) -> int:
        """Return the 1-based line of a call by its text; of equal ones the next each time."""
        place = self.whole.find(source, self._located.get(source, 0))
        place = place if place >= 0 else max(self.whole.find(source), 0)
        self._located[source] = place + 1
        return self.whole.count("\n", 0, place) + 1

    def _render(
        self, call: Call, line: int, place: CallPlace = CallPlace.TEXT, *, is_markdown: bool = False
    ) -> Rendering | str | None:
        """Return what a call becomes; a text is what is in its place; ``None`` leaves the call visible."""
        name = call.name
        if name in self.site.own:
            rendering = self._own(call, line)
            if rendering is None or place is not CallPlace.CODE:
                return rendering
            return rendering.block if is_markdown else place.rendering(replace(rendering, inline=rendering.block))
        if name in ("ref", "relref"):
            return self._reference(call, place, line)
        if name == "param":
            return self._parameter(call, line, place, is_markdown=is_markdown)
        if name.lower() == RAW:
            if call.inner is not None:
                return Rendering(block="", inline="", html=call.inner.strip("\n") + "\n")
            self._note(line, f"'{{{{< {name} >}}}}' is never closed; add the closing tag.", subtype=Subtype.HUGO)
            return None
        if name in BUILT_IN:
            rendering = BUILT_IN[name](call)
            if rendering is None:
                self._note(line, f"The shortcode {name!r} lacks what it needs, or holds an address that is none.")
            return rendering
        rendering = None if place is CallPlace.CODE else shown_by(call, self.site.amazon)
        message = f"The shortcode {name!r} is unknown; define it in aiarticle_hugo_shortcodes in conf.py."
        if rendering is None and asin_of(call):
            message = f"{message[:-1]}, or Amazon in aiarticle_stores."
        self._note(line, message, VISIBLE if rendering is None else GUESS, subject=name)
        bare = replace(call, inner=None if call.inner is None else "", page={})
        self.unknown.append(UnknownCall(call=bare, line=line, is_shown=rendering is not None))
        return rendering

    def _own(self, call: Call, line: int) -> Rendering | None:
        try:
            written = str(self.site.own[call.name](call)).strip("\n")
            # fences that MyST-Parser reads in every project
            block = _COLON_FENCE.sub(lambda fence: fence[1] + "~" * len(fence[2]), written)
        except Exception as error:  # whatever a site's own function raises is for its author to fix
            self._note(line, f"The shortcode {call.name!r} failed: {error!r}.")
            return None
        return Rendering(block=block, inline=one_line(block))

    def _reference(self, call: Call, place: CallPlace, line: int) -> str:
        target = quote(call.get("path", 0).strip(), safe="/#:?&=.%~", errors="replace")
        if place not in (CallPlace.TEXT, CallPlace.ADDRESS):
            path, mark, fragment = target.partition("#")
            path = path.removesuffix(".md").removesuffix("_index").removesuffix("index").strip("/")
            return (f"/{path}/" if path else "") + mark + fragment
        address = target if target.startswith("#") else f"{REFERENCE_SCHEME}{target}"
        if place is CallPlace.ADDRESS:
            return address
        words = (
            f"{call.name!r} stands in the text, where Hugo shows an address; write [words]({{{{< {call.name} … >}}}})."
        )
        self._note(line, words, f"A link that says {target!r} takes its place.")
        return f"[{literal(target)}](<{address}>)"

    def _parameter(self, call: Call, line: int, place: CallPlace, *, is_markdown: bool) -> Rendering | str | None:
        value = self._value(call)
        if not isinstance(value, str | int | float):
            name = call.get("name", 0)
            self._note(line, f"The parameter {name!r} is neither in the front matter nor in aiarticle_hugo_params.")
            return None
        text = str(value).lower() if isinstance(value, bool) else str(value).strip()
        shown = place.written(one_line(text), is_markdown=is_markdown)
        if is_markdown and "\n" in text and place is CallPlace.TEXT:
            return Rendering(block=escape(text, quote=False), inline=shown)
        return shown

    def _value(self, call: Call) -> object:
        """Return what ``param`` shows: a value of the page, or else of the site."""
        page = self.site.page
        params = page.get("params")
        known = (page, params if isinstance(params, Mapping) else {}, self.site.params)
        values = (_looked_up(values, call.get("name", 0)) for values in known)
        return next((value for value in values if isinstance(value, str | int | float)), None)

    def _note(
        self,
        line: int,
        message: str,
        follows: str = VISIBLE,
        *,
        subtype: Subtype = Subtype.SHORTCODE,
        subject: str = "",
    ) -> None:
        message = f"{message} {follows}"
        self.problems.append(Problem(subtype=subtype, message=message, line=line, subject=subject))


def _kept(source: str, place: CallPlace) -> str:
    """Return a call that stays as it is written."""
    return source if place is CallPlace.CODE else visible(source)


def _tags(text: str) -> list[Tag]:
    """Return the tags of a paragraph in order, but for those within what is not read for calls."""
    tags: list[Tag] = []
    spans = code_spans(text)
    closing, position = pairs(text), 0
    while (begin := find_opening(text, position, len(text))) >= 0:
        tag = read_tag(text, begin)
        if tag is None:
            position = begin + 2
            continue
        tags.append(replace(tag, in_code=is_within(spans, begin)))
        position = tag.end
        close = closing.get(begin) if tag.call and tag.call.name.lower() in VERBATIM else None
        if close:
            tags.append(close)
            position = close.end
    return tags


def _looked_up(values: Mapping[str, object], name: str) -> object:
    """Return the value under a dotted *name*; Hugo compares names without case."""
    value: object = values
    for part in name.split("."):
        folded = {str(key).lower(): entry for key, entry in value.items()} if isinstance(value, Mapping) else {}
        value = folded.get(part.lower())
    return value
