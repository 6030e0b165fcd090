"""The software of a site: read once a build, every problem reported at its file and line."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx_aiarticle.config import conf_location, settings
from sphinx_aiarticle.diagnostics import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_aiarticle.model.page import Software

_found: WeakKeyDictionary[Config, Software | None] = WeakKeyDictionary()


def software_of(config: Config) -> Software | None:
    """Return what ``aiarticle_software`` describes."""
    return _found.get(config)


def version_of(config: Config) -> str:
    """Return the version that the pages name, ``release`` or ``version`` of ``conf.py``; a word is not a version."""
    names = (str(name or "").strip() for name in (config.release, config.version))
    return next((name for name in names if any(map(str.isdecimal, name))), "")


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
    _found[config] = software
    config.aiarticle_software_digest = hashlib.sha256(repr(software).encode()).hexdigest() if software else ""
