"""Front matter in any of the three forms that Hugo reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.frontmatter.json import read_json
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.frontmatter.toml import read_toml
from sphinx_aiarticle.frontmatter.yaml import read_yaml

if TYPE_CHECKING:
    from sphinx_aiarticle.frontmatter.block import Block


def read_hugo(source: str) -> Block:
    """Read YAML, TOML or JSON front matter, whichever the first characters of *source* announce."""
    first = source[1:2] if source.startswith("\ufeff") else source[:1]
    block = read_toml(source) if first == "+" else read_json(source) if first == "{" else read_yaml(source)
    params = block.data.get("params")
    return _lift(block, params) if isinstance(params, Mapping) else block


def _lift(block: Block, params: Mapping[str, object]) -> Block:
    """Give an article what stands under ``params``, where newer Hugo sites keep the keys of their theme."""
    lifted = {key: params[key] for key in ARTICLE_KEYS if key in params and key not in block.data}
    if not lifted:
        return block
    lines = {
        key.removeprefix("params."): line
        for key, line in block.lines.items()
        if key.startswith("params.") and key.split(".")[1] in lifted
    }
    return replace(block, data={**block.data, **lifted}, lines={**lines, **block.lines})
