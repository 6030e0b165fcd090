"""What is wrong in ``conf.py``: wrong types, names without a meaning, and documents that are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.config import OPTIONS, load, settings
from sphinx_aiarticle.config_values import has_labels
from sphinx_aiarticle.diagnostics import Subtype, conf_files, conf_location, handles, warn
from sphinx_aiarticle.frontmatter.keys import closest_key
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.reading.documents import matcher, place_of_key
from sphinx_aiarticle.reading.source import ARTICLES, place_of
from sphinx_aiarticle.stores.store_settings import store_problems
from sphinx_aiarticle.url import language_problem, language_tag

#: What looks like a key rather than the name of a person.
_AUTHOR_KEY: Final = re.compile(r"[a-z0-9_-]+")


@handles("config-inited", priority=700)  # before Sphinx does it (800), without a line
def check_types(app: Sphinx, config: Config) -> None:
    """Warn of values of a wrong type, and put the defaults in their place; a path is the text of one."""
    for declared in OPTIONS:
        name = f"aiarticle_{declared.name}"
        value = getattr(config, name)
        if isinstance(value, PurePath):
            value = str(value)
            setattr(config, name, value)
        if isinstance(value, str) and name in config.overrides and list in declared.types and str not in declared.types:
            value = value.split(",")  # as Sphinx reads lists of `-D`, where it knows that one is asked
            setattr(config, name, value)
        if not isinstance(value, declared.types) or (isinstance(value, bool) and bool not in declared.types):
            kinds = " or ".join(kind.__name__ for kind in declared.types)
            message = "%s must be a value of type %s, not %r; %r is used"
            place = conf_location(Path(app.confdir), name)
            warn(Subtype.CONFIG, message, name, kinds, value, declared.default, location=place)
            setattr(config, name, declared.default)


@handles("config-inited", priority=900)
def check_config(app: Sphinx, config: Config) -> None:
    """Check the configuration once, before anything uses it, and warn of what is wrong."""
    if "no_affiliate" in app.tags and config.aiarticle_affiliate is True:
        config.aiarticle_affiliate = False  # in the configuration, so that changing the tag reads the pages again
    conf = load(config, app.confdir)
    _warn_of_unknown(config, Path(app.confdir))
    problems = [("aiarticle_stores", problem) for problem in store_problems(conf.stores)]
    if conf.default_author and (problem := author_problem(conf.default_author, conf.authors)):
        problems.append(("aiarticle_default_author", problem))
    if problem := language_problem(language_tag(config.language)):
        problems.append(("language", problem))
    if _NO_FOLDER.search(config.html_baseurl):
        problems.append(("html_baseurl", f"{config.html_baseurl!r} is the address of a page; write that of its folder"))
    problems += _idle(app, config)
    for name, problem in problems:
        warn(Subtype.CONFIG, "%s: %s", name, problem, location=conf_location(Path(app.confdir), name))


#: Settings that have no effect where another one is off.
_NEEDED: Final = {
    "json_ld": ("json_ld_files", "json_ld_placement", "product_schema", "validate"),
    "affiliate": ("add_ids", "affiliate_builders"),
}


def _written(confdir: str | Path) -> str:
    """Return the text of ``conf.py`` and of the modules from which it takes settings."""
    return "\n".join(conf_files(confdir).values())


def _idle(app: Sphinx, config: Config) -> Iterator[tuple[str, str]]:
    """Yield what ``conf.py`` asks for and switches off at once; what a command line switches off is no mistake."""
    written = {*re.findall(r"^(aiarticle_\w+)[ \t]*[:=]", _written(app.confdir), re.MULTILINE)}
    for needed, names in _NEEDED.items():
        off = getattr(config, f"aiarticle_{needed}")
        by_command = f"aiarticle_{needed}" in config.overrides or (needed == "affiliate" and "no_affiliate" in app.tags)
        if off not in (False, "none") or by_command:
            continue
        for name in (f"aiarticle_{one}" for one in names):
            if getattr(config, name) and {name, f"aiarticle_{needed}"} <= written:
                yield name, f"has no effect beside aiarticle_{needed} = {off!r}; delete one of them"


def _warn_of_unknown(config: Config, confdir: Path) -> None:
    """Warn of names in ``conf.py`` that begin as ours do, or nearly so, and that no extension declares."""
    known = [f"aiarticle_{option.name}" for option in OPTIONS]
    for name in dict.fromkeys(re.findall(r"^(ai\w+_\w+)[ \t]*[:=]", _written(confdir), re.MULTILINE)):
        if name not in config and (name.startswith("aiarticle_") or get_close_matches(name, known, cutoff=0.9)):
            message = "%s is not a configuration value and has no effect%s"
            warn(Subtype.CONFIG, message, name, did_you_mean(name, known), location=conf_location(confdir, name))


#: The end of an address to which no path can be added.
_NO_FOLDER: Final = re.compile(r"[?#]|/[^/]+\.html?$")
_PATTERNS: Final = ("hugo", "faq_pages", "page_types")
#: Usual names of the folder of the sources, from which patterns begin.
_TOPS: Final = frozenset({"content", "doc", "docs", "source", "src"})


@handles("env-updated")
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of patterns that fit no document as they are written, and of languages without one."""
    for setting, message in (*_patterns(env), *_languages(env)):
        warn(Subtype.CONFIG, "%s: %s", setting, message, location=conf_location(app.confdir, setting))
    for tag, docname in _unlabelled(env):
        place = place_of_key(env, docname, "lang") if docname else conf_location(app.confdir, "language")
        message = "there are no labels in the language %r, so its articles have English ones; give yours in %s"
        warn(Subtype.LABELS, message, tag, "aiarticle_labels", location=place)


