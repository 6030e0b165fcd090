"""The checked configuration of a project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from sphinx_aiarticle import config_values as read
from sphinx_aiarticle.config_values import read_disclosure
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.hugo.permalinks import read_permalinks
from sphinx_aiarticle.stores.known import sites_with
from sphinx_aiarticle.stores.settings import read_stores, store_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_aiarticle.config_values import Affiliation, Disclosure
    from sphinx_aiarticle.model.page import Agent
    from sphinx_aiarticle.stores.template import Sites, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One configuration value.

    Attributes:
        name: Its name without the prefix ``aiarticle_``.
        default: What holds when ``conf.py`` says nothing, or something wrong.
        types: What ``conf.py`` may give.
        rebuild: ``env`` when pages must be read again after a change, ``html`` when they must be written again, empty
            when something else sees to it.
        description: One or two sentences for the reference.
        read: Turns a value of the right type into the setting; raises :class:`ValueError`.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    rebuild: Literal["env", "html", ""]
    description: str
    read: Callable[[Any], Any] = lambda value: value


OPTIONS = (
    Option(
        name="publisher", default={}, types=(dict,), rebuild="env", read=read.read_publisher,
        description="Who publishes the site: `name`, `url`, `logo` (an address or a file), `same_as` (a list of "
        "addresses), `description`, `type`. Without it the project's name is used.",
    ),
    Option(
        name="authors", default={}, types=(dict,), rebuild="env", read=read.read_authors,
        description="Authors by the key that articles use: `name`, `url`, `same_as`, `job_title`, `description`, "
        "`image`, `type` (`Person` or `Organization`).",
    ),
    Option(
        name="default_author", default="", types=(str,), rebuild="env",
        description="Key or name of the author of articles that name none.",
    ),
    Option(
        name="article_type", default="BlogPosting", types=(str,), rebuild="html", read=read.read_type,
        description="schema.org type of an article.",
    ),
    Option(
        name="article_types", default={}, types=(dict,), rebuild="html", read=read.read_types,
        description="schema.org type by category, for example `{\"News\": \"NewsArticle\"}`; the first category that "
        "is listed decides.",
    ),
    Option(
        name="stores", default={}, types=(dict,), rebuild="env", read=read_stores,
        description="Shops by key, in button order. A shop is a `preset` with your ids, or a `name` with a `search` "
        "address that holds `{keyword}`, and an `item` address with an identifier. A `network` or a `deep_link` with "
        "`{url}` pays for its links. Also `label`, `background`, `color`, `parameters` and `own_ids`.",
    ),
    Option(
        name="catalog", default="", types=(str, list, tuple), rebuild="", read=read.read_names,
        description="TOML files of products for `product-box` and `product-list`, by their paths from the folder of "
        "`conf.py`: one, or a list; `*` stands for all that fit. Pages whose products change are read again by "
        "themselves.",
    ),
    Option(
        name="disclosure", default=True, types=(bool, str, dict), rebuild="env", read=read_disclosure,
        description="The notice in front of shop links: `True`, a sentence, or `label`, `text`, `amazon_name` (who "
        "takes part in Amazon's programme), each a text or one by language, and `place`: `link` (above the first link "
        "outside a box) or `top` (at the head of every page with such links, too). With `False`, pages without a "
        "notice of the author's own warn.",
    ),
    Option(
        name="affiliate", default=True, types=(bool, str), rebuild="env", read=read.read_affiliation,
        description="Whether shop links earn: `False` makes plain links of them, without notices, and `\"none\"` "
        "leaves them out. The tag `no_affiliate` (`sphinx-build -t no_affiliate`) is the same as `False`.",
    ),
    Option(
        name="link_rel", default=(), types=(list, tuple), rebuild="html", read=read.read_patterns,
        description="Words added to `rel=\"sponsored noopener\"` of shop links, for example `[\"nofollow\"]`.",
    ),
    Option(
        name="link_target", default="_blank", types=(str,), rebuild="html", read=read.one_of("_blank", ""),
        description="Where shop links open: `_blank` for a new tab (screen readers are told), or empty.",
    ),
    Option(
        name="price_max_age", default=30, types=(int,), rebuild="env", read=read.read_days,
        description="Days after which a price disappears from the page and the structured data.",
    ),
    Option(
        name="translations", default={}, types=(dict,), rebuild="html", read=read.read_translations,
        description="Where the same documents stand in other languages: the address of each build by its language, for "
        "example `{\"ja\": \"https://example.org/\", \"en\": \"https://example.org/en/\"}`; also `x-default`. Pages "
        "then name their translations (`hreflang`).",
    ),
    Option(
        name="json_ld", default=True, types=(bool,), rebuild="html",
        description="Whether pages carry structured data. It needs `html_baseurl`.",
    ),
    Option(
        name="validate", default=True, types=(bool,), rebuild="html",
        description="Whether the structured data of each page is checked: schema.org, required properties, ids.",
    ),
    Option(
        name="json_ld_placement", default="script", types=(str,), rebuild="html",
        read=read.one_of("script", "head", "body"),
        description="Where the script element goes: with the page's `script` files (every theme prints them), in the "
        "`head` (themes that leave out `metatags` lose it), or at the end of the `body`.",
    ),
    Option(
        name="product_schema", default="eligible", types=(str,), rebuild="html",
        read=read.one_of("eligible", "always", "never"),
        description="When a box becomes a `Product`: only where search engines accept it (`eligible`), `always`, or "
        "`never`. Otherwise it is a `Thing` that the page mentions.",
    ),
    Option(
        name="faq_style", default="headings", types=(str,), rebuild="html", read=read.one_of("headings", "accordion"),
        description="How questions look in HTML: as `headings`, or as an `accordion` of elements that open.",
    ),
    Option(
        name="header", default=True, types=(bool,), rebuild="env",
        description="Whether articles show their cover, dates, authors and tags below the title.",
    ),
    Option(
        name="css", default=True, types=(bool,), rebuild="html",
        description="Whether pages load the stylesheet. Without it boxes are bare HTML of the same classes.",
    ),
    Option(
        name="timezone", default="UTC", types=(str,), rebuild="env", read=read.read_timezone,
        description="Time zone of dates that name none: an IANA name or an offset such as `+09:00`.",
    ),
    Option(
        name="other_keys", default=(), types=(list, tuple), rebuild="env", read=read.read_patterns,
        description="Front matter keys that other tools read and that are therefore no mistake.",
    ),
    Option(
        name="hugo", default=(), types=(list, tuple), rebuild="env", read=read.read_patterns,
        description="Patterns of documents that are read as Hugo articles, for example `[\"posts/*\"]`, which covers "
        "page bundles such as `posts/name/index.md`, too; `**` goes through all folders.",
    ),
    Option(
        name="hugo_drafts", default=False, types=(bool,), rebuild="env",
        description="Whether Hugo articles with `draft: true` are part of the site.",
    ),
    Option(
        name="hugo_future", default=False, types=(bool,), rebuild="env",
        description="Whether Hugo articles whose `publishDate` or `date` is still to come are part of the site.",
    ),
    Option(
        name="hugo_expired", default=False, types=(bool,), rebuild="env",
        description="Whether Hugo articles whose `expiryDate` is over are part of the site.",
    ),
    Option(
        name="redirects", default=True, types=(bool, str), rebuild="", read=read.read_redirects,
        description="Whether pages at the addresses by which articles were known lead to where they are now: the "
        "addresses of Hugo, by file name and by `slug`, and `aliases`. A page or file of yours is never overwritten. "
        "With `\"folders\"` every other page answers at `name/` too, and with `\"files\"` at `name.html`, whichever "
        "builder makes the site.",
    ),
    Option(
        name="bundles", default=(), types=(list, tuple), rebuild="", read=read.read_patterns,
        description="Patterns of folders with a document `index` whose other files are published at the addresses of "
        "that document, as Hugo does with page bundles, for example `[\"posts/*\"]`. The bundles of Hugo articles are "
        "published without it.",
    ),
    Option(
        name="hugo_emoji", default=False, types=(bool,), rebuild="env", read=read.read_emoji,
        description="Whether codes such as `:rocket:` in Hugo articles are emoji, as `enableEmoji` of Hugo says. "
        "It needs the package `emoji`: `pip install \"sphinx-aiarticle[emoji]\"`.",
    ),
    Option(
        name="hugo_permalinks", default={}, types=(dict,), rebuild="env", read=read_permalinks,
        description="Patterns of addresses by section, as `permalinks` of a Hugo site has them, for example "
        "`{\"posts\": \"/:year/:month/:slug/\"}`. Links to such addresses are found, and pages there lead on.",
    ),
    Option(
        name="hugo_params", default={}, types=(dict,), rebuild="env",
        description="Parameters of the Hugo site that the shortcode `param` shows.",
    ),
    Option(
        name="hugo_shortcodes", default={}, types=(dict,), rebuild="", read=read.read_shortcodes,
        description="Your own shortcodes in Hugo articles by name: a Jinja template of Markdown with the named values, "
        "`args`, `inner` and `page`, or a function that takes the call and returns Markdown.",
    ),
    Option(
        name="summary_headings", default=(), types=(list, tuple), rebuild="env", read=read.read_patterns,
        description="Further headings that begin the summary of a Hugo article, in any language; many are built in. "
        "Case, width, emoji and punctuation around the words do not matter.",
    ),
    Option(
        name="faq_headings", default=(), types=(list, tuple), rebuild="env", read=read.read_patterns,
        description="Further headings that begin the questions and answers of a Hugo article; many are built in.",
    ),
    Option(
        name="lint", default=("duplicate_slug",), types=(bool, list, tuple), rebuild="env", read=read.read_lint,
        description="Whether articles are checked for what their author would want to mend: `True` for everything, or "
        "a list of the warnings that begin with `Lint`, for example `[\"description\", \"rel\"]`. By default only "
        "articles at one address are named, so that a site builds with `-W`.",
    ),
    Option(
        name="mend_emphasis", default=False, types=(bool,), rebuild="env",
        description="Whether bold text next to Japanese brackets, such as `**「word」**は`, becomes bold in Markdown "
        "articles although CommonMark does not see it.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The configuration, read and checked: one attribute for each :data:`OPTIONS` entry, and what follows from them.

    Attributes:
        confdir: The folder of ``conf.py``.
        sites: The forms of links to shops, with those of the project's own stores.
    """

    publisher: Agent | None
    authors: Mapping[str, Agent]
    default_author: str
    article_type: str
    article_types: Mapping[str, str]
    stores: Mapping[str, Store]
    catalog: tuple[str, ...]
    disclosure: Disclosure
    affiliate: Affiliation
    link_rel: tuple[str, ...]
    link_target: str
    price_max_age: int
    translations: Mapping[str, str]
    json_ld: bool
    validate: bool
    json_ld_placement: str
    product_schema: str
    faq_style: str
    header: bool
    css: bool
    timezone: tzinfo
    other_keys: tuple[str, ...]
    hugo: tuple[str, ...]
    hugo_drafts: bool
    hugo_future: bool
    hugo_expired: bool
    redirects: bool | str
    bundles: tuple[str, ...]
    hugo_emoji: bool
    hugo_permalinks: Mapping[str, str]
    hugo_params: Mapping[str, Any]
    hugo_shortcodes: Mapping[str, Any]
    summary_headings: tuple[str, ...]
    faq_headings: tuple[str, ...]
    lint: frozenset[Subtype]
    mend_emphasis: bool
    confdir: Path
    sites: Sites


