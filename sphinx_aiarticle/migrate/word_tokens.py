"""The words and marks of a text, as a reader tells them apart, and the lines of a source that they come from."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from typing import Final, NamedTuple

# What marks mathematics, with what Sphinx, or an author, puts around that of several lines.
_MATH_MARKS: Final = re.compile(r"(?:\\[(\[]|\$++)(?:\s*+\\begin\{split\})?|\\end\{split\}\s*+(?:\\[)\]]|\$++)|\\[)\]]")
# One character of a script without spaces, a word of any other, or a mark. Quotes, dashes and soft hyphens differ by
# typography only.
_NO_SPACES: Final = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_TOKEN: Final = re.compile(rf"(?!\s)[{_NO_SPACES}]|[^\W{_NO_SPACES}]+|\.{{3}}|<<|>>|[^\w\s]")
_TYPOGRAPHY: Final = frozenset(["<<", ">>", *"'\"`´‘’‚‛“”„‟«»‹›-‐‑‒–—―−\u00ad\u200b\u200c\u200d\ufeff\ufe0f"])


class Token(NamedTuple):
    """A word, a character of a script without spaces, or a mark.

    Attributes:
        is_word: Whether it says something, as words and symbols do and punctuation does not.
        begin: Where it begins in the text of the page.
    """

    text: str
    is_word: bool
    begin: int


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text."""
    text = _MATH_MARKS.sub(lambda match: " " * len(match[0]), text)
    return [
        Token("…" if one == "..." else one, one.isalnum() or _is_word(one), match.start())
        for match in _TOKEN.finditer(text)
        if (one := match[0]) not in _TYPOGRAPHY
    ]


@lru_cache(maxsize=256)  # headings and lines of a page are compared several times
def words_of(text: str) -> str:
    """Return the tokens of a text with one blank between them, to compare texts by what is read."""
    text = _MATH_MARKS.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join("…" if word == "..." else word for word in _TOKEN.findall(text) if word not in _TYPOGRAPHY)


def lacks_words(text: str, other: str) -> bool:
    """Whether a text has words that another has less often; lines that both have are not read, which is fast."""
    lines, others = Counter(text.split("\n")), Counter(other.split("\n"))
    words, found = (word_counts("\n".join(one.elements())) for one in (lines - others, others - lines))
    return not has_all(found, words)


def word_counts(text: str) -> Counter[str]:
    """Return how often a text has each of its words."""
    counts = Counter(_TOKEN.findall(text))
    return Counter({token: n for token, n in counts.items() if token not in _TYPOGRAPHY and _is_word(token)})


def has_all(counts: Counter[str], words: Counter[str]) -> bool:
    """Whether a text has all words of another; ``<=`` looks at all that the longer one has, too."""
    return all(counts.get(word, 0) >= count for word, count in words.items())


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, without anything between them."""
    return "".join(filter(str.isalnum, text))


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text)) or (unicodedata.category(text[0])[0] == "S" and text[0] not in "|~^+=<>")


class Lines:
    """Finds the line of a source that holds a text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._words: list[str] = []
        self._numbers: list[int] = []
        self._places = defaultdict[str, list[int]](list)

    def of(self, text: str) -> int | None:
        """Return the first line at which the words of *text* begin; the more of them, the better."""
        if not self._words:
            for number, line in enumerate(self._source.split("\n"), 1):
                for word in (token.text for token in tokens_of(line) if token.is_word):
                    self._places[word].append(len(self._words))
                    self._words.append(word)
                    self._numbers.append(number)
        wanted = [token.text for token in tokens_of(text) if token.is_word][:12]
        for length in (len(wanted), 4, 2, 1):
            part = wanted[:length]
            if not part:
                return None
            places = self._places.get(part[0], ())
            place = next((at for at in places if self._words[at : at + len(part)] == part), None)
            if place is not None:
                return self._numbers[place]
        return None
