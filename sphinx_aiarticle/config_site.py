"""Readers of the settings of the site around the articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.config_values import note
from sphinx_aiarticle.feed import FeedPlan
from sphinx_aiarticle.model.article import TERMS
from sphinx_aiarticle.model.problem import Problem, Subtype, shown
from sphinx_aiarticle.values import Values

if TYPE_CHECKING:
    from collections.abc import Sequence


_FEED_FILE: Final = re.compile(r"[^\\:?#]\.(?:xml|atom|json)\Z")


def read_feeds(value: Mapping[str, Any] | Sequence[str], problems: list[Problem]) -> tuple[FeedPlan, ...]:
    """Read the feeds by their paths, or a list of paths."""
    plans = []
    for path, entry in (value if isinstance(value, Mapping) else {path: {} for path in value}).items():
        parts = str(path).split("/")
        if not _FEED_FILE.search(str(path)) or {"", ".", ".."} & set(parts) or not isinstance(entry, Mapping):
            message = "%r must be a path in the site such as 'feed.xml' or 'feed.json', with a mapping; it is left out"
            note(problems, message % path)
            continue
        values = Values(data=entry, problems=problems, prefix=f"{path}.", subtype=Subtype.CONFIG)
        values.check_keys((*TERMS, "title", "limit", "excerpt"), " is left out")
        limit = values.text("limit")
        if limit and not (limit.isdecimal() and int(limit)):
            values.complain("limit", f"must be a number above 0, not {shown(limit)}; 20 is used")
            limit = ""
        plans.append(
            FeedPlan(
                path=str(path),
                title=values.text("title"),
                terms=tuple((kind, names) for kind in TERMS if (names := values.texts(kind))),
                limit=int(limit or 20),
                excerpt=values.choice("excerpt", ("description", "summary"), "description"),
            )
        )
    return tuple(plans)
