"""Put Markdown in the place of shortcodes, and keep every line on its number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_aiarticle.hugo.markdown import literal, one_line
from sphinx_aiarticle.hugo.shortcodes.builtin import BUILT_IN
from sphinx_aiarticle.hugo.shortcodes.call import shown
from sphinx_aiarticle.hugo.shortcodes.placing import Placing
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering, visible
from sphinx_aiarticle.hugo.shortcodes.tags import find_tags
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.shortcodes.call import Call, Tag
    from sphinx_aiarticle.hugo.site_context import Surroundings

#: More calls in each other than this stay visible.
_MAX_DEPTH = 20
_CANDIDATE = re.compile(r"\{\{(?:<(?!\s*/?\s*rawhtml\b)|%(?!\s*/?\s*rawhtml\b))", re.IGNORECASE)
_RAWHTML = re.compile(r"\{\{[<%]\s*/?\s*rawhtml\s*[>%]\}\}", re.IGNORECASE)
_COLON_FENCE = re.compile(r"^([ \t]*)(:{3,})(?=\{|[ \t]*$)", re.MULTILINE)
_ADDRESS_BEFORE = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|<)$")
_ATTRIBUTE_BEFORE = re.compile(r"=\s*[\"']?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A call with the calls in its inner text."""

    tag: Tag
    close: Tag | None = None
    children: tuple[_Node, ...] = ()

    @property
    def end(self) -> int:
        return self.close.end if self.close else self.tag.end


def expand(text: str, first_line: int, surroundings: Surroundings) -> tuple[str, tuple[Problem, ...]]:
    """Return Markdown in the place of the shortcodes of an article, and what could not be read.

    The number of lines stays. A shortcode that needs more lines than it has becomes a directive ``hugo-lines`` whose
    argument holds them. One that is unknown, or lacks what it needs, stays visible. ``rawhtml`` is left alone.

    Args:
        text: The body of the article.
        first_line: 0-based line of the file where it begins.
        surroundings: What the text knows of its site.
    """
    if not _CANDIDATE.search(text):
        return text, ()
    expander = _Expander(text, first_line, surroundings)
    return expander.run(), tuple(expander.problems)


