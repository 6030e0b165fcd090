"""Read a Markdown twin back as HTML, and what a page and its twin say, for comparison."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What is on a page and not part of what it says: signs of permalinks, and words for screen readers around links.
_NOT_SAID = (
    ".headerlink, .aiarticle-sr, .backrefs, .label, .eqno, .mathlabel, script, style, template, "
    ".aiarticle-question__link, .aiarticle-verdict__rating, .aiarticle-verdict__mark"  # in other words, elsewhere
)
#: Elements that a stylesheet sets apart.
_OWN = re.compile("aiarticle-|classifier")
#: Of a product box, from the last to the first.
_PARTS = (
    "stores", "reason", "state", "maker", "offer", "brand", "facts", "label", "image", "statement", "notice", "name",
)  # fmt: skip
_BLOCKS = {
    "p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "div", "br", "figcaption", "caption",
    "summary", "tr", "span.caption-text", "blockquote", "section",
}  # fmt: skip


def reader() -> MarkdownIt:
    """Return a parser of what twins are written in: CommonMark, tables, and extensions that most readers know."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (front_matter_plugin, deflist_plugin, footnote_plugin):
        parser.use(plugin)
    return parser.use(dollarmath_plugin, allow_labels=True, double_inline=True)


def twin_soup(markdown: str) -> BeautifulSoup:
    soup = BeautifulSoup(reader().render(markdown), "html.parser")
    for label in soup.select(".mathlabel"):
        label.decompose()
    return soup


def page_body(html: str) -> Tag:
    """Return the body of a page of the theme "basic", in which the parts of boxes are in the order of their nodes."""
    body = BeautifulSoup(html, "html.parser").select_one("div.body")
    assert body is not None
    for element in body.select(_NOT_SAID):
        element.decompose()
    for formula in body.select("div.math"):
        formula.string = re.sub(r"\\(?:begin|end)\{split\}", "", formula.get_text())
    for box in body.select(".aiarticle-product"):
        for name in (
            "stores",
            "reason",
            "state",
            "maker",
            "offer",
            "brand",
            "facts",
            "label",
            "image",
            "statement",
            "notice",
            "name",
        ):
            for part in box.select(f".aiarticle-product__{name}"):
                part.extract()
                box.insert(0, part)
    return body


def words(element: Tag) -> list[str]:
    """Return the words of an element, in order; formulas without what is around them."""
    pieces: list[str] = []
    for part in element.descendants:
        if isinstance(part, Tag) and (part.name in _BLOCKS or _OWN.search(" ".join(part.get("class") or ()))):
            pieces.append(" ")
        elif type(part) is NavigableString:
            pieces.append(str(part))
    return re.findall(r"\w+", "".join(pieces))


def links(element: Tag, page: str) -> list[str]:
    """Return where links lead, from the address of the page, and without what says the same of a twin."""
    found = (
        urljoin(page, str(link["href"]))
        for link in element.select("a[href]:not(.footnote-reference, [role=doc-backlink])")
    )
    return [unquote(re.sub(r"\.(?:html|md)(?=#|$)", "", url)) for url in found]


def code(element: Tag) -> list[str]:
    """Return blocks of code; those in tables are lines of inline code in a twin."""
    blocks = (block for block in element.select("pre") if block.find_parent("table") is None)
    return [text.strip("\n") for block in blocks if (text := block.get_text()).strip()]


def tables(element: Tag) -> Iterator[list[list[list[str]]]]:
    for table in element.select("table"):
        rows = ([words(cell) for cell in row.select("td, th")] for row in table.select("tr"))
        yield [cells for row in rows if (cells := [cell for cell in row if cell])]  # cells that are spanned are empty


def is_within(part: list[str], whole: list[str]) -> bool:
    """Whether all of *part* is in *whole*, in order."""
    rest = iter(whole)
    return all(word in rest for word in part)


def missing(part: list[str], whole: list[str]) -> str:
    """The first word of *part* that is not in *whole* in order, with those around it."""
    rest = iter(whole)
    for at, word in enumerate(part):
        if word not in rest:
            return " ".join(part[max(0, at - 8) : at + 3])
    return ""


def compare(site, name: str, base: str) -> int:
    """Compare a page with its twin; return how many words the page has."""
    body = page_body(site.text(f"{name}.html"))
    twin = twin_soup(site.text(f"{name}.md"))
    header = body.select_one(".aiarticle-header")
    if header is not None:  # a list in the twin, whose lines are in another order
        assert Counter(words(header)) <= Counter(words(twin)), name
    urls = {*links(body, f"{base}{name}.html")} - {f"{base}{name}"}  # a card has two links to one page
    assert urls <= {*links(twin, f"{base}{name}.html")}, name
    if header is not None:
        header.extract()
    assert missing(words(body), words(twin)) == "", name
    assert code(body) == code(twin), name
    for shown, written in zip(tables(body), tables(twin), strict=True):
        assert len(shown) == len(written), name
        for row, other in zip(shown, written, strict=True):
            assert len(row) == len(other), name
            assert all(is_within(cell, same) for cell, same in zip(row, other, strict=True)), (name, row, other)
    assert sum(map(len, words(twin))) <= 1.2 * sum(map(len, words(body))) + 400, name
    return len(words(body))
