"""Directives of ours whose marker is misspelt, so that a page takes them for text, a comment, code or a plain block."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from sphinx.application import Sphinx
from sphinx.util.docutils import is_directive_registered

from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import meant_directive
from sphinx_aiarticle.nodes import find_elements
from sphinx_aiarticle.reading.documents import is_hugo_document, is_notebook, is_rst

_NOTED: Final = "aiarticle-markers"
#: Among them is what a line below makes of a marker: options in reStructuredText a term, those of YAML a title.
_TEXTS: Final = (nodes.paragraph, nodes.term, nodes.title)
_MISREAD: Final = (*_TEXTS, nodes.comment, nodes.literal_block, nodes.container)
_FENCE: Final = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,}|:{3,})(?P<info>[^\n]*)$", re.MULTILINE)
_OURS: Final = re.compile(r"[`:]{3}\{")


@lru_cache(maxsize=4)
def _marker(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds lines that begin as a directive with one of *names* does, or nearly so.

    A plural has to have words or a mark behind it: alone, it is a class of the author's own.
    """
    forms = "|".join(name.replace("-", "[ _-]") for name in names)
    return re.compile(
        r"\n[ \t>]*(?P<written>(?P<mark>\.\.|[:：]{2,}|```+)(?P<begin> *(?:[{｛] *)?)"
        rf"(?:aiarticle[:-])?(?P<name>(?:{forms})(?:e?s(?= ?[^\s\w-]| +\S))?)(?![\w-])(?P<end> ?[}}｝:]*))"
        r"(?P<rest>[^\n]*)"
    )


@handles("source-read", priority=400)  # before front matter is taken out
def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note the lines that may be misspelt markers of directives of ours: few pages have any, and to look takes time."""
    text = f"\n{source[0]}"
    found, line, end = dict[int, str](), 1, 0
    for match in _misspelt(app, docname, text):
        line, end = line + text.count("\n", end, match.start()), match.start()
        found[line] = match[0].strip()
    app.env.current_document[_NOTED] = found if found or is_notebook(app.env, docname) else None
    if _OURS.search(text) and not any(
        is_other(app.env, docname) for is_other in (is_rst, is_notebook, is_hugo_document)
    ):
        _warn_of_open_fence(app, docname, source[0])


def _warn_of_open_fence(app: Sphinx, docname: str, text: str) -> None:
    """Warn of a directive of ours at the margin of a Markdown page without an end, which takes all the rest."""
    opening = None
    for fence in _FENCE.finditer(text):
        mark, info = fence["mark"], fence["info"].strip()
        if opening:
            opening = "" if not info and mark.startswith(opening) else opening
        elif _has_fences(app) if mark[0] == ":" else mark[0] == "~" or "`" not in info:
            opening = mark
    last = _last_block(text, app.config.myst_enable_extensions) if opening else None
    name = re.match(r"\{([\w:-]+)\}", last.info.strip()) if last else None
    if last and last.map and name and meant_directive(app.env, name[1]):
        begin, end = last.map
        if end - begin == last.content.count("\n") + 1:
            message = "no line closes %s, so it takes all text below it; write a line '%s' below its own text"
            warn(Subtype.OPTION, message, f"{last.markup}{last.info}", last.markup, location=(docname, begin + 1))


def _last_block(text: str, extensions: Collection[str]) -> Token | None:
    """Return what Markdown takes for the last block of a page: fences in HTML, formulas and front matter are none."""
    parser = MarkdownIt("commonmark").disable("inline").use(front_matter_plugin)
    plugins = {"colon_fence": colon_fence_plugin, "deflist": deflist_plugin, "dollarmath": dollarmath_plugin}
    for name in plugins.keys() & extensions:
        parser.use(plugins[name])
    return next(reversed(parser.parse(f"{text}\n")), None)


def _misspelt(app: Sphinx, docname: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that look like the marker of a directive of ours and are none in the syntax of a document.

    In reStructuredText that is also a right one directly below text.
    """
    in_rst = is_rst(app.env, docname)
    for match in _marker(tuple(app.env.get_domain("aiarticle").directives)).finditer(text):
        mark, begin, end, is_apart = match["mark"], match["begin"], match["end"], match["rest"][:1] in ("", " ", "\t")
        is_name = not {" ", "_"} & {*match["name"]}
        if in_rst:
            above = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            is_right = (mark, begin, end) == ("..", " ", "::") and is_apart and not above.strip()
        else:
            is_fence = mark[0] == "`" or (len(mark) > 2 and "：" not in mark and _has_fences(app) and is_apart)
            is_right = begin == "{" and end == "}" and is_fence
        if not (is_name and is_right) and meant_directive(app.env, match["name"]):
            yield match


