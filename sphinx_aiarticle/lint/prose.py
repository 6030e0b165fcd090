"""Lint the Markdown of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.lint.affiliate import unmarked_links
from sphinx_aiarticle.lint.emphasis import bold_pairs, mend_emphasis
from sphinx_aiarticle.lint.leaks import is_leak
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_DIRECTIVE = re.compile(r"\{(?!code|sourcecode|literalinclude|math|mermaid|graphviz)[\w:-]+\}")  # with prose in it


def lint_markdown(lines: Sequence[str], start: int) -> Iterator[Problem]:
    """Yield what is wrong in the text of an article, code aside.

    Args:
        lines: The text of the whole file, without line ends.
        start: 0-based line where the body begins.
    """
    leaks: list[int] = []
    for number in prose_lines(lines, start):
        line = lines[number]
        if is_leak(line):
            leaks.append(number)
        if "**" in line and any(not pair.works for pair in bold_pairs(line)):
            message = (
                "'**' next to punctuation is shown as it is; move the punctuation out of the bold text, or let "
                "aiarticle_mend_emphasis do it."
            )
            yield Problem(subtype=Subtype.LINT_EMPHASIS, message=message, line=number + 1)
        for url in unmarked_links(line):
            message = f"The affiliate link {url[:60]!r} has no rel='sponsored' in the source; use a product box."
            yield Problem(subtype=Subtype.LINT_REL, message=message, line=number + 1)
    if leaks:
        more = f" and {len(leaks) - 1} more lines" if leaks[1:] else ""
        message = f"{lines[leaks[0]].strip()[:60]!r}{more} look like a part of a prompt; take them out."
        yield Problem(subtype=Subtype.LINT_PROMPT, message=message, line=leaks[0] + 1)


def mend_markdown(text: str, start: int) -> str:
    """Return *text* with its bold words as the author meant them; every line keeps its number.

    Args:
        text: The whole file.
        start: 0-based line where the body begins.
    """
    if "**" not in text:
        return text
    lines = text.split("\n")
    for number in prose_lines(lines, start):
        lines[number] = mend_emphasis(lines[number])
    return "\n".join(lines)


def prose_lines(lines: Sequence[str], start: int) -> Iterator[int]:
    """Yield the lines that are no code; the content of directives with backtick fences is prose."""
    fence, directives = "", list[str]()  # the code block and the directives that are open
    for number in range(start, len(lines)):
        line = lines[number]
        if "```" in line or "~~~" in line:
            match = _FENCE.match(line)
            if fence:
                if match and match["mark"].startswith(fence) and not match["info"].strip():
                    fence = ""
                continue
            if match:
                info = match["info"].strip()
                if _DIRECTIVE.match(info):
                    directives.append(match["mark"])
                elif directives and not info and match["mark"].startswith(directives[-1]):
                    directives.pop()
                else:
                    fence = match["mark"]
                continue
        if not fence:
            yield number
