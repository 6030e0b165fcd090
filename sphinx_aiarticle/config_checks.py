"""What is wrong in ``conf.py``: values of a wrong type, former names, and names that mean nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_aiarticle.config import OPTIONS, RENAMED, conf_location, conf_text, load
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.frontmatter.names import author_problem
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.stores.settings import store_problems

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def check_types(app: Sphinx, config: Config) -> None:
    """Warn of values of a wrong type, and put the defaults in their place."""
    for declared in OPTIONS:
        name = f"aiarticle_{declared.name}"
        value = getattr(config, name)
        if not isinstance(value, declared.types) or (isinstance(value, bool) and bool not in declared.types):
            kinds = " or ".join(kind.__name__ for kind in declared.types)
            message = "%s must be a value of type %s, not %r; %r is used"
            place = conf_location(Path(app.confdir), name)
            warn(Subtype.CONFIG, message, name, kinds, value, declared.default, location=place)
            setattr(config, name, declared.default)


def check_config(app: Sphinx, config: Config) -> None:
    """Check the configuration once, before anything uses it, and warn of what is wrong."""
    if "no_affiliate" in app.tags and config.aiarticle_affiliate is True:
        config.aiarticle_affiliate = False  # in the configuration, so that changing the tag reads the pages again
    for old, new in RENAMED.items():
        _take_over(config, Path(app.confdir), f"aiarticle_{old}", f"aiarticle_{new}")
    conf = load(config, app.confdir)
    _warn_of_unknown(config, Path(app.confdir))
    problems = [("aiarticle_stores", problem) for problem in store_problems(conf.stores)]
    if conf.default_author and (problem := author_problem(conf.default_author, conf.authors)):
        problems.append(("aiarticle_default_author", problem))
    for name, problem in problems:
        warn(Subtype.CONFIG, "%s: %s", name, problem, location=conf_location(Path(app.confdir), name))


def _take_over(config: Config, confdir: Path, old: str, new: str) -> None:
    """Set the option *new* as *old* says, if it says anything."""
    value = getattr(config, old)
    if value is not None:
        warn(Subtype.CONFIG, "%s is now called %s; rename it", old, new, location=conf_location(confdir, old))
        setattr(config, new, value)


def _warn_of_unknown(config: Config, confdir: Path) -> None:
    """Warn of names in ``conf.py`` that begin as ours do and that no extension declares."""
    known = [f"aiarticle_{option.name}" for option in OPTIONS]
    for name in dict.fromkeys(re.findall(r"^(aiarticle_\w+)[ \t]*[:=]", conf_text(confdir), re.MULTILINE)):
        if name not in config:
            message = "%s is not a configuration value and has no effect%s"
            warn(Subtype.CONFIG, message, name, did_you_mean(name, known), location=conf_location(confdir, name))
