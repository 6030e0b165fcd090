"""A Hugo article while it is parsed: what the rules need to know of it, and what they find and take out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.recognise.html import read_html, without_pixels
from sphinx_aiarticle.recognise.html_tags import shown_at_once
from sphinx_aiarticle.recognise.prose import is_within

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.shortcodes.expansion import Shortcodes
    from sphinx_aiarticle.hugo.site_context import Goldmark
    from sphinx_aiarticle.recognise.headings import FaqHeading

#: The opening tag of structured data; it is looked into only when it ends.
SCRIPT: Final = re.compile(
    r"<script\b(?=[^<>]*>)[^<>]*?\stype\s*+=\s*+[\"']?application/ld\+json\b[^<>]*>", re.IGNORECASE
)
_END: Final = re.compile(r"</script\b[^<>]*>?", re.IGNORECASE)
#: What is said of pictures that nobody sees, which asks nothing of anybody.
PIXEL: Final = (
    "Pictures of one dot, with which networks count readers, are omitted from this page; "
    "clicks are counted by the links themselves."
)

#: Where a token that holds Markdown notes the heading of the FAQ that it is in.
FAQ: Final = "faq"


@lru_cache(maxsize=4)  # each script asks
def last_end(text: str) -> int:
    """Return where the last closing tag of a script begins, or -1."""
    return text.lower().rfind("</script")


@dataclass(slots=True, kw_only=True)
class HugoText:
    """One article while it is parsed: what the rules need to know, and what they find.

    Attributes:
        has_title: Whether the title is the heading of level 1, so that all headings in the text are below it.
        is_faq: Whether its title says that it is a FAQ, and nothing else.
        faq_around: The heading of the FAQ around what is parsed now, if that is a part of the article.
        expands: Whether a shortcode becomes the tokens of its Markdown; else one token ``hugo_block`` that holds it.
        is_rendered: Whether what is parsed now is what a shortcode has become.
        anchors: The ids that the author gave to headings, by 0-based line.
        heading_ids: The ids that Hugo gives to headings, those of the author too, by 0-based line.
        scripts: Structured data written by hand: 1-based line and text.
        edit: What to do with each line of its prose before it is parsed.
        has_pixels: Whether pictures that count readers were omitted.
    """

    shortcodes: Shortcodes
    has_title: bool = True
    is_faq: bool = False
    faq_keys: frozenset[str] = frozenset()
    faq_around: FaqHeading | None = None
    expands: bool = True
    is_rendered: bool = False
    anchors: dict[int, str] = field(default_factory=dict)
    heading_ids: dict[int, str] = field(default_factory=dict)
    scripts: list[tuple[int, str]] = field(default_factory=list)
    targets: dict[str, None] = field(default_factory=dict)
    html_ids: dict[str, None] = field(default_factory=dict)
    edit: Callable[[str], str] | None = None
    has_pixels: bool = False

    @property
    def goldmark(self) -> Goldmark:
        """How its Markdown is read."""
        return self.shortcodes.site.goldmark

    @property
    def is_nested(self) -> bool:
        """Whether what is parsed now is a part of the article, such as the content of a directive."""
        return self.shortcodes.is_nested

    def note(self, message: str, line: int) -> None:
        """Keep a problem at a 1-based line, beside those of the shortcodes."""
        self.shortcodes.problems.append(Problem(subtype=Subtype.HUGO, message=message, line=line))

    def note_ids(self, html: str) -> None:
        """Keep the ids in HTML, to which links may lead."""
        if " id=" in html or " name=" in html:
            elements = read_html(html).root.walk()
            self.html_ids |= dict.fromkeys(
                anchor for element in elements if (anchor := element.get("id") or element.get("name"))
            )

    def with_pictures(self, content: str, line: int) -> str:
        """Return a text with the pictures that readers see; of those that only count them, it is noted once."""
        changed = without_pixels(content)
        if changed != content and not self.has_pixels:
            self.has_pixels = True
            self.note(PIXEL, line)
        return shown_at_once(changed)

    def without_scripts(self, content: str, line: int, code: Sequence[tuple[int, int]] = ()) -> str:
        """Return HTML, or a paragraph with *code*, without structured data, which is kept; an open script is text."""
        pieces: list[str] = []
        position, counted, end = 0, 0, last_end(content)
        for script in SCRIPT.finditer(content):
            begin = script.start()
            line, counted = line + content.count("\n", counted, begin), begin
            if begin < position or is_within(code, begin):
                continue
            pieces.append(content[position:begin])
            closing = _END.search(content, script.end()) if end >= script.end() else None
            if closing:
                self.scripts.append((line, content[script.end() : closing.start()]))
                position = closing.end()
            else:  # a browser would take the rest of the page for a script
                pieces.append("&lt;")
                position = begin + 1
                self.note(f"{script[0]!r} is never closed and stays as text; add the closing tag.", line)
        return "".join([*pieces, content[position:]])