_settings: WeakKeyDictionary[Config, Settings] = WeakKeyDictionary()


def settings(config: Config) -> Settings:
    """Return the checked settings of *config*."""
    found = _settings.get(config)
    if found is None:
        found = _settings[config] = _load(config, None)
    return found


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the configuration once, before anything uses it, and warn of what is wrong."""
    if "no_affiliate" in app.tags and config.aiarticle_affiliate is True:
        config.aiarticle_affiliate = False  # in the configuration, so that changing the tag reads the pages again
    _settings[config] = _load(config, app.confdir)
    for problem in store_problems(_settings[config].stores):
        name = "aiarticle_stores"
        warn(Subtype.CONFIG, "%s: %s", name, problem, location=conf_location(Path(app.confdir), name))


def conf_location(confdir: Path | None, name: str) -> str:
    """Return ``conf.py:line`` of the assignment to *name*, or the best that can be said of where it stands."""
    path = Path(confdir or "", "conf.py")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return "conf.py:1"  # before there are documents, Sphinx takes a place without a colon for one of them
    assignment = re.compile(rf"\s*{name}\b\s*[:=]")
    return next((f"{path}:{number}" for number, line in enumerate(lines, 1) if assignment.match(line)), f"{path}:1")


def _load(config: Config, confdir: Path | None) -> Settings:
    values = {option.name: _read(option, config, confdir) for option in OPTIONS}
    return Settings(**values, confdir=Path(confdir or ""), sites=sites_with(values["stores"].values()))


def _read(option: Option, config: Config, confdir: Path | None) -> Any:
    name = f"aiarticle_{option.name}"
    value = getattr(config, name)
    if isinstance(value, option.types):  # Sphinx itself warns of a wrong type
        try:
            return option.read(value)
        except (ValueError, TypeError) as error:
            warn(Subtype.CONFIG, "%s: %s", name, error, location=conf_location(confdir, name))
    return option.read(option.default)
