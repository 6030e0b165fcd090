"""The settings that say which schema.org types pages have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.config_values import note
from sphinx_aiarticle.model.article import ARTICLE_TYPES, PAGE_TYPES, type_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.model.problem import Problem

#: What pages may be by their names; a review is what its author says, page by page.
_TYPES_BY_NAME: Final = tuple(name for name in (*ARTICLE_TYPES, *PAGE_TYPES) if name != "Review")


def read_types(value: Mapping[object, object], problems: list[Problem]) -> dict[str, str]:
    """Read schema.org types by category."""
    found: dict[str, str] = {}
    for category, kind in value.items():
        try:
            found[str(category)] = read_type(kind)
        except ValueError as error:
            note(problems, f"the category {category!r} is left out: {error}")
    return found


def read_type(value: object) -> str:
    """Read one schema.org type name."""
    if problem := type_problem(str(value), ARTICLE_TYPES):
        raise ValueError(f"{value!r} {problem}")
    return str(value)


def read_page_types(value: Mapping[object, object], problems: list[Problem]) -> dict[str, str]:
    """Read schema.org types by pattern, in their order."""
    found: dict[str, str] = {}
    for pattern, kind in value.items():
        if not isinstance(pattern, str):
            note(problems, f"{pattern!r} is left out, because it is not a pattern of documents such as 'guide/*'")
            continue
        if problem := type_problem(str(kind), _TYPES_BY_NAME):
            note(problems, f"{pattern!r} is left out: {kind!r} {problem}")
        else:
            found[str(pattern)] = str(kind)
    return found