def _has_fences(app: Sphinx) -> bool:
    return "colon_fence" in app.config.myst_enable_extensions


def _misread(node: nodes.Element, noted: Mapping[int, str], mark: str) -> tuple[str, str]:
    """Return a node as it may be written, and what it is.

    *noted* has what a plain block does not keep, by its line; a block of code is one where the line has the *mark*.
    """
    if isinstance(node, nodes.paragraph) and node.rawsource.startswith("```"):  # in reStructuredText, a literal
        return node.rawsource, "text"
    if isinstance(node, _TEXTS):
        return "".join(text for text in node.children if isinstance(text, nodes.Text)), "text"
    if isinstance(node, nodes.comment):
        return f".. {node.astext()}", "a comment"
    if isinstance(node, nodes.literal_block):
        written = noted.get(node.line or 0, "")
        return written if mark and written.startswith(mark) else f"```{node.get('language', '')}", "code"
    if not node.get("is_div"):
        return "", ""
    return noted.get(node.line or 0, f":::{next(reversed(node['classes']), '')}"), "a plain block"


def _is_meant(match: re.Match[str], what: str) -> bool:
    """Whether a marker is more than a word: it has braces or a colon, or is all that begins something."""
    begin, end, rest = match["begin"].strip(), match["end"].strip(), match["rest"]
    is_remark = match.end() == len(match.string) or " " in match["name"]  # a single line, or words
    if what == "a comment" and is_remark and end != "::":
        return False
    is_closed = end.strip(":") or what != "text"
    is_marked = ":" in end and rest[:1] in ("", " ") if match["mark"] == ".." else begin and is_closed
    is_word = begin or end or (rest and what == "a comment")
    return bool(is_marked or (what != "text" and not is_word))


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Warn of the first directive of ours that a page takes for something else, because its marker is misspelt."""
    noted = app.env.current_document.get(_NOTED)
    if noted is None:
        return
    docname = app.env.docname
    in_rst = is_rst(app.env, docname)
    for node in find_elements(document, _MISREAD):
        is_here = node.source == document.get("source")
        text, what = _misread(node, noted if is_here else {}, "" if in_rst else "```")
        found = next((match for match in _misspelt(app, docname, f"\n{text}") if _is_meant(match, what)), None)
        if found is None or (what == "a comment" and not in_rst):
            continue
        name = meant_directive(app.env, found["name"])
        marker = found["written"] + ("" if what == "text" else found["rest"])
        name = name if is_directive_registered(name) else f"aiarticle:{name}"
        written = f".. {name}::" if in_rst else f":::{{{name}}}" if _has_fences(app) else f"```{{{name}}}"
        subtype, advice = Subtype.OPTION, f"write '{written}'"
        if what == "text" and marker[0] in ":：" and not (in_rst or _has_fences(app)):
            advice = "add 'colon_fence' to myst_enable_extensions in conf.py, or fence it with ```"
            subtype = Subtype.CONFIG
        elif in_rst and written == marker:
            advice = "put an empty line above it"
        line = (node.line or 0) + found.string.count("\n", 0, found.start())
        if what == "a comment":  # docutils gives the last line, and counts empty ones
            lines = Path(app.env.doc2path(docname)).read_text("utf-8-sig", "replace").splitlines()[:line]
            line = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip() == marker), line)
        warn(subtype, "%s is read as %s: %s", marker, what, advice, location=(docname, line or None))
        if what == "code":
            node["language"] = "text"  # no second warning, of a language that nobody knows
        return
