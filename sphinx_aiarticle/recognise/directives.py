"""Write what was recognised as MyST Markdown: the options and the text of our directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.markdown import link, literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_aiarticle.recognise.boxes import LinkBar, Product

#: The classes of a row of store links.
LINKS_CLASS: Final = "aiarticle aiarticle-links"
_BARE = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`])(?:(?!: | #).)*(?<![: ])", re.DOTALL)


def product_rows(product: Product) -> list[str]:
    """Return the lines inside a ``product-box``: a label, a link for each store, and why."""
    options = [f":label: {quoted(product.label)}"] if product.label else []
    options += [f":image: {product.image}"] if product.image else []
    options.append(f":stores: {', '.join(one.store for one in product.links)}")
    options += [f":{one.store}: {one.url}" for one in product.links]
    return [*options, "", *"\n\n".join(product.reasons).split("\n")]


def link_rows(bar: LinkBar) -> list[str]:
    """Return the lines inside a container of links."""
    return [link(literal(text), url) for text, url in bar.links]


def quoted(value: str) -> str:
    """Return *value* as MyST-Parser's options want it: in single quotes unless it is safe without.

    MyST-Parser reads options by a small part of YAML's rules, in which only a doubled quote has a meaning inside
    single quotes.

    Args:
        value: Text in one line.
    """
    return value if _BARE.fullmatch(value) else "'" + value.replace("'", "''") + "'"


def faq_rows(title: str, questions: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines of a section with questions.

    Args:
        title: The heading, in Markdown.
        questions: Each question in one line, and its answer, in Markdown.
    """
    rows = [f"## {title}", ""]
    for question, answer in questions:
        lines = answer.split("\n")
        fence = fence_around(lines, "~")
        rows += [f"{fence}{{question}} {question}", *lines, fence, ""]
    return rows


def fence_around(lines: Iterable[str], mark: str) -> str:
    """Return a fence that none of *lines* closes.

    Args:
        lines: What is between the fences.
        mark: The character that it is made of.
    """
    runs = (len(line) - len(line.lstrip(mark)) for line in map(str.lstrip, lines))
    return mark * max(3, max(runs, default=0) + 1)
