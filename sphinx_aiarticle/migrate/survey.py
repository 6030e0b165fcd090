"""What all pages together say about the site: shops, authors, zones, keys, and what is not published."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.config_site import taxonomy_problem
from sphinx_aiarticle.config_values import read_timezone
from sphinx_aiarticle.frontmatter import Block, to_article
from sphinx_aiarticle.frontmatter.foreign import HINTED_PICTURES, hinted_picture
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS, closest_key
from sphinx_aiarticle.frontmatter.publication import Publishing, Window, why_left_out, window_of
from sphinx_aiarticle.hugo.paths import alias_paths
from sphinx_aiarticle.migrate.findings import Finding, left, needs_human
from sphinx_aiarticle.migrate.front_matter import clean_block, unknown_keys
from sphinx_aiarticle.migrate.word_tokens import tokens_of
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.problem import said_once
from sphinx_aiarticle.recognise.boxes import BoxProduct
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import is_for_sale
from sphinx_aiarticle.stores.link import Link, parse
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import LinkKind, Store
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.evaluator import HugoPage
    from sphinx_aiarticle.migrate.site import HugoSite


_SENTENCE: Final = 12  # words and marks
_COMPARED: Final = 1_000  # texts of a list that are looked for on the page
_NAME: Final = re.compile(r"[\w./:#?=&%+@~-]*", re.ASCII)  # of a page or a file, or an address
_USUAL: Final = 3  # pages with a key that is no slip any more
_LONGEST_DATE: Final = 100  # characters
_FENCE: Final = re.compile(r"^[ \t>]*+(?:`{3,}+|~{3,}+)[ \t]*+([\w+#.-]++)", re.MULTILINE)
_OFFSET: Final = re.compile(r"[T ]\d\d:\d\d.*?(Z|[+-]\d\d:?\d\d)$")


class StoreSetup(Record):
    """One entry of ``aiarticle_stores``.

    Attributes:
        ids: The user's ids, after the name of the ``network`` where it is not the usual one of the shop.
    """

    key: str
    preset: str
    ids: tuple[tuple[str, str], ...]

    @property
    def store(self) -> Store:
        """The shop as product boxes use it."""
        ids = dict(self.ids)
        return PRESETS[self.preset].store(self.key, ids, network=NETWORKS.get(ids.get("network", "")))


class Survey(Record):
    """What the articles say that belongs into ``conf.py``.

    Attributes:
        stores: The shops of the product boxes, in button order.
        categories: Categories of articles, the most usual first.
        other_keys: Keys of front matter that no known tool reads.
        pictures: How many articles have a picture that is not shown, by the key that names it.
        timezone: The offset that all dates have; empty when they differ.
        unpublished: Path and reason of each page that Hugo would leave out today.
        missing_covers: How many covers are not among the files of the site.
        schemes: Schemes of links that MyST-Parser does not take for addresses without being told.
    """

    stores: Sequence[StoreSetup]
    authors: Sequence[str]
    categories: Sequence[str]
    other_keys: Sequence[str]
    pictures: Mapping[str, int]
    timezone: str
    unpublished: Sequence[tuple[str, str]]
    missing_covers: int
    code: Sequence[str]
    schemes: Sequence[str]

    def published(self, pages: Mapping[str, Page]) -> dict[str, Page]:
        """Return the pages that are part of the site today."""
        hidden = {path.removesuffix(".md") for path, _ in self.unpublished}
        return {docname: page for docname, page in pages.items() if docname not in hidden}


def find_stores(products: Iterable[BoxProduct]) -> tuple[StoreSetup, ...]:
    """Return the shops that boxes lead to, with the ids found most often, in the most usual order of buttons."""
    setups: dict[str, Counter[StoreSetup]] = {}
    orders: Counter[tuple[str, ...]] = Counter()
    for product in products:
        orders[tuple(link.store for link in product.links)] += 1
        for link in product.links:
            setup = _setup(link.store, link.url)
            if setup:
                setups.setdefault(link.store, Counter())[setup] += 1
    keys = dict.fromkeys(key for order, _ in orders.most_common() for key in order)
    # An id beats none, however seldom it is: a link without it earns nothing.
    best = {key: max(found, key=lambda setup: (bool(setup.ids), found[setup])) for key, found in setups.items()}
    return tuple(best[key] for key in keys if key in best)


def keyword_of(product: BoxProduct, stores: Mapping[str, Store]) -> str:
    """Return the search word from which the configured shops build exactly the links of a box, or nothing."""
    for link in product.links:
        found = parse(link.url)
        keyword = " ".join(found.keyword.split()) if isinstance(found, Link) else ""
        if keyword and all(
            other.store in stores and stores[other.store].search_link(keyword) == other.url for other in product.links
        ):
            return keyword
    return ""


def _setup(key: str, url: str) -> StoreSetup | None:
    """Return the entry that makes links such as *url*; none for a shop that is not known, and for short addresses."""
    link = parse(url)
    if not isinstance(link, Link):
        return None
    through = next((level for level in link.levels if level.kind is LinkKind.NETWORK), None)
    network = NETWORKS.get(through.key) if through else None
    site = link.shop.key
    if site not in PRESETS:  # the link does not tell the shop
        site = next((key for key, preset in PRESETS.items() if through and preset.network.key == through.key), "")
    if site not in PRESETS or link.shop.kind is LinkKind.SHORT:
        return None
    # The preset whose usual network it is has the shorter entry.
    shop = PRESETS[site]
    usual = [shop, *(other for other in PRESETS.values() if (other.family, other.search) == (shop.family, shop.search))]
    preset = next((other for other in usual if network and other.network == network), shop)
    level = through or link.shop
    wanted = (network or preset.network).ids
    ids = {name: level.values.get(name, "") for name in wanted}
    if not ids or not all(ids.values()) or (network and not network.is_writable):
        return StoreSetup(key=key, preset=preset.key, ids=())
    named = {"network": network.key} if network and network != preset.network else {}
    return StoreSetup(key=key, preset=preset.key, ids=tuple({**named, **ids}.items()))


def survey(
    site: HugoSite,
    pages: Mapping[str, Page],
    files: Collection[str],
    now: datetime,
    findings: list[Finding],
    hugo: Mapping[str, HugoPage],
) -> Survey:
    """Return what the pages say that belongs into ``conf.py``; Hugo has the last word on what is published."""
    timezone = _common_offset(pages.values())
    zone = read_timezone(timezone or "UTC")
    blocks = {docname: clean_block(page.conversion.front_matter) for docname, page in pages.items()}
    other_keys = _other_keys(site, pages, blocks, findings)
    keys = (*other_keys, *HINTED_PICTURES)
    read = {
        docname: to_article(block, timezone=zone, other_keys=keys, taxonomies=site.taxonomies)
        for docname, block in blocks.items()
    }
    articles = {docname: article for docname, (article, _) in read.items()}
    pictures: dict[str, list[Page]] = defaultdict(list)
    for docname, article in articles.items():
        key = hinted_picture(blocks[docname].data)[0] if article.is_article and not article.cover else ""
        if key:
            pictures[key].append(pages[docname])
    missing = sum(_misses_cover(article, pages[docname], files, findings) for docname, article in articles.items())
    reasons = (
        (docname, _why_left_out(hugo.get(page.file.shown), window_of(blocks[docname].data, zone), now))
        for docname, page in pages.items()
    )
    unpublished = {docname: reason for docname, reason in reasons if reason}
    for docname, reason in unpublished.items():
        message = f"Hugo does not publish it: {reason}. It moves, and conf.py excludes it."
        findings.append(left("unpublished page", pages[docname].file.shown, message))
    findings += (
        needs_human("front matter", first, problem.message, problem.line, more)
        for first, problem, more in said_once(
            (pages[docname].file.shown, problem)
            for docname, block in blocks.items()
            for problem in (*block.problems, *read[docname][1], *alias_paths(docname, block)[1])
        )
    )
    kind = "picture of the front matter"
    findings += (_of_key(kind, _UNSHOWN_PICTURE, key, shown_by, "articles") for key, shown_by in pictures.items())
    return Survey(
        stores=find_stores(
            box
            for page in pages.values()
            for match in page.conversion.matches
            if isinstance(box := match.box, BoxProduct)
        ),
        authors=_most_usual(article.authors for article in articles.values()),
        categories=_most_usual(article.categories for article in articles.values()),
        other_keys=sorted({*other_keys, *pictures}),
        pictures={key: len(shown_by) for key, shown_by in pictures.items()},
        timezone="" if site.timezone else timezone,
        unpublished=[(f"{docname}.md", reason) for docname, reason in unpublished.items()],
        missing_covers=missing,
        code=sorted({match[1] for page in pages.values() for match in _FENCE.finditer(page.source)}),
        schemes=sorted({scheme for page in pages.values() for scheme in page.conversion.schemes}),
    )


def _most_usual(names: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(name for name, _ in Counter(chain.from_iterable(names)).most_common())


def _why_left_out(asked: HugoPage | None, window: Window, now: datetime) -> str:
    """Return why a page is not published, where it is not; Hugo has the last word."""
    reason = why_left_out(window, Publishing(), now)
    if asked:
        return "" if asked.published else reason or "Hugo leaves it out"
    return reason


def _other_keys(
    site: HugoSite, pages: Mapping[str, Page], blocks: Mapping[str, Block], findings: list[Finding]
) -> list[str]:
    """Return the keys of front matter that no known tool reads, and note those of which readers may miss something."""
    having: dict[str, list[Page]] = defaultdict(list)
    for docname, block in blocks.items():
        for key in unknown_keys(block.data):
            having[key].append(pages[docname])
    taxonomies = [name for name in site.taxonomies if not taxonomy_problem(name)]
    meant = {key: closest_key(key, ARTICLE_KEYS) for key in having}
    own = [key for key, found in having.items() if len(found) >= _USUAL or not meant[key]]
    other_keys = sorted(key for key in own if key.lower() not in taxonomies)
    likely = (key for key in other_keys if meant[key])
    findings += (_of_key("front matter", _LIKE_ANOTHER, key, having[key], meant=meant[key]) for key in likely)
    texts: dict[str, list[Page]] = defaultdict(list)
    for docname, block in blocks.items():
        params = block.data.get("params")
        values = {key: block.data[key] for key in unknown_keys(block.data) if key in block.data}
        values |= {f"params.{key}": value for key, value in params.items()} if isinstance(params, dict) else {}
        for key, value in values.items():
            if key.lower() not in site.taxonomies and _shows_less(pages[docname], value):
                texts[key].append(pages[docname])
    findings += (_of_key("text of the front matter", _UNSHOWN_TEXT, key, found) for key, found in texts.items())
    return other_keys


def _shows_less(page: Page, value: object) -> bool:
    """Whether a list, such as the steps of a recipe, or a text of several lines says more than its page does.

    So does the address of something for sale, which a template makes a button.
    """
    if isinstance(value, str) and is_for_sale(value):
        address = value.partition("?")[0]
        return not any(address in line for line in page.conversion.lines[page.conversion.front_matter.length :])
    texts = [text for text in _texts_in(value) if not _NAME.fullmatch(text)]
    if sum(len(tokens_of(text)) for text in texts) < _SENTENCE:
        return False
    body = "\n".join(page.conversion.lines[page.conversion.front_matter.length :])
    return len(texts) > _COMPARED or any(text not in body for text in texts)


def _texts_in(value: object, *, inside: bool = False) -> Iterator[str]:
    """Yield the texts in lists, with all that is within these, and those of several lines, in mappings too."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one, inside=inside or isinstance(value, list))
    elif isinstance(value, str) and (inside or "\n" in value.strip()):
        yield value


