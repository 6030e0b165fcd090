"""Settings that name documents of which there are none: one warning each, where the setting is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.config import conf_location, settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.reading.source import matcher

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_PATTERNS: Final = ("hugo", "faq_pages", "page_types")
#: Usual names of the folder of the sources, from which patterns begin.
_TOPS: Final = frozenset({"content", "doc", "docs", "source", "src"})


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of patterns that fit no document as they are written, and of languages without one."""
    for setting, message in (*_patterns(env), *_languages(env)):
        warn(Subtype.CONFIG, "%s: %s", setting, message, location=conf_location(app.confdir, setting))


def _patterns(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    names = {form for name in env.found_docs for form in (name, name.removesuffix("/index"))}
    for name in _PATTERNS:
        for pattern in getattr(settings(env.config), name):
            if not _fits(pattern, names):
                forms = _other_forms(pattern, env.config.source_suffix)
                meant = next((form for form in forms if _fits(form, names)), "")
                if meant:
                    yield f"aiarticle_{name}", f"{pattern!r} fits no document; write {meant!r}"


def _fits(pattern: str, names: Collection[str]) -> bool:
    return any(map(matcher((pattern,)), names))


def _other_forms(pattern: str, suffixes: Collection[str]) -> Iterator[str]:
    """Yield what may be meant: a folder without a mark for what is in it, a path with a suffix or from elsewhere."""
    plain = pattern.strip("/").removeprefix("./")
    for suffix in suffixes:
        plain = plain.removesuffix(suffix)
    top, _, rest = plain.partition("/")
    for form in (plain, rest if top in _TOPS else ""):
        yield from (form, f"{form}/*", f"{form}/**") if form else ()


def _languages(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    for language in settings(env.config).languages.values():
        if language.path and not any(name.startswith(f"{language.path}/") for name in env.found_docs):
            message = f"the folder {language.path!r} of the language {language.tag!r} has no document"
            yield "aiarticle_languages", message
