"""A page in which calls of shortcodes are replaced: its text, the lines of the source, and what became of the calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.omitted_html import OmittedHtml


@dataclass(slots=True, kw_only=True)
class Replaced:
    """A page, written piece by piece.

    Attributes:
        source: The page with the calls.
        omitted: Its HTML that Hugo leaves out.
        pieces: The text, as far as it is written.
        at: Line of the source at the end of what is written, 1-based.
        origins: Line of the source for each of its lines, both 1-based from the first one on.
        names: Name of the shortcode for each line that one has printed.
        html: How many calls of each name stay HTML.
        done: How many calls of each name are replaced.
        hidden: Lines of the source with calls of each name that have become a comment.
        guessed: Lines of the source with calls of each name that show what their arguments say.
        read: Names of shortcodes that this package reads itself, each with the line of its first call.
    """

    source: str
    omitted: OmittedHtml | None = None
    pieces: list[str] = field(default_factory=list)
    at: int = 1
    origins: list[int] = field(default_factory=lambda: [1])
    names: dict[int, str] = field(default_factory=dict)
    html: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, list[int]] = field(default_factory=dict)
    guessed: dict[str, list[int]] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The page as it is written."""
        return "".join(self.pieces)

    @property
    def omits(self) -> bool:
        """Whether there is HTML that Hugo leaves out."""
        return bool(self.omitted)

    def line(self, number: int) -> int:
        """Return the line of the source for a 1-based line of the text."""
        return self.origins[number - 1] if 0 < number <= len(self.origins) else number

    def copy(self, begin: int, end: int) -> None:
        """Write a piece of the source as it is."""
        self.pieces.append(self.omitted.text(begin, end) if self.omitted else self.source[begin:end])
        for _ in range(self.source.count("\n", begin, end)):
            self.at += 1
            self.origins.append(self.at)

    def write(self, text: str, name: str) -> None:
        """Write what a call of *name* has printed; all its lines are that of the call."""
        self.pieces.append(text)
        self.names.setdefault(len(self.origins), name)
        for _ in range(text.count("\n")):
            self.origins.append(self.at)
            self.names[len(self.origins)] = name

    def skip(self, begin: int, end: int) -> None:
        """Leave a piece of the source out."""
        self.at += self.source.count("\n", begin, end)
