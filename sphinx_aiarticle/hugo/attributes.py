"""Classes and ids that authors give, as in ``{.lead #id}``, behind a heading or on a line below another block.

https://gohugo.io/content-management/markdown-attributes/. A line that belongs to no block vanishes, as in Hugo;
whatever is neither a class nor an id is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from sphinx_aiarticle.recognise.tokens import DROPPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock


#: Where a line notes what it says, and a block the classes and the id that it has.
ATTRIBUTES: Final = "attributes"
_VALUE: Final = r"(?:\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|[^\s\"'{},\[\]]+)"
_ATTRIBUTE = re.compile(rf"[ \t,]*+(?:([.#])([^\s{{}}#=\"',]+)|(?![-\d])[\w-]++={_VALUE})")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_HTML_ID = re.compile(r"[^\s\"&<>]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What an author says of a block.

    Attributes:
        classes: Its classes, as docutils writes them.
        id: Its id; empty for none.
    """

    classes: tuple[str, ...] = ()
    id: str = ""


def read_attributes(text: str) -> Attributes | None:
    """Return what is said between two braces; ``None`` where it is something else.

    Args:
        text: What is between the braces.
    """
    place, found = 0, {".": list[str](), "#": list[str]()}
    while match := _ATTRIBUTE.match(text, place):
        place = match.end()
        if match[1]:
            found[match[1]].append(match[2])
    if text[place:].strip(" \t,"):
        return None
    names = (_NO_NAME.sub("-", name.lower()).strip("-").lstrip("-0123456789") for name in found["."])
    return Attributes(classes=tuple(dict.fromkeys(filter(None, names))), id=next(iter(found["#"]), ""))


def attributes_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of attributes, which ends the block above it."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip(" \t")
    if not line.startswith("{") or not line.endswith("}") or state.is_code_block(start):
        return False
    found = read_attributes(line[1:-1])
    if found is None or silent:
        return found is not None
    token = state.push(DROPPED, "", 0)
    token.map = [start, start + 1]
    token.meta[ATTRIBUTES] = found if start and not state.isEmpty(start - 1) else Attributes()
    state.line = start + 1
    return True


def block_above(line: Token, before: Sequence[Token]) -> int | None:
    """Return which of the tokens before a line of attributes begins the block it belongs to."""
    for place in range(len(before) - 1, -1, -1):
        token = before[place]
        if token.level < line.level:
            break
        if token.level == line.level and token.nesting >= 0:
            return None if token.type in (DROPPED, "html_block", "hr") else place
    return None


def html_anchor(id_: str) -> str:
    """Return HTML with an id, to stand in front of a block; empty for one that is no id of HTML."""
    return f'<div id="{id_}"></div>' if _HTML_ID.fullmatch(id_) else ""


def with_attributes(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of an article that are not dropped, with the classes of its blocks, and HTML for their ids.

    Args:
        tokens: The tokens; blocks in lists, quotes and notes stay as they are.
    """
    shown: list[Token] = []
    for token in tokens:
        if token.type == DROPPED:
            continue
        if token.meta and not token.level and (said := token.meta.get(ATTRIBUTES)):
            if anchor := html_anchor(said.id):
                shown.append(Token("html_block", "", 0, content=f"{anchor}\n", map=token.map, block=True))
            for name in said.classes:
                token.attrJoin("class", name)
        shown.append(token)
    return shown
