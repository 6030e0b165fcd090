"""Recognise product boxes that stand in a text as HTML, one or several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.constructs import ProductBox
from sphinx_aiarticle.hugo.html_tags import outer_elements
from sphinx_aiarticle.hugo.product import recognise_product

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_LINES = 400


def html_products(lines: Sequence[str], start: int, end: int) -> tuple[ProductBox, ...]:
    """Return the product boxes in some lines, or none when they hold anything else.

    Of two boxes that share a line (``</div><div>``) the first one takes it.

    Args:
        lines: The text, without line ends.
        start: 0-based number of the first line.
        end: 0-based number of the line after the last one.
    """
    if end - start > _MAX_LINES or not any("<a " in line for line in lines[start:end]):
        return ()
    boxes: list[ProductBox] = []
    free = start
    for element in outer_elements(lines, start, end):
        product = recognise_product(element.content)
        if product is None or element.end < free:
            return ()
        boxes.append(ProductBox(start=max(element.start, free), end=element.end + 1, product=product))
        free = element.end + 1
    return tuple(boxes)
