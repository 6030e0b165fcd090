"""A verdict of one's own on one thing: its rating, what it rests on, and what speaks for and against the thing."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from sphinx_aiarticle.record import Record


class Basis(StrEnum):
    """How the author got to know what is judged."""

    BOUGHT = "bought"
    LENT = "lent"
    GIVEN = "given"
    NOT_TRIED = "not-tried"


class Rating(Record):
    """A mark on a scale."""

    value: float
    best: float
    worst: float = 1

    @property
    def percent(self) -> int:
        """How much of the scale is reached, from its zero, in steps of five."""
        return round(20 * self.value / self.best) * 5


_RATING: Final = r"([0-9]{1,6}(?:\.[0-9]{1,4})?) ?/ ?([0-9]{1,6}(?:\.[0-9]{1,4})?)"
_STARS: Final = re.compile(r"(★+)(☆*)")
_NUMBER: Final = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,4})?")


def read_rating(text: str, worst: str = "") -> Rating:
    """Return the rating that *text* states.

    schema.org lets a scale begin at 1 where ``worstRating`` says nothing else (https://schema.org/worstRating).

    Args:
        text: A mark and its scale, such as ``4.5/5``.
        worst: The lower end of the scale; 1 where it is empty.

    Raises:
        ValueError: It states none; the message goes on after the text, and says what to write.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found, lowest = re.fullmatch(_RATING, plain), _NUMBER.fullmatch(worst or "1")
    if found is None:
        raise ValueError(f"is not a mark and its scale; write {_instead(plain)}")
    if lowest is None:
        raise ValueError(f"has a scale from {worst!r}; write a number, such as 0")
    rating = Rating(value=float(found[1]), best=float(found[2]), worst=float(lowest[0].replace(",", ".")))
    if not rating.worst < rating.best:
        raise ValueError(
            f"has a scale that ends at {rating.best:g} and begins at {rating.worst:g}; write one such as 4/5"
        )
    if rating.value > rating.best:
        raise ValueError(f"is above its scale; write at most {rating.best:g}/{rating.best:g}")
    if rating.value < rating.worst:
        advice = "write 0 as `:worst:` where the scale begins there" if not worst else "write a higher one"
        raise ValueError(f"is below {rating.worst:g}, with which its scale begins; {advice}")
    return rating


def _instead(text: str) -> str:
    if stars := _STARS.fullmatch(text):
        return f"{len(stars[1])}/{len(stars[1]) + len(stars[2])}"
    if _NUMBER.fullmatch(text):
        return f"{text.replace(',', '.')}/5 or {text.replace(',', '.')}/10, as your scale is"
    if re.fullmatch(_RATING, text.replace(",", ".")):
        return text.replace(",", ".")
    return "one such as 4.5/5 or 8/10"


class Notes(Record):
    """What speaks for a thing, and what against it.

    Attributes:
        pros: What speaks for it, as plain text.
        cons: What speaks against it.
        verdict: The HTML id of the verdict that holds them; empty where they stand alone.
    """

    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    verdict: str = ""


class Verdict(Record):
    """What the author of a page thinks of one thing.

    Attributes:
        anchor: The HTML id of the verdict.
        subject: The name of what is judged; empty where that is the one product of the page.
        text: The words of the verdict, as plain text.
        rating: The mark, if there is one.
        basis: What the verdict rests on, if the author says so.
        place: File and line, for warnings.
    """

    anchor: str = ""
    subject: str = ""
    text: str = ""
    rating: Rating | None = None
    basis: Basis | None = None
    place: str = ""
