"""How long a text takes to read."""

from __future__ import annotations

import re
from itertools import filterfalse

#: Silent reading of English prose: 238 words a minute (Brysbaert 2019, a review of 190 studies).
_WORDS_A_MINUTE = 238
#: Japanese and Chinese are read at 400 to 600 characters a minute.
_CHARACTERS_A_MINUTE = 500
#: Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_WORD = r"\w+(?:['’.-]\w+)*"


def reading_minutes(text: str) -> int:
    """Return the whole minutes that *text* takes to read, at least one where there is a word.

    Words are counted where a script puts spaces between them, and characters where it does not.
    """
    rest, characters = (text, 0) if text.isascii() else re.subn(_UNSPACED, " ", text)
    words = rest.replace(",", " ").replace(". ", " ").split()  # so that nearly all are nothing but letters
    others = list(filterfalse(str.isalnum, words))
    count = len(words) - len(others) + len(re.findall(_WORD, " ".join(others)))
    minutes = count / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0
