"""Percent-encoding that can be undone *and* done again in the same way.

A text can be encoded in many ways that mean the same: ``%20`` or ``+``, ``%e3`` or ``%E3``, a slash escaped or not. A
:class:`Encoding` is what has to be remembered to write a text again as it was.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from sphinx_aiarticle.record import Record

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, section 2.3
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
MAX_ROUNDS = 4


class Encoding(Record):
    """How a text is encoded.

    Attributes:
        plus: Whether a space is a plus sign rather than ``%20``.
        lower: Whether hexadecimal digits are small.
        literal: Characters that are not escaped although they may be; ``é`` for all beyond ASCII.
        escaped: Characters that are escaped although they need not be.
        rounds: How many times the text is encoded; once is right.
    """

    plus: bool = False
    lower: bool = False
    literal: frozenset[str] = frozenset()
    escaped: frozenset[str] = frozenset()
    rounds: int = 1

    def write(self, text: str) -> str:
        """Return *text* encoded in this way; a lone surrogate, which no address can hold, becomes a question mark."""
        for _ in range(self.rounds):
            text = text.translate({ord(character): self._character(character) for character in set(text)})
        return text

    def _character(self, character: str) -> str:
        if character == " " and self.plus:
            return "+"
        kind = character if character.isascii() else "é"
        if (kind in _UNRESERVED and kind not in self.escaped) or kind in self.literal:
            return character
        digits = "%{:02x}" if self.lower else "%{:02X}"
        return "".join(digits.format(byte) for byte in character.encode("utf-8", "replace"))


PLAIN = Encoding()


def read(raw: str, *, in_query: bool) -> tuple[str, Encoding] | None:
    """Return what *raw* means and how it is encoded, or ``None`` when it cannot be written again in the same way.

    That is so when the escapes are not UTF-8, a percent sign is not part of an escape, or one text mixes two encodings.

    Args:
        raw: A part of an address.
        in_query: Whether a plus sign is a space.
    """
    if _LONE_PERCENT.search(raw):
        return None
    plus = in_query and "+" in raw
    escapes = _ESCAPE.findall(raw)
    try:
        text = unquote_to_bytes(raw.replace("+", " ") if plus else raw).decode("utf-8")
    except UnicodeError:  # other escapes than UTF-8, or a lone surrogate
        return None
    bare = _ESCAPE.sub("", raw)
    encoding = Encoding(
        plus=plus,
        lower=any(digits != digits.upper() for digits in escapes),
        literal=frozenset(
            character if character.isascii() else "é" for character in bare if not (plus and character == "+")
        )
        - _UNRESERVED,
        escaped=frozenset(chr(int(digits, 16)) for digits in escapes) & _UNRESERVED,
    )
    return (text, encoding) if encoding.write(text) == raw else None
