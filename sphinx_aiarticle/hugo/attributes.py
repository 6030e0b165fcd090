"""What authors say of blocks: classes and ids as in ``{.lead #id}``, and settings of code.

They stand behind a heading, or on a line below another block: https://gohugo.io/content-management/markdown-attributes/.
A line that belongs to no block vanishes, as in Hugo; whatever is neither a class nor an id is left out. What is said of
code, https://gohugo.io/content-management/syntax-highlighting/, is put into the words of ``code-block``, but for what
only changes colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from sphinx_aiarticle.myst import directive, literal, one_line, quoted
from sphinx_aiarticle.recognise.tokens import DROPPED
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


#: Where a line notes what it says, and a block the classes and the id that it has.
ATTRIBUTES: Final = "attributes"
_VALUE: Final = r"(?:\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|[^\s\"'{},\[\]]+)"
_ATTRIBUTE = re.compile(rf"[ \t,]*+(?:([.#])([^\s{{}}#=\"',]+)|(?![-\d])[\w-]++={_VALUE})")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_HTML_ID = re.compile(r"[^\s\"&<>]+")


class Attributes(Record):
    """What an author says of a block: its classes, as docutils writes them, and its id; empty for none."""

    classes: tuple[str, ...] = ()
    id: str = ""


def read_attributes(text: str) -> Attributes | None:
    """Return what is said between two braces; ``None`` where it is something else."""
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
    """Return the tokens that are not dropped, with the classes of outermost blocks, and HTML for their ids."""
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


_SETTING = re.compile(r"(?<!\w)(\w++)\s*+=\s*+(\[[^\]\[]*\]|\"[^\"]*\"|'[^']*'|[^,\s]+(?:\s+\d+(?:-\d+)?(?=[,\s]|$))*)")
_FENCE = re.compile(r"[ \t]*+(?P<language>[^\s`{}]*+)[ \t]*+\{(?P<attributes>[^{}`]*)\}[ \t]*")
_BEGINS = re.compile(r"\s*(?:[.#][\w-]+|\w+\s*=)")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_CAPTIONS = ("caption", "title", "name", "filename", "file")


def read_settings(text: str) -> dict[str, str]:
    """Return the settings in ``linenos=true hl_lines=[1,"3-4"]``, their names in lower case."""
    return {name.lower(): value.strip("\"'") for name, value in _SETTING.findall(text)}


def read_fence(token: Token) -> str:
    """Give a fence what is behind its language, such as ``{linenos=true}``, as options of a ``code-block``.

    Return its info string as it was written; nothing for a fence that says nothing, which stays.
    """
    match = _FENCE.fullmatch(token.info)
    if match is None or not (match["language"] or _BEGINS.match(match["attributes"])):
        return ""
    written = token.info.strip()
    language = match["language"]
    words = _SETTING.sub(" ", match["attributes"]).replace(",", " ").split()  # such as ``.class`` and ``#id``
    classes = [word[1:] for word in words if word.startswith(".")]
    if not language and classes and is_known(classes[0]):
        language = classes.pop(0)
    options = code_options(read_settings(match["attributes"]), token.content.count("\n"))
    options |= {"class": " ".join(classes)} if classes else {}
    if anchor := next((word[1:] for word in words if word.startswith("#")), ""):
        options["name"] = anchor
    token.info = language
    if options:
        known = language.partition(":")[0]
        known = known if is_known(known) else "text"
        token.info = f"{{code-block}} {known}"
        head = directive("code-block", known, options, "x").split("\n")[1:-2]
        token.content = "\n".join([*head, token.content])
    return written


def code_options(settings: Mapping[str, str], height: int) -> dict[str, str]:
    """Return Hugo's settings as options of a ``code-block``; lines beyond its *height* cannot be emphasized."""
    options = {}
    if settings.get("linenos", "false").lower() not in ("false", "0", ""):
        options["linenos"] = ""
    if (first := settings.get("linenostart", "")).isdecimal():
        options["lineno-start"] = first
    if lines := ",".join(_lines(settings.get("hl_lines", ""), height)):
        options["emphasize-lines"] = lines
    caption = next((one_line(settings[key]) for key in _CAPTIONS if settings.get(key)), "")
    return {**options, "caption": quoted(literal(caption))} if caption else options


@lru_cache(maxsize=512)
def is_known(language: str) -> bool:
    """Whether Pygments, or Sphinx itself, knows a language."""
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return language in ("default", "none")
    return True


def _lines(written: str, height: int) -> Iterator[str]:
    for match in _RANGE.finditer(written):
        first, last = int(match[1]), min(int(match[2] or match[1]), height)
        if 0 < first <= last:
            yield f"{first}-{last}" if first < last else str(first)