class _Expander:
    def __init__(self, text: str, first_line: int, surroundings: Surroundings) -> None:
        self.text = text
        self.first_line = first_line
        self.surroundings = surroundings
        self.problems: list[Problem] = []

    def run(self) -> str:
        return self._span(0, len(self.text), _nested(find_tags(self.text)))

    def _span(self, begin: int, end: int, nodes: Sequence[_Node]) -> str:
        """Return the text between two places with its calls replaced."""
        placing = Placing(self.text, begin, end)
        for node in nodes:
            self._replace(placing, node)
        return placing.text()

    def _replace(self, placing: Placing, node: _Node) -> None:
        call = node.tag.call
        source = self.text[node.tag.begin : node.tag.end]
        if call is None:
            example = shown(source)
            placing.inline(node.tag.begin, node.tag.end, example if node.tag.in_code else visible(example))
            return
        inner = self._span(node.tag.end, node.close.begin, node.children) if node.close else None
        call = replace(call, inner=inner, page=self.surroundings.page)
        before = self.text[max(placing.begin, node.tag.begin - 20) : node.tag.begin]
        result = self._render(call, before, node)
        if isinstance(result, Rendering):
            placing.put(node.tag.begin, node.end, result, inner)
            return
        closing = self.text[node.close.begin : node.close.end] if node.close else ""
        shown_text = visible(source) + (inner or "") + visible(closing)
        placing.inline(node.tag.begin, node.end, result if isinstance(result, str) else shown_text)

    def _render(self, call: Call, before: str, node: _Node) -> Rendering | str | None:
        """Return what a call becomes; a text stands for itself; ``None`` leaves the call visible."""
        name = call.name
        if name in self.surroundings.own:
            return self._own(call, node)
        if name in ("ref", "relref"):
            return self._reference(call, before)
        if name == "param":
            return self._parameter(call, node)
        if name in BUILT_IN:
            plain = replace(call, inner=_RAWHTML.sub("", call.inner)) if call.inner and name != "highlight" else call
            rendering = BUILT_IN[name](plain)
            if rendering is None:
                self._note(node, f"The shortcode {name!r} lacks what it needs, or holds an address that is none.")
            return rendering
        message = f"The shortcode {name!r} is unknown; define it in aiarticle_hugo_shortcodes in conf.py."
        self._note(node, message, subject=name)
        return None

    def _own(self, call: Call, node: _Node) -> Rendering | None:
        try:
            block = _COLON_FENCE.sub(_tildes, str(self.surroundings.own[call.name](call)).strip("\n"))
        except Exception as error:  # whatever a site's own function raises is its author's to mend
            self._note(node, f"The shortcode {call.name!r} failed: {error!r}.")
            return None
        return Rendering(block=block, inline=one_line(block))

    def _reference(self, call: Call, before: str) -> str:
        target = quote(call.get("path", 0).strip(), safe="/#:?&=.%~")
        if _ATTRIBUTE_BEFORE.search(before):
            path, mark, fragment = target.partition("#")
            path = path.removesuffix(".md").removesuffix("_index").removesuffix("index").strip("/")
            return (f"/{path}/" if path else "") + mark + fragment
        address = target if target.startswith("#") else self.surroundings.resolve(target)
        return address if _ADDRESS_BEFORE.search(before) else f"[{literal(target)}](<{address}>)"

    def _parameter(self, call: Call, node: _Node) -> str | None:
        name = call.get("name", 0)
        for values in (
            self.surroundings.page,
            _mapping(self.surroundings.page.get("params")),
            self.surroundings.params,
        ):
            value = _looked_up(values, name)
            if isinstance(value, str | int | float):
                return literal(one_line(str(value).lower() if isinstance(value, bool) else str(value)))
        self._note(node, f"The parameter {name!r} is neither in the front matter nor in aiarticle_hugo_params.")
        return None

    def _note(self, node: _Node, message: str, *, subject: str = "") -> None:
        line = self.first_line + self.text.count("\n", 0, node.tag.begin) + 1
        message = f"{message} It stays visible as text."
        self.problems.append(Problem(subtype=Subtype.SHORTCODE, message=message, line=line, subject=subject))


def _nested(tags: Sequence[Tag]) -> tuple[_Node, ...]:
    """Return calls with the calls in them; a closing tag that nothing opens is a call that stays visible."""
    closings = _closings(tags)
    levels: list[tuple[int, int, list[_Node]]] = [(-1, len(tags), [])]
    for index, tag in enumerate(tags):
        opening, closing, nodes = levels[-1]
        if index == closing:
            levels.pop()
            levels[-1][2].append(_Node(tag=tags[opening], close=tag, children=tuple(nodes)))
        elif closings.get(index, len(tags)) < closing and len(levels) <= _MAX_DEPTH:
            levels.append((index, closings[index], []))
        else:
            nodes.append(_Node(tag=tag))
    return tuple(levels[0][2])


def _closings(tags: Sequence[Tag]) -> dict[int, int]:
    """Return which tag closes which."""
    closings: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        if tag.call is None or tag.alone:
            continue
        same = waiting.setdefault(tag.call.name, [])
        if not tag.closing:
            same.append(index)
        elif same:
            closings[same.pop()] = index
    return closings


def _tildes(fence: re.Match[str]) -> str:
    """Return a fence that MyST-Parser reads in every project."""
    return fence[1] + "~" * len(fence[2])


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _looked_up(values: Mapping[str, object], name: str) -> object:
    """Return the value under a dotted *name*; Hugo compares names without case."""
    value: object = values
    for part in name.split("."):
        folded = {str(key).lower(): entry for key, entry in value.items()} if isinstance(value, Mapping) else {}
        value = folded.get(part.lower())
    return value
