"""What can be wrong with a link to a shop."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """A kind of fault; its value is its name in reports."""

    level: str
    description: str

    def __new__(cls, value: str, level: str, description: str) -> Rule:
        """Give the member its level and the sentence that documents it.

        Args:
            value: The name in reports.
            level: How grave it is, in the words of SARIF: ``error``, ``warning`` or ``note``.
            description: What is wrong.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.level, member.description = level, description
        return member

    MISSING_ID = "missing-id", "error", "A link names nobody who could be paid: it has no tag or no id."
    FOREIGN_ID = "foreign-id", "warning", "A link pays somebody whose id is none of `aiarticle_stores`."
    DEAD_FORM = "dead-form", "error", "A link to Rakuten with `scid=` earns nothing; it must lead through the network."
    OVER_ENCODED = "over-encoded", "error", "A part of a link is percent-encoded too often; the shop gets other words."
    NOT_ENCODED = "not-encoded", "error", "A part of a link is percent-encoded too rarely; it may be cut or changed."
    INSECURE = "insecure", "warning", "A link uses http:; shops and networks answer with https: all the same."
    MOBILE_TARGET = "mobile-target", "warning", "A link leads mobile phones elsewhere than computers (`m` is not `pc`)."
    UNKNOWN_PARAMETER = "unknown-parameter", "note", "A link has a parameter that its network does not know."
    UNKNOWN_NETWORK = "unknown-network", "note", "A link to an unknown host looks like an affiliate link."
    UNREADABLE = "unreadable", "note", "A link of a known network cannot be read."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a link.

    Attributes:
        rule: Which kind it is.
        message: What is wrong, and what to write instead.
        is_fixed: Whether the repaired link of :class:`Verdict` is without it.
    """

    rule: Rule
    message: str
    is_fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of one link.

    Attributes:
        faults: What is wrong with it.
        repaired: The link with everything fixed that can be fixed without asking; empty when nothing can.
    """

    faults: tuple[Fault, ...] = ()
    repaired: str = ""
