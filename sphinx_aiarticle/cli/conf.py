"""What a ``conf.py`` of the user says about the articles of a Hugo site."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from sphinx_aiarticle.config_values import read_patterns, read_shortcodes
from sphinx_aiarticle.frontmatter import read_key_names
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.own import function_of
from sphinx_aiarticle.model.problem import Problem
from sphinx_aiarticle.record import Record

_PREFIX: Final = "aiarticle_"


class OwnConf(Record):
    """The values that reading an article needs; the same ones as in a build.

    Attributes:
        shortcodes: The site's own shortcodes; each returns Markdown.
        params: Parameters that ``param`` shows, before those of the Hugo site.
        key_names: What keys of the site's own in the front matter mean.
    """

    shortcodes: Mapping[str, Callable[[Call], str]] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    summary_headings: tuple[str, ...] = ()
    faq_headings: tuple[str, ...] = ()
    key_names: Mapping[str, str] = field(default_factory=dict)


class _Tags(set[str]):
    """``tags``, which Sphinx gives to every ``conf.py``."""

    def has(self, name: str) -> bool:
        return name in self


def read_conf(path: Path) -> OwnConf:
    """Run a ``conf.py``, and return what it says about articles; :class:`ValueError` if a value has the wrong type."""
    values = run_conf(path)
    problems: list[Problem] = []
    try:
        own = read_shortcodes(_typed(values, "hugo_shortcodes", dict), problems)
        conf = OwnConf(
            shortcodes={name: function_of(value) for name, value in own.items()},
            params=_typed(values, "hugo_params", dict),
            summary_headings=read_patterns(_typed(values, "summary_headings", list, tuple), problems),
            faq_headings=read_patterns(_typed(values, "faq_headings", list, tuple), problems),
            key_names=read_key_names(_typed(values, "key_names", dict), problems),
        )
    except ValueError as error:
        raise ValueError(f"{str(path)!r}: {error}") from error
    if problems:
        raise ValueError(f"{str(path)!r}: {problems[0].message}")
    return conf


def run_conf(path: Path) -> dict[str, Any]:
    """Run a ``conf.py`` as Sphinx does, and return its values; :class:`ValueError` when it cannot be run."""
    values: dict[str, Any] = {"__file__": str(path.resolve()), "tags": _Tags()}
    try:
        code = compile(path.read_bytes(), str(path), "exec")
        with contextlib.chdir(path.parent), contextlib.redirect_stdout(sys.stderr):  # standard output may be a report
            exec(code, values)  # noqa: S102 - the user's own file, as sphinx-build runs it
    except (Exception, SystemExit) as error:
        raise ValueError(f"{str(path)!r} cannot be run: {type(error).__name__}: {error}") from error
    return values


def _typed(values: Mapping[str, Any], name: str, *types: type) -> Any:
    value = values.get(f"{_PREFIX}{name}", types[0]())
    if not isinstance(value, types):
        raise ValueError(f"{_PREFIX}{name} must be a {types[0].__name__}, not {value!r}")
    return value
