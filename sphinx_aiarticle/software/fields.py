"""What the files have in common: licences, people, and addresses, each checked before data state it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.model.problem import Subtype, shown
from sphinx_aiarticle.url import is_web_url
from sphinx_aiarticle.values import Values, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.model.problem import Problem

_LONGEST: Final = 5_000  # characters of one text; abstracts of papers have up to 3,000
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_AND_OTHERS: Final = re.compile(r",? (?:and others|et al\.?)$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r",? (?:and|&) |[,;] ", re.IGNORECASE)
_GROUP: Final = re.compile(
    r"\b(?:authors|community|consortium|contributors|core|developers?|foundation|gmbh|group|inc|institute|labs?|llc|ltd"
    r"|maintainers|organi[sz]ation|project|society|team|university)\b|^the ",
    re.IGNORECASE,
)


def entries_of(value: object) -> list[Any]:
    """Return a list, or what may stand in the place of one with a single entry."""
    return value if isinstance(value, list) else [] if value is None else [value]


def values_of(data: Mapping[str, Any], lines: Mapping[str, int], problems: list[Problem], prefix: str = "") -> Values:
    """Return the reader of a mapping in such a file."""
    return Values(data=data, lines=lines, problems=problems, prefix=prefix, subtype=Subtype.SOFTWARE, longest=_LONGEST)


def licence_of(text: str) -> str:
    """Return the address of the licence with this SPDX identifier, or an expression of several as it is written.

    An address stays; anything else is a :class:`ValueError` (https://spdx.org/licenses/).
    """
    if not text or is_web_url(text):
        return text
    try:
        expression = canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        raise ValueError(
            f"{shown(text)} is not an identifier of SPDX, such as 'MIT' or 'Apache-2.0'; the licence is left out"
        ) from None
    is_one = " " not in expression and not expression.startswith("LicenseRef-")
    return f"https://spdx.org/licenses/{expression}" if is_one else str(expression)


def read_licence(values: Values, text: str) -> str:
    """Return the licence that *text* names; a problem where there is none of this name."""
    try:
        return licence_of(text)
    except ValueError as error:
        values.complain("license", str(error))
        return ""


def doi_address(text: str) -> str:
    """Return the address of a DOI, or nothing."""
    found = _DOI.fullmatch(text)
    return f"https://doi.org/{found[1]}" if found else ""


def agents_of(names: str) -> tuple[Agent, ...]:
    """Return who is named in one text, also several people: ``A and B``, ``A and others``."""
    whole = agent_of(names)
    if whole is None or whole.kind != "Person":
        return (whole,) if whole else ()
    parts = [part for part in _BETWEEN.split(_AND_OTHERS.sub("", whole.name)) if part.strip()]
    return tuple(agent for part in parts if (agent := agent_of(part)))


def agent_of(name: str, *, kind: str = "", url: str = "", same_as: str = "") -> Agent | None:
    """Return a person or an organisation; ``None`` without a name.

    The e-mail address behind a name is never stated. Where the file does not say the kind, words such as "Team" do.
    """
    name = clean(name.partition("<")[0])
    kind = kind or ("Organization" if _GROUP.search(name) else "Person")
    url, same_as = (address if is_web_url(address) else "" for address in (url, same_as))
    return Agent(key="", name=name, kind=kind, url=url, same_as=(same_as,) if same_as else ()) if name else None
