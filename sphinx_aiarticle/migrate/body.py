"""The body of a migrated page: the text that native reading makes, without what keeps its lines in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_aiarticle.hugo.constructs import Product, ProductBox, Question, Section
from sphinx_aiarticle.hugo.native import quoted
from sphinx_aiarticle.hugo.shortcodes.placing import PACKED
from sphinx_aiarticle.migrate.rows import Kind, Row, spaced
from sphinx_aiarticle.migrate.stores import is_usual_order, keyword_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_aiarticle.hugo.blocks import Block
    from sphinx_aiarticle.hugo.conversion import Conversion
    from sphinx_aiarticle.stores.template import Store


_FENCE = re.compile(r"(?::{3,}|~{3,})\{[a-z-]+\}")
_PACKED = re.compile(rf"(?P<indent>[ \t]*)~~~\{{{PACKED}\}} (?P<block>.*)")


def migrated_body(
    source: str, conversion: Conversion, stores: Mapping[str, Store], anchors: Mapping[int, str]
) -> list[str]:
    """Return the lines of the body, from the first to the last that holds text.

    Args:
        source: The Hugo article.
        conversion: The same, as native reading sees it.
        stores: The configured shops by key, in button order.
        anchors: The ids to write above headings, by 0-based line.
    """
    lines, original = _lines(conversion.text), _lines(source.removeprefix("\ufeff"))
    rows = [
        [Row(line) if line or not before.strip() else Row(line, Kind.GONE)]
        for line, before in zip(lines, original, strict=True)
    ]
    _unpack(rows, original)
    start = conversion.front_matter.length
    parts = [part for part in conversion.constructs if part.start >= start and _FENCE.match(lines[part.start])]
    for part in parts:
        if isinstance(part, ProductBox):
            rows[part.start] = _product_rows(part.product, lines[part.start][0], stores)
            rows[part.start + 1 : part.end] = [[] for _ in range(part.start + 1, part.end)]
    for part in parts:
        if isinstance(part, Section):
            _print_section(part, lines[part.start], rows)
    for first, last in _faqs(rows, parts):
        fence = _fence_around(rows[first:last], lines[first][0])
        rows[first].insert(0, Row(f"{fence}{{faq}}", Kind.OPEN))
        rows[last - 1].append(Row(fence, Kind.CLOSE))
    for number, anchor in anchors.items():
        place = 1 if rows[number] and rows[number][0].text.endswith("{faq}") else 0
        rows[number].insert(place, Row(f"({anchor})=", Kind.TARGET))
    return spaced([row for group in rows[start:] for row in group])


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def _unpack(rows: list[list[Row]], original: Sequence[str]) -> None:
    """Write the lines that native reading packs into one; see :mod:`sphinx_aiarticle.hugo.shortcodes.placing`."""
    for number, group in enumerate(rows):
        match = _PACKED.match(group[0].text) if group and group[0].text != original[number] else None
        if match is None:
            continue
        block = [f"{match['indent']}{line}".rstrip() for line in unquote(match["block"]).split("\n")]
        rows[number] = [Row("", Kind.GONE), *map(Row, block), Row("", Kind.GONE)]
        closing = next((end for end in range(number + 1, len(rows)) if rows[end][0].text.strip()), len(rows))
        if closing < len(rows) and rows[closing][0].text == f"{match['indent']}~~~":
            rows[closing] = [Row("", Kind.GONE)]


def _print_section(part: Section, opening: str, rows: list[list[Row]]) -> None:
    fence = _fence_around(rows[part.start + 1 : part.end], opening[0])
    rows[part.start] = [Row(fence + opening.lstrip(opening[0]), Kind.OPEN, joins=isinstance(part, Question))]
    closing = Row(fence, Kind.CLOSE)
    if part.close is None:
        rows[part.end - 1].append(closing)
    else:
        rows[part.close] = [closing]


def _product_rows(product: Product, mark: str, stores: Mapping[str, Store]) -> list[Row]:
    body = [Row(line) for line in "\n\n".join(product.reasons).split("\n")]
    fence = _fence_around([body], mark)
    keyword = keyword_of(product, stores)
    options = [f":label: {quoted(product.label)}"] if product.label else []
    if not is_usual_order(product, tuple(stores)):
        options.append(f":stores: {', '.join(link.store for link in product.links)}")
    options += [f":search: {quoted(keyword)}"] if keyword else [f":{link.store}: {link.url}" for link in product.links]
    return [
        Row(f"{fence}{{product-box}} {product.name}", Kind.OPEN),
        *(Row(option, Kind.OPTION) for option in options),
        *body,
        Row(fence, Kind.CLOSE),
    ]


def _faqs(rows: Sequence[Sequence[Row]], parts: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each run of questions with nothing between them, and the line after its last one."""
    run: tuple[int, int] | None = None
    for question in sorted((part for part in parts if isinstance(part, Question)), key=lambda part: part.start):
        end = question.end if question.close is None else question.close + 1
        if run and all(not row.text for group in rows[run[1] : question.start] for row in group):
            run = (run[0], end)
            continue
        if run:
            yield run
        run = (question.start, end)
    if run:
        yield run


def _fence_around(rows: Sequence[Sequence[Row]], mark: str) -> str:
    """Return a fence that none of the *rows* closes."""
    lines = (row.text.lstrip() for group in rows for row in group)
    return mark * max(3, max((len(line) - len(line.lstrip(mark)) for line in lines), default=0) + 1)
