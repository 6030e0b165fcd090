"""What a migrated page says in another way than its article: targets of links, languages of code, product boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx_aiarticle.hugo.attributes import is_known
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.hugo.writer import Writer
from sphinx_aiarticle.migrate.stores import is_usual_order, keyword_of
from sphinx_aiarticle.recognise.markdown import quoted
from sphinx_aiarticle.recognise.prose import code_spans, is_within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.migrate.links import PageLinks
    from sphinx_aiarticle.recognise.boxes import Product
    from sphinx_aiarticle.stores.template import Store


# A link or an image with its destination; the text may hold one level of brackets, such as an image or a note.
_LINK: Final = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?P<space>[ \t]*+(?:\n[ \t]*+)?)(?P<target><[^<>\n]*>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*|(?=\)))"
    r"(?:(?P<end>[ \t\n]*\))|(?=[ \t\n]+[\"'(]))"
)
_DEFINITION: Final = re.compile(r"(?P<before> {0,3}\[(?!\^)[^\]]+\]:[ \t]*)(?P<target><[^<>\n]*>|[^\s<>]+)")
_PICTURE: Final = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+][ \t]+)?(?:~{3,}|:{3,}|`{3,})\{(?:figure|image)\}|:image:) )(?P<target>\S+)$"
)
_FENCE: Final = re.compile(r"(?P<before>.*?(?:(?<!`)`{3,}+|(?<!~)~{3,}+)[ \t]*+)(?P<language>[^\s`]+)")
_LONGEST: Final = 20_000  # characters of a paragraph that is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A target that was looked at: whether it is an image, as it was written, and as it is now."""

    image: bool
    before: str
    after: str

    @property
    def is_found(self) -> bool:
        """Whether it leads elsewhere now."""
        return self.after != self.before and not self.after.startswith(REFERENCE_SCHEME)

    @property
    def shown(self) -> str:
        """The target as reports show it, that of a ``ref`` as its author wrote it."""
        target = self.before.removeprefix(REFERENCE_SCHEME)
        return target if target == self.before else unquote(target)


@dataclass(slots=True, kw_only=True)
class PageWriter(Writer):
    """Writes a page for the new site.

    Attributes:
        links: Knows the new targets.
        stores: The configured shops by key, in button order.
        targets: All targets that were looked at.
        languages: How many blocks of code got a language that Pygments knows.
    """

    links: PageLinks
    stores: Mapping[str, Store]
    targets: list[Changed] = field(default_factory=list)
    languages: int = 0

    def product(self, product: Product) -> list[str]:
        """Return the lines inside a product box, as short as the configured stores allow."""
        keyword = keyword_of(product, self.stores)
        rows = [f":label: {quoted(product.label)}"] if product.label else []
        rows += [f":image: {self.links.image(product.image)}"] if product.image else []
        if not is_usual_order(product, tuple(self.stores)):
            rows.append(f":stores: {', '.join(link.store for link in product.links)}")
        rows += [f":search: {quoted(keyword)}"] if keyword else [f":{link.store}: {link.url}" for link in product.links]
        return [*rows, "", *"\n\n".join(product.reasons).split("\n")]

    def text(self, markdown: str) -> str:
        """Return a paragraph with the new targets of its links and images, those in code left alone."""
        if "](" not in markdown or len(markdown) > _LONGEST:
            return markdown
        spans = code_spans(markdown)

        def replaced(match: re.Match[str], offset: int = 0) -> str:
            position = match.start() + offset
            if is_within(spans, position) or markdown[position - 1 : position] == "\\":
                return match[0]
            label = _LINK.sub(lambda inner: replaced(inner, offset + match.start("text")), match["text"])
            target = self._target(match["target"], image=bool(match["image"]))
            is_found = self.targets[-1].is_found or match["image"] or not match["end"]
            if not is_found and self.links.is_bare(target.strip("<>")):
                return f'<a href="{escape(target.strip("<>"))}">{label}</a>'
            return f"{match['image']}[{label}]({match['space']}{target}{match['end'] or ''}"

        return _LINK.sub(replaced, markdown)

    def definition(self, line: str) -> str:
        """Return the definition of a link with its new target."""
        match = _DEFINITION.match(line)
        return f"{match['before']}{self._target(match['target'])}{line[match.end() :]}" if match else line

    def picture(self, line: str) -> str:
        """Return the first line of a directive for a picture, or the option for one, with its new target."""
        match = _PICTURE.match(line)
        return f"{match['before']}{self._target(match['target'], image=True).strip('<>')}" if match else line

    def fence(self, code: str) -> str:
        """Let Pygments know the language of a block of code.

        Hugo shows code in a language that it does not know; Sphinx warns of it. ``python:app.py`` becomes
        ``python app.py`` and ``env`` becomes ``text env``: the first word counts, and the author's word stays.
        """
        match = _FENCE.match(code)
        language = match["language"] if match else ""
        if match is None or language == "mermaid" or is_known(language):  # diagrams may be drawn
            return code
        self.languages += 1
        first, _, rest = language.partition(":")
        known = f"{first} {rest}" if rest and is_known(first) else f"text {language}"
        return f"{match['before']}{known}{code[match.end() :]}"

    def _target(self, written: str, *, image: bool = False) -> str:
        target = written[1:-1] if written.startswith("<") else written
        new = self.links.image(target) if image else self.links.link(target)
        self.targets.append(Changed(image=image, before=target, after=new))
        if new == target and not new.startswith(REFERENCE_SCHEME):
            return written
        new = self.links.unresolved(new)
        return f"<{new}>" if re.search(r"[\s()]", new) or written.startswith("<") else new
