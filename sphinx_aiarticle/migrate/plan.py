"""From a Hugo site to everything that its Sphinx project holds; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import quote

from sphinx_aiarticle.feed import Feed, atom
from sphinx_aiarticle.hugo.conversion import ArticleParser, Conversion, convert
from sphinx_aiarticle.hugo.site_context import SiteContext
from sphinx_aiarticle.migrate.addresses import (
    Addresses,
    find_addresses,
    left_feeds,
    left_lists,
    lists_that_lead_on,
    page_feeds,
    without_counterpart,
)
from sphinx_aiarticle.migrate.conf_py import conf_py
from sphinx_aiarticle.migrate.content import ContentFolder, Page, read_content
from sphinx_aiarticle.migrate.evaluator import Evaluation, HugoPage, evaluate
from sphinx_aiarticle.migrate.files import ASSETS, STATIC, SourceFile, content_files, copied_files, files_of_themes
from sphinx_aiarticle.migrate.findings import Finding, left, needs_human
from sphinx_aiarticle.migrate.html_markdown import rendered_pages
from sphinx_aiarticle.migrate.hugo_binary import HugoError, find_hugo
from sphinx_aiarticle.migrate.hugo_copy import PARTS
from sphinx_aiarticle.migrate.hugo_settings import read_settings, unmade_files, unread_content
from sphinx_aiarticle.migrate.lists import HOME, FolderPage, find_listings, not_found_page
from sphinx_aiarticle.migrate.losses import losses_of
from sphinx_aiarticle.migrate.menu import lost_entries, other_menus
from sphinx_aiarticle.migrate.own_shortcodes import OwnShortcodes
from sphinx_aiarticle.migrate.page import kept_page, lint_pages, migrate_page, page_text
from sphinx_aiarticle.migrate.page_links import PageLinks
from sphinx_aiarticle.migrate.places import RESERVED, find_places
from sphinx_aiarticle.migrate.processes import Processes
from sphinx_aiarticle.migrate.site import HugoSite, read_site
from sphinx_aiarticle.migrate.survey import Survey, survey
from sphinx_aiarticle.migrate.templates import find_templates
from sphinx_aiarticle.model.page import NOT_FOUND, Agent
from sphinx_aiarticle.recognise.headings import FAQ_HEADINGS, SUMMARY_HEADINGS
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import language_problem

if TYPE_CHECKING:
    from sphinx_aiarticle.cli.conf import OwnConf


T = TypeVar("T")


class Output(Record):
    """A file of the project.

    Attributes:
        path: Where it goes, with slashes, below the project.
        text: What it holds, or ``None`` when it is a copy.
        is_page: Whether it is a page of the Hugo site that others do not need.
    """

    path: str
    text: str | None = None
    original: Path | None = None
    origin: str = ""
    is_page: bool = False


class Plan(Record):
    """All that a migration writes and reports; *has_hugo* says whether Hugo was asked what it shows."""

    site: HugoSite
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    pages: int
    has_hugo: bool


class Progress(Protocol):
    """Passes things on one by one, and may show how far it is."""

    def __call__(self, label: str, items: Sequence[T], /) -> Iterable[T]:
        """Pass *items* on; *label* says what is done with them."""


def make_plan(
    root: Path, own_conf: OwnConf, now: datetime, progress: Progress, *, lint: bool = False, ask_hugo: bool = True
) -> Plan:
    """Read a Hugo site and return what its Sphinx project holds when pages are published at *now*.

    With *lint*, findings tell what authors would want to fix, too.
    """
    settings, problems = read_settings(root)
    findings = list(problems)
    site = read_site(settings, fallback=root.name)
    findings += _of_settings(root, settings, site)
    copies = list(copied_files(root, site, findings))
    own = _own(content_files(root, site, findings), site, findings)
    evaluation = _asked_hugo(root, now, findings) if ask_hugo else None
    hugo = evaluation.by_source() if evaluation else {}
    shows_html = site.goldmark.shows_html or not _has_design(root, settings)
    templates, kept = find_templates(root, site), own_conf.shortcodes.keys()
    shortcodes = OwnShortcodes(pages=hugo, templates=templates, kept=kept, shows_html=shows_html)
    with Processes(len(own)) as processes:
        content = read_content(
            own,
            site.formats,
            findings,
            _reader(site, own_conf),
            processes,
            partial(progress, "Reading"),
            shortcodes,
            rendered_pages(hugo),
        )
        content = find_places(site, content, hugo, findings)
        texts = (*(page.source for page in content.pages.values()), *(page.content for page in hugo.values()))
        copies += files_of_themes(root, site, {path for path, _ in copies}, texts)
        files = _placed(content, copies)
        outputs = [Output(path=path, original=file.path, origin=file.shown) for path, file in copies]
        found = survey(site, content.pages, files, now, findings, hugo)
        shown = found.published(content.pages)
        listings = find_listings(content.pages, shown, site)
        listings |= not_found_page(root, site) if NOT_FOUND not in content.pages else {}
        addresses = find_addresses(site, content.pages, files, shown.keys(), listings.keys(), hugo)
        addresses = replace(addresses, left=left_lists(site, evaluation, addresses, shown))
        findings += (*lists_that_lead_on(addresses, shown), *lost_entries(addresses, shown, listings))
        empty_feeds = page_feeds(site, shown) | left_feeds(site, evaluation, addresses, shown)
        findings += without_counterpart(evaluation, addresses, empty_feeds.keys()) if evaluation else ()
        outputs += _pages(addresses, content, found, listings, processes, progress, findings, hugo)
    findings += lint_pages(shown) if lint else ()
    findings[:] = shortcodes.told(findings)
    outputs += _feeds(site, empty_feeds)
    published = [name for name in (STATIC, ASSETS) if any(output.path.startswith(f"{name}/") for output in outputs)]
    outputs.append(
        Output(path="conf.py", text=conf_py(site, found, shown, static=published, bundles=content.bundles()))
    )
    return Plan(
        site=site,
        outputs=tuple(_unique(outputs, findings)),
        findings=tuple(findings),
        pages=len(content.pages),
        has_hugo=evaluation is not None,
    )


def _placed(content: ContentFolder, copies: list[tuple[str, SourceFile]]) -> dict[str, str]:
    """Add the files of the content to the *copies*, and return the place of each file in the project by its path."""
    files = {f"/{file.name}": f"/{path}" for path, file in copies}
    for path, file in content.resources.items():
        place = path if "/" in path else f"{STATIC}/{path}"  # beside the start page, where the project itself is
        files |= {f"/{path}": f"/{place}", f"/{file.name}": f"/{place}"}
        copies.append((place, file))
    return files


def _reader(site: HugoSite, own_conf: OwnConf) -> Callable[..., Conversion]:
    """Return what reads an article of the site."""
    context = SiteContext(
        params={**site.params, **own_conf.params},
        own=own_conf.shortcodes,
        emoji=site.emoji,
        goldmark=site.goldmark,
        key_names=own_conf.key_names,
        taxonomies=[name for name in site.taxonomies if name != "authors"],  # each of several is a person
    )
    return partial(
        convert,
        summary_headings=(*SUMMARY_HEADINGS, *own_conf.summary_headings),
        faq_headings=(*FAQ_HEADINGS, *own_conf.faq_headings),
        parser=ArticleParser(context),
        is_tried=False,  # a page that cannot be written is kept as it is
    )


def _feeds(site: HugoSite, pages: Mapping[str, Page]) -> Iterator[Output]:
    """Yield feeds that list nothing: those of single pages, as in Hugo, and of lists that lead to a page."""
    base, tags = site.base_url or "/", {language.key: language.tag for language in site.languages}
    for path, page in pages.items():
        feed = Feed(
            url=base + quote(path.lstrip("/")),
            home=base + quote(page.address.lstrip("/")),
            title=page.title or site.title,
            language=tags[page.language],
            publisher=Agent(key="", name=site.title),
            items=(),
        )
        yield Output(path=f"{STATIC}{path}", text=atom(feed).decode(), origin=page.file.shown)


def _has_design(root: Path, settings: Mapping[str, object]) -> bool:
    """Whether a site has templates of pages; without any, Hugo shows nobody what it leaves out."""
    own = (path.relative_to(root).parts for path in (root / "layouts").rglob("*.html"))
    return bool(settings.get("theme") or settings.get("module")) or any(set(PARTS).isdisjoint(parts) for parts in own)


def _of_settings(root: Path, settings: Mapping[str, object], site: HugoSite) -> Iterator[Finding]:
    if settings.get("disablepathtolower") is True:
        message = (
            "With disablePathToLower old addresses have capitals. The new ones of lists have none, and those of pages "
            "only where Hugo is installed; let the server lead from the old ones to the new ones."
        )
        yield needs_human("capitals", ".", message)
    yield from (*unread_content(settings), *other_menus(settings), *unmade_files(root, settings, site.page_forms))
    for language in site.languages:
        if problem := language_problem(language.tag):
            message = f"{problem}. Its pages do not say which language they are in until 'locale' in the settings does."
            yield left("language", ".", message)


def _asked_hugo(root: Path, now: datetime, findings: list[Finding]) -> Evaluation | None:
    """Return what Hugo says of the site; nothing where it is not installed, or cannot build the site."""
    try:
        hugo = find_hugo()
        if hugo is None:
            return None
        evaluation = evaluate(root, now, hugo=hugo)
    except HugoError as error:
        message = f"{error}. The migration goes on without what Hugo alone knows."
        findings.append(needs_human("Hugo", ".", message))
        return None
    findings += (
        left("Hugo", item.source, f"Hugo {evaluation.version} cannot read it: {item.reason}")
        for item in evaluation.dropped
    )
    return evaluation


def _own(files: Iterable[SourceFile], site: HugoSite, findings: list[Finding]) -> list[SourceFile]:
    """Return the files under ``content/``, without pages in folders that the project has a use for."""
    own = []
    for file in files:
        if file.name.partition("/")[0] in RESERVED and file.path.suffix.lower() in site.formats:
            message = "A folder of this name has another use in the project, which pages cannot share; rename it."
            findings.append(needs_human("reserved name", file.shown, message))
        elif not any(part.startswith(".") for part in file.name.split("/")):
            own.append(file)
    return own


def _pages(
    addresses: Addresses,
    content: ContentFolder,
    found: Survey,
    listings: Mapping[str, FolderPage],
    processes: Processes,
    progress: Progress,
    findings: list[Finding],
    hugo: Mapping[str, HugoPage],
) -> Iterator[Output]:
    tags = {language.key: language.tag for language in addresses.languages[1:] if not language_problem(language.tag)}
    stores = {setup.key: setup.store for setup in found.stores}

    def written(page: Page) -> tuple[str, list[Finding]]:
        docname, links = page.docname, PageLinks(page=page, addresses=addresses)
        try:
            language = tags.get(page.language, "")
            text, told = migrate_page(page, links, stores, listings.get(docname), language=language)
        except Exception as error:
            text, told = kept_page(page, error)
        if original := hugo.get(page.file.shown):
            try:
                told += losses_of(links, original.content, text)
            except Exception as error:  # an error of ours costs one page its comparison
                message = f"It could not be compared with what Hugo shows ({type(error).__name__}); read it yourself."
                told.append(needs_human("not compared", page.file.shown, message))
        return text, told

    pages = tuple(content.pages.values())
    results = processes.share(written, pages, lambda page: page.file.shown, partial(progress, "Converting"))
    for page, (text, told) in zip(pages, results, strict=True):
        findings += told
        yield Output(path=f"{page.docname}.md", text=text, origin=page.file.shown, is_page=page.docname not in listings)
    for docname in listings.keys() - content.pages.keys():
        aliases = addresses.aliases(docname, ()) if docname == HOME else []
        data = {"orphan": True} if docname != HOME else {"aliases": aliases} if aliases else {}
        listing = listings[docname]
        yield Output(path=f"{docname}.md", text=page_text(data, listing.lines, listing.title))


def _unique(outputs: Iterable[Output], findings: list[Finding]) -> Iterator[Output]:
    """Yield one file for each place, and a finding for each one too many."""
    seen: dict[str, Output] = {}
    for output in outputs:
        first = seen.setdefault(output.path, output)
        if first is output:
            yield output
        else:
            message = f"Its place {output.path!r} in the project is taken by {first.origin or 'a page'!r}; rename one."
            findings.append(needs_human("same file", output.origin or output.path, message))
