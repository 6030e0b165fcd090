"""Product boxes: the directive ``product-box``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import OptionSpec

from sphinx_aiarticle.catalog.entry import CatalogEntry
from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive, one_line
from sphinx_aiarticle.components.notice import notices
from sphinx_aiarticle.components.products.nodes import (
    aiarticle_product_box,
    aiarticle_product_facts,
    aiarticle_product_image,
    aiarticle_product_label,
    aiarticle_product_state,
    aiarticle_store_link,
    aiarticle_store_links,
    product_values,
)
from sphinx_aiarticle.components.products.parts import (
    Parts,
    find_links,
    find_product,
    maker_page,
    names_in,
    price_children,
    read_price,
)
from sphinx_aiarticle.components.products.uses import note_price
from sphinx_aiarticle.components.products.xref import state_line
from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.config_values import BOX_OPTIONS
from sphinx_aiarticle.diagnostics import Subtype, guarded, handles
from sphinx_aiarticle.model.product import Price, Product, StoreLink
from sphinx_aiarticle.nodes import separated
from sphinx_aiarticle.stores.affiliate import store_of
from sphinx_aiarticle.stores.registry import WELL_KNOWN
from sphinx_aiarticle.url import is_picture, is_web_url, picture_without_blanks


class ProductBox(ArticleDirective):
    """A recommended product with shop links and their notice.

    The argument is the product's name, taken literally; the content says why. With ``:id:`` both and everything else
    come from the catalogue, and what the box says itself goes first. Every configured store is an option that takes a
    link of the author's own (see :func:`on_config_inited`).
    """

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {**ArticleDirective.option_spec, **dict.fromkeys(BOX_OPTIONS, one_line)}

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the box: name first (builders render it as the title), notice before the links."""
        named = self._text("id")
        entry = find_product(self, named) if named else None
        known = entry.product if entry else Product(name=named)
        name = self.argument or known.name
        if not name:
            return self.without_argument(Subtype.PRODUCT, "behind it the name of the product, or its `:id:`")
        self.note_literals(Subtype.PRODUCT, self.argument, *map(self._text, ("search", "brand", "label")))
        make = Parts(self.config, self.language, *self.get_source_info())
        links = tuple(self._links(name, entry))
        shown = self._price(links, entry)
        price = shown if isinstance(shown, Price) else None
        maker = self._web_url("url") or known.url
        facts = replace(
            known,
            name=name,
            brand=self._text("brand") or known.brand,
            url=maker_page(maker, self.config),
            links=links,
            price=price,
        )
        facts_line = _facts_line(facts, price_children(shown, make), maker, make)
        # plain text: a name such as "HHKB <Pro>" or 'Screen 27"' is literal
        title = make.here(nodes.title(name, name, support_smartquotes=False))
        box = aiarticle_product_box("", title, self._parts(facts, facts_line, entry, make))
        box.facts = facts
        self.finish(box, "product", known.id or name)
        if price:
            note_price(self.env, price)
        return [box]

    def _parts(
        self, facts: Product, facts_line: list[nodes.Node], entry: CatalogEntry | None, make: Parts
    ) -> nodes.container:
        """Return what is below the name, in the order of the page."""
        parts = nodes.container(classes=["aiarticle-product__parts"])
        parts += notices(self.config, self.language, (link.url for link in facts.links))
        if label := self._text("label") or (entry.label if entry else ""):
            parts += make.prose(aiarticle_product_label, label)
        if image := self._image() or (entry.image if entry else ""):
            parts += make.image(image, facts.name)
        parts += facts_line
        parts += state_line(self.env, entry)
        if entry and entry.description and not any(line.strip() for line in self.content):
            parts += make.prose(nodes.paragraph, entry.description)
        self.body_into(parts)  # flat: some writers set no space before the first paragraph of a container
        if facts.links:
            # the words of the buttons are the same on every page, so no search should find them
            parts += aiarticle_store_links(
                "", "", *make.buttons(facts.links), classes=["aiarticle-product__stores", "no-search"]
            )
        return parts

    def _links(self, name: str, entry: CatalogEntry | None) -> Iterator[StoreLink]:
        own = dict(entry.links) if entry else {}
        own |= {key: self._shop_link(key) for key in store_options(settings(self.config)) if key in self.options}
        keyword = self._text("search") or (entry.search if entry else "") or name
        chosen = entry.stores if entry else None
        if "stores" in self.options:
            chosen = names_in(self.options["stores"])
        return find_links(self, keyword, own, dict(entry.ids) if entry else {}, chosen)

    def _price(self, links: tuple[StoreLink, ...], entry: CatalogEntry | None) -> Price | str | None:
        if not self._text("price") and entry:
            return entry.price
        if entry and entry.discontinued:
            message = "the price %r is left out: %r is no longer sold"
            self.warn(Subtype.PRICE, message, self._text("price"), entry.id)
            return None
        return read_price(self, links)

    def _image(self) -> str:
        uri = picture_without_blanks(self._text("image"))
        if uri and not is_picture(uri):
            message = "the image %r is neither a picture nor an http(s) address; write a path such as '/images/mat.png'"
            self.warn(Subtype.URL, message, uri)
            return ""
        return uri

    def _text(self, option: str) -> str:
        return str(self.options.get(option, ""))

    def _shop_link(self, key: str) -> str:
        """Return the author's link to a shop, who may have written what the shop calls the product."""
        store = settings(self.config).stores.get(key)
        advice = store.item_advice if store else ""
        url = (store.item_page(self._text(key)) if store else "") or self._web_url(key, advice)
        named, found = store_of(store.search) if store else key, store_of(url)
        if named and found and found != named:
            message = "the button %r leads to another shop, by %r; write the link as `:%s:`, or name the shop anew"
            self.warn(Subtype.STORE, message, store.name if store else key, url, found)
        return url

    def _web_url(self, option: str, advice: str = "") -> str:
        url = self._text(option)
        if url and not is_web_url(url):
            message = "option %r of the product box must be an absolute http(s) address, not %r; it is left out%s"
            self.warn(Subtype.URL, message, option, url, f" (or {advice})" if advice else "")
            return ""
        return url


def _facts_line(facts: Product, price: list[nodes.Node], maker: str, make: Parts) -> list[nodes.Node]:
    pieces: list[nodes.Node] = []
    for name, words in (("brand", facts.brand), ("work", make.work(facts.work))):
        if words:
            pieces.append(nodes.inline("", words, classes=[f"aiarticle-product__{name}"], support_smartquotes=False))
    pieces += price
    if maker:
        pieces.append(make.maker(maker))
    if not pieces:
        return []
    return [aiarticle_product_facts("", "", *separated(pieces, " · "), classes=["aiarticle-product__facts"])]


def store_options(conf: Settings) -> tuple[str, ...]:
    """Return the stores that take a link of the author's own."""
    return tuple(dict.fromkeys((*conf.stores, *WELL_KNOWN)))


@handles("config-inited", priority=901)
def on_config_inited(app: Sphinx, config: Config) -> None:
    """Register the directive with an option for every configured store, and every well-known one."""
    options = {**ProductBox.option_spec, **dict.fromkeys(store_options(settings(config)), one_line)}
    add_directive(app, "product-box", type("ConfiguredProductBox", (ProductBox,), {"option_spec": options}))


def setup(app: Sphinx) -> None:
    """Register the component."""
    parts = (
        aiarticle_product_image, aiarticle_product_label, aiarticle_product_facts, aiarticle_product_state,
        aiarticle_store_links, aiarticle_store_link,
    )  # fmt: skip
    add_component(app, aiarticle_product_box, *parts, template="product-box.html", values=product_values)
