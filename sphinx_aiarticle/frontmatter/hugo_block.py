"""Front matter in any of the three forms that Hugo reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK
from sphinx_aiarticle.frontmatter.json import read_json
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.frontmatter.toml import read_toml
from sphinx_aiarticle.frontmatter.yaml import read_yaml

if TYPE_CHECKING:
    from sphinx_aiarticle.frontmatter.block import Block

# What Go reads as true: https://pkg.go.dev/strconv#ParseBool. `yes` and `on` are none of it, so such a page is shown.
_TRUE: Final = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_SWITCHES: Final = frozenset(("1", "t", "true", "0", "f", "false", "yes", "no", "y", "n", "on", "off"))
_OPENINGS: Final = ("---\n", "---\r\n", "+++\n", "+++\r\n", "{\n", "{\r\n")


def read_hugo(source: str) -> Block:
    """Read YAML, TOML or JSON front matter, whichever the first characters of *source* announce.

    Blank lines and a byte order mark before it are passed over, as Hugo does.
    """
    text = source.lstrip("\ufeff \t\r\n")
    blank = source.count("\n", 0, len(source) - len(text))
    if blank and not text.startswith(_OPENINGS):
        return NO_BLOCK
    read = {"+": read_toml, "{": read_json}.get(text[:1], read_yaml)
    block = _shifted(read(text), blank)
    if drafts := {key: _as_hugo(value) for key, value in block.data.items() if key.lower() == "draft"}:
        block = replace(block, data={**block.data, **drafts})
    params = block.data.get("params")
    return _lift(block, params) if isinstance(params, Mapping) else block


def _as_hugo(value: object) -> object:
    """Return a switch as Hugo reads it; what is none stays, and gets a warning."""
    if isinstance(value, str):
        return value in _TRUE if value.lower() in _SWITCHES else value
    return value != 0 if isinstance(value, int | float) else value


def _shifted(block: Block, lines: int) -> Block:
    """Return a block that begins *lines* further down."""
    if not lines or not block.length:
        return block
    return replace(
        block,
        lines={key: line + lines for key, line in block.lines.items()},
        length=block.length + lines,
        problems=tuple(replace(one, line=one.line + lines if one.line else None) for one in block.problems),
        safe=False,
    )


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
