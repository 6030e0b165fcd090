"""Links to shops that earn nothing, pay somebody else or lead elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.affiliate import judge, project_of
from sphinx_aiarticle.lint.link_places import Syntax, link_places
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aiarticle.model.store import Store


def lint_shop_links(text: str, syntax: Syntax, stores: tuple[Store, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the links to shops in a file.

    Args:
        text: The whole file.
        syntax: How it is written.
        stores: The stores of the project.
    """
    project = project_of(stores)
    for place in link_places(text, syntax, project.sites.patterns):
        for fault in judge(place.url, project).faults:
            message = f"{place.url[:60]!r}: {fault.message} [{fault.rule}]"
            yield Problem(subtype=Subtype.LINT_AFFILIATE, message=message, line=place.line)
