"""What a reader of Hugo's page sees of a real article, read without our converter: markdown-it-py and BeautifulSoup.

The rules are those of the corpus' own description: what begins a summary, a product box and a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

SUMMARIES = ("3行要約", "この記事で作るもの", "この記事で学べること")
_SCRIPT = re.compile(r"<script type=.application/ld\+json.>.*?</script>", re.DOTALL)
_TAG = re.compile(r"\{\{< /?rawhtml >\}\}")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$")


@dataclass(frozen=True)
class Counts:
    summaries: int
    products: int
    questions: int


def body_of(source: str) -> str:
    """The Markdown of an article as its author meant it: nested fences told apart, a heading after HTML on its own."""
    lines = source[source.index("\n---\n", 3) + 5 :].split("\n")
    opened: list[int] = []
    outer: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (match[2].strip() or not opened):
            opened.append(number)
        elif match:
            first = opened.pop()
            if not opened:
                outer.append((first, number))
    for first, last in outer if not opened else []:
        if any(_FENCE.match(line) for line in lines[first + 1 : last]):
            lines[first], lines[last] = f"`{lines[first]}", f"`{lines[last]}"
    return re.sub(r"(?m)^(</div>)\n(#+ )", r"\1\n\n\2", "\n".join(lines))


def _outside_code(text: str, pattern: re.Pattern[str], parser: MarkdownIt) -> str:
    """Remove what *pattern* finds outside of code."""
    lines = text.split("\n")
    code = {line for token in parser.parse(text) if token.type == "fence" for line in range(*(token.map or (0, 0)))}
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def replace(match: re.Match[str]) -> str:
        number = text.count("\n", 0, match.start())
        before = text[starts[number] : match.start()]
        return match[0] if number in code or before.count("`") % 2 else ""

    return pattern.sub(replace, text)


def rendered(source: str) -> BeautifulSoup:
    """The article as HTML, without JSON-LD and without the tags of shortcodes."""
    parser = MarkdownIt("commonmark").enable("table")
    text = _outside_code(body_of(source), _SCRIPT, parser)
    return BeautifulSoup(parser.render(_outside_code(text, _TAG, parser)), "html.parser")


def product_links(soup: BeautifulSoup) -> list[list[Tag]]:
    """The shop links of each product box: HTML boxes, and Markdown pairs with a span between."""
    boxes: list[list[Tag]] = []
    for strong in soup.select("div > strong:first-child, div > p:first-child + strong"):
        boxes.append(strong.parent.select("a"))
    for span in soup.select("p > a + span"):
        boxes.append(span.parent.select("a"))
    return boxes


def count(soup: BeautifulSoup) -> Counts:
    """How many summaries, boxes and questions a rendered article has."""
    first = soup.find("h2")
    questions = 0
    for heading in soup.select("h2"):
        if heading.get_text() == "よくある質問":
            following = heading.find_next_siblings(["h2", "h3"])
            for sibling in following:
                if sibling.name == "h2":
                    break
                questions += bool(re.match(r"Q\d", sibling.get_text()))
    return Counts(
        summaries=int(first is not None and first.get_text() in SUMMARIES),
        products=len(product_links(soup)),
        questions=questions,
    )


def words(soup: BeautifulSoup | Tag) -> str:
    """All visible text without white space."""
    for element in soup.select("script, style, svg"):
        element.decompose()
    return re.sub(r"\s+", "", soup.get_text())
