"""Disclose affiliate links: mark them when a page is read, and see to its notices when the page is finished.

What a page shows is known only when everything is resolved: `only`, `ifconfig` and substitutions may add or drop links,
boxes and the author's own words. So notices are decided then, for each page of a book of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.ext.ifconfig import process_ifconfig_nodes
from sphinx.ext.todo import todo_node
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.notice import (
    Advertising,
    aiarticle_amazon_statement,
    aiarticle_notice,
    amazon_statement,
    link_rel,
    notice,
)
from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.config_values import Affiliation
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, post_transform, warn
from sphinx_aiarticle.html.address import article_at
from sphinx_aiarticle.i18n import Language, language_of
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.nodes import (
    SemanticNode,
    add_rel,
    addresses_in,
    after_header,
    ancestors,
    change_addresses,
    find_elements,
)
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.stores import link as shop_links
from sphinx_aiarticle.stores.affiliate import (
    host_of,
    is_affiliate,
    is_amazon,
    paid_link,
    plain_url,
    project_of,
    unpaid,
    web_link,
)
from sphinx_aiarticle.stores.template import LinkForms, LinkKind

Link = tuple[nodes.Element, str]
_OUTER = (nodes.section, nodes.document, addnodes.start_of_file)
_LINKS = (nodes.reference, nodes.raw, addnodes.toctree)
_HIDDEN = (nodes.Invisible, addnodes.start_of_file)
_UNRESOLVED = (addnodes.pending_xref, addnodes.download_reference)
_MAY_BE_LINKS = (*_LINKS, *_UNRESOLVED)
_LOOKED_AT = (*_LINKS, aiarticle_notice, addnodes.start_of_file)


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Complete and mark the affiliate links of a page, or lead them to the shops themselves."""
    config = app.config
    conf = settings(config)
    links: list[Link] = []
    for node in find_elements(document, _MAY_BE_LINKS):
        if isinstance(node, _UNRESOLVED):
            node = _shop_reference(node, conf) or node
        if isinstance(node, _LINKS):
            if not isinstance(node, addnodes.toctree):
                complete_link(node, config)
            links += _affiliate_links(node, conf.link_forms)
    if conf.affiliate is not Affiliation.PAID:
        _strip_affiliate((node for node, _ in links), conf.affiliate, conf.link_forms)
    else:
        _mark((node for node, _ in links if not isinstance(node, SemanticNode)), config)  # boxes see to their own


def _shop_reference(
    node: addnodes.pending_xref | addnodes.download_reference, conf: Settings
) -> nodes.reference | None:
    """Put a link in the place of a reference or download at a store or network, and return it.

    Networks hand out ``//host/path``, and MyST looks for a document of that name, or of ``HTTPS://…``. Sphinx writes no
    ``rel`` for downloads, which the pages of shops are not.
    """
    target, is_download = str(node.get("reftarget", "")), isinstance(node, addnodes.download_reference)
    if not (is_download or "//" in target[:8]) or host_of(target) not in conf.link_forms:
        return None
    found = nodes.reference("", "", *node.children, refuri=web_link(target))
    found.source, found.line = node.source, node.line
    node.parent.replace(node, found)
    return found


def complete_link(node: nodes.reference | nodes.raw, config: Config) -> None:
    """Give the plain shop links of *node* the project's id, or warn that nobody is paid for them."""
    conf = settings(config)
    if conf.affiliate is not Affiliation.PAID or not conf.stores or isinstance(node, SemanticNode):
        return
    urls = addresses_in(node)
    if conf.add_ids and any(_completed(url, conf) != url for url in urls):
        change_addresses(node, lambda url: _completed(url, conf))
    if not conf.add_ids and Subtype.LINT_MISSING_ID in conf.lint and Subtype.LINT_AFFILIATE not in conf.lint:
        for url in urls:
            if why := _unpaid(url, conf):
                warn(Subtype.LINT_MISSING_ID, "%s, or set aiarticle_add_ids", why, location=node)


def _completed(url: str, conf: Settings) -> str:
    return paid_link(url, project_of(tuple(conf.stores.values()))) if _unpaid(url, conf) else url


def _unpaid(url: str, conf: Settings) -> str:
    if host_of(url) not in conf.link_forms:
        return ""
    link = shop_links.parse(url, conf.link_forms)
    if not isinstance(link, shop_links.Link) or link.is_paid or link.kind not in (LinkKind.SEARCH, LinkKind.ITEM):
        return ""
    return unpaid(link, project_of(tuple(conf.stores.values())), in_box=False)


