"""Directives: options and prose become semantic nodes; no HTML here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.components.details import Details
from sphinx_aiarticle.components.faq import Faq, Question
from sphinx_aiarticle.components.products.box import ProductBox, product_box_for
from sphinx_aiarticle.components.products.lists import ListBoxes, ProductIndex, ProductList
from sphinx_aiarticle.components.summary import SummaryBox
from sphinx_aiarticle.config import settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def add_directives(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("summary-box", SummaryBox)
    app.add_directive("product-box", ProductBox)
    app.add_directive("product-list", ProductList)
    app.add_directive("product-index", ProductIndex)
    app.add_transform(ListBoxes)
    app.add_directive("faq", Faq)
    app.add_directive("aiarticle-details", Details)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Give ``product-box`` an option for every configured store, and take the name ``question`` last.

    sphinx-immaterial has an admonition of that name, which it registers in a handler of this event.
    """
    app.add_directive("question", Question, override=True)
    app.add_directive("product-box", product_box_for(settings(config)), override=True)
