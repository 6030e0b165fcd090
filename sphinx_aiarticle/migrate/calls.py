"""Put what a site's own shortcodes print in the place of their calls."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType
from typing import Final

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.shortcodes.builtin import BUILT_IN, faq, figure, listed_questions, names_list, vimeo, youtube
from sphinx_aiarticle.hugo.shortcodes.by_name import is_known
from sphinx_aiarticle.hugo.shortcodes.call import RAW, VERBATIM, CallNode, calls_in
from sphinx_aiarticle.hugo.shortcodes.rendering import CallPlace, text_of
from sphinx_aiarticle.migrate.call_places import (
    CallLines,
    PlainParts,
    address_of,
    asked_by,
    evaluated_calls,
    first_lines,
    is_closed,
    lines_of,
    staying,
)
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.html_markdown import (
    as_block,
    as_comment,
    as_inline,
    as_part,
    balanced,
    holds_block,
    raw_block,
    simple_markdown,
    with_picture,
)
from sphinx_aiarticle.migrate.printed import around_inner, own_heading, printed_title, prints_just, with_target
from sphinx_aiarticle.migrate.replaced import OmittedHtml, Replaced, printing_late, without_html
from sphinx_aiarticle.migrate.templates import INNER, Template
from sphinx_aiarticle.myst import fence_around, literal, one_line, question_rows
from sphinx_aiarticle.recognise.boxes import boxes_in

#: Shortcodes that this package reads better than their HTML says what they mean, whatever they are called with.
_KNOWN: Final = frozenset({"ref", "relref", "param"})
#: Those of which a site's own template may print more than this package knows.
_PRINTING: Final = (faq, figure, vimeo, youtube)
_NO_TEMPLATE: Final = Template(path="")
_TAG_ALONE: Final = re.compile(r"[ \t]*</?[A-Za-z][^<>\n]*>[ \t]*$", re.MULTILINE)
_ONE_LINE: Final = re.compile(r"[ \t]*(?:#{1,6}[ \t]|\|)")


def replace_calls(
    source: str,
    calls: Iterable[EvaluatedCall],
    kept: Collection[str] = (),
    hidden: Collection[str] = (),
    templates: Mapping[str, Template] = MappingProxyType({}),
    *,
    shows_html: bool = True,
    is_html: bool = False,
) -> Replaced:
    """Return a page with the calls of the site's own shortcodes replaced by what they print, but for *kept* ones.

    A call of ``{{% %}}`` becomes the Markdown that it prints. One of ``{{< >}}`` becomes HTML in a ``rawhtml`` of its
    own, or the HTML around its inner text, which stays Markdown where Hugo renders it as such. A *hidden* one may show
    what its template prints around its inner text, or its arguments say, or becomes a comment that links to addresses.
    """
    nodes = calls_in(source)
    kept = frozenset({*_KNOWN, *kept})
    evaluated = evaluated_calls(source, nodes, calls)
    called, parts = [node for outer in nodes for node in outer.walk()], PlainParts(source, is_page=is_html)
    stay = staying(source, nodes, kept | {RAW}) - {
        node.tag.begin
        for node in called
        if node.name not in kept
        and templates.get(node.name, _NO_TEMPLATE).means_other(node, source, evaluated.get(node.tag.begin))
    }
    omitted = None if shows_html else OmittedHtml(source, (at for one in called for at in printing_late(one, source)))
    if not omitted and all(
        node.tag.begin in stay and BUILT_IN.get(node.name) not in _PRINTING and not parts.is_code(node.tag.begin)
        for node in called
    ):
        return Replaced(source=source, pieces=[source], read=first_lines(source, called))
    page = Replaced(source=source, omitted=omitted)
    replacer = _Replacer(page=page, parts=parts, calls=evaluated, stay=stay, hidden=hidden, templates=templates)
    replacer.run(nodes, 0, len(source))
    page.read = first_lines(source, (node for node in called if node.tag.begin in stay))
    return page


@dataclass(slots=True, kw_only=True)
class _Replacer:
    """Writes a page, call by call; *calls* and *stay* go by where the calls begin."""

    page: Replaced
    parts: PlainParts
    calls: Mapping[int, EvaluatedCall]
    stay: Collection[int]
    hidden: Collection[str]
    templates: Mapping[str, Template]
    in_html: bool = False  # within a `rawhtml` of the author
    in_code: bool = False  # within a `highlight`
    depth: int = 0  # how many calls are around what is written
    is_sure: bool = False  # that calls show what they say

    @property
    def source(self) -> str:
        return self.page.source

    def run(self, nodes: Sequence[CallNode], begin: int, end: int) -> None:
        """Write a part of the source, with the calls in it."""
        for node in nodes:
            self.page.copy(begin, node.tag.begin)
            self._node(node)
            lines = self._lines(node) if self.page.pieces[-1].rstrip(" >")[-1:] in ("", "\n") else None  # below a block
            begin = self.page.end(node.end, lines) if lines else node.end
        self.page.copy(begin, end)

    def _become(self, node: CallNode, text: str) -> None:
        self.page.write(text, node.name)
        self.page.skip(node.tag.begin, node.end)

    def _node(self, node: CallNode) -> None:
        call, name = self.calls.get(node.tag.begin) or self._template(node).evaluated(node, self.source), node.name
        part = CallPlace.CODE if self.in_code else self.parts.at(node.tag.begin)
        known = call if call and call.name == name and call.inner != INNER else None
        if part is CallPlace.COMMENT or (self.page.omitted and self.page.omitted.holds(node.tag.begin)):
            self.page.copy(node.tag.begin, node.end)
        elif part.is_code and known and name not in VERBATIM:
            self._put_code(node, known, is_line=part is CallPlace.SPAN)
        elif part.is_code or (name == "highlight" and node.tag.begin in self.stay):
            replace(self, in_code=True).span(node.tag.begin, node.end, node)
        elif known and (address := address_of(node, self.source, known.output.strip())):
            is_text = address.startswith("[") and (self.in_html or self.parts.is_html(node.tag.begin))
            self._become(node, known.output.strip() if is_text else address)
        elif node.tag.begin in self.stay or name in _KNOWN:
            read = BUILT_IN.get(name)
            more = self._put_still if read in (youtube, vimeo) else self._put_target if read is figure else None
            if more and call and more(node, call):
                return
            if read is faq and lines_of(self.source, node) and self._put_heading(node, call):
                return
            replace(self, in_html=self.in_html or name == RAW).span(node.tag.begin, node.end, node)
        elif known:
            self.page.done[name] += 1
            self._put(node, known)
        elif name in self.hidden:
            if self.in_html or not ((call and self._put_framed(node, call)) or self.put_guess(node)):
                self._hide(node)
        else:
            self.span(node.tag.begin, node.end, node)

    def _template(self, node: CallNode) -> Template:
        return self.templates.get(node.name, _NO_TEMPLATE)

    def _lines(self, node: CallNode) -> CallLines | None:
        """Return what keeps a call apart; ``None`` within HTML too, where what is below a blank line would be code."""
        lines = lines_of(self.source, node)
        return None if lines and lines.is_deep and self.parts.is_html(node.tag.begin) else lines

    def span(self, begin: int, end: int, node: CallNode) -> None:
        """Write a part of a call that stays, with the calls in it."""
        self.depth += 1
        self.run(node.children, begin, end)
        self.depth -= 1

    def _put(self, node: CallNode, call: EvaluatedCall) -> None:
        lines = self._lines(node)
        is_whole = node.close is not None and is_closed(self.source[node.tag.end : node.close.begin])
        is_box = not node.children and bool(boxes_in(as_block(balanced(call.output))))
        around = around_inner(call) if is_whole and lines and lines.indent == lines.lead and not is_box else None
        is_source = self.source[node.tag.begin + 2] == "%"
        place = CallPlace.TEXT.behind(self.page.pieces)
        if place is not CallPlace.TEXT:
            text = call.output if is_source else text_of(call.output)
            if place is CallPlace.ADDRESS:
                text = text.partition('"')[0]  # with which a template ends the attribute of Hugo, to begin its own
            self.page.write(place.written(one_line(text)), node.name)
        elif lines and not is_box and self._put_known(node, call, lines, is_whole=is_whole):
            return
        elif is_source:
            output = call.output if self.page.omitted is None else without_html(call.output, is_line=lines is not None)
            self.page.write(output.strip("\n") if lines else output, node.name)
        elif not call.output.strip():
            self.page.write("" if lines or lines_of(self.source, node) is None else "<!-- -->", node.name)
        elif (
            self.in_html
            or (lines is None and self.parts.is_html(node.tag.begin))
            or self.parts.at(node.tag.begin) is CallPlace.HTML
        ):
            has_line = lines is not None or lines_of(self.source, node) is not None
            self.page.write((as_block if has_line else as_part)(balanced(call.output)), node.name)
        elif around and lines:
            self._put_around(node, lines, *map(as_block, around))
            return
        else:
            self._put_html(node, balanced(call.output), lines)
        self.page.skip(node.tag.begin, node.end)

    def _put_known(self, node: CallNode, call: EvaluatedCall, lines: CallLines, *, is_whole: bool) -> bool:
        """Write what a call is by its name where its template prints just that, or a title; say whether it does."""
        is_source = self.source[node.tag.begin + 2] == "%"
        if node.tag.call is None or self.in_html or (is_source and self.page.omitted is not None):
            return False
        if is_whole and self._put_titled(node, call, lines):
            return True
        if is_source or not is_known(node.tag.call) or self.parts.at(node.tag.begin) is CallPlace.HTML:
            return False
        known = replace(self, calls={}, is_sure=True)
        trial = replace(known, page=Replaced(source=self.source), stay=())
        is_same = trial.put_guess(node) and prints_just(call.output, lines.without(trial.page.text))
        return is_same and known.put_guess(node)

    def _put_titled(self, node: CallNode, call: EvaluatedCall, lines: CallLines) -> bool:
        """Write a note, or a text that is folded, with the title that its template prints; say whether it is one."""
        if node.tag.call is None or node.close is None:
            return False
        inner = self.source[node.tag.end : node.close.begin]
        source = inner if self.source[node.tag.begin + 2] == "%" and not node.children else ""
        shown = printed_title(replace(node.tag.call, inner=inner), call, source)
        if shown and shown.around:
            self._put_around(node, lines, shown.around[0], fence=shown.around[1])
        return bool(shown and shown.around)

    def _put_framed(self, node: CallNode, call: EvaluatedCall) -> bool:
        """Write the inner text of a call in what its template prints around it; say whether that is known."""
        is_html = self.page.omitted is None or self.source[node.tag.begin + 2] != "%"
        lines = self._lines(node) if is_html else None
        if not (lines and node.close and is_closed(self.source[node.tag.end : node.close.begin])):
            return False
        if not self._put_titled(node, call, lines):
            around = around_inner(call)
            if not around or (node.tag.call and is_known(node.tag.call) and not text_of("".join(around)).strip()):
                return False
            self._put_around(node, lines, *map(as_block, around))
        self.page.done[node.name] += 1
        return True

    def _put_code(self, node: CallNode, call: EvaluatedCall, *, is_line: bool) -> None:
        """Write the text that a call shows in code; what one in the inner text of another prints is source there."""
        is_source = self.depth > 0 or self.source[node.tag.begin + 2] == "%"
        text = call.output if is_source else text_of(call.output)
        self._become(node, one_line(text) if is_line else text)

    def _put_heading(self, node: CallNode, call: EvaluatedCall | None) -> bool:
        """Write the heading that a template prints above questions, and the questions; say whether there is one."""
        title, anchor = own_heading(call.output, asked_by(node, self.source)) if call else self._template(node).heading
        place = f'<div id="{escape(anchor)}"></div>\n\n' if anchor else ""
        if node.tag.call and call and call.output.strip() and not title and names_list(node.tag.call):
            self._become(node, "\n".join(question_rows(listed_questions(read_hugo(self.source).data))).strip())
            return True
        if not title or node.tag.call is None:
            return False
        if node.tag.call.arguments or node.tag.call.options:
            if place and title == node.tag.call.options.get("title"):
                self.page.write(place, node.name)
            return False
        if node.close:
            self.page.write(f"{place}## {literal(title)}\n", node.name)
            self.page.skip(node.tag.begin, node.tag.end)
            self.span(node.tag.end, node.close.begin, node)
            self.page.skip(node.close.begin, node.end)
            return True
        self._become(node, f'{place}{{{{< {node.name} title="{title}" >}}}}')
        return True

    def _put_still(self, node: CallNode, call: EvaluatedCall) -> bool:
        """Write the picture that a template prints of a video as a link to it; say whether there is one."""
        shown = BUILT_IN[node.name](node.tag.call) if node.tag.call else None
        text = with_picture(shown.inline, call.output) if shown else ""
        if text:
            self._become(node, text)
        return bool(text)

    def _put_target(self, node: CallNode, call: EvaluatedCall) -> bool:
        """Write where a picture leads in a template that makes it a link, or lays one over it; say whether it does."""
        tag = with_target(self.source[node.tag.begin : node.tag.end], call.output)
        if not tag or node.tag.call is None or node.tag.call.get("link"):
            return False
        self.page.write(tag, node.name)
        self.page.skip(node.tag.begin, node.tag.end)
        self.span(node.tag.end, node.end, node)
        return True

    def _put_around(self, node: CallNode, lines: CallLines, before: str, after: str = "", fence: str = "") -> None:
        """Write what is *before* and *after* the inner text of a call, or the *fence* that ends the block around it."""
        assert node.close is not None  # noqa: S101 - see the caller
        before, after = (text.strip("\n").replace("\n", f"\n{lines.indent}") for text in (before, after or fence))
        blank, at = f"\n{lines.indent}", len(self.page.pieces)
        blank = blank if fence.startswith("`") else f"\n{lines.indent.rstrip()}{blank}"
        self.page.write(lines.before + (f"{before}{blank}" if before else ""), node.name)
        begin, end = lines.inner(self.source, node.tag.end, node.close.begin)
        self.page.skip(node.tag.begin, begin)
        self.span(begin, end, node)
        if fence:  # the calls in it may have become directives, too
            inner = "".join(self.page.pieces[at + 1 :]).split("\n")
            after = max(fence, fence_around((line.lstrip("> \t") for line in inner), fence[0]))
            self.page.pieces[at] = self.page.pieces[at].replace(fence, after, 1)
        self.page.write((f"{blank}{after}" if after else "") + lines.after, node.name)
        self.page.skip(end, node.end)

    def _put_html(self, node: CallNode, html: str, lines: CallLines | None) -> None:
        start = self.source.rfind("\n", 0, node.tag.begin) + 1
        is_part = lines is None and (not holds_block(html) or _ONE_LINE.match(self.source, start) is not None)
        markdown = simple_markdown(html, inline=is_part)
        if markdown is None:
            self.page.html[node.name] += 1
        if is_part:
            self.page.write(as_inline(html) if markdown is None else markdown, node.name)
            return
        block = raw_block(html) if markdown is None else markdown
        after = "<span></span>" if _TAG_ALONE.match(self.source, node.end) else ""  # alone on a line it begins a block
        self.page.write(lines.around(block) if lines else f"\n\n{block}\n\n{after}", node.name)

    def put_guess(self, node: CallNode) -> bool:
        """Write what a call says by its arguments alone, and say whether it says anything."""
        assert node.tag.call is not None  # noqa: S101 - comments are left out
        inner = self.source[node.tag.end : node.close.begin] if node.close else None
        shown, lines = self._template(node).shown(replace(node.tag.call, inner=inner)), self._lines(node)
        if shown is None or (node.children and not (shown.around and lines)):
            return False
        if not self.is_sure:
            self.page.guessed[node.name].append(self.page.at)
        is_html = lines is None and self.parts.is_html(node.tag.begin)
        place = (CallPlace.HTML if is_html else CallPlace.TEXT).behind(self.page.pieces)
        if place is not CallPlace.TEXT:
            self._become(node, place.rendering(shown))
        elif shown.around and lines:
            self._put_around(node, lines, shown.around[0], fence=shown.around[1])
        else:
            block = raw_block(shown.html) if shown.html else shown.block
            self._become(node, lines.around(block) if lines else shown.inline)
        return True

    def _hide(self, node: CallNode) -> None:
        """Make a comment of the tags of a call; its inner text stays."""
        self.page.hidden[node.name].append(self.page.at)
        call, lines = node.tag.call, self._lines(node)
        said = (*call.options.values(), *call.arguments) if call else ()
        close = None if node.name.endswith(".inline") else node.close
        comment = as_comment(self.source, node.tag.begin, node.tag.end, node.tag.end if close else node.end, said)
        self.page.write(lines.around(comment) if lines and not close else comment, node.name)
        self.page.skip(node.tag.begin, node.tag.end if close else node.end)
        if close:
            self.span(node.tag.end, close.begin, node)
            self.page.skip(close.begin, node.end)