@post_transform(priority=60)  # after `only` (50); before our nodes are lowered (220)
def decide_on_notices(app: Sphinx, document: nodes.document) -> None:
    """See that each page says that its links are advertising, or, where that is not allowed, that they are not."""
    env, config, conf = app.env, app.config, settings(app.config)
    if conf.affiliate is not Affiliation.PAID:
        return
    if "sphinx.ext.ifconfig" in app.extensions:  # which comes later by itself
        process_ifconfig_nodes(app, document, env.docname)
    hidden = _HIDDEN if getattr(config, "todo_include_todos", True) else (*_HIDDEN, todo_node)
    for page, name, some in _pages(document, env.docname, hidden):
        links = [link for node in some if isinstance(node, _LINKS) for link in _affiliate_links(node, conf.link_forms)]
        notices = [node for node in some if isinstance(node, aiarticle_notice)]
        if not keeps_affiliate_links(app.builder, conf):
            _strip_affiliate((node for node, _ in links), Affiliation.PLAIN, conf.link_forms)
            for node in notices:
                node.parent.remove(node)
        elif links or notices:
            language = language_of(config, ARTICLES.get(env, name).language)
            _disclose(config, language, page, hidden, links, notices)


def keeps_affiliate_links(builder: Builder, conf: Settings) -> bool:
    """Whether *builder* may carry affiliate links: those of web pages, and those that the project names.

    Amazon forbids them in printed matter, e-books, PDF files and mail (Associates Program Policies, "offline
    promotion").
    """
    is_web = builder.format == "html" and not getattr(builder, "embedded", False)
    return is_web or builder.name in ("linkcheck", *conf.affiliate_builders)


def _disclose(
    config: Config,
    language: Language,
    page: nodes.Element,
    hidden: tuple[type, ...],
    links: Sequence[Link],
    notices: Sequence[aiarticle_notice],
) -> None:
    """Insert what *page* has to say.

    Nothing is inserted where a box above the first link has its notice, or the author says it in a paragraph. Amazon's
    statement has to be made once a page, whoever says the rest.
    """
    from sphinx_aiarticle.components.own_words import seen_words
    from sphinx_aiarticle.recognise.own_notices import is_amazon_statement

    disclosure = settings(config).disclosure
    statements = [node for node in notices if isinstance(node, aiarticle_amazon_statement)]
    for statement in statements[1:]:
        statement.parent.remove(statement)
    in_text = [(node, url) for node, url in links if not isinstance(node, SemanticNode)]
    if disclosure.enabled and not (in_text or disclosure.at_top):
        return  # boxes have notices of their own, whatever the author says
    shown = find_elements(page, nodes.Element, skip=hidden)
    words = seen_words(shown)
    if not disclosure.enabled:
        _warn_of_no_notice(shown, links, words)
        return
    first = _first_met(shown, [node for node, _ in in_text]) if in_text else None
    parts: list[nodes.Node] = []
    if disclosure.at_top or (first is not None and not _is_disclosed_before(shown, first, words)):
        parts.append(notice(disclosure, language, Advertising.PAGE))
    says_it = statements or any(_is_own(node) and is_amazon_statement(text) for node, text in words.items())
    if any(is_amazon(url) for _, url in in_text) and not says_it:
        parts.append(amazon_statement(config, language))
    if disclosure.at_top:
        _insert_at_top(page, parts)
    elif first is not None:
        _insert_above(first, parts)


def _warn_of_no_notice(
    shown: Sequence[nodes.Element], links: Sequence[Link], words: Mapping[nodes.Element, str]
) -> None:
    if links and not _is_disclosed_before(shown, _first_met(shown, [node for node, _ in links]), words):
        message = (
            "this page has affiliate links and no notice above the first of them, which many countries require; "
            "write one there, or switch aiarticle_disclosure on"
        )
        warn(Subtype.DISCLOSURE, message, location=links[0][0])


def _pages(
    page: nodes.Element, docname: str, hidden: tuple[type, ...]
) -> Iterator[tuple[nodes.Element, str, list[nodes.Element]]]:
    """Yield the root and the name of each page, and its links and notices in order: a book puts pages into a page."""
    some = find_elements(page, _LOOKED_AT, skip=hidden)
    yield page, docname, some
    for node in some:
        if isinstance(node, addnodes.start_of_file) and node is not page:
            yield from _pages(node, node["docname"], hidden)


def _affiliate_links(node: nodes.Element, forms: LinkForms) -> list[Link]:
    is_tree = isinstance(node, addnodes.toctree)
    urls = [str(url) for _, url in node["entries"]] if is_tree else addresses_in(node)
    return [(node, url) for url in urls if is_affiliate(url, forms)]


