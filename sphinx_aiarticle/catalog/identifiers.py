"""The names of products: what they look like, and the check digits of article numbers and books."""

from __future__ import annotations

import re

from sphinx_aiarticle.stores.registry import IDENTIFIERS, identifier_problem

#: Identifiers with a meaning of their own; stores may know more.
KNOWN_IDS = tuple(sorted({"gtin", "jan", "mpn", "sku", *IDENTIFIERS}))
_LENGTHS = {"gtin": (8, 12, 13, 14), "jan": (8, 13)}


def clean_id(name: str, value: str) -> str:
    """Return *value* as shops write it: article numbers without hyphens and spaces, an ASIN in capitals."""
    if name in _LENGTHS:
        return re.sub(r"[\s-]", "", value)
    return value.upper() if name == "asin" else value


def id_problem(name: str, value: str) -> str:
    """Return what is wrong with *value* as the identifier *name*, or nothing.

    The check digit of a GTIN (JAN, EAN, UPC) is that of the GS1 General Specifications, section 7.9. An ASIN that
    begins with a digit is the ISBN of a book with ten characters (ISO 2108:2005, annex C).
    """
    if name in ("mpn", "sku"):
        return ""
    lengths = _LENGTHS.get(name)
    if lengths is None:
        return identifier_problem(name, value) or (_isbn_problem(value) if name == "asin" else "")
    if not re.fullmatch(r"[0-9]+", value) or len(value) not in lengths:
        return f"{value!r} is not a valid {name}; write its {' or '.join(map(str, lengths))} digits"
    expected = check_digit(value[:-1])
    if value[-1] == expected:
        return ""
    return f"the last digit of the {name} {value!r} should be {expected}; look for a typing mistake"


def _isbn_problem(asin: str) -> str:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", asin):
        return ""
    left = -sum(int(digit) * weight for digit, weight in zip(asin, range(10, 1, -1), strict=False)) % 11
    expected = "X" if left == 10 else str(left)
    if asin[-1] == expected:
        return ""
    return f"the last character of the asin {asin!r} should be {expected}; look for a typing mistake"


def check_digit(digits: str) -> str:
    """Return the digit that completes *digits* to a GTIN."""
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)
