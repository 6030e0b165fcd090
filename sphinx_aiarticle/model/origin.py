"""Where an article comes from: who paid for it, what AI had to do with it, and what had to be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_aiarticle.model.page import Agent

#: What AI may have done to a text or to pictures, and the digital source type of it; schema.org has those of the IPTC
#: (https://schema.org/IPTCDigitalSourceEnumeration, https://cv.iptc.org/newscodes/digitalsourcetype/).
TEXT_SOURCES: Final = {
    "generated": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "assisted": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
PICTURE_SOURCES: Final = {"generated": TEXT_SOURCES["generated"], "edited": TEXT_SOURCES["assisted"]}


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Sponsor:
    """Who paid for an article.

    Attributes:
        name: Their name; empty where the author does not say it.
        url: Their site.
    """

    name: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Ai:
    """What AI had to do with an article, and who answers for it.

    Attributes:
        text: ``generated`` or ``assisted``; empty where it had nothing to do with the text.
        pictures: ``generated`` or ``edited``; empty where it had nothing to do with them.
        reviewer: Key of ``aiarticle_authors``, or the name, of who has reviewed it.
        responsible: The same of who has editorial responsibility.
    """

    text: str = ""
    pictures: str = ""
    reviewer: str = ""
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What a page shows of :class:`Ai`.

    Attributes:
        text: The digital source type of the text.
        pictures: The digital source type of the pictures.
        reviewer: Who has reviewed it.
        responsible: Who has editorial responsibility.
    """

    text: str = ""
    pictures: str = ""
    reviewer: Agent | None = None
    responsible: Agent | None = None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Something that was wrong in an article.

    Attributes:
        text: What was wrong, and what is right.
        date: When it was corrected.
    """

    text: str
    date: datetime | None = None
