"""The checked configuration of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.config import Config

from sphinx_aiarticle import config_values as read
from sphinx_aiarticle.config_option import Option, option
from sphinx_aiarticle.config_site import (
    FeedPlan,
    PagePlan,
    SiteLanguage,
    read_after,
    read_feeds,
    read_languages,
    read_page_types,
    read_pages,
    read_taxonomies,
    read_type,
    read_types,
)
from sphinx_aiarticle.config_values import Affiliation, Disclosure, Words
from sphinx_aiarticle.diagnostics import Problem, Subtype, conf_location, warn
from sphinx_aiarticle.frontmatter import read_key_names
from sphinx_aiarticle.hugo.permalinks import read_permalinks
from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import host_of
from sphinx_aiarticle.stores.registry import forms_with
from sphinx_aiarticle.stores.store_settings import read_stores
from sphinx_aiarticle.stores.template import LinkForms, Store
from sphinx_aiarticle.values import read_name

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.site_context import Goldmark


def _read_goldmark(value: Mapping[str, object], problems: list[Problem]) -> Goldmark | None:
    if not value:
        return None
    from sphinx_aiarticle.hugo.site_context import read_goldmark

    return read_goldmark(value, problems)


# fmt: off
class Settings(Record):
    """The configuration, read and checked: what ``conf.py`` sets, and what follows from it.

    Attributes:
        confdir: The folder of ``conf.py``.
        link_forms: The forms of links to shops, with those of the project's own stores.
    """

    publisher: Agent | None = option(
        default={}, types=(dict,), rebuild="env", parts=read.read_publisher,
        description="Who publishes the site: `name`, `url`, `logo` (an address or a file), `same_as` (a list of "
        "addresses), `description`, `type`, `publishing_principles` (an address). Without it the project's name is "
        "used.",
    )
    authors: Mapping[str, Agent] = option(
        default={}, types=(dict,), rebuild="env", parts=read.read_authors,
        description="Authors by the key that articles use: `name`, `url`, `same_as`, `job_title`, `description`, "
        "`image` (an address or a file), `type` (`Person` or `Organization`).",
    )
    default_author: str = option(
        default="", types=(str,), rebuild="env", read=read_name,
        description="Key or name of the author of articles that name none.",
    )
    article_type: str = option(
        default="BlogPosting", types=(str,), rebuild="html", read=read_type,
        description="schema.org type of an article.",
    )
    article_types: Mapping[str, str] = option(
        default={}, types=(dict,), rebuild="html", parts=read_types,
        description="schema.org type by category, for example `{\"News\": \"NewsArticle\"}`; the first category that "
        "is listed decides.",
    )
    page_types: Mapping[str, str] = option(
        default={}, types=(dict,), rebuild="html", parts=read_page_types,
        description="schema.org type by pattern of documents, for example `{\"api/**\": \"APIReference\", "
        "\"tutorials/*\": \"TechArticle\", \"about\": \"AboutPage\"}`: an article type or a page type. The first "
        "pattern that fits decides; `type` in the front matter of a page wins.",
    )
    software: str = option(
        default="", types=(str,), rebuild="",
        description="The file that describes the software of the documentation, by its path from the folder of "
        "`conf.py`: `pyproject.toml`, `CITATION.cff` or `codemeta.json`, for example `\"../pyproject.toml\"`. The "
        "structured data then say what the site is about: name, version, licence, repository, authors.",
    )
    stores: Mapping[str, Store] = option(
        default={}, types=(dict,), rebuild="env", parts=read_stores,
        description="Shops by key, in button order. A shop is a `preset` with your ids, or a `name` with a `search` "
        "address that holds `{keyword}`, and an `item` address with an identifier. A `network` or a `deep_link` with "
        "`{url}` pays for its links. Also `label`, `background`, `color`, `parameters` and `own_ids`.",
    )
    catalog: tuple[str, ...] = option(
        default="", types=(str, list, tuple), rebuild="", parts=read.read_names,
        description="TOML files of products for `product-box` and `product-list`, by their paths from the folder of "
        "`conf.py`: one, or a list; `*` means all that match. Pages whose products change are read again by "
        "themselves.",
    )
    disclosure: Disclosure = option(
        default=True, types=(bool, str, dict), rebuild="env", parts=read.read_disclosure,
        description="The notice in front of shop links: `True`, a sentence, or `label`, `text`, `amazon_name` (who "
        "takes part in Amazon's programme), each a text or one by language, and `place`: `link` (above the first link "
        "outside a box) or `top` (at the head of every page with such links, too). With `False`, pages without a "
        "notice of the author's own warn.",
    )
    affiliate: Affiliation = option(
        default=True, types=(bool, str), rebuild="env", read=read.read_affiliation,
        description="Whether shop links earn: `False` makes plain links of them, without notices, and `\"none\"` "
        "leaves them out. The tag `no_affiliate` (`sphinx-build -t no_affiliate`) is the same as `False`.",
    )
    affiliate_builders: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_patterns,
        description="Builders besides those of web pages whose shop links earn, for example `[\"latex\"]`. Amazon "
        "forbids such links in PDF, e-books and print; without this setting they lead to the shops themselves there.",
    )
    link_rel: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_rel,
        description="Words added to `rel=\"sponsored noopener\"` of paid links, to shops and to sponsors, for example "
        "`[\"nofollow\"]`.",
    )
    link_target: str = option(
        default="_blank", types=(str,), rebuild="html", read=read.one_of("_blank", ""),
        description="Where shop links open: `_blank` for a new tab (screen readers are told), or empty.",
    )
    price_max_age: int = option(
        default=30, types=(int,), rebuild="env", read=read.read_days,
        description="Days after which a price disappears from the page and the structured data.",
    )
    translations: Mapping[str, str] = option(
        default={}, types=(dict,), rebuild="html", parts=read.read_translations,
        description="Where the same documents are in other languages: the address of each build by its language, for "
        "example `{\"ja\": \"https://example.org/\", \"en\": \"https://example.org/en/\"}`; also `x-default`. Pages "
        "then name their translations (`hreflang`).",
    )
    json_ld: bool = option(
        default=True, types=(bool,), rebuild="html",
        description="Whether pages carry structured data. It needs `html_baseurl`.",
    )
    json_ld_files: bool = option(
        default=False, types=(bool,), rebuild="html",
        description="Whether the data of each page are a file, too (`page.jsonld` beside `page.html`), which the page "
        "names, and those of the site are one (`graph.nq`). The builders `jsonld` and `dirjsonld` write nothing else.",
    )
    markdown: bool = option(
        default=False, types=(bool,), rebuild="html",
        description="Whether each page has a Markdown twin (`page.md` beside `page.html`) for agents and other readers "
        "of text, and the site `llms.txt` and `llms-full.txt`.",
    )
    sitemap: bool = option(
        default=False, types=(bool,), rebuild="",
        description="Whether the site has a `sitemap.xml` with dates, images and translations. It needs "
        "`html_baseurl`. Where sphinx-sitemap writes one, that one gets the dates and images.",
    )
    validate: bool = option(
        default=True, types=(bool,), rebuild="html",
        description="Whether the structured data of each page is checked: schema.org, required properties, ids.",
    )
    json_ld_placement: str = option(
        default="script", types=(str,), rebuild="html",
        read=read.one_of("script", "head", "body"),
        description="Where the script element goes: with the page's `script` files (every theme prints them), in the "
        "`head` (themes that leave out `metatags` lose it), or at the end of the `body`.",
    )
    product_schema: str = option(
        default="eligible", types=(str,), rebuild="html",
        read=read.one_of("eligible", "always", "never"),
        description="When a box becomes a `Product`: only where search engines accept it (`eligible`), `always`, or "
        "`never`. Otherwise it is a `Thing` that the page mentions.",
    )
    faq_style: str = option(
        default="headings", types=(str,), rebuild="html", read=read.one_of("headings", "accordion"),
        description="How questions look in HTML: as `headings`, or as an `accordion` of elements that open.",
    )
    image_preview: str = option(
        default="", types=(str,), rebuild="html", read=read.one_of("", "standard", "large"),
        description="How large the picture of an article with a cover may be in search results (`max-image-preview` of "
        "the robots element): `large`, as Google Discover asks, `standard`, or nothing said.",
    )
    header: bool = option(
        default=True, types=(bool,), rebuild="env",
        description="Whether articles show their cover, dates, authors and tags below the title.",
    )
    labels: Mapping[str, Words] = option(
        default={}, types=(dict,), rebuild="env", parts=read.read_labels,
        description="Words of your own for labels of the package, by the English label: "
        "`{\"Summary\": \"In short\"}`, or by language, `{\"de\": {\"Summary\": \"Kurz gesagt\"}}`. Names in braces "
        "such as `{store}` stay.",
    )
    after: tuple[str, ...] = option(
        default=(), types=(bool, list, tuple), rebuild="html", parts=read_after,
        description="What articles end with: some of `series`, `author`, `related`, `neighbours`, in their order; "
        "`True` for all.",
    )
    pages: Mapping[str, PagePlan] = option(
        default={}, types=(bool, dict, list, tuple), rebuild="html", parts=read_pages,
        description="Pages that are made of the articles: `True` for all, or those of `categories`, `tags`, `series`, "
        "`authors`, `archive`, `sections` (folders) and `home` that are listed or have a mapping with `path`, `title`, "
        "`per_page` (10), `style`, `images`, `excerpt`, `feed` (a file in the folder of each page), `exclude`, for "
        "example `{\"tags\": {\"path\": \"topics\", \"feed\": \"feed.xml\"}}`.",
    )
    taxonomies: Mapping[str, PagePlan] = option(
        default={}, types=(dict, list, tuple), rebuild="env", parts=read_taxonomies,
        description="Further keys of front matter whose terms have such pages: a list, or a mapping as for "
        "`aiarticle_pages`, for example `{\"brands\": {\"title\": \"Makers\"}}`.",
    )
    languages: Mapping[str, SiteLanguage] = option(
        default={}, types=(dict,), rebuild="env", parts=read_languages,
        description="The folders of other languages in this project, for example `{\"en\": \"en\"}`, or `{\"en\": "
        "{\"path\": \"en\", \"title\": \"My blog\"}}`. Documents there are in that language, have generated pages and "
        "feeds of their own below it, and name their translations (`hreflang`), which have the same path or "
        "`translationKey`. So are documents whose names end with it, such as `mat.en.md`.",
    )
    feeds: tuple[FeedPlan, ...] = option(
        default={}, types=(bool, dict, list, tuple), rebuild="html", parts=read_feeds, needs="taxonomies",
        description="Feeds by their path in the site, such as `{\"feed.xml\": {}}`: `.json` is JSON Feed, any other "
        "name Atom; `True` for `feed.xml` and `feed.json`. Each has `folder`, `category`, `tag`, `series`, `author`, "
        "`language` or a key of `aiarticle_taxonomies`, as in `article-list`, and `title`, `limit` (20) and "
        "`excerpt` (`description`, `summary`, or `content` for the whole text).",
    )
    css: bool = option(
        default=True, types=(bool,), rebuild="html",
        description="Whether pages load the stylesheet. Without it boxes are bare HTML of the same classes.",
    )
    timezone: tzinfo = option(
        default="UTC", types=(str,), rebuild="env", read=read.read_timezone,
        description="Time zone of dates that name none: an IANA name or an offset such as `+09:00`.",
    )
    drafts: bool = option(
        default=False, types=(bool,), rebuild="env",
        description="Whether pages with `draft: true` are part of the site. They then ask search engines to stay away.",
    )
    future: bool = option(
        default=False, types=(bool,), rebuild="env",
        description="Whether pages whose `publishDate` or `date` is still to come are part of the site.",
    )
    expired: bool = option(
        default=False, types=(bool,), rebuild="env",
        description="Whether pages whose `expiryDate` is over are part of the site.",
    )
    other_keys: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_patterns,
        description="Front matter keys that other tools read and that are therefore no mistake.",
    )
    key_names: Mapping[str, str] = option(
        default={}, types=(dict,), rebuild="env", parts=read_key_names,
        description="Front matter keys of your own, or of another tool, and the key here that each means, for example "
        "`{\"image\": \"cover\", \"subtitle\": \"description\"}`.",
    )
    hugo: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_patterns,
        description="Patterns of documents that are read as Hugo articles, for example `[\"posts/*\"]`, which covers "
        "page bundles such as `posts/name/index.md`, too; `**` goes through all folders.",
    )
    redirects: bool | str = option(
        default=True, types=(bool, str), rebuild="", read=read.one_of(True, False, *read.ADDRESS_FORMS),
        description="Whether pages at the addresses by which articles were known lead to where they are now: the "
        "addresses of Hugo, by file name and by `slug`, and `aliases`. A page or file of yours is never overwritten. "
        "With `\"folders\"` every other page answers at `name/` too, and with `\"files\"` at `name.html`, whichever "
        "builder makes the site.",
    )
    bundles: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="", parts=read.read_patterns,
        description="Patterns of folders with a document `index` whose other files are published at the addresses of "
        "that document, as Hugo does with page bundles, for example `[\"posts/*\"]`. The bundles of Hugo articles are "
        "published without it.",
    )
    hugo_emoji: bool = option(
        default=False, types=(bool,), rebuild="env",
        description="Whether codes such as `:rocket:` in Hugo articles are emoji, as `enableEmoji` of Hugo says.",
    )
    hugo_goldmark: Goldmark | None = option(
        default={}, types=(dict,), rebuild="env", parts=_read_goldmark,
        description="How the Markdown of Hugo articles is read, as `markup.goldmark` of the Hugo site has it, for "
        "example `{\"extensions\": {\"linkify\": False}}`; without it as Hugo does by default.",
    )
    hugo_permalinks: Mapping[str, str] = option(
        default={}, types=(dict,), rebuild="env", read=read_permalinks,
        description="Patterns of addresses by section, as `permalinks` of a Hugo site has them, for example "
        "`{\"posts\": \"/:year/:month/:slug/\"}`. Links to such addresses are found, and pages there lead on.",
    )
    hugo_params: Mapping[str, Any] = option(
        default={}, types=(dict,), rebuild="env",
        description="Parameters of the Hugo site that the shortcode `param` shows.",
    )
    hugo_shortcodes: Mapping[str, Any] = option(
        default={}, types=(dict,), rebuild="", parts=read.read_shortcodes,
        description="Your own shortcodes in Hugo articles by name: a Jinja template of Markdown with the named values, "
        "`args`, `inner` and `page`, or a function that takes the call and returns Markdown.",
    )
    summary_headings: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_patterns,
        description="Further headings that begin the summary of a Hugo article, in any language; many are built in. "
        "Case, width, emoji and punctuation around the words do not matter.",
    )
    faq_headings: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_patterns,
        description="Further headings that begin the questions and answers of a Hugo article; many are built in.",
    )
    faq_pages: tuple[str, ...] = option(
        default=(), types=(list, tuple), rebuild="env", parts=read.read_patterns,
        description="Patterns of further documents, such as `[\"guide/*\"]`, whose FAQ is read from ordinary headings: "
        "those one level below a heading such as \"FAQ\" are its questions. `aiarticle: {faq: true}` in the front "
        "matter of a page asks for the same.",
    )
    add_ids: bool = option(
        default=False, types=(bool,), rebuild="env",
        description="Whether plain links in the text to products and searches of your stores get your ids too, and "
        "with them a notice. The links of product boxes always do.",
    )
    lint: frozenset[Subtype] = option(
        default=("duplicate_slug", "missing_id"), types=(bool, list, tuple), rebuild="env", parts=read.read_lint,
        description="Whether articles are checked for what their author would want to fix: `True` for everything, or "
        "a list of the warnings that begin with `Lint`, for example `[\"description\", \"rel\"]`. By default "
        "articles at one address are named, and links in the text to your stores that carry no id of yours.",
    )
    mend_emphasis: bool = option(
        default=False, types=(bool,), rebuild="env",
        description="Whether bold text next to Japanese brackets, such as `**「word」**は`, becomes bold in Markdown "
        "articles although CommonMark does not see it.",
    )
    confdir: Path
    link_forms: LinkForms
# fmt: on


#: What ``conf.py`` sets, in the order of the reference.
OPTIONS: tuple[Option, ...] = tuple(
    replace(entry.metadata["option"], name=entry.name) for entry in fields(Settings) if "option" in entry.metadata
)

_settings: WeakKeyDictionary[Config, Settings] = WeakKeyDictionary()


def settings(config: Config) -> Settings:
    """Return the checked settings of *config*."""
    found = _settings.get(config)
    if found is None:
        found = load(config, None)
    return found


def site_name(config: Config) -> str:
    """Return the name of the site: its host, where ``conf.py`` has none and Sphinx says that it is not set."""
    is_set = config.project != config.values["project"].default
    return (not is_set and host_of(config.html_baseurl)) or config.project


def load(config: Config, confdir: str | Path | None) -> Settings:
    """Read the settings anew, and warn of what is wrong if the folder of ``conf.py`` is given."""
    values: dict[str, Any] = {}
    for declared in OPTIONS:
        needed = [values[declared.needs]] if declared.needs else []
        values[declared.name] = _read(declared, config, confdir, needed)
    found = _settings[config] = Settings(
        **values, confdir=Path(confdir or ""), link_forms=forms_with(values["stores"].values())
    )
    return found


def _read(option: Option, config: Config, confdir: str | Path | None, needed: Sequence[Any]) -> Any:
    name = f"aiarticle_{option.name}"
    value = getattr(config, name)
    problems: list[Problem] = []
    if not isinstance(value, option.types):
        value = option.default
    try:
        found = option.read(value, problems, *needed)
    except (ValueError, TypeError) as error:
        found = option.read(option.default, [], *needed)
        problems.append(Problem(subtype=Subtype.CONFIG, message=str(error)))
    for problem in problems:
        warn(problem.subtype, "%s: %s", name, problem.message, location=conf_location(confdir, name))
    return found