def _mark(links: Iterable[nodes.Element], config: Config) -> None:
    rel, forms = link_rel(config).split(), settings(config).link_forms
    for node in dict.fromkeys(links):
        add_rel(node, rel, lambda url: is_affiliate(url, forms))


def _first_met(shown: Sequence[nodes.Element], links: Sequence[nodes.Element]) -> nodes.Element:
    """Return what a reader meets first: one of *links*, or a mark of their footnotes, which books print near it."""
    notes = {
        name
        for link in links
        for around in ancestors(link)
        if isinstance(around, nodes.footnote)
        for name in around["ids"]
    }
    if not notes:
        return links[0]
    return next(
        node
        for node in shown
        if node in links or (isinstance(node, nodes.footnote_reference) and node.get("refid") in notes)
    )


def _is_disclosed_before(
    shown: Sequence[nodes.Element], link: nodes.Element, words: Mapping[nodes.Element, str]
) -> bool:
    from sphinx_aiarticle.components.own_words import is_at_hand
    from sphinx_aiarticle.recognise.own_notices import discloses

    for node in shown:
        if node is link:
            return False
        if node not in words:
            continue
        if isinstance(node, aiarticle_notice) or (_is_own(node) and discloses(words[node]) and is_at_hand(node)):
            return True
    return False


def _is_own(paragraph: nodes.Element) -> bool:
    return not isinstance(paragraph, SemanticNode)


def _insert_above(link: nodes.Element, parts: Iterable[nodes.Node]) -> None:
    """Insert *parts* directly below a section that is not a question, because an answer is data too.

    A link in a heading has them above its section, which begins with its heading.
    """
    block, parent = link, link.parent
    while isinstance(block, nodes.title) or getattr(parent, "is_answer", False) or not isinstance(parent, _OUTER):
        block, parent = parent, parent.parent
    for part in parts:
        part.source, part.line = block.source, block.line
        parent.insert(parent.index(block), part)


def _insert_at_top(page: nodes.Element, parts: Iterable[nodes.Node]) -> None:
    """Insert *parts* below the title of a page and the header of an article."""
    section, start = after_header(page)
    for number, part in enumerate(parts, start):
        part.source, part.line = section.source, section.line
        section.insert(number, part)


def _strip_affiliate(found: Iterable[nodes.Element], affiliation: Affiliation, forms: LinkForms) -> None:
    """Let affiliate links in the text lead to the shops themselves, or be text where they do not tell the address."""
    is_plain = affiliation is Affiliation.PLAIN

    def address(url: str) -> str:
        if not is_affiliate(url, forms):
            return url
        return plain_url(url, forms) if is_plain else ""

    for node in dict.fromkeys(found):
        if isinstance(node, addnodes.toctree):
            entries = [(title, address(str(url)) if url else url) for title, url in node["entries"]]
            node["entries"] = [entry for entry in entries if entry[1]]
        elif isinstance(node, nodes.raw):
            change_addresses(node, address)
        else:
            change_addresses(node, lambda url: plain_url(url, forms) or url)
            if not is_plain or is_affiliate(node["refuri"], forms):
                node.parent.replace(node, node.children)


def _visit_reference(translator: HTML5Translator, node: nodes.reference) -> None:
    """Mark an affiliate link that is marked by nobody, and one to the site itself by its address.

    Sphinx makes the links of toctrees when it writes them.
    """
    if not ("rel" in node or node.get("internal")):
        config, uri = translator.config, str(node.get("refuri", ""))
        conf, base = settings(config), str(config.html_baseurl).rstrip("/")
        is_own = base and f"{uri}/".startswith(f"{base}/")
        if is_own and (conf.pages or conf.taxonomies or article_at(translator, node).is_article):
            node["internal"] = True  # a page that no document makes; themes mark links that lead elsewhere
        elif conf.affiliate is Affiliation.PAID and is_affiliate(uri, conf.link_forms):
            node["rel"] = link_rel(config)
    type(translator).visit_reference(translator, node)


@handles("builder-inited")
def on_builder_inited(app: Sphinx) -> None:
    """Check for which builders links are to earn."""
    known = {*app.registry.builders, "markdown"}  # the twins of pages
    for name in settings(app.config).affiliate_builders:
        if name not in known:
            setting = "aiarticle_affiliate_builders"
            message = "%s: there is no builder %r, so it has no effect%s"
            place = conf_location(Path(app.confdir), setting)
            warn(Subtype.CONFIG, message, setting, name, did_you_mean(name, known), location=place)


def setup(app: Sphinx) -> None:
    """Mark the links that Sphinx makes when it writes them."""
    app.add_node(nodes.reference, override=True, html=(_visit_reference, None))
