"""The site as structured data describes it, and the addresses of its pages and images."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeGuard
from urllib.parse import quote
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.config import settings, site_name
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, warn
from sphinx_aiarticle.domain import title_of
from sphinx_aiarticle.html.files import is_extra
from sphinx_aiarticle.html.pictures import on_site, portrait_urls, publish
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.jsonld import DATA_SUFFIX
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.page import Address, Agent, Crumb, Site, Software
from sphinx_aiarticle.nodes import docname_of
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.url import is_web_url

_NO_DATA: Final = "no structured data is written"
_LONGEST: Final = 20  # a document may include itself by way of others
_UNESCAPED: Final = re.compile(r"[\w/.~!$&'()*+,;=:@-]*", re.ASCII)
_sites: WeakKeyDictionary[StandaloneHTMLBuilder, Site] = WeakKeyDictionary()
#: What ``aiarticle_software`` describes.
_software: WeakKeyDictionary[Config, Software | None] = WeakKeyDictionary()


def has_own_pages(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether each document becomes a page on the web: not in EPUB, help files, or one page for all."""
    is_web = isinstance(builder, StandaloneHTMLBuilder) and not builder.embedded
    return is_web and not isinstance(builder, SingleFileHTMLBuilder)


def makes_pages(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether each document becomes a page of HTML, and not its data alone."""
    return has_own_pages(builder) and builder.out_suffix != DATA_SUFFIX


def makes_files_of_html(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether each document becomes a file that browsers open: not one of JSON, or of its data alone."""
    return has_own_pages(builder) and builder.out_suffix == (builder.config.html_file_suffix or ".html")


def out_name(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the path of a page below the output folder: as Sphinx has it, but without a path object for each page."""
    own, html = type(builder), StandaloneHTMLBuilder
    if (own.get_outfilename, own.get_output_path) == (html.get_outfilename, html.get_output_path):
        return f"{page}{builder.out_suffix}"
    return str(builder.get_outfilename(page)).removeprefix(f"{builder.outdir}{os.sep}").replace(os.sep, "/")


def out_file(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the path of the file of a page."""
    return f"{builder.outdir}/{out_name(builder, page)}".replace("/", os.sep)


def taken_files(builder: StandaloneHTMLBuilder) -> Mapping[str, str]:
    """Return the files of pages, below the output folder, in whose place no list is written, and whose they are."""
    made = (
        ("search", builder.search),
        ("genindex", builder.use_index),
        *((one[0], True) for one in builder.domain_indices),
    )
    names = {docname: f"the document {docname!r}" for docname in builder.env.all_docs}
    names |= {name: "Sphinx" for name, is_made in made if is_made}
    names |= dict.fromkeys(builder.config.html_additional_pages, "html_additional_pages")
    return {out_name(builder, name): whose for name, whose in names.items()}


def site_of(builder: StandaloneHTMLBuilder) -> Site:
    """Return the site; its ``base_url`` is empty where ``html_baseurl`` is not an address."""
    return _sites[builder]


def prepare_site(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Work out the site once a build, and warn if it has no address."""
    conf = settings(app.config)
    base = _base_url(app, builder)
    agent = conf.publisher or Agent(key="publisher", name=site_name(app.config), kind="Organization")
    name = agent.image or app.config.html_logo or ""
    logo = publish(app, builder, "logo", name, "aiarticle_publisher") if name and base else None
    _sites[builder] = Site(
        base_url=base,
        name=site_name(app.config),
        language=language_of(app.config).tag,
        publisher=replace(agent, image=""),
        logo=on_site(logo, base) if logo else None,
        portraits=portrait_urls(builder, base) if base else {},
        article_type=conf.article_type,
        article_types=conf.article_types,
        product_schema=conf.product_schema,
        home=language_of(app.config).gettext("Home"),
        version=version_of(app.config),
        software=_software.get(app.config),
    )


def _base_url(app: Sphinx, builder: Builder) -> str:
    base = str(app.config.html_baseurl)
    if is_web_url(base):
        return base if base.endswith("/") else f"{base}/"
    if lost := ", ".join(_without_address(app, builder)):
        advice = ", or set aiarticle_json_ld = False" if lost == _NO_DATA else ""
        message = '%s: html_baseurl is %s; set it to the address of the site, for example "https://example.org/docs/"%s'
        state = f"no absolute http(s) address: {base!r}" if base else "not set"
        subtype = Subtype.JSON_LD if lost == _NO_DATA else Subtype.CONFIG
        warn(subtype, message, lost, state, advice, location=conf_location(app.confdir, "html_baseurl"))
    return ""


def _without_address(app: Sphinx, builder: Builder) -> Iterator[str]:
    """Yield what follows where the site has no address."""
    conf = settings(app.config)
    if conf.json_ld:
        yield _NO_DATA
    if conf.sitemap and "sphinx_sitemap" not in app.extensions and not is_extra(app, "sitemap.xml"):
        yield "no sitemap.xml is written"
    if makes_pages(builder) and (
        conf.feeds or any(plan.feed for plan in (*conf.pages.values(), *conf.taxonomies.values()))
    ):
        yield "the links of feeds begin at the root of the host, which many feed readers cannot follow"


def article_at(translator: HTML5Translator, node: nodes.Element) -> Article:
    """Return the front matter of the document that *node* comes from."""
    return ARTICLES.get(translator.builder.env, docname_at(translator, node))


def docname_at(translator: HTML5Translator, node: nodes.Element) -> str:
    """Return the document that *node* comes from, also where all are rendered as one page."""
    builder = translator.builder
    return docname_of(node, builder.env) if isinstance(builder, SingleFileHTMLBuilder) else builder.current_docname


def page_address(
    builder: StandaloneHTMLBuilder, docname: str, canonical_url: str = "", crumbs: tuple[Crumb, ...] | None = None
) -> Address:
    """Return the address of a page; *crumbs* are the pages above one that no table of contents knows."""
    base = site_of(builder).base_url
    if not base:
        return Address(url=canonical_url)
    root = builder.config.root_doc
    if crumbs is None:
        way = way_to(docname, builder.relations, root)
        crumbs = tuple(Crumb(name=title_of(builder.env, up), url=page_url(builder, base, up)) for up in way)
    url = canonical_url or page_url(builder, base, docname)
    has_index = root == "index" or "index" in builder.env.all_docs or "index" in builder.config.html_additional_pages
    home = "" if has_index else page_url(builder, base, root)
    return Address(url=url, crumbs=crumbs, is_home=docname == root, home=home)


def way_to(docname: str, relations: Mapping[str, Sequence[str | None]], root: str) -> list[str]:
    """Return the documents between the home page *root* and *docname*, the uppermost first."""
    way: list[str] = []
    parent = parent_of(docname, relations)
    while parent and parent != root and len(way) < _LONGEST:
        way.append(parent)
        parent = parent_of(parent, relations)
    return way[::-1]


def parent_of(docname: str, relations: Mapping[str, Sequence[str | None]]) -> str | None:
    """Return the document whose table of contents has *docname*."""
    related = relations.get(docname)
    return related[0] if related else None


def href(builder: Builder, page: str, target: str) -> str:
    """Return the address of the page *target* as a link on *page* has it, with every sign of a tag escaped."""
    return _escaped(builder, builder.get_relative_uri(page, target)) or "./"


def target_uri(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the address of a page from the root of the site."""
    return _escaped(builder, builder.get_target_uri(page))


def _escaped(builder: Builder, uri: str) -> str:
    """Return an address of a builder in which every sign is escaped that is none of addresses: dirhtml escapes none."""
    if _UNESCAPED.fullmatch(uri):  # as most are
        return uri
    known = "" if isinstance(builder, DirectoryHTMLBuilder) else "%#"  # escaped already, and the mark of a fragment
    return quote(uri, safe=f"/~!$&'()*+,;=:@{known}")


def page_url(builder: StandaloneHTMLBuilder, base: str, docname: str) -> str:
    """Return the canonical address of *docname*: the folder's address for an index page."""
    url = f"{base}{target_uri(builder, docname)}"
    is_index = docname == "index" or docname.endswith("/index")
    return url.removesuffix(f"index{builder.link_suffix}") if is_index else url


def image_url(builder: StandaloneHTMLBuilder, site: Site, uri: str) -> str:
    """Return the absolute address of an image of a page, or ``""`` if it is not part of the site."""
    if is_web_url(uri):
        return uri
    known = site.base_url and uri in builder.images
    return f"{site.base_url}{builder.imagedir}/{quote(builder.images[uri])}" if known else ""


def version_of(config: Config) -> str:
    """Return the version that the pages name, ``release`` or ``version`` of ``conf.py``; a word is not a version."""
    names = (str(name or "").strip() for name in (config.release, config.version))
    return next((name for name in names if any(map(str.isdecimal, name))), "")


@handles("config-inited", priority=902)
def on_config_inited(app: Sphinx, config: Config) -> None:
    """Read the file, and note what it says: when that changes, pages are written again."""
    conf = settings(config)
    if not conf.software:
        return
    from sphinx_aiarticle.software import read_software  # few sites have one, and it takes a while to load

    path = conf.confdir / conf.software
    software, problems = read_software(path)
    for problem in problems:
        setting = conf_location(conf.confdir, "aiarticle_software")
        place = f"{path}:{problem.line}" if problem.line else setting
        warn(problem.subtype, "%s: %s", conf.software, problem.message, location=place)
    if software is not None:
        # What the pages name is what readers compare with; citation files often name the last release.
        authors = tuple(conf.authors.get(agent.name, agent) for agent in software.authors)
        software = replace(software, authors=authors, version=version_of(config) or software.version)
    _software[config] = software
    config.aiarticle_software_digest = hashlib.sha256(repr(software).encode()).hexdigest() if software else ""
