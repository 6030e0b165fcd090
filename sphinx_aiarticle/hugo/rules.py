"""Hugo's syntax as rules of markdown-it: used in MyST's own parse, and alone for migration.

What only Hugo's Markdown has becomes ordinary tokens, each with its lines. Whatever a rule changes it notes in
``token.meta`` under :data:`NOTE`, from which a migration knows what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from markdown_it.rules_block import fence as fence_rule
from markdown_it.rules_block import html_block as html_rule
from markdown_it.token import Token

from sphinx_aiarticle.hugo import blocks, inline
from sphinx_aiarticle.hugo.attributes import (
    ATTRIBUTES,
    Attributes,
    attributes_line,
    block_above,
    read_attributes,
    read_fence,
    with_attributes,
)
from sphinx_aiarticle.hugo.autolinks import REFUSED, refused_link, settle, with_autolinks
from sphinx_aiarticle.hugo.headings import heading_ids
from sphinx_aiarticle.hugo.html_blocks import NOTE, html_tokens, take_whole_block, without_more
from sphinx_aiarticle.hugo.shortcodes.builtin import asks, names_list
from sphinx_aiarticle.hugo.shortcodes.rendering import CallPlace
from sphinx_aiarticle.hugo.text import FAQ, SCRIPT, HugoText, last_end
from sphinx_aiarticle.myst import fence_around, question_rows
from sphinx_aiarticle.recognise.headings import FaqHeading
from sphinx_aiarticle.recognise.leads import questions_in
from sphinx_aiarticle.recognise.markdown_boxes import markdown_boxes
from sphinx_aiarticle.recognise.prose import code_spans, holds_prose, outside_code
from sphinx_aiarticle.recognise.tokens import ASKS, faq_above

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore


_BREAKING = ["paragraph", "reference", "blockquote", "list"]
_PICTURE = re.compile(r"\A:alt:.*(?:\n:[\w-]+:.*)*")  # options, of which the first is plain text
_FENCE_LIKE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[ \t]*\S", re.MULTILINE)
_MAY_ASK: Final = re.compile(r"<(?:details|dl|h[1-6]|p\b[^<>]*>\s*<(?:b|strong))\b", re.IGNORECASE)
_MOST_TERMS: Final = 200  # definitions with several terms; each of them copies the text


def hugo_plugin(md: MarkdownIt, text: HugoText) -> Callable[[HugoText], None]:
    """Have a parser with the rules of CommonMark read Hugo's Markdown; return what has it begin another article."""
    rules = _Rules(md, text)
    if text.goldmark.tags:
        inline.tags_plugin(md, text.goldmark.tags)
    blocks.tables_plugin(md)
    md.block.ruler.before("table", "hugo_shortcode", rules.shortcode, {"alt": _BREAKING})
    if text.goldmark.block_math:
        md.block.ruler.before("table", "hugo_math", rules.math, {"alt": _BREAKING[:3]})
    if text.goldmark.block_attributes:
        md.block.ruler.before("table", "hugo_attributes", attributes_line, {"alt": _BREAKING})
    md.block.ruler.at("fence", rules.fence, {"alt": _BREAKING})
    md.block.ruler.before("blockquote", "hugo_alert", rules.alert)
    md.block.ruler.at("html_block", rules.html, {"alt": _BREAKING[:3]})
    if text.goldmark.definition_list:
        md.block.ruler.before("paragraph", "hugo_terms", rules.terms)
    md.core.ruler.after("block", "hugo_blocks", rules.blocks)
    md.core.ruler.after("inline", "hugo_texts", rules.texts)
    return rules.begin


