"""Front matter in any of the three forms that Hugo reads, of which JSON is read here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Final

from sphinx_aiarticle.frontmatter.block import MAX_CHARACTERS, NO_BLOCK, Block, finished_block, renamed, shifted
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.frontmatter.yaml import read_yaml
from sphinx_aiarticle.model.problem import front_matter_problem

_OPENING: Final = re.compile(r"\ufeff?\{(?=\s|\"|\})")  # no shortcode, and none of MyST's attributes
_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\Z)(\s*+:)?|[{}\[\]]')
_CLOSING: Final = re.compile(r"^\}[ \t]*\r?$", re.MULTILINE)
_DECODER: Final = json.JSONDecoder()


def read_json(source: str) -> Block:
    """Read the front matter that a ``{`` at the beginning of the file opens, as Hugo has it.

    Never raises. A block that is not JSON is left out as far as a line ``}``.

    Args:
        source: Text of the whole file; a byte order mark and CRLF are fine.

    Returns:
        The data with the line of every key, and the problems.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return NO_BLOCK
    start = opening.end() - 1
    content = source[start : start + MAX_CHARACTERS]
    try:
        data, end = _DECODER.raw_decode(content)
    except json.JSONDecodeError as error:
        return _broken(source, error.msg, source.count("\n", 0, start + error.pos) + 1)
    except (RecursionError, ValueError):
        return _broken(source, "it is nested too deep", 1)
    rest = source[start + end :].partition("\n")[0]
    if rest.strip():
        return _broken(source, "text follows the closing brace", source.count("\n", 0, start + end) + 1)
    return finished_block(data, key_lines(content[:end]), source.count("\n", 0, start + end) + 1)


def _broken(source: str, what: str, line: int) -> Block:
    message = f"The front matter is not JSON here: {what}. It is not read."
    closing = _CLOSING.search(source, 1)
    length = source.count("\n", 0, closing.start()) + 1 if closing else 0
    return finished_block({}, {}, length, [front_matter_problem(message, line)])


def key_lines(content: str) -> dict[str, int]:
    """Return the line of each key of JSON outside lists, nested ones as ``cover.image``."""
    lines: dict[str, int] = {}
    path: list[str | None] = []  # the key of each open mapping; None for a list
    key, line, position = "", 1, 0
    for token in _TOKEN.finditer(content):
        line += content.count("\n", position, token.start())
        position = token.start()
        if token[0] == "{":
            path.append(key)
        elif token[0] == "[":
            path.append(None)
        elif token[0] in "}]" and path:
            path.pop()
        elif token[2]:
            key = token[1]
            if None not in path:
                lines[".".join(filter(None, [*path, key]))] = line
    return lines


# What Go reads as true: https://pkg.go.dev/strconv#ParseBool. `yes` and `on` are none of it, so such a page is shown.
_TRUE: Final = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_SWITCHES: Final = frozenset(("1", "t", "true", "0", "f", "false", "yes", "no", "y", "n", "on", "off"))
#: Keys that are read here, by how Hugo compares them.
_SPELLINGS: Final = {name.lower(): name for name in (*ARTICLE_KEYS, "slug", "url", "params", "cascade")}
_TERMS: Final = ("categories", "series", "tags")
_OPENINGS: Final = ("---\n", "---\r\n", "+++\n", "+++\r\n", "{\n", "{\r\n")


def read_hugo(source: str) -> Block:
    """Read YAML, TOML or JSON front matter, whichever the first characters of *source* announce.

    Blank lines and a byte order mark before it are passed over, as Hugo does. Keys that begin with a capital, as in
    ``Title``, get the usual spelling: Hugo compares them without case.
    """
    text = source.lstrip("\ufeff \t\r\n")
    blank = source.count("\n", 0, len(source) - len(text))
    if blank and not text.startswith(_OPENINGS):
        return NO_BLOCK
    read = read_json if text.startswith("{") else read_yaml
    if text.startswith("+"):
        from sphinx_aiarticle.frontmatter.toml import read_toml as read
    block = shifted(_ended_by_text(text, read) or read(text), blank)
    capitals = {key: _SPELLINGS.get(key.lower(), key) for key in block.data if key[:1].isupper()}
    block = renamed(block, {key: name for key, name in capitals.items() if key != name})
    block = whole_terms(block, _TERMS)
    if "draft" in block.data:
        block = replace(block, data={**block.data, "draft": _as_hugo(block.data["draft"])})
    params = block.data.get("params")
    return _lift(block, params) if isinstance(params, Mapping) else block


def whole_terms(block: Block, keys: Collection[str]) -> Block:
    """Return *block* with lists under those of *keys* that have a text, which is one term to Hugo, commas and all."""
    texts = {key: [block.data[key]] for key in keys if isinstance(block.data.get(key), str) and block.data[key]}
    return replace(block, data={**block.data, **texts}) if texts else block


def _ended_by_text(text: str, read: Callable[[str], Block]) -> Block | None:
    """Return the block whose last line goes on with the text of the page, as Hugo ends one; ``None`` without it."""
    fence = text[:3]
    end = text.find(f"\n{fence}", 3) + 1 if fence in ("---", "+++") else 0
    if not end or not text[end:].partition("\n")[0].strip("-+. \t\r"):
        return None
    block = read(f"{text[:end]}{fence}\n")
    return replace(block, length=block.length - 1, mark=len(fence), safe=False) if block.data else None


def _as_hugo(value: object) -> object:
    """Return a switch as Hugo reads it; what is none stays, and gets a warning."""
    if isinstance(value, str):
        return value in _TRUE if value.lower() in _SWITCHES else value
    return value != 0 if isinstance(value, int | float) else value


def _lift(block: Block, params: Mapping[str, object]) -> Block:
    """Give an article the keys below ``params``, where newer Hugo sites keep the keys of their theme."""
    lifted = {key: params[key] for key in ARTICLE_KEYS if key in params and key not in block.data}
    if not lifted:
        return block
    lines = {
        key.removeprefix("params."): line
        for key, line in block.lines.items()
        if key.startswith("params.") and key.split(".")[1] in lifted
    }
    return replace(block, data={**block.data, **lifted}, lines={**lines, **block.lines})
