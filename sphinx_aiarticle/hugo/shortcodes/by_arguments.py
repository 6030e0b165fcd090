"""What calls of a site's own shortcodes say by themselves, for where nobody can ask their templates.

Sites and themes call the same things by the same names: a product with a link to a shop, a picture, a link, and what
the documentations of https://docs.hugoblox.com, https://blowfish.page, https://lovelydocs.com, https://mcshelby.github.io
(Relearn), https://www.docsy.dev and https://imfing.github.io/hextra call a note. A template may print more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Final

from sphinx_aiarticle.hugo.shortcodes.builtin import figure
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering, around
from sphinx_aiarticle.myst import directive, link, literal, one_line, paragraph_start, quoted
from sphinx_aiarticle.recognise.boxes import BoxProduct, boxes_in
from sphinx_aiarticle.recognise.tokens import product_options
from sphinx_aiarticle.stores.template import Store
from sphinx_aiarticle.url import is_safe_image, is_safe_link, is_web_url

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
ADDRESSES: Final = ("link", "href", "url", "relref", "ref", "to")
_PICTURE: Final = re.compile(r"(?=\S+\Z)\S+\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?\S*)?", re.IGNORECASE)
_FILE: Final = re.compile(
    r"(?=\S+\Z)\S+\.(?:mp4|m4v|webm|mov|ogv|mp3|m4a|ogg|wav|flac|pdf|epub|zip|gz|docx?|xlsx?|pptx?)(?:\?\S*)?",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?:)?//\S+|/(?!/)\S*|#\S+", re.IGNORECASE)
_KEYWORD: Final = re.compile(r"[a-z_\d-]*")
_LOOKS: Final = ("class", "color", "icon", "method", "style")  # ends of other names of the same
_COLOURED: Final = ("background", "bg", "fg", "fill")
COLOR: Final = re.compile(r"#[0-9a-f]{3,8}", re.IGNORECASE)
_ASIN: Final = re.compile(r"(?=.*\d)[A-Z0-9]{10}")
_ASINS: Final = re.compile(r"[?&]asins=([^&]+)")  # of a frame with an advertisement of Amazon
#: Where calls name a product of Amazon; behind the second, other shops have such numbers, too.
_ASIN_KEYS: Final = ("asin", "isbn", "itemid", "id", "item", "0")
_PLAIN: Final = re.compile(r"[\w.,:;%/=#-]*|[a-z]+:\S+", re.ASCII)  # which may be for programs

# Names that a template cannot use for values, or that have another value there.
_TAKEN = frozenset({
    "and", "else", "false", "for", "if", "in", "is", "none", "not", "or", "true", "False", "None", "True",
    "args", "inner", "options", "page",
})  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Usage:
    """How a shortcode is called: the most values without a name, the names of others, whether with a closing tag.

    Attributes:
        picture: What names the picture in a template, if the calls show one and nothing else.
        words: What names the words of the picture.
    """

    arguments: int = 0
    options: dict[str, None] = field(default_factory=dict)
    has_inner: bool = False
    picture: str = ""
    words: str = ""

    def add(self, call: Call) -> None:
        """Count a call."""
        self.arguments = max(self.arguments, len(call.arguments))
        self.options.update(dict.fromkeys(call.options))
        self.has_inner = self.has_inner or call.inner is not None
        if _picture(call):
            options, names = options_of(call), {one_line(value): name for name, value in _named_values(call)}
            words = first_of(options, ("alt", *NAMES["caption"])) or next(iter(texts_of(options)), "")
            self.picture = self.picture or names[first_of(options, NAMES["file"])]
            self.words = self.words or names.get(words, "")

    def skeleton(self, name: str) -> str:
        """Return an entry for ``aiarticle_hugo_shortcodes`` that shows all that a call says, or its picture."""
        every = Call(name=name, arguments=("",) * self.arguments, options=dict.fromkeys(self.options, ""))
        values = [value for value, _ in _named_values(every)] + ["inner"] * self.has_inner
        template = " ".join(f"{{{{ {value} }}}}" for value in values)
        if self.picture and not self.has_inner:
            words = f"{{{{ {self.words} }}}}" if self.words else ""
            template = f"![{words}]({{{{ {self.picture} }}}})"
        return f'{{"{name}": "{template}"}}'


def _named_values(call: Call) -> Iterator[tuple[str, str]]:
    """Yield what each argument of a call is in a template, and its value."""
    yield from ((f"args[{number}]", value) for number, value in enumerate(call.arguments))
    for key, value in call.options.items():
        yield (key if key.isidentifier() and key not in _TAKEN else f"options['{key}']"), value


def product_of(call: Call, amazon: Store | None = None) -> Rendering | None:
    """Return the product box that a call says it is; ``None`` for any other."""
    return _product(call) or (_product_of(call, amazon) if amazon else None)


def said_by(call: Call) -> Rendering | None:
    """Return the picture, the link or the text that a call says; ``None`` where that is not plain."""
    return next(filter(None, (read(call) for read in (_picture, _link, _text))), None)


def asin_of(call: Call) -> str:
    """Return the ASIN, or the ISBN of ten characters, by which a call names a product of Amazon; empty without one."""
    options, is_amazon = options_of(call), "amazon" in call.name.lower()
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
    image = {} if not picture or first_of(options_of(call), NAMES["image"]) else {"image": picture.format(asin)}
    return replace(call, options={**call.options, **image, "url": amazon.paid(amazon.item_page(asin))})


def _product(call: Call) -> Rendering | None:
    """Return a card with a name, a link to a shop, and every other text among the arguments."""
    options = options_of(call)
    name, image, label = (first_of(options, NAMES[role]) for role in ("name", "image", "label"))
    image = image or next(filter(is_picture, options.values()), "")
    words = first_of(options, NAMES["button"]) or "Shop"
    links = [value for value in options.values() if is_safe_link(value) and value != image]
    if call.arguments or not name or not links:
        return None
    texts = [value for value in texts_of(options) if value not in (name, label, words)]
    rows = [f"<p>{escape(label)}</p>"] if label else []
    rows += [f'<img src="{escape(image)}" alt="">'] if image else []
    rows += [f"<h4>{escape(name)}</h4>", *(f"<p>{escape(text)}</p>" for text in texts)]
    rows += [f'<p><a href="{escape(address)}">{escape(words)}</a></p>' for address in links]
    html = f"<div>{''.join(rows)}</div>\n"
    found = boxes_in(html)
    if len(found) != 1 or not isinstance(found[0].box, BoxProduct):
        return None
    inline = " ".join([*map(literal, (name, *texts)), *(link(literal(words), address) for address in links)])
    if len(links) == 1 and not (image or label or texts or first_of(options, NAMES["button"])):
        inline = link(literal(name), links[0])
    if (call.inner or "").strip():
        return _box(name, product_options(found[0].box), found[0].box.reasons, inline, call)
    return Rendering(block="", inline=inline, html=html)


def _product_of(call: Call, amazon: Store) -> Rendering | None:
    """Return a box for a product of Amazon; one without a name has that of the catalogue."""
    asin, options = asin_of(call), options_of(call)
    page = amazon.item_page(asin) if asin else ""
    if not page:
        return None
    texts = [value for value in texts_of(options) if value != asin]
    name = first_of(options, NAMES["name"]) or next((one_line(value) for value in call.arguments if value in texts), "")
    image, label = (first_of(options, NAMES[role]) for role in ("image", "label"))
    given = {"id": "" if name else asin, "image": image, "label": label, amazon.key: asin}
    reasons = [literal(text) for text in texts if text not in (name, label)]
    return _box(name, given, reasons, link(literal(name or asin), amazon.paid(page)), call)


def _box(name: str, given: Mapping[str, str], reasons: Iterable[str], inline: str, call: Call) -> Rendering:
    """Return a product box with the inner text of a call as the last of its reasons."""
    inner = (call.inner or "").strip("\n")
    options = {key: quoted(value) if key == "label" else value for key, value in given.items() if value}
    block = directive("product-box", name, options, "\n\n".join(filter(None, [*reasons, inner])))
    return Rendering(block=block, inline=f"{inline} {one_line(inner)}".rstrip(), around=around(block, inner))


def _picture(call: Call) -> Rendering | None:
    options = options_of(call)
    source, caption, alt = first_of(options, NAMES["file"]), first_of(options, NAMES["caption"]), options.get("alt", "")
    is_named = folded(call.name) in ("image", "img", "picture", "photo") and is_web_url(source)
    if call.inner is not None or not (is_named or is_picture(source)):
        return None
    others = (text for text in texts_of(options) if text not in (caption, alt))
    more = (text for text in others if text == options.get("title") or not is_plain(text))
    caption = " ".join(map(literal, filter(None, [caption, *more])))
    return figure(replace(call, arguments=(), options={"src": source, "caption": caption, "alt": alt}))


def _link(call: Call) -> Rendering | None:
    """Return a link with words, below other words."""
    options = options_of(call)
    addresses = [
        value for value in options.values() if is_address(value) and is_safe_image(value) and not is_picture(value)
    ]
    inner = (call.inner or "").strip()
    texts = [*map(literal, texts_of(options)), *([inner] if inner else [])]
    if len(addresses) != 1 or (inner and (len(texts) > 1 or "\n" in inner)):
        return None
    is_download = is_file(addresses[0])
    if not texts and not is_web_url(addresses[0]) and not is_download:
        return None
    name = addresses[0] if is_web_url(addresses[0]) else addresses[0].rpartition("/")[2]
    words = literal(first_of(options, NAMES["button"])) or (texts or [literal(name)])[-1]
    rest = [text for text in texts if text != words]
    address = link(words, addresses[0])
    return Rendering(block="\n\n".join([*map(paragraph_start, rest), address]), inline=" ".join([*rest, address]))


def _text(call: Call) -> Rendering | None:
    """Return the only text that a call says."""
    options, names = options_of(call), (call.name.lower(), *NAMES["button"])
    given = ((key, value) for key, value in options.items() if value in texts_of(options))
    said = [value for key, value in given if key in names or not is_plain(value)]
    if call.inner is not None or len(said) != 1 or asin_of(call) or any(map(is_address, options.values())):
        return None
    return Rendering(block=paragraph_start(literal(said[0])), inline=literal(said[0]))


def folded(name: str) -> str:
    """Return a name of a shortcode or of an argument without hyphens, underscores and capitals."""
    return re.sub(r"[_-]", "", name).lower()


def options_of(call: Call) -> dict[str, str]:
    """Return the named arguments with text, but for colours, and those without a name by their number."""
    given = {**{str(number): value for number, value in enumerate(call.arguments)}, **call.options}
    options = {folded(key): one_line(value) for key, value in given.items()}
    looks = {key for key, value in options.items() if COLOR.fullmatch(value) and (_is_look(key) or key in _COLOURED)}
    return {key: value for key, value in options.items() if value and key not in looks}


def is_file(value: str) -> bool:
    """Whether a value is the address of a file that readers play or download."""
    return _FILE.fullmatch(value) is not None


def is_picture(value: str) -> bool:
    """Whether a value is the address of a picture."""
    return _PICTURE.fullmatch(value) is not None


def is_address(value: str) -> bool:
    """Whether a value is an address, be it that of a file."""
    return is_file(value) or _ADDRESS.fullmatch(value) is not None


def is_plain(value: str) -> bool:
    """Whether a value may be for programs: a size, a class or the name of a thing."""
    return _PLAIN.fullmatch(value) is not None


def texts_of(options: Mapping[str, str]) -> list[str]:
    """Return what a reader may see: neither addresses nor words for programs, such as ``true`` and ``newtab``."""
    words = (*NAMES["name"], *NAMES["button"], *NAMES["caption"])
    return [
        value
        for key, value in options.items()
        if key not in ADDRESSES and not _is_look(key)
        if not is_address(value) and not is_picture(value)
        if key in words or not _KEYWORD.fullmatch(value)
    ]


def _is_look(key: str) -> bool:
    return key in NAMES["look"] or key.endswith(_LOOKS)


def first_of(options: Mapping[str, str], names: Iterable[str]) -> str:
    """Return the value of the first of the *names* that has one."""
    return next((options[name] for name in names if name in options), "")
