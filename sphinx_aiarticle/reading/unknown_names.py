"""Hints at directives and roles of ours, in the warnings of others that there is none of a name.

Neither docutils nor MyST-Parser asks anybody about such a name. So a filter of the log knows the words of their two
messages; should these change, the hints are missing, and nothing else.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from sphinx.application import Sphinx

from sphinx_aiarticle.diagnostics import handles

_UNKNOWN: Final = re.compile(r"Unknown (directive type|interpreted text role):? [\"']([^\"']+)[\"']\.?(?=\n| \[|$)")
#: What others call the same.
_ELSEWHERE: Final = {
    "accordion": "faq", "card": "product-box", "cards": "article-list", "product": "product-box", "review": "verdict",
}  # fmt: skip


class _Hints(logging.Filter):
    """Adds a hint to a message; every message passes."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        super().__init__()
        self._names = names

    def filter(self, record: logging.LogRecord) -> bool:
        """Say which name may be meant."""
        message = str(record.msg)
        found = _UNKNOWN.match(message)
        if found and (meant := _meant(found[2].lower(), self._names[found[1]])):
            record.msg = f"{found[0].rstrip('.')}; did you mean `{meant}`?{message[found.end() :]}"
        return True


def _meant(word: str, names: Iterable[str]) -> str:
    short = {name.rpartition(":")[2].removeprefix("aiarticle-"): name for name in names}
    word = word.rpartition(":")[2].replace("_", "-")
    begins = (name for name in short if word.rstrip("s") in (name, name.partition("-")[0]))
    close = get_close_matches(word, list(short), n=1, cutoff=0.8)  # less finds summary-box for autosummary
    meant = (_ELSEWHERE.get(word, ""), next(begins, ""), *close)
    return next((short[name] for name in meant if name in short), "")


@handles("builder-inited")
def on_builder_inited(app: Sphinx) -> None:
    """Listen to what is said of unknown names."""
    domain = app.env.get_domain("aiarticle")
    directives = ["aiarticle-details" if name == "details" else name for name in domain.directives]
    roles = [f"aiarticle:{name}" for name in domain.roles]
    hints = _Hints({"directive type": directives, "interpreted text role": roles})
    for handler in logging.getLogger("sphinx").handlers:
        handler.addFilter(hints)
