"""The YAML block at the top of a Markdown file or of a notebook → ``Block``; and data → a line of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Final

import yaml

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block, BoundError, plain, shifted, too_long
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.frontmatter.misplaced import misplaced_block, second_block
from sphinx_aiarticle.frontmatter.yaml_reader import YamlReader, is_loadable
from sphinx_aiarticle.model.problem import Problem, front_matter_problem, shown

_FIRST_LINE: Final = 2  # of the block's content; the opening fence is line 1
_OPENING: Final = re.compile(r"\ufeff?-{3,}[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^(?:-{3,}|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_BLANK: Final = r"\ufeff?(?:[ \t]*\r?\n)++(?=---[ \t]*\r?\n[A-Za-z_]\w*:\s)"
_KEY_FOLLOWS: Final = re.compile(r"[A-Za-z_]\w*:(?:\s|\Z)")
# What YAML does not allow in a file, and what it, unlike editors and Markdown, takes for a line break.
_ODD: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SILENT: Final = "\x85\u2028\u2029\ufeff"
_SEARCHED = 5  # cells


def read_yaml(source: str) -> Block:
    """Read the front matter of a Markdown file.

    The block starts in the first line with ``---`` and ends with ``---`` or ``...``, as MyST-Parser and Hugo have it.
    A block that is broken, too deep or too large never raises: the keys that can be read are kept.

    Args:
        source: Text of the whole file; a byte order mark, CRLF and spaces behind the fences are fine.

    Returns:
        The data with the line of every key, and the problems. Of a key that is given twice the last one counts, as in
        YAML loaders.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return _below_blank_lines(source) or misplaced_block(source)
    closing = _CLOSING.search(source, opening.end())
    if closing is None:
        return _unclosed(source, opening.end())
    content = source[opening.end() : closing.start()]
    length = source.count("\n", 0, closing.start()) + 1
    if refused := too_long(content, length, "---"):
        return refused
    problems = second_block(source, closing.end())
    if _ODD.search(content) is None:
        return _read(content, length, problems, safe=True)
    readable = _ODD.sub(lambda match: " " if match[0] in _SILENT else "", content)
    return _read(readable, length, _odd_characters(content) + problems, safe=False)


def _below_blank_lines(source: str) -> Block | None:
    """Return the block below blank lines at the top of a file, if there is one: other tools take it there too."""
    blank = re.match(_BLANK, source)
    if blank is None:
        return None
    block = read_yaml(source[blank.end() :])
    return shifted(block, blank[0].count("\n")) if block.length else None


def _read(content: str, length: int, problems: list[Problem], *, safe: bool) -> Block:
    reader = YamlReader()
    try:
        data = reader.read(content, _FIRST_LINE) or {}
    except (yaml.YAMLError, BoundError) as error:
        from sphinx_aiarticle.frontmatter.yaml_recovery import recover

        reader, safe = YamlReader(), False
        data, problem = recover(content, _FIRST_LINE, error, reader)
        problems.append(problem)
    problems += reader.problems
    if reader.refused:
        from sphinx_aiarticle.frontmatter.yaml_recovery import refusal

        (key, bound), *others = reader.refused
        problems.append(refusal(key, bound, [key for key, _ in others]))
    problems.sort(key=lambda problem: problem.line or 0)
    safe = safe and reader.safe and (not reader.is_doubtful or is_loadable(content))
    return Block(data=data, lines=reader.lines, length=length, problems=tuple(problems), safe=safe)


def _unclosed(source: str, start: int) -> Block:
    """Return no block; a ``---`` that no key follows is a thematic break and no problem."""
    if _KEY_FOLLOWS.match(source, start) is None:
        return NO_BLOCK
    message = "The front matter that starts here never ends; put a line '---' after its last key."
    return Block(data={}, lines={}, length=0, problems=(front_matter_problem(message, 1),), safe=False)


def _odd_characters(content: str) -> list[Problem]:
    """Return one problem for the first character that YAML does not allow."""
    for match in _ODD.finditer(content):
        if match[0] not in _SILENT:
            message = f"The front matter holds the invisible character {shown(match[0])}; delete it."
            return [front_matter_problem(message, _FIRST_LINE + content.count("\n", 0, match.start()))]
    return []


# JSON leaves these bare, and YAML allows them only escaped (YAML 1.2, production c-printable).
_ESCAPED = r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_LONE_SURROGATE = r"[\ud800-\udfff]"


def flow_line(data: object) -> str:
    r"""Return *data* on one line: JSON that is valid YAML too, such as a flow mapping.

    Other characters stay bare, because YAML does not join the pair of escapes (``\ud83d\ude00``) that JSON writes for
    an emoji.
    """
    text = re.sub(_LONE_SURROGATE, "\ufffd", json.dumps(data, ensure_ascii=False, default=str))
    return re.sub(_ESCAPED, lambda match: f"\\u{ord(match[0]):04x}", text)


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


def notebook_without_block(source: str) -> str:
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
