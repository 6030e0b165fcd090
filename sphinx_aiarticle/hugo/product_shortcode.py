"""A product box out of a shortcode that names a product, for ``aiarticle_hugo_shortcodes``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.rendering import directive
from sphinx_aiarticle.recognise.markdown import one_line

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.shortcodes.call import Call

#: What shortcodes call the options of a product box; the first one that a call has is taken.
_USUAL: Final = {
    "name": ("name", "title", "product"),
    "label": ("label", "badge"),
    "image": ("image", "img", "picture"),
    "brand": ("brand", "maker"),
    "price": ("price",),
    "search": ("search", "keyword"),
    "amazon": ("amazon", "amazon_url", "amazonurl"),
    "rakuten": ("rakuten", "rakuten_url", "rakutenurl"),
    "yahoo": ("yahoo", "yahoo_url", "yahoourl"),
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
    options = {**{str(number): value for number, value in enumerate(call.arguments)}, **call.options}
    known: dict[str, tuple[str, ...] | str] = {**_USUAL, **given}
    values = {key: _value(key, names, options) for key, names in known.items()}
    values = {key: value for key, value in values.items() if value}
    name = values.pop("name", "")
    reason = (call.inner or "").strip("\n") or values.pop("reason", "")
    values.pop("reason", None)
    quoted = {key: f"'{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items()}
    return directive("product-box", name, quoted, reason)


def _value(key: str, names: tuple[str, ...] | str, options: dict[str, str]) -> str:
    """Return the value for an option; a store takes addresses only."""
    if isinstance(names, str) and "{" in names:
        fields = _FIELD.findall(names)
        filled = all(options.get(field) for field in fields)
        return one_line(_FIELD.sub(lambda field: options.get(field[1], ""), names)) if filled else ""
    wanted = (names,) if isinstance(names, str) else names
    value = one_line(next((options[name] for name in wanted if options.get(name)), ""))
    return value if key not in ("amazon", "rakuten", "yahoo") or _WEB.fullmatch(value) else ""
