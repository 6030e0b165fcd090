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

from sphinx_aiarticle.hugo.shortcodes.builtin import figure, highlight, link_by_ids
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering, around
from sphinx_aiarticle.myst import directive, inline_code, link, literal, one_line, quoted
from sphinx_aiarticle.recognise.boxes import BoxProduct, boxes_in
from sphinx_aiarticle.recognise.tokens import product_options
from sphinx_aiarticle.url import is_safe_image, is_safe_link, is_web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_aiarticle.hugo.shortcodes.call import Call
    from sphinx_aiarticle.stores.template import Store

#: What shortcodes call the parts of what they show; case, hyphens and underscores do not matter.
NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "name": ("name", "title", "product", "productname"),
    "image": ("image", "img", "imageurl", "imgurl", "picture", "thumbnail", "photo"),
    "label": ("label", "badge"),
    "button": ("text", "cta", "button", "buttontext", "linktext", "btntext"),
    "file": ("src", "image", "img", "imageurl", "imgurl", "path", "file", "url", "0"),
    "caption": ("caption", "figcaption", "title"),
    # How it looks, and what only programs read.
    "look": (
        "class", "width", "height", "w", "h", "target", "align", "layout", "style", "loading", "size", "color", "rel",
        "preload", "id", "asin", "isbn", "key", "icon", "variant", "language", "lang", "options",
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
#: What is around a text with a label that readers choose it by, or a name above it.
_LABELLED: Final = frozenset({"accordion", "accordionitem", "collapse", "cons", "expand", "pros", "spoiler", "tab"})
_LABELS: Final = ("title", "label", "name", "header", "heading", "summary", "0")
_FORMULAS: Final = frozenset({"katex", "latex", "math", "tex"})
_WANTED: Final = "this-will-duplicate-information-and-it-is-still-useful-here"  # Furo shows an error without it
_PICTURE: Final = re.compile(r"(?=\S+\Z)\S+\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?\S*)?", re.IGNORECASE)
_FILE: Final = re.compile(
    r"(?=\S+\Z)\S+\.(?:mp4|m4v|webm|mov|ogv|mp3|m4a|ogg|wav|flac|pdf|epub|zip|gz|docx?|xlsx?|pptx?)(?:\?\S*)?",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?:)?//\S+|/(?!/)\S*|#\S+", re.IGNORECASE)
_ASIN: Final = re.compile(r"(?=.*\d)[A-Z0-9]{10}")
_ASINS: Final = re.compile(r"[?&]asins=([^&]+)")  # of a frame with an advertisement of Amazon
#: Where calls name a product of Amazon; behind the second, other shops have such numbers, too.
_ASIN_KEYS: Final = ("asin", "isbn", "itemid", "id", "item", "0")
_PLAIN: Final = re.compile(r"[\w.,:;%/=#-]*|[a-z]+:\S+", re.ASCII)  # which may be for programs
_KEYWORD: Final = re.compile(r"[a-z_\d-]*")
_FIELD: Final = re.compile(r"\{(\w+)\}")
_ELEMENTS: Final = frozenset({"b", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "strong", "sub", "sup", "u"})
#: What themes show by an id, the names without hyphens: whose page it is, and its address.
PAGES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "asciinema": ("asciinema", "https://asciinema.org/a/{id}"),
        "bilibili": ("bilibili", "https://www.bilibili.com/video/{id}/"),
        "codepen": ("CodePen", "https://codepen.io/{user}/pen/{id}"),
        "douban": ("Douban", "https://{type}.douban.com/subject/{id}/"),
        "niconico": ("Niconico", "https://www.nicovideo.jp/watch/{id}"),
        "slideshare": ("SlideShare", "https://www.slideshare.net/slideshow/embed_code/key/{id}"),
        "speakerdeck": ("Speaker Deck", "https://speakerdeck.com/player/{id}"),
        "spotify": ("Spotify", "https://open.spotify.com/{type}/{id}"),
        "youtubelite": ("YouTube", "https://www.youtube.com/watch?v={id}"),
    }
)


def shown_by(call: Call, amazon: Store | None = None) -> Rendering | None:
    """Return the product box, note, picture, link or the like that a call says it is; ``None`` for any other."""
    by_asin = _product_of(call, amazon) if amazon else None
    readers = (_contents, _note, _diagram, _formula, _element, _page, _picture, _labelled, _points, _link, _text)
    return _product(call) or by_asin or next(filter(None, (read(call) for read in readers)), None)


def asin_of(call: Call) -> str:
    """Return the ASIN, or the ISBN of ten characters, by which a call names a product of Amazon; empty without one."""
    options, is_amazon = _options(call), "amazon" in call.name.lower()
    values = [options.get(key, "") for key in (_ASIN_KEYS if is_amazon else _ASIN_KEYS[:2])]
    values += [match[1] for match in map(_ASINS.search, options.values()) if match]
    return next(filter(_ASIN.fullmatch, values), "")


