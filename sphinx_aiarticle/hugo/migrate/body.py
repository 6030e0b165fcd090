"""The body of a migrated page: the text that native reading makes, without what keeps its lines in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.constructs import Product, ProductBox, Question, Section
from sphinx_aiarticle.hugo.migrate.rows import Kind, Row, spaced
from sphinx_aiarticle.hugo.migrate.stores import is_usual_order, keyword_of
from sphinx_aiarticle.hugo.native import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_aiarticle.hugo.blocks import Block
    from sphinx_aiarticle.hugo.conversion import Conversion
    from sphinx_aiarticle.model.store import Store

_FENCE = re.compile(r"(?P<marks>:{3,}|~{3,})\{[a-z-]+\}")


def migrated_body(source: str, conversion: Conversion, stores: Mapping[str, Store]) -> list[str]:
    """Return the lines of the body, from the first to the last that holds text.

    Args:
        source: The Hugo article.
        conversion: The same, as native reading sees it.
        stores: The configured shops by key, in button order.
    """
    lines, original = _lines(conversion.text), _lines(source.removeprefix("\ufeff"))
    rows = [
        [Row(line) if line or not before.strip() else Row(line, Kind.GONE)]
        for line, before in zip(lines, original, strict=True)
    ]
    start = conversion.front_matter.length
    parts = [part for part in conversion.constructs if part.start >= start and _FENCE.match(lines[part.start])]
    for part in parts:
        if isinstance(part, Section):
            _print_section(part, lines, rows)
        elif isinstance(part, ProductBox):
            rows[part.start] = _product_rows(part.product, _marks(lines[part.start]), stores)
            rows[part.start + 1 : part.end] = [[] for _ in range(part.start + 1, part.end)]
    for first, last in _faqs(rows, parts):
        fence = _longer(lines[first:last])
        rows[first].insert(0, Row(f"{fence}{{faq}}", Kind.OPEN))
        rows[last - 1].append(Row(fence, Kind.CLOSE))
    return spaced([row for group in rows[start:] for row in group])


def is_made_fence(line: str) -> bool:
    """Whether a line of a body may begin or end a directive; no parser of plain Markdown should see it."""
    return line.startswith((":::", "~~~"))


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def _marks(line: str) -> str:
    match = _FENCE.match(line)
    return match["marks"] if match else ""


def _print_section(part: Section, lines: Sequence[str], rows: list[list[Row]]) -> None:
    rows[part.start] = [Row(lines[part.start], Kind.OPEN, joins=isinstance(part, Question))]
    closing = Row(_marks(lines[part.start]), Kind.CLOSE)
    if part.close is None:
        rows[part.end - 1].append(closing)
    else:
        rows[part.close] = [closing]


def _product_rows(product: Product, marks: str, stores: Mapping[str, Store]) -> list[Row]:
    keyword = keyword_of(product, stores)
    options = [f":label: {quoted(product.label)}"] if product.label else []
    if not is_usual_order(product, tuple(stores)):
        options.append(f":stores: {', '.join(link.store for link in product.links)}")
    options += [f":search: {quoted(keyword)}"] if keyword else [f":{link.store}: {link.url}" for link in product.links]
    return [
        Row(f"{marks}{{product-box}} {product.name}", Kind.OPEN),
        *(Row(option, Kind.OPTION) for option in options),
        *(Row(line) for line in "\n\n".join(product.reasons).split("\n")),
        Row(marks, Kind.CLOSE),
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


def _longer(lines: Sequence[str]) -> str:
    """Return a fence that no line among *lines* closes."""
    mark = lines[0][0]
    return mark * (max(len(line) - len(line.lstrip(mark)) for line in map(str.lstrip, lines)) + 1)
