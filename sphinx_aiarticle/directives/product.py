"""The ``product-box`` directive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_values import did_you_mean
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.directives.base import ArticleDirective
from sphinx_aiarticle.directives.price import price_children, read_price
from sphinx_aiarticle.disclosure import notices
from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.model.product import Product, StoreLink
from sphinx_aiarticle.model.store import WELL_KNOWN
from sphinx_aiarticle.model.url import is_safe_image, is_web_url
from sphinx_aiarticle.nodes import (
    product_box,
    product_facts,
    product_image,
    product_label,
    store_link,
    store_links,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.util.typing import OptionSpec

    from sphinx_aiarticle.config import Settings
    from sphinx_aiarticle.model.store import Store


def _plain(argument: str | None) -> str:
    r"""Read an option as text; MyST takes ``"\ud800"`` for half a character, which no file can hold."""
    return (argument or "").encode("utf-8", "replace").decode("utf-8")


class ProductBox(ArticleDirective):
    """A recommended product with shop links and their notice.

    The argument is the product's name, taken literally; the content says why. Every configured store is an option
    that takes a link of the author's own (see :func:`product_box_for`).
    """

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        **dict.fromkeys(("search", "image", "url", "brand", "price", "currency", "price-date", "label", "id"), _plain),
        "stores": _plain,
    }

    def run(self) -> list[nodes.Node]:
        """Build the box: name first (builders draw it as the title), notice before the links."""
        conf = settings(self.config)
        if "id" in self.options:
            message = "option 'id' waits for product catalogues; until then write what the box shows as its options"
            self.warn(Subtype.PRODUCT, message)
        name = " ".join(self.arguments[0].split())
        links = tuple(self._links(conf, name))
        price = read_price(self, links, conf.price_max_age)
        facts = Product(name=name, brand=self._text("brand"), url=self._web_url("url"), links=links, price=price.price)
        parts = nodes.container(classes=["aiarticle-product__parts"])
        parts += notices(self.config, (link.url for link in links), in_box=True)
        if label := self._text("label"):
            parts += self._prose(product_label, label)
        parts += self._image(name)
        parts += self._facts_line(facts, price_children(price.price, price.text, self.config))
        self.body_into(parts)  # flat: some writers set no space before the first paragraph of a container
        if links:
            parts += self._buttons(conf, links)
        title = nodes.title(name, name)  # plain text: markup in a name such as "HHKB <Pro>" is none
        self.set_source_info(title)
        box = product_box("", title, parts)
        box.facts = facts
        self.finish(box, "product", name)
        return [box]

    def _links(self, conf: Settings, name: str) -> Iterable[StoreLink]:
        own = {key: self._web_url(key) for key in self._store_keys(conf) if key in self.options}
        keyword = " ".join(self.options.get("search", "").split()) or name
        for key in self._chosen(conf, own):
            store = conf.stores.get(key) or WELL_KNOWN.get(key)
            url = own.get(key) or (store.search_link(keyword) if store and key in conf.stores else "")
            if store is None or not url:
                if key not in own:  # a bad link of the author's own has had its warning
                    hint = did_you_mean(key, conf.stores) if conf.stores else "; aiarticle_stores is empty"
                    self.warn(Subtype.STORE, "store %r is not configured%s", key, hint)
                continue
            yield StoreLink(store=key, name=_(store.name), url=url, own=bool(own.get(key)))

    def _store_keys(self, conf: Settings) -> list[str]:
        return list(dict.fromkeys((*conf.stores, *WELL_KNOWN)))

    def _chosen(self, conf: Settings, own: dict[str, str]) -> list[str]:
        """Return the stores of this box in button order."""
        if "stores" in self.options:
            return [key for key in re.split(r"[\s,、]+", self.options["stores"]) if key]
        return [*conf.stores, *(key for key in own if key not in conf.stores)]

    def _buttons(self, conf: Settings, links: tuple[StoreLink, ...]) -> store_links:
        paragraph = store_links("", "", classes=["aiarticle-product__stores", "no-search"])
        for link in links:
            if paragraph.children:
                paragraph += nodes.Text(" / ")
            store: Store | None = conf.stores.get(link.store)
            label = (store.label if store else "") or _("View on {store}")
            reference = store_link("", label.replace("{store}", link.name), refuri=link.url, store=link.store)
            self.set_source_info(reference)
            paragraph += reference
        return paragraph

    def _facts_line(self, facts: Product, price: list[nodes.Node]) -> list[nodes.Node]:
        pieces: list[list[nodes.Node]] = []
        if facts.brand:
            pieces.append([nodes.inline("", facts.brand, classes=["aiarticle-product__brand"])])
        if price:
            pieces.append(price)
        if facts.url:
            pieces.append(
                [nodes.reference("", _("Maker's page"), refuri=facts.url, classes=["aiarticle-product__maker"])]
            )
        if not pieces:
            return []
        line = product_facts("", "", classes=["aiarticle-product__facts"])
        for number, piece in enumerate(pieces):
            line += [nodes.Text(" · "), *piece] if number else piece
        return [line]

    def _image(self, name: str) -> list[nodes.Node]:
        uri = self._text("image")
        if not uri:
            return []
        if not is_safe_image(uri):
            self.warn(Subtype.URL, "the image %r is no file and no http(s) address; it is left out", uri)
            return []
        image = product_image(uri=directives.uri(uri), alt=name)
        self.set_source_info(image)
        return [image]

    def _prose(self, kind: type[nodes.paragraph], text: str) -> nodes.paragraph:
        """Return literal text of the author as a paragraph that translators can reach."""
        node = kind(text, text)
        self.set_source_info(node)
        return node

    def _text(self, option: str) -> str:
        return " ".join((self.options.get(option) or "").split())

    def _web_url(self, option: str) -> str:
        url = (self.options.get(option) or "").strip()
        if url and not is_web_url(url):
            message = "option %r of the product box must be an absolute http(s) address, not %r; it is left out"
            self.warn(Subtype.URL, message, option, url)
            return ""
        return url


def product_box_for(conf: Settings) -> type[ProductBox]:
    """Return the directive with an option for every store of *conf* and every well-known one."""
    stores = dict.fromkeys((*conf.stores, *WELL_KNOWN), _plain)
    return type("ConfiguredProductBox", (ProductBox,), {"option_spec": {**ProductBox.option_spec, **stores}})
