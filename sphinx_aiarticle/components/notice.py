"""The notice that links are advertising, and the statement that Amazon asks its associates to make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_aiarticle.components.directive import add_component, framed
from sphinx_aiarticle.config import Settings, settings, site_name
from sphinx_aiarticle.config_values import Affiliation, Disclosure
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.i18n import Language
from sphinx_aiarticle.nodes import SemanticNode
from sphinx_aiarticle.stores.affiliate import is_amazon, may_be_affiliate


class aiarticle_badge(SemanticNode, nodes.inline):
    """The label before the words of a notice: templates set it apart, and plain text does so by a colon, its facts."""

    facts: str = ": "

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return the label with its colon."""
        text = self.astext()
        blank = " " if text.endswith(":") else "" if text.endswith("：") else self.facts
        return [nodes.Text(f"{text}{blank}")]

    def lowered(self) -> Sequence[nodes.Node]:
        """Add the colon."""
        self[:] = self.spelled_out()
        return super().lowered()


def badge(label: str, language: Language) -> aiarticle_badge:
    """Return the label of a notice in a language."""
    found = aiarticle_badge("", label, classes=["aiarticle-notice__label"])
    found.facts = language.colon
    return found


class aiarticle_notice(SemanticNode, nodes.paragraph):
    """Says that a box or the page holds advertising; comes before the first link."""

    is_lead = True


class aiarticle_amazon_statement(aiarticle_notice):
    """The statement that Amazon asks its associates to make; once a page."""


class Advertising(Enum):
    """What holds the links that a notice is about."""

    BOX = auto()
    PRODUCTS = auto()
    PAGE = auto()


def notices(
    config: Config, language: Language, urls: Iterable[str], where: Advertising = Advertising.BOX
) -> list[nodes.Node]:
    """Return the notice for links, and Amazon's statement where one leads there, unless they are off."""
    conf, addresses = settings(config), tuple(filter(may_be_affiliate, urls))
    disclosure = conf.disclosure
    if not addresses or not disclosure.enabled or conf.affiliate is not Affiliation.PAID:
        return []
    found: list[nodes.Node] = [notice(disclosure, language, where)]
    if any(map(is_amazon, addresses)):
        found.append(amazon_statement(config, language))
    return found


def amazon_statement(config: Config, language: Language) -> aiarticle_amazon_statement:
    """Return the statement that Amazon asks for, with the name of who takes part in its programme."""
    conf = settings(config)
    who = conf.disclosure.amazon_name.for_language(language.tag) or (
        conf.publisher.name if conf.publisher else site_name(config)
    )
    words = language.gettext("As an Amazon Associate, {name} earns from qualifying purchases.")
    return aiarticle_amazon_statement("", words.format(name=who), classes=["aiarticle-notice", "no-search"])


def notice(disclosure: Disclosure, language: Language, where: Advertising) -> aiarticle_notice:
    """Return the notice in the project's own words or in ours."""
    _ = language.gettext
    label = badge(disclosure.label.for_language(language.tag) or _("Ad"), language)
    ours = {
        Advertising.BOX: _("This box contains affiliate links: we may earn a commission."),
        Advertising.PRODUCTS: _("These products have affiliate links: we may earn a commission."),
        Advertising.PAGE: _("This page contains affiliate links: we may earn a commission."),
    }
    words = nodes.Text(disclosure.text.for_language(language.tag) or ours[where])
    return aiarticle_notice("", "", label, words, classes=["aiarticle-notice", "no-search"])


def link_rel(config: Config) -> str:
    """Return ``rel`` for links to shops: what Google asks of paid links, and what the project adds."""
    conf = settings(config)
    return paid_rel(conf) if conf.affiliate is Affiliation.PAID else _rel("noopener", *conf.link_rel)


def paid_rel(conf: Settings) -> str:
    """Return ``rel`` for links that somebody pays for, also in builds whose shop links do not earn."""
    return _rel("sponsored", "noopener", *conf.link_rel)


def _rel(*words: str) -> str:
    return " ".join(dict.fromkeys(words))


def notice_view(node: aiarticle_notice) -> View:
    """Return the words of a notice."""
    badge = node.children[0]
    return {"label": badge.astext(), "text": "".join(part.astext() for part in node.children[1:]).strip()}


def setup(app: Sphinx) -> None:
    """Register the component; boxes render the notices in them."""
    add_component(app, aiarticle_notice, aiarticle_amazon_statement)
    add_component(
        app, aiarticle_badge, html=framed(lambda translator, node: translator.starttag(node, "span", ""), "</span> ")
    )
