"""Say in one warning how hand-made JSON-LD disagrees with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.json_ld import json_ld_disagreements
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_aiarticle.hugo.blocks import Block


def lint_json_ld(source: str, constructs: Iterable[Block]) -> Iterator[Problem]:
    """Yield one problem for all disagreements of an article, with an example of each kind.

    Args:
        source: Text of the whole file.
        constructs: What was recognised in it.
    """
    found = json_ld_disagreements(source, constructs)
    kinds = {disagreement.kind: disagreement for disagreement in reversed(found)}
    if kinds:
        parts = (f"it {one.sentence} [{one.kind}: {one.subject[:60]!r}]" for one in reversed(kinds.values()))
        message = f"The JSON-LD of this article is dropped and made anew; {'; '.join(parts)}."
        yield Problem(subtype=Subtype.EMBEDDED_JSON_LD, message=message, line=found[0].line)
