"""What calls of a site's own shortcodes say by themselves, for where nobody can ask their templates.

Sites and themes call the same things by the same names: a product with a link to a shop, a picture, a link, and what
the documentations of https://docs.hugoblox.com, https://blowfish.page, https://lovelydocs.com, https://mcshelby.github.io
(Relearn), https://www.docsy.dev and https://imfing.github.io/hextra call a note. A template may print more than that.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.builtin import figure, highlight
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering, fence_for
from sphinx_aiarticle.recognise.boxes import Product, boxes_in
from sphinx_aiarticle.recognise.markdown import link, literal, one_line
from sphinx_aiarticle.url import is_safe_image, is_safe_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.hugo.shortcodes.call import Call

#: What shortcodes call the parts of what they show; case, hyphens and underscores do not matter.
NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "name": ("name", "title", "product", "productname"),
    "image": ("image", "img", "imageurl", "imgurl", "picture", "thumbnail", "photo"),
    "label": ("label", "badge"),
    "button": ("text", "cta", "button", "buttontext", "linktext", "btntext"),
    "file": ("src", "image", "img", "path", "file", "url", "0"),
    "caption": ("caption", "title"),
    # How it looks, and what only programs read.
    "look": (
        "class", "width", "height", "w", "h", "target", "align", "layout", "style", "loading", "size", "color", "rel",
        "preload", "id", "asin", "isbn", "key", "icon", "variant",
    ),
})  # fmt: skip
_ADMONITIONS: Final = {
    **{
        name: name
        for name in ("note", "tip", "important", "warning", "caution", "attention", "danger", "error", "hint")
    },
    **{"info": "note", "success": "tip", "check": "tip", "question": "note", "alert": "warning"},
}
_NOTES: Final = frozenset({"alert", "callout", "notice", "admonition", "hint"})
_PICTURE: Final = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?\S*)?", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://\S+|/(?!/)\S*|#\S+", re.IGNORECASE)
_KEYWORD: Final = re.compile(r"[a-z_\d-]*")


def shown_by(call: Call) -> Rendering | None:
    """Return the product box, note, diagram, picture or link that a call says it is; ``None`` for any other."""
    return _product(call) or _note(call) or _diagram(call) or _picture(call) or _link(call)


def _product(call: Call) -> Rendering | None:
    """Return a card with a name, a link to a shop, and every other text among the arguments."""
    options = _options(call)
    name, image, label = (_first(options, role) for role in ("name", "image", "label"))
    words = _first(options, "button") or "Shop"
    links = [value for value in options.values() if is_safe_link(value) and value != image]
    if call.arguments or (call.inner or "").strip() or not name or not links:
        return None
    texts = [value for value in _texts(options) if value not in (name, label, words)]
    rows = [f"<p>{escape(label)}</p>"] if label else []
    rows += [f'<img src="{escape(image)}" alt="">'] if image else []
    rows += [f"<h4>{escape(name)}</h4>", *(f"<p>{escape(text)}</p>" for text in texts)]
    rows += [f'<p><a href="{escape(address)}">{escape(words)}</a></p>' for address in links]
    html = f"<div>{''.join(rows)}</div>\n"
    found = boxes_in(html)
    if len(found) != 1 or not isinstance(found[0].box, Product):
        return None
    inline = " ".join([*map(literal, (name, *texts)), *(link(literal(words), address) for address in links)])
    return Rendering(block="", inline=inline, html=html)


def _options(call: Call) -> dict[str, str]:
    """Return the named arguments with text, and those without a name by their number."""
    given = {**{str(number): value for number, value in enumerate(call.arguments)}, **call.options}
    options = {re.sub(r"[_-]", "", key).lower(): one_line(value) for key, value in given.items()}
    return {key: value for key, value in options.items() if value}


def _first(options: Mapping[str, str], role: str) -> str:
    return next((options[name] for name in NAMES[role] if name in options), "")


def _texts(options: Mapping[str, str]) -> list[str]:
    """Return what a reader may see: neither addresses nor words for programs, such as ``true`` and ``newtab``."""
    words = (*NAMES["name"], *NAMES["button"], *NAMES["caption"])
    return [
        value
        for key, value in options.items()
        if key not in NAMES["look"] and not _ADDRESS.fullmatch(value) and not _PICTURE.fullmatch(value)
        if key in words or not _KEYWORD.fullmatch(value)
    ]


def _note(call: Call) -> Rendering | None:
    if call.inner is None or not (call.name in _NOTES or call.name in _ADMONITIONS):
        return None
    words = [call.get(key, 0).lower() for key in ("type", "kind", "level", "color", call.name)]
    kind = next((_ADMONITIONS[word] for word in (*words, call.name) if word in _ADMONITIONS), "note")
    title = one_line(call.get("title", 1))
    inner = call.inner.strip("\n")
    fence = fence_for(inner, "~")
    opening = f"{fence}{{admonition}} {title}\n:class: {kind}\n" if title else f"{fence}{{{kind}}}"
    inline = f"{title} {one_line(inner)}".strip()
    return Rendering(block=f"{opening}\n{inner}\n{fence}", inline=inline, around=(opening, fence))


def _diagram(call: Call) -> Rendering | None:
    return highlight(replace(call, arguments=("mermaid",), options={})) if call.name == "mermaid" else None


def _picture(call: Call) -> Rendering | None:
    options = _options(call)
    source, caption, alt = _first(options, "file"), _first(options, "caption"), options.get("alt", "")
    texts = [text for text in _texts(options) if text not in (caption, alt)]
    if call.inner is not None or not _PICTURE.fullmatch(source) or texts:
        return None
    return figure(replace(call, arguments=(), options={"src": source, "caption": literal(caption), "alt": alt}))


def _link(call: Call) -> Rendering | None:
    """Return a link with words, below other words."""
    options = _options(call)
    addresses = [value for value in options.values() if _ADDRESS.fullmatch(value) and is_safe_image(value)]
    inner = (call.inner or "").strip()
    texts = [*map(literal, _texts(options)), *([inner] if inner else [])]
    if len(addresses) != 1 or not texts or (inner and (len(texts) > 1 or "\n" in inner)):
        return None
    words = literal(_first(options, "button")) or texts[-1]
    rest = [text for text in texts if text != words]
    address = link(words, addresses[0])
    return Rendering(block="\n\n".join([*rest, address]), inline=" ".join([*rest, address]))