def _common_offset(pages: Iterable[Page]) -> str:
    """Return the offset from UTC that all dates with one have, or nothing when they differ."""
    matches = (_OFFSET.search(page.text("date")[:_LONGEST_DATE]) for page in pages)
    offsets = {match[1] for match in matches if match}
    offset = offsets.pop() if len(offsets) == 1 else ""
    return "UTC" if offset == "Z" else offset


#: What to do about a picture under a key that themes of Hugo show, or keep for link previews.
_UNSHOWN_PICTURE: Final = (
    "The picture under {key!r} in {place} is not shown; to have it at the head of the article, take "
    "aiarticle_key_names in conf.py out of its comment."
)
#: What to do about a text or an address of the front matter that templates of the site show.
_UNSHOWN_TEXT: Final = (
    "The text under {key!r} in {place} is not shown, for only templates of the old site know how; what readers need of "
    "it belongs below the front matter."
)
#: What to do about a key of many pages that resembles one that this package reads.
_LIKE_ANOTHER: Final = (
    "{count} pages have the key {key!r}, which aiarticle_other_keys in conf.py takes for your own; if {meant!r} is "
    "meant, delete it there and rename it."
)


def _of_key(kind: str, message: str, key: str, pages: Sequence[Page], noun: str = "pages", meant: str = "") -> Finding:
    """Return a finding about a key, at its first place."""
    count, first = len(pages), pages[0]
    place = f"the front matter of {count} {noun}" if count > 1 else "the front matter"
    said = message.format(key=key, count=count, meant=meant, place=place)
    return left(kind, first.file.shown, said, first.conversion.front_matter.lines.get(key))


def _misses_cover(article: Article, page: Page, files: Collection[str], findings: list[Finding]) -> bool:
    """Note a cover that is not a file of the site; the page shows none then."""
    image = article.cover.image if article.cover else ""
    if not image or is_web_url(image):
        return False
    places = {posixpath.normpath(f"/{folder}/{image}") for folder in ("", page.folder, page.docname)}
    if not places.isdisjoint(files):
        return False
    message = f"The cover {image!r} is not among the files of the site; the page shows none."
    lines = page.conversion.front_matter.lines
    findings.append(left("missing cover", page.file.shown, message, lines.get("cover.image", lines.get("cover"))))
    return True
