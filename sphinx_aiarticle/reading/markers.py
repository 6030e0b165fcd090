"""Directives of ours whose marker is misspelt, so that a page takes them for text, a comment, code or a plain block."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.nodes import find_elements
from sphinx_aiarticle.reading.documents import is_notebook, is_rst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_NOTED: Final = "aiarticle-markers"
_MISREAD: Final = (nodes.paragraph, nodes.comment, nodes.literal_block, nodes.container)
_MARKER: Final = re.compile(
    r"\n[ \t>]*(?P<written>(?P<mark>\.\.|[:：]{2,}|```+)(?P<begin> *[{｛]?)(?:aiarticle[:-])?(?P<name>[a-z-]+)"
    r"(?P<end> ?[}｝:]*))(?P<rest>[^\n]*)"
)


@guarded
def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note whether a page may have a directive of ours whose marker is misspelt: few have, and to look takes time."""
    is_likely = is_notebook(app.env, docname) or any(_misspelt(app, docname, source[0]))
    app.env.current_document[_NOTED] = is_likely


def _misspelt(app: Sphinx, docname: str, text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like the marker of a directive of ours and is none in the syntax of a document."""
    known, in_rst = app.env.get_domain("aiarticle").directives, is_rst(app.config, app.env, docname)
    for match in _MARKER.finditer(f"\n{text}"):
        mark, begin, end, is_apart = match["mark"], match["begin"], match["end"], match["rest"][:1] in ("", " ", "\t")
        if in_rst:
            is_right = (mark, begin, end) == ("..", " ", "::") and is_apart
        else:
            is_fence = mark[0] == "`" or (len(mark) > 2 and "：" not in mark and _has_fences(app) and is_apart)
            is_right = begin == "{" and end == "}" and is_fence
        if match["name"] in known and not is_right:
            yield match


def _has_fences(app: Sphinx) -> bool:
    return "colon_fence" in app.config.myst_enable_extensions


def _misread(node: nodes.Element) -> tuple[str, str]:
    """Return a node as it may be written, and what it is."""
    if isinstance(node, nodes.paragraph):
        return "".join(text for text in node.children if isinstance(text, nodes.Text)), "text"
    if isinstance(node, nodes.comment):
        return f".. {node.astext()}", "a comment"
    if isinstance(node, nodes.literal_block):
        return f"```{node.get('language', '')}", "code"
    return f":::{next(reversed(node['classes']), '')}" if node.get("is_div") else "", "a plain block"


def _is_meant(match: re.Match[str], what: str) -> bool:
    """Whether a marker is more than a word: it has braces or a colon, or is all that begins something."""
    begin, end, rest = match["begin"].strip(), match["end"].strip(), match["rest"]
    if what == "a comment" and match.end() == len(match.string):
        return False  # a single line is a remark
    is_marked = ":" in end and rest[:1] in ("", " ") if match["mark"] == ".." else begin and end.strip(":")
    return bool(is_marked or (what != "text" and not (begin or end or rest)))


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Warn of the first directive of ours that a page takes for something else, because its marker is misspelt."""
    if not app.env.current_document.get(_NOTED):
        return
    docname = app.env.docname
    in_rst = is_rst(app.config, app.env, docname)
    for node in find_elements(document, _MISREAD):
        text, what = _misread(node)
        found = next((match for match in _misspelt(app, docname, text) if _is_meant(match, what)), None)
        if found is None or (what == "a comment" and not in_rst):
            continue
        name, marker = found["name"], found["written"] + ("" if what == "text" else found["rest"])
        written = f".. {name}::" if in_rst else f":::{{{name}}}" if _has_fences(app) else f"```{{{name}}}"
        subtype, advice = Subtype.OPTION, f"write '{written}'"
        if what == "text" and marker[0] in ":：" and not (in_rst or _has_fences(app)):
            advice = "add 'colon_fence' to myst_enable_extensions in conf.py, or fence it with ```"
            subtype = Subtype.CONFIG
        line = (node.line or 0) + found.string.count("\n", 0, found.start())
        if what == "a comment":  # docutils gives the last line, and counts empty ones
            lines = Path(app.env.doc2path(docname)).read_text("utf-8-sig", "replace").splitlines()[:line]
            line = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip() == marker), line)
        warn(subtype, "%s is read as %s: %s", marker, what, advice, location=(docname, line or None))
        if what == "code":
            node["language"] = "text"  # no second warning, of a language that nobody knows
        return
