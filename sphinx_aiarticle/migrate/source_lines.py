"""Find the line of a source from which a text comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.migrate.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class Lines:
    """Finds the line of a source that holds a text.

    Args:
        source: The source.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._words: list[str] = []
        self._numbers: list[int] = []

    def of(self, text: str) -> int | None:
        """Return the first line at which the words of *text* begin; the more of them, the better."""
        if not self._words:
            for number, line in enumerate(self._source.split("\n"), 1):
                words = [token.text for token in tokens_of(line) if token.is_word]
                self._words += words
                self._numbers += [number] * len(words)
        wanted = [token.text for token in tokens_of(text) if token.is_word][:12]
        for length in (len(wanted), 4, 2, 1):
            part = wanted[:length]
            if not part:
                return None
            place = next((at for at in self._places(part[0]) if self._words[at : at + len(part)] == part), None)
            if place is not None:
                return self._numbers[place]
        return None

    def _places(self, word: str) -> Iterator[int]:
        place = -1
        try:
            while True:
                place = self._words.index(word, place + 1)
                yield place
        except ValueError:
            return
