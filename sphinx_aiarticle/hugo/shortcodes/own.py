"""The shortcodes that a project explains itself: what makes Markdown of a call, and of one that names a product."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from jinja2 import Environment, Template

from sphinx_aiarticle.hugo.shortcodes.by_arguments import NAMES, first_of, folded, options_of
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.myst import directive


def function_of(value: str | Callable[[Call], str]) -> Callable[[Call], str]:
    """Return what makes Markdown of a call: a function, or what fills a template.

    A template sees the named values, ``options`` with all of them, ``args``, ``inner`` and ``page``.
    """
    return (lambda call: _rendered(value, call)) if isinstance(value, str) else value


@lru_cache(maxsize=256)
def template_of(source: str) -> Template:
    """Return a compiled template; raises :class:`jinja2.TemplateError` when it is broken."""
    return Environment(autoescape=False, keep_trailing_newline=False).from_string(source)  # noqa: S701 - Markdown


def _rendered(source: str, call: Call) -> str:
    named = {
        "args": call.arguments,
        "inner": (call.inner or "").strip("\n"),
        "options": call.options,
        "page": call.page,
    }
    return template_of(source).render({**call.options, **named})


#: What shortcodes call the options of a product box; the first one that a call has is taken.
_USUAL: Final = {
    **{option: NAMES[option] for option in ("name", "label", "image")},
    "brand": ("brand", "maker"),
    "price": ("price",),
    "search": ("search", "keyword"),
    "amazon": ("amazon", "amazonurl"),
    "rakuten": ("rakuten", "rakutenurl"),
    "yahoo": ("yahoo", "yahoourl"),
    "reason": ("reason", "why", "description"),
}
_FIELD: Final = re.compile(r"\{([\w-]+)\}")
_WEB: Final = re.compile(r"https?://\S+", re.IGNORECASE)


def product_box(call: Call, **given: str) -> str:
    """Return a product box for a call, from the names that shortcodes usually have.

    ``aiarticle_hugo_shortcodes = {"card": product_box}`` is enough for ``{{< card title="Mat" amazon="https://…" >}}``;
    ``"card": lambda call: product_box(call, name="what", amazon="https://shop.example/{id}/?tag=me-22")`` tells others.

    Args:
        call: The call; its inner text is the reason why the product is recommended.
        **given: Option of a product box or store → the option of the shortcode, or a text with ``{option}`` in it. An
            argument without a name is called by its number, beginning with 0. ``reason`` is the text in the box.
    """
    options = options_of(call)
    values = {key: first_of(options, names) for key, names in _USUAL.items()}
    values |= {key: _given(written, options) for key, written in given.items()}
    for store in {"amazon", "rakuten", "yahoo"}.intersection(values):
        values[store] = values[store] if _WEB.fullmatch(values[store]) else ""
    name, reason = values.pop("name"), values.pop("reason")
    quoted = {key: f"'{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items() if value}
    return directive("product-box", name, quoted, (call.inner or "").strip("\n") or reason)


def _given(written: str, options: Mapping[str, str]) -> str:
    """Return the value of an option, or a text with those of all options in it; empty where one is missing."""
    names = _FIELD.findall(written)
    if not names:
        return options.get(folded(written), "")
    filled = all(folded(name) in options for name in names)
    return _FIELD.sub(lambda field: options[folded(field[1])], written) if filled else ""