def with_link(call: Call, amazon: Store, picture: str = "") -> Call:
    """Return a call that names a product by its ASIN with the address of its page, where it has no other address.

    It gets a picture, too, whose address has ``{}`` in the place of the ASIN.
    """
    asin = asin_of(call)
    if not asin or any(map(is_web_url, call.options.values())):
        return call
    image = {} if not picture or _first(_options(call), "image") else {"image": picture.format(asin)}
    return replace(call, options={**call.options, **image, "url": amazon.paid(amazon.item_page(asin))})


def _product(call: Call) -> Rendering | None:
    """Return a card with a name, a link to a shop, and every other text among the arguments."""
    options = _options(call)
    name, image, label = (_first(options, role) for role in ("name", "image", "label"))
    image = image or next(filter(_PICTURE.fullmatch, options.values()), "")
    words = _first(options, "button") or "Shop"
    links = [value for value in options.values() if is_safe_link(value) and value != image]
    if call.arguments or not name or not links:
        return None
    texts = [value for value in _texts(options) if value not in (name, label, words)]
    rows = [f"<p>{escape(label)}</p>"] if label else []
    rows += [f'<img src="{escape(image)}" alt="">'] if image else []
    rows += [f"<h4>{escape(name)}</h4>", *(f"<p>{escape(text)}</p>" for text in texts)]
    rows += [f'<p><a href="{escape(address)}">{escape(words)}</a></p>' for address in links]
    html = f"<div>{''.join(rows)}</div>\n"
    found = boxes_in(html)
    if len(found) != 1 or not isinstance(found[0].box, BoxProduct):
        return None
    inline = " ".join([*map(literal, (name, *texts)), *(link(literal(words), address) for address in links)])
    if len(links) == 1 and not (image or label or texts or _first(options, "button")):
        inline = link(literal(name), links[0])
    if (call.inner or "").strip():
        return _box(name, product_options(found[0].box), found[0].box.reasons, inline, call)
    return Rendering(block="", inline=inline, html=html)


def _product_of(call: Call, amazon: Store) -> Rendering | None:
    """Return a box for a product of Amazon; one without a name has that of the catalogue."""
    asin, options = asin_of(call), _options(call)
    page = amazon.item_page(asin) if asin else ""
    if not page:
        return None
    texts = [value for value in _texts(options) if value != asin]
    name = _first(options, "name") or next((one_line(value) for value in call.arguments if value in texts), "")
    image, label = (_first(options, role) for role in ("image", "label"))
    given = {"id": "" if name else asin, "image": image, "label": label, amazon.key: asin}
    reasons = [literal(text) for text in texts if text not in (name, label)]
    return _box(name, given, reasons, link(literal(name or asin), amazon.paid(page)), call)


def _box(name: str, given: Mapping[str, str], reasons: Iterable[str], inline: str, call: Call) -> Rendering:
    """Return a product box with the inner text of a call as the last of its reasons."""
    inner = (call.inner or "").strip("\n")
    options = {key: quoted(value) if key == "label" else value for key, value in given.items() if value}
    block = directive("product-box", name, options, "\n\n".join(filter(None, [*reasons, inner])))
    return Rendering(block=block, inline=f"{inline} {one_line(inner)}".rstrip(), around=around(block, inner))


def _options(call: Call) -> dict[str, str]:
    """Return the named arguments with text, and those without a name by their number."""
    given = {**{str(number): value for number, value in enumerate(call.arguments)}, **call.options}
    options = {_folded(key): one_line(value) for key, value in given.items()}
    return {key: value for key, value in options.items() if value}


def _is_address(value: str) -> bool:
    return (_ADDRESS.fullmatch(value) or _FILE.fullmatch(value)) is not None


def _first(options: Mapping[str, str], role: str) -> str:
    return next((options[name] for name in NAMES[role] if name in options), "")


def _texts(options: Mapping[str, str]) -> list[str]:
    """Return what a reader may see: neither addresses nor words for programs, such as ``true`` and ``newtab``."""
    words = (*NAMES["name"], *NAMES["button"], *NAMES["caption"])
    return [
        value
        for key, value in options.items()
        if key not in NAMES["look"] and not _is_address(value) and not _PICTURE.fullmatch(value)
        if key in words or not _KEYWORD.fullmatch(value)
    ]


def _note(call: Call) -> Rendering | None:
    if call.inner is None or not (call.name in _NOTES or call.name in _ADMONITIONS):
        return None
    words = [call.get(key, 0).lower() for key in ("type", "kind", "level", "color", call.name)]
    kind = next((_ADMONITIONS[word] for word in (*words, call.name) if word in _ADMONITIONS), "note")
    title = one_line(call.get("title", 1))
    inner = call.inner.strip("\n")
    block = directive("admonition", title, {"class": kind}, inner) if title else directive(kind, "", {}, inner)
    return Rendering(block=block, inline=f"{title} {one_line(inner)}".strip(), around=around(block, inner))