class _Rules:
    def __init__(self, md: MarkdownIt, text: HugoText) -> None:
        self._md = md
        self.begin(text)

    def begin(self, text: HugoText) -> None:
        """Take up an article, and forget the one before it."""
        self._text = text
        self._faq: tuple[list[Token], int, FaqHeading | None] = ([], 0, None)
        self._terms: dict[str, tuple[int, str]] = {}

    def shortcode(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A shortcode on lines of its own."""
        begin = state.bMarks[start] + state.tShift[start]
        if not state.src.startswith("{{", begin) or state.is_code_block(start):
            return False
        found = self._text.shortcodes.block_at(state.src, begin, state.eMarks[end - 1])
        if found is None:
            return False
        if silent:
            return True
        line = start
        while state.eMarks[line] < found.end:
            line += 1
        shown = self._text.shortcodes.rendered(blocks.without_marks(state, found), start + 1)
        if shown is None:
            return False
        if not shown.html:
            is_below = names_list(found.call) and state.tokens and state.tokens[-1].type == "heading_close"
            block = shown.block.partition("\n\n")[2] if is_below else shown.block  # which has its heading above it
            self._become(state, block, start, line + 1, "{{")
            return True
        token = state.push("html_block", "", 0)
        token.content = shown.html
        token.meta[NOTE] = "rawhtml"
        token.map = [start, line + 1]
        state.line = line + 1
        return True

    def terms(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """Several terms of one definition, of which the last line becomes the only one."""
        is_possible = not silent and len(self._terms) < _MOST_TERMS and blocks.holds_definition(state.src)
        terms = blocks.terms_above(state, start, end) if is_possible else []
        if not terms:
            return False
        text, last = blocks.TERMS.join(term.rstrip(" \t\\") for term in terms), start + len(terms) - 1
        self._terms[text] = (start, "\n".join(terms))
        state.bMarks[last], state.tShift[last], state.sCount[last] = len(state.src) + 1, 0, state.sCount[start]
        state.src = f"{state.src}\n{text}"
        state.eMarks[last] = len(state.src)
        state.line = last
        return True

    def math(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A formula on lines of its own."""
        formula, mark, after = inline.block_math(state, start, end, self._text.goldmark.block_math)
        if formula and not silent:
            # Sphinx would put more TeX around lines that are broken
            text = f":nowrap:\n\n\\[\n{formula}\n\\]" if "\\\\" in formula else formula
            fence = fence_around(formula.split("\n"), "`")
            self._become(state, f"{fence}{{math}}\n{text}\n{fence}", start, after, mark)
        return bool(formula)

    def alert(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A quote that is a note, a warning or the like; what a quote ends, ``blockquote`` says."""
        found = None if silent else blocks.alert_at(state, start, end)
        if found:
            begin = state.bMarks[start] + state.tShift[start]
            self._become(state, found[0], start, found[1], state.src[begin : state.src.index("[", begin) + 1])
        return found is not None

    def _become(self, state: StateBlock, markdown: str, start: int, after: int, mark: str) -> None:
        """Have Markdown in the place of lines; *mark* is what begins on the first of them."""
        if self._text.expands:
            self._expand(state, markdown, start, after)
        else:
            above = self._faq_above(state.tokens)
            token = state.push("hugo_block", mark, 0)
            token.content, token.map, token.meta[FAQ] = markdown, [start, after], above
            token.meta[ASKS] = asks(markdown)
        state.line = after

    def _expand(self, state: StateBlock, markdown: str, start: int, end: int) -> None:
        shortcodes, tokens = self._text.shortcodes, list[Token]()
        shortcodes.depth += 1
        above, outer = self._faq_above(state.tokens), self._faq
        self._faq = (tokens, 0, above)
        self._md.block.parse(markdown, self._md, state.env, tokens)
        self._faq = outer
        shortcodes.depth -= 1
        for token in tokens:
            token.level += state.level
            token.meta["rendered"] = True
            if token.map:
                first = min(token.map[0] + start, end - 1)
                token.map = [first, max(min(token.map[1] + start, end), first + 1)]
        state.tokens += tokens

    def fence(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """Code; also with fences of the same length in it."""
        is_fence = state.src.startswith(("```", "~~~"), state.bMarks[start] + state.tShift[start])
        if not is_fence or not fence_rule(state, start, end, silent):
            return False
        token = state.tokens[-1] if not silent else None
        if token is not None and not state.blkIndent and _FENCE_LIKE.search(token.content):
            last = blocks.paired_fences(state.src).get(start)
            if last is not None and last >= state.line:
                token.content = state.getLines(start + 1, last, state.sCount[start], True)
                state.line = last + 1
                token.map = [start, state.line]
                token.meta[NOTE] = "pairs"
        return True

    def html(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """HTML; a heading directly below closed elements ends it, and a script that nothing closes is text."""
        begin, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        if not state.src.startswith("<", begin):
            return False
        script = SCRIPT.match(state.src, begin, stop) if state.src.startswith("<s", begin) else None
        if script and last_end(state.src) < script.end():
            return False
        if not html_rule(state, start, end, silent):
            return False
        if silent:
            return True
        take_whole_block(state, start, end)
        self._questions(state, start)
        return True

    def _questions(self, state: StateBlock, start: int) -> None:
        """Have directives in the place of the questions of a FAQ in HTML."""
        token = state.tokens[-1]
        if not _MAY_ASK.search(token.content):
            return
        asked = questions_in(token.content, self._text.faq_keys, self._faq_above(state.tokens))
        if asked is None:
            return
        lines = token.content.split("\n")
        edges = (lines[asked.begin], *lines[asked.after : asked.after + 1])
        if any(line.expandtabs(4).startswith(" " * 4) for line in edges):
            return  # it would be code below a blank line
        token.content, token.map = "\n".join([*lines[: asked.begin], ""]), [start, start + asked.begin]
        state.tokens[-1:] = [token] if asked.begin else []
        block = "\n".join(question_rows(asked.pairs))
        self._become(state, block, start + asked.begin, start + asked.after, "<")

    def _faq_above(self, tokens: list[Token]) -> FaqHeading | None:
        """Return the heading of the FAQ that the last token is in, or the title of the page."""
        begin, faq = 0, self._text.faq_around
        if self._text.is_faq and not self._text.is_nested:
            faq = FaqHeading(level=0)
        if self._faq[0] is tokens:
            begin, faq = self._faq[1:]
        self._faq = (tokens, len(tokens), faq_above(tokens, self._text.faq_keys, faq, begin))
        return self._faq[2]

    def blocks(self, state: StateCore) -> None:
        """All that is decided block by block, before texts are parsed."""
        tokens, goldmark = list[Token](), self._text.goldmark
        for token in state.tokens:
            kind = token.type
            if kind == "inline":
                if token.map and token.map[0] == token.map[1]:  # the term of a definition
                    first, source = self._terms.get(token.content, (token.map[0], token.content))
                    token.meta["source"], token.map = source, [first, token.map[0] + 1]
                if goldmark.heading_attributes and tokens and tokens[-1].type == "heading_open":
                    self._heading_attributes(tokens[-1], token)
                self._inline(token, state.env)
            elif kind == "html_block":
                tokens += html_tokens(token, self._text)
                continue
            elif kind in ("fence", "code_block"):
                token.meta["source"] = token.content
                if not self._is_rendered(token) and (written := read_fence(token)):
                    token.meta[NOTE] = f"fence:{written}"
                if "{{" in token.content and not holds_prose(token):
                    line = token.map[0] + (2 if kind == "fence" else 1) if token.map else 0
                    token.content = self._text.shortcodes.inline(token.content, line, CallPlace.CODE)
            elif ATTRIBUTES in token.meta:
                self._block_attributes(token, tokens)
            tokens.append(token)
        if not self._text.is_nested:
            blocks.fix_levels(tokens, above=1 if self._text.has_title else 0)
            blocks.drop_stray_breaks(tokens)
        blocks.write_inner_breaks(tokens, all_are_inner=self._text.is_nested)
        if self._text.expands:
            tokens = with_attributes(tokens)
        state.tokens = tokens

    def _is_rendered(self, token: Token) -> bool:
        """Whether a token is what a shortcode has become."""
        return self._text.is_rendered or "rendered" in token.meta

    def _heading_attributes(self, opening: Token, heading: Token) -> None:
        if not heading.content.endswith("}"):
            return
        text, brace, attributes = heading.content[:-1].rpartition("{")
        text = text.rstrip(" \t")
        found = read_attributes(attributes) if text and brace and attributes.strip() else None
        if found is None:
            return
        heading.meta["source"] = heading.content
        heading.content = text
        opening.meta[NOTE] = "attributes"
        opening.meta[ATTRIBUTES] = Attributes(classes=found.classes)
        if found.id and opening.map and not self._text.is_nested:
            self._text.anchors[opening.map[0]] = found.id

    def _block_attributes(self, line: Token, before: list[Token]) -> None:
        place = block_above(line, before)
        if place is None:
            return
        block, found = before[place], line.meta[ATTRIBUTES]
        if block.type == "heading_open" and found.id and block.map and not self._text.is_nested:
            self._text.anchors[block.map[0]] = found.id
            found = replace(found, id="")
        block.meta[ATTRIBUTES] = found
        if found.id:
            self._text.html_ids[found.id] = None

    def _inline(self, token: Token, env: Any) -> None:
        content, line = token.content, token.map[0] + 1 if token.map else 0
        goldmark = self._text.goldmark
        if "<" in content:
            content = without_more(content)
            if "<script" in content.lower():
                content = self._text.without_scripts(content, line, code_spans(content))
            content = outside_code(content, lambda text: self._text.with_pictures(text, line))
        if self._text.shortcodes.site.emoji and ":" in content:
            content = inline.with_emoji(content)
        if "{{" in content:
            content = self._text.shortcodes.inline(content, line)
        head = "".join(_PICTURE.findall(content)) if line == 1 and self._text.is_nested else ""
        content = content.removeprefix(head)
        if not self._is_rendered(token):
            notes = env.get("footnotes", {}).get("refs", {})
            if goldmark.linkify and not (line == 1 and self._text.is_nested and content[:1] == ":"):  # options
                content = with_autolinks(content, goldmark.linkify_protocol, typographer=goldmark.typographer)
            content = inline.without_nothing(content)
            marked = inline.with_guillemets if goldmark.typographer else str
            content = inline.with_math(content, goldmark.math, lambda text: inline.escaped_inline(marked(text), notes))
        if self._text.edit and "**" in content:
            content = "\n".join(map(self._text.edit, content.split("\n")))
        _change(token, head + content)

    def texts(self, state: StateCore) -> None:
        """All that is decided when texts are parsed."""
        for token in state.tokens:
            if not token.children:
                continue
            if not self._text.expands:
                _change(token, inline.with_tags(token.content, token.children))
            for child in token.children:
                kind = child.type
                if kind == "text":
                    if "](" in child.content and (refused := refused_link(child.content)) and token.map:
                        self._text.note(REFUSED.format(refused), token.map[0] + 1)
                elif kind in ("link_open", "image"):
                    settle(child, self._text.targets)
                    inline.keep_words(child.children or ())
                elif kind == "html_inline":
                    self._text.note_ids(child.content)
        if not self._text.is_nested:
            goldmark = self._text.goldmark
            self._text.heading_ids = dict(
                heading_ids(state.tokens, self._text.anchors, goldmark.heading_ids, typographer=goldmark.typographer)
            )
            state.tokens = list(blocks.without_unused_notes(state, keeps=not self._text.expands))
        state.tokens = markdown_boxes(state.tokens, state.src.split("\n"))


def _change(token: Token, content: str) -> None:
    """Give a text other content, and keep what its author wrote."""
    if content != token.content:
        token.meta.setdefault("source", token.content)
        token.content = content