#: Some of the labels of articles, of which a project may have a catalogue of its own.
_LABELS: Final = ("Published", "Tag", "Older")


def _unlabelled(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield the languages of articles in which there are no labels, with the first article that asks for it."""
    found: dict[str, list[str]] = {}
    own = language_of(env.config).tag
    for docname, article in ARTICLES.of(env).items():
        if article.is_article:
            found.setdefault("" if article.language == own else article.language, []).append(docname)
    for tag, docnames in found.items():
        language = language_of(env.config, tag)
        given = any(words.for_language(language.tag) for words in settings(env.config).labels.values())
        if not (given or has_labels(language.tag)) and all(language.gettext(one) == one for one in _LABELS):
            yield language.tag, min(docnames) if tag else ""


def _patterns(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    names = {form for name in env.found_docs for form in (name, name.removesuffix("/index"))}
    for name in _PATTERNS:
        for pattern in getattr(settings(env.config), name):
            if not _fits(pattern, names):
                forms = _other_forms(pattern, env.config.source_suffix)
                meant = next((form for form in forms if _fits(form, names)), "")
                if meant:
                    yield f"aiarticle_{name}", f"{pattern!r} fits no document; write {meant!r}"
                elif name != "hugo":  # of a site without articles yet
                    message = (
                        f"{pattern!r} fits no document and has no effect; name a document such as 'index', or delete it"
                    )
                    yield f"aiarticle_{name}", message


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
    languages = settings(env.config).languages
    folders = {place_of(env, name)[0] for name in env.found_docs} if languages else set()
    for language in languages.values():
        if language.path and not any(f"{folder}/".startswith(f"{language.path}/") for folder in folders):
            message = f"the folder {language.path!r} of the language {language.tag!r} has no document"
            yield "aiarticle_languages", message


def author_problem(name: str, known: Collection[str]) -> str:
    """Return what is wrong with an author, a full name or one of the *known* keys, if there are any; or nothing."""
    if not known or name in known:
        return ""
    guess = closest_key(name, tuple(known))
    if not guess and not _AUTHOR_KEY.fullmatch(name):
        return ""
    advice = f"did you mean {guess!r}?" if guess else "add it there, or write the full name"
    return f"the author {name!r} is not in aiarticle_authors, so there is no profile of theirs; {advice}"
