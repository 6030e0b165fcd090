"""The shortcodes of a site's own, in a build."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import CodeType
from typing import Any

from jinja2 import TemplateError
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, warn
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.hugo.shortcodes.by_arguments import Usage, asin_of
from sphinx_aiarticle.hugo.shortcodes.expansion import GUESS, VISIBLE, UnknownCall
from sphinx_aiarticle.hugo.shortcodes.own import function_of, template_of
from sphinx_aiarticle.hugo.site_context import Goldmark, SiteContext
from sphinx_aiarticle.model.problem import Problem

_NAME = "aiarticle_hugo_shortcodes"
#: The calls in each document that nobody explains; each name is told once for the site.
UNKNOWN: Table[tuple[UnknownCall, ...]] = Table(name="unknown_shortcodes", default=())


def site_context(config: Config, page: Mapping[str, object]) -> SiteContext:
    """Return what the text of an article with this front matter knows of its site."""
    conf = settings(config)
    own = {name: function_of(value) for name, value in conf.hugo_shortcodes.items()}
    return SiteContext(
        page=page,
        params=conf.hugo_params,
        own=own,
        emoji=conf.hugo_emoji,
        goldmark=conf.hugo_goldmark or Goldmark(),
        amazon=next((store for store in conf.stores.values() if store.amazon), None),
    )


def is_unknown(problem: Problem) -> bool:
    """Whether a problem is one of :data:`UNKNOWN`."""
    return problem.subtype is Subtype.SHORTCODE and bool(problem.subject)


@handles("env-check-consistency")
def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each shortcode that nobody explains, with a line to begin with; of its calls that show nothing apart."""
    usages: dict[str, Usage] = {}
    places: dict[tuple[str, bool], list[tuple[str, int]]] = {}
    for docname, calls in sorted(UNKNOWN.of(env).items()):
        for found in calls:
            usages.setdefault(found.call.name, Usage()).add(found.call)
            places.setdefault((found.call.name, found.is_shown), []).append((docname, found.line))
    by_asin = {found.call.name for calls in UNKNOWN.of(env).values() for found in calls if asin_of(found.call)}
    for (name, is_shown), at in places.items():
        pages = f", on {len(dict(at)):,} pages" if len(dict(at)) > 1 else ""
        warn(
            Subtype.SHORTCODE,
            "The shortcode %r is unknown; define it in %s in conf.py, %sbeginning with %s. %s%s",
            name,
            _NAME,
            "or Amazon in aiarticle_stores, " if name in by_asin and not is_shown else "",
            usages[name].skeleton(name),
            GUESS if is_shown else VISIBLE,
            f" It is called so {len(at):,} times{pages}." if len(at) > 1 else "",
            location=at[0],
        )


def setup(app: Sphinx) -> None:
    """Check the templates, have articles read again when a shortcode changes, and tell which are unknown.

    Functions cannot be kept from one build to the next, so a digest of them is kept instead.
    """
    config = app.config
    own = settings(config).hugo_shortcodes
    for name, value in own.items():
        try:
            if isinstance(value, str):
                template_of(value)
        except TemplateError as error:
            message = "the template of the shortcode %r is broken and shows nothing: %s"
            warn(Subtype.CONFIG, message, name, error, location=conf_location(app.confdir, _NAME))
    parts = [f"{name}={value if isinstance(value, str) else _fingerprint(value)}" for name, value in own.items()]
    config.aiarticle_hugo_shortcodes_digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    config.aiarticle_hugo_shortcodes = {}  # the settings keep them; objects of any kind may not be picklable


def _fingerprint(function: Any) -> str:
    """Return what changes when the code of a function does, but not when it moves to another line."""
    code = getattr(function, "__code__", None)
    name = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', type(function).__qualname__)}"
    return f"{name}:{_code_text(code)}" if isinstance(code, CodeType) else name


def _code_text(code: CodeType) -> str:
    return f"{code.co_code.hex()}{code.co_names}{_constant_text(code.co_consts)}"


def _constant_text(value: object) -> str:
    """Return a constant of a function as text that is the same in every process: sets have an order of their own."""
    if isinstance(value, CodeType):
        return _code_text(value)
    if isinstance(value, tuple):
        return f"({','.join(map(_constant_text, value))})"
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_constant_text, value)))}}}"
    return repr(value)
