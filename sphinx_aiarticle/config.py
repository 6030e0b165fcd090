"""The checked configuration of a project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx_aiarticle.affiliate import sites_with
from sphinx_aiarticle.config_stores import store_problems
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_aiarticle.affiliate import Sites
    from sphinx_aiarticle.config_disclosure import Disclosure
    from sphinx_aiarticle.config_values import Affiliation
    from sphinx_aiarticle.model.site import Agent
    from sphinx_aiarticle.model.store import Store
    from sphinx_aiarticle.options import Option


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
