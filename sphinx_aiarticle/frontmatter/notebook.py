"""The front matter of a Jupyter notebook → ``Block``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block, BoundError, plain
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.frontmatter.yaml import read_yaml
from sphinx_aiarticle.model.problem import front_matter_problem

_SEARCHED = 5  # cells


def read_notebook(source: str) -> Block:
    """Read the YAML block at the top of the first cell, and our keys in the metadata of the notebook, in any format.

    A notebook that is written as text, as Jupytext does, has the block at its top, in a script behind comment signs.

    Returns:
        The data; the block goes before the metadata. Lines of problems are unknown, because they are not those of the
        file; the length is that of the block in its cell. In another format lines are known, and the length is 0:
        the reader of the format takes the block out.
    """
    try:
        notebook = json.loads(source)
    except (ValueError, RecursionError):  # whoever reads the notebook says what is wrong with it
        return NO_BLOCK if source.lstrip().startswith("{") else replace(read_yaml(_uncommented(source)), length=0)
    if not isinstance(notebook, Mapping):
        return NO_BLOCK
    cells = notebook.get("cells")
    block = read_yaml(_first_text(cells))
    rest = cells[1:_SEARCHED] if isinstance(cells, list) and not block.length else []
    if any("date" in read_yaml(_first_text([cell])).data for cell in rest):
        message = "The front matter is not in the first cell and is not read; put it there."
        block = replace(block, problems=(*block.problems, front_matter_problem(message, None)))
    metadata = notebook.get("metadata")
    known = {key: metadata[key] for key in ARTICLE_KEYS if key in metadata} if isinstance(metadata, Mapping) else {}
    try:
        data = {**{key: plain(value) for key, value in known.items()}, **block.data}
    except BoundError:
        data = dict(block.data)
    problems = tuple(replace(problem, line=None) for problem in block.problems)
    return replace(block, data=data, lines={}, problems=problems)


def without_block(source: str) -> str:
    """Return the text of a notebook without the YAML block at the top of its first cell, which is not Markdown."""
    notebook = json.loads(source)
    first = notebook["cells"][0]
    text = _first_text(notebook["cells"])
    first["source"] = "\n".join(text.split("\n")[read_yaml(text).length :])
    return json.dumps(notebook)


def _uncommented(source: str) -> str:
    """Return a script whose first lines are comments with these as text, else *source*."""
    sign = re.match(r"(#|//|--|%|;;?)[ ]?(?=---\s*\n)", source)
    if not sign:
        return source
    head = takewhile(lambda line: line.startswith(sign[1]), source.split("\n"))
    return "\n".join(line.removeprefix(sign[1]).removeprefix(" ") for line in head)


def _first_text(cells: object) -> str:
    first = cells[0] if isinstance(cells, list) and cells else None
    if not isinstance(first, Mapping) or first.get("cell_type") not in ("markdown", "raw"):
        return ""
    text = first.get("source", "")
    return "".join(map(str, text)) if isinstance(text, list) else str(text)
