"""Read Moshimo's "easy links": a script that a browser makes a product card of, from JSON in it.

Its keys, as published pages have them: ``n`` name, ``b`` brand, ``d`` ``c_p`` ``p`` the parts of picture addresses,
``b_l`` the buttons with their ids, ``u`` the page of the product; older ones have ``aid`` ids by shop for buttons.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sphinx_aiarticle.recognise.boxes import Product, StoreLink
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.markdown import link, literal, one_line
from sphinx_aiarticle.stores.affiliate import store_of, web_link
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.url import is_safe_image

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALL: Final = re.compile(r"\bmsmaflink\(\s*(?=\{)")
_PLACE: Final = "msmaflink-"
_IDS: Final = ("a_id", "p_id", "pc_id", "pl_id")
#: Programme, category and kind of link of each shop, which older scripts leave to Moshimo's own.
_OLD_IDS: Final = {"amazon": (170, 185, 27060), "rakuten": (54, 54, 27059)}


def easy_link_in(source: str) -> Product | None:
    """Return the product of a block of HTML that is one easy link, with its place or without, or ``None``."""
    call = _CALL.search(source)
    if call is None or not _only_easy_link(source) or _CALL.search(source, call.end()):
        return None
    try:
        data, _ = json.JSONDecoder().raw_decode(source, call.end())
    except (ValueError, RecursionError):
        return None
    name = one_line(_text(data, "n"))
    if not name:
        return None
    links: dict[str, StoreLink] = {}
    others: list[str] = []
    for words, url in _buttons(data):
        store = store_of(url)
        if store and store not in links:
            links[store] = StoreLink(store=store, url=url)
        elif url:
            others.append(link(literal(words or url), url))
    if not links and not others:
        return None
    brand = literal(one_line(_text(data, "b")))
    reasons = tuple(filter(None, (brand, *others)))
    return Product(name=name, label="", reasons=reasons, links=tuple(links.values()), image=_picture(data))


def is_easy_link_place(source: str) -> bool:
    """Whether a block of HTML is nothing but the place that the script of an easy link fills."""
    return _PLACE in source and _CALL.search(source) is None and _only_easy_link(source)


def _only_easy_link(source: str) -> bool:
    elements = read_html(source).outer()
    return bool(elements) and all(
        (element.tag == "script" and "msmaflink" in element.text) or element.get("id").startswith(_PLACE)
        for element in elements
    )


def _buttons(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield words and address of each button, in the order in which readers see them."""
    given = data.get("b_l")
    buttons = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    for button in sorted(buttons, key=lambda one: _number(one, "u_so")):
        ids = [_number(button, key) for key in _IDS]
        yield one_line(_text(button, "u_tx")), _through_moshimo(_text(button, "u_url"), ids)
    page = data.get("u")
    if not buttons and isinstance(page, dict):
        url, shop = _text(page, "u"), _text(page, "t")
        own = _number(data.get("aid"), shop)
        yield "", _through_moshimo(url, [own, *_OLD_IDS.get(shop, (0, 0, 0))])


def _through_moshimo(url: str, ids: list[int]) -> str:
    """Return the link that pays; without all ids, as for a button of the author's own, the address itself."""
    url = web_link(url)
    if not url or not all(ids):
        return url
    return NETWORKS["moshimo"].deep_link.format(**dict(zip(_IDS, ids, strict=True)), url=quote(url, safe=""))


def _picture(data: dict[str, Any]) -> str:
    names = data.get("p")
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], str) else ""
    url = web_link(_text(data, "d") + _text(data, "c_p") + first) if first else ""
    return url if is_safe_image(url) else ""


def _text(data: Any, key: str) -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def _number(data: Any, key: str) -> int:
    value = data.get(key) if isinstance(data, dict) else None
    return int(value) if isinstance(value, int | str) and re.fullmatch(r"[0-9]{1,18}", str(value)) else 0
