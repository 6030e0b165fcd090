"""Pages in HTML, written by hand or rendered by Hugo from a format that it alone reads, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.migrate.front_matter import yaml_lines
from sphinx_aiarticle.migrate.html_markdown import as_block, simple_markdown
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.markdown import fenced, literal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.migrate.evaluator import HugoPage
    from sphinx_aiarticle.recognise.html import Element

_HEADING: Final = re.compile(r"h[1-6]")
_ADDED: Final = ("iscjklanguage",)  # by Hugo, to the front matter
_DEEPEST: Final = 20  # sections within sections


def rendered_pages(hugo: Mapping[str, HugoPage]) -> dict[str, str]:
    """Return front matter and HTML of the pages that are neither Markdown nor HTML, by file."""
    return {
        file: "\n".join(["---", *yaml_lines(_written(page.params)), "---", page.content])
        for file, page in hugo.items()
        if page.params is not None
    }


def _written(params: Mapping[str, object]) -> dict[str, object]:
    """Return front matter without what Hugo adds: switches, and dates that follow from the date."""
    added = {"draft": False, "lastmod": params.get("date"), "publishdate": params.get("date")}
    return {key: value for key, value in params.items() if key not in _ADDED and added.get(key, "") != value}


def page_markdown(html: str) -> str:
    """Return a whole page as Markdown that says the same: headings, code, simple blocks; all else as blocks of HTML."""
    found = read_html(html)
    if found.is_sound and "<!--" not in html and found.outer():
        return "\n\n".join(_blocks(found.root, html, 0))
    text = simple_markdown(html, inline=False)
    return _raw(html) if text is None else text


def _blocks(parent: Element, html: str, depth: int) -> Iterator[str]:
    for element in parent.elements:
        source = html[element.begin : element.end]
        if element.tag == "div" and element.get("class").startswith("outline-") and depth < _DEEPEST:
            yield from _blocks(element, html, depth + 1)  # a section of Org
        elif _HEADING.fullmatch(element.tag) and not element.elements and element.text.strip():
            anchor = f" {{#{element.get('id')}}}" if element.get("id") else ""
            yield f"{'#' * int(element.tag[1])} {literal(one_line(element.text))}{anchor}"
        elif code := _code_in(element):
            language = next((word[9:] for word in code.get("class").split() if word.startswith("language-")), "")
            yield fenced(code.text.strip("\n"), language)
        else:
            text = simple_markdown(source, inline=False)
            yield _raw(source) if text is None else text


def _code_in(element: Element) -> Element | None:
    """Return the element with the text of a block of code, if it is one and nothing else."""
    while element.tag in ("div", "pre") and len(element.elements) == 1 and element.elements[0].tag != "span":
        if any(isinstance(child, str) and child.strip() for child in element.children):
            return None
        element = element.elements[0]
    return element if element.tag in ("pre", "code") else None


def _raw(html: str) -> str:
    return f"<div>\n{as_block(html)}\n</div>"