def _contents(call: Call) -> Rendering | None:
    """Return the table of contents of the page."""
    if call.inner is not None or _folded(call.name) not in ("toc", "tableofcontents"):
        return None
    title = " ".join(map(literal, _texts(_options(call))))
    return Rendering(block=directive("contents", title, {"class": _WANTED, "depth": "3"}, ""), inline=title)


def _diagram(call: Call) -> Rendering | None:
    return highlight(replace(call, arguments=("mermaid",), options={})) if call.name == "mermaid" else None


def _formula(call: Call) -> Rendering | None:
    tex = (call.inner or "").strip()
    if not tex or call.name not in _FORMULAS:
        return None
    return Rendering(block=directive("math", "", {}, tex), inline=inline_code(one_line(tex)))


def _element(call: Call) -> Rendering | None:
    """Return a part of a text in the element that the call is named after, or with its reading above it."""
    options = _options(call)
    reading = options.pop("rt", "") if call.name == "ruby" else ""
    texts = [*([one_line(call.inner)] if call.inner else []), *map(literal, options.values())]
    if call.name == "ruby" and len(texts) + bool(reading) == 2:
        inline = f"<ruby>{texts[0]}<rt>{literal(reading) or texts[1]}</rt></ruby>"
    elif call.name in _ELEMENTS and len(texts) == 1:
        inline = f"<{call.name}>{texts[0]}</{call.name}>"
    else:
        return None
    return Rendering(block=inline, inline=inline)


def _page(call: Call) -> Rendering | None:
    """Return a link to what a theme shows in a frame."""
    label, address = PAGES.get(_folded(call.name), ("", ""))
    values = [call.get(name, 0 if name == "id" else -1) for name in _FIELD.findall(address)]
    return link_by_ids(call, label, _FIELD.sub("{}", address), *values) if label else None


def _picture(call: Call) -> Rendering | None:
    options = _options(call)
    source, caption, alt = _first(options, "file"), _first(options, "caption"), options.get("alt", "")
    is_named = _folded(call.name) in ("image", "img", "picture", "photo") and is_web_url(source)
    if call.inner is not None or not (is_named or _PICTURE.fullmatch(source)):
        return None
    others = (text for text in _texts(options) if text not in (caption, alt))
    more = (text for text in others if text == options.get("title") or not _PLAIN.fullmatch(text))
    caption = " ".join(map(literal, filter(None, [caption, *more])))
    return figure(replace(call, arguments=(), options={"src": source, "caption": caption, "alt": alt}))


def _labelled(call: Call) -> Rendering | None:
    """Return a text below the label of a tab or the like."""
    options, inner = _options(call), (call.inner or "").strip("\n")
    label = next((options[key] for key in _LABELS if key in options), "")
    if not inner.strip() or not label or _folded(call.name) not in _LABELLED:
        return None
    above = f"**{literal(label)}**\n"
    return Rendering(block=f"{above}\n{inner}", inline=f"{literal(label)} {one_line(inner)}", around=(above, ""))


def _points(call: Call) -> Rendering | None:
    """Return what speaks for something or against it, where a call has nothing else."""
    if call.inner is not None or not call.arguments or call.options or _folded(call.name) not in ("pros", "cons"):
        return None
    points = [literal(one_line(text)) for text in call.arguments]
    return Rendering(block="\n".join(f"- {point}" for point in points), inline=", ".join(points))


def _folded(name: str) -> str:
    return re.sub(r"[_-]", "", name).lower()


def _link(call: Call) -> Rendering | None:
    """Return a link with words, below other words."""
    options = _options(call)
    addresses = [
        value
        for value in options.values()
        if _is_address(value) and is_safe_image(value) and not _PICTURE.fullmatch(value)
    ]
    inner = (call.inner or "").strip()
    texts = [*map(literal, _texts(options)), *([inner] if inner else [])]
    if len(addresses) != 1 or (inner and (len(texts) > 1 or "\n" in inner)):
        return None
    is_file = _FILE.fullmatch(addresses[0]) is not None
    if not texts and not is_web_url(addresses[0]) and not is_file:
        return None
    name = addresses[0] if is_web_url(addresses[0]) else addresses[0].rpartition("/")[2]
    words = literal(_first(options, "button")) or (texts or [literal(name)])[-1]
    rest = [text for text in texts if text != words]
    address = link(words, addresses[0])
    return Rendering(block="\n\n".join([*rest, address]), inline=" ".join([*rest, address]))


def _text(call: Call) -> Rendering | None:
    """Return the only text that a call says."""
    options, names = _options(call), (call.name.lower(), *NAMES["button"])
    given = ((key, value) for key, value in options.items() if value in _texts(options))
    said = [value for key, value in given if key in names or not _PLAIN.fullmatch(value)]
    if call.inner is not None or len(said) != 1 or asin_of(call) or any(map(_ADDRESS.fullmatch, options.values())):
        return None
    return Rendering(block=literal(said[0]), inline=literal(said[0]))
