"""What an article says about itself in its front matter, also of who paid for it, of AI, and of corrections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.model.video import VideoText, iso_duration
from sphinx_aiarticle.record import Record

#: https://schema.org/proficiencyLevel names the first and the last.
LEVELS: Final = {"beginner": "Beginner", "intermediate": "Intermediate", "expert": "Expert"}

_ISO: Final = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,5})M)?")
_WORDS: Final = (
    r"(?i)(?:(\d{1,3}) ?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|時間|시간|小时|小時))?"
    r"[ ,]{0,2}(?:(\d{1,5}) ?(?:m|mins?\.?|minutes?|minuten?|minutos?|分|分钟|分鐘|분))?"
)


def read_minutes(text: str) -> int:
    """Return the minutes that *text* states, such as ``1 h 30 min``, ``90分`` or ``PT1H30M``; 0 for none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _ISO.fullmatch(plain) or re.fullmatch(_WORDS, plain)
    return 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0


class Tutorial(Record):
    """What a tutorial asks of its readers.

    Attributes:
        minutes: How long it takes; 0 where the author does not say it.
        level: A key of :data:`LEVELS`, or empty.
        tools: What is used.
        prerequisites: What has to be there, or known, before.
    """

    minutes: int = 0
    level: str = ""
    tools: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()

    @property
    def duration(self) -> str:
        """How long it takes, in ISO 8601."""
        return iso_duration(60 * self.minutes)


#: What articles are found by.
TERMS = ("folder", "category", "tag", "series", "author", "language")
#: What an article may end with.
ENDINGS = ("series", "author", "related", "neighbours")
#: https://schema.org/Article and the types below it, and reviews, which are written beside one of them.
ARTICLE_TYPES = (
    "Article", "AdvertiserContentArticle", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle",
    "BackgroundNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle", "Report",
    "SatiricalArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "SocialMediaPosting", "BlogPosting",
    "LiveBlogPosting", "DiscussionForumPosting", "TechArticle", "APIReference",
    "Review",
)  # fmt: skip

#: https://schema.org/WebPage and the types below it that need nothing but the page.
PAGE_TYPES = (
    "WebPage", "AboutPage", "CheckoutPage", "CollectionPage", "ContactPage", "ImageGallery", "ItemPage", "MediaGallery",
    "MedicalWebPage", "RealEstateListing", "SearchResultsPage", "VideoGallery",
)  # fmt: skip

_SOFTWARE: Final = "describes software and not a page; name the file that describes yours in aiarticle_software"
#: What else projects write, and why it is not the type of a page.
_OTHER_TYPES: Final[Mapping[str, str]] = {
    "FAQPage": "is what a page with questions becomes by itself; see aiarticle_faq_pages",
    "QAPage": "is for pages where readers may answer",
    "ProfilePage": "needs a person or an organisation that the page is about; write 'AboutPage'",
    "HowTo": "is no longer read by search engines; write 'TechArticle'",
    "Product": "needs a price or a review; write a product box",
    "SoftwareApplication": _SOFTWARE,
    "SoftwareSourceCode": _SOFTWARE,
}


def type_problem(name: str, known: Collection[str] = (*ARTICLE_TYPES, *PAGE_TYPES)) -> str:
    """Return why *name*, with which the message begins, cannot be the type of a page; empty where it can."""
    if name in known:
        return ""
    is_of_page = "WebPage" in known
    if is_of_page and name in _OTHER_TYPES:
        return _OTHER_TYPES[name]
    kind = "an article or page type" if is_of_page else "an article type"
    return f"is not {kind} of schema.org{did_you_mean(name, known)}"


def ending_problem(name: str) -> str:
    """Return why an article cannot end with *name*, with which the message begins; empty where it can."""
    return "" if name in ENDINGS else f"is left out, because articles cannot end with it{did_you_mean(name, ENDINGS)}"


class Picture(Record):
    """An image on the page.

    Attributes:
        uri: Path below the source folder, or an http(s) address.
        url: Absolute address in the built site; empty until it is known.
        alt: Text for readers who do not see the picture.
        caption: The visible line below it.
        width: Width in pixels; 0 when unknown.
        height: Height in pixels; 0 when unknown.
    """

    uri: str
    url: str = ""
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0


_CUT = ("..", "…", "．．", "・・・", "、", ",", "，")
_DOUBLED = re.compile(r"。\s*。|、\s*、|．．|(?<!\.)\.\.(?!\.)|,,")


def is_cut(description: str) -> bool:
    """Whether a description ends in the middle of a sentence: with dots, or with a comma."""
    return description.rstrip().endswith(_CUT)


def is_doubled(description: str) -> bool:
    """Whether a description has a full stop or a comma twice in a row, as when pieces are joined by a machine."""
    return _DOUBLED.search(description) is not None


def is_broken(description: str) -> bool:
    """Whether a description is missing, cut or badly joined, so that the summary says it better."""
    return not description.strip() or is_cut(description) or is_doubled(description)


class Cover(Record):
    """The picture at the head of an article.

    Attributes:
        image: Path or http(s) URL as the author wrote it.
        alt: Text for readers who do not see the picture.
        caption: A line below the picture.
        relative: ``True`` when ``image`` is relative to the article's folder rather than to the site.
        hidden: ``True`` when the picture is for link previews and structured data only.
    """

    image: str
    alt: str = ""
    caption: str = ""
    relative: bool = False
    hidden: bool = False


class Article(Record):
    """The typed front matter of one page. A page is an article when it has a ``date``.

    Attributes:
        title: Title from the front matter; the visible heading wins over it.
        date: Publication time, always with a time zone.
        lastmod: Time of the last change, always with a time zone.
        expires: When the page leaves the site again, always with a time zone.
        slug: The last part of the address the article was known by.
        description: One or two sentences for search results and link previews.
        authors: Keys of ``aiarticle_authors`` or plain names.
        categories: Categories, the most important first.
        tags: Tags.
        keywords: Further keywords that no reader sees.
        cover: The picture at the head.
        canonical_url: Address of the original when this page is a copy.
        aliases: Former addresses of the page, as site paths.
        language: BCP 47 tag of the language of the page; empty where it is the site's.
        draft: ``True`` for an unfinished article: built on demand only, and kept from search engines.
        noindex: ``True`` where search engines are asked to stay away.
        robots: What the page says to search engines in words of its own; empty for nothing.
        article_type: schema.org type for this page alone.
        header: Whether to show the article header; ``None`` follows ``aiarticle_header``.
        json_ld: Whether to write structured data; ``None`` follows ``aiarticle_json_ld``.
        stores: Keys of the stores that boxes of this page link to, in button order; ``None`` follows
            ``aiarticle_stores``.
        after: What the article ends with, some of :data:`ENDINGS`; ``None`` follows ``aiarticle_after``.
        section: The folder in whose lists it is; empty for its own.
        faq: Whether the FAQ of the page is read from ordinary headings; ``None`` follows ``aiarticle_faq_pages``.
        questions: Questions with their answers, in Markdown, that the page shows at its end.
        sponsor: Who paid for it.
        ai: What AI had to do with it.
        tutorial: What it asks of its readers.
        video: The video that it shows below its header.
        series: The series that it belongs to.
        weight: Where it is in generated lists, the least first; of 0, behind all others, by its date.
        corrections: What had to be corrected, the newest where its author puts it.
        taxonomies: Its terms by further keys of the project, ``aiarticle_taxonomies``.
    """

    title: str = ""
    date: datetime | None = None
    lastmod: datetime | None = None
    expires: datetime | None = None
    slug: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    cover: Cover | None = None
    canonical_url: str = ""
    aliases: tuple[str, ...] = ()
    language: str = ""
    draft: bool = False
    noindex: bool = False
    robots: str = ""
    article_type: str = ""
    header: bool | None = None
    json_ld: bool | None = None
    stores: tuple[str, ...] | None = None
    after: tuple[str, ...] | None = None
    section: str = ""
    faq: bool | None = None
    questions: tuple[tuple[str, str], ...] = ()
    sponsor: Sponsor | None = None
    ai: Ai | None = None
    tutorial: Tutorial | None = None
    video: VideoText | None = None
    series: tuple[str, ...] = ()
    weight: int = 0
    corrections: tuple[Correction, ...] = ()
    taxonomies: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether the page is an article rather than a plain documentation page."""
        return self.date is not None


#: What AI may have done to a text or to pictures, and the digital source type of it; schema.org has those of the IPTC
#: (https://schema.org/IPTCDigitalSourceEnumeration, https://cv.iptc.org/newscodes/digitalsourcetype/).
TEXT_SOURCES: Final = {
    "generated": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "assisted": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
PICTURE_SOURCES: Final = {"generated": TEXT_SOURCES["generated"], "edited": TEXT_SOURCES["assisted"]}


class Sponsor(Record):
    """Who paid for an article.

    Attributes:
        name: Their name; empty where the author does not say it.
        url: Their site.
    """

    name: str = ""
    url: str = ""


class Ai(Record):
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


class Correction(Record):
    """Something that was wrong in an article.

    Attributes:
        text: What was wrong, and what is right.
        date: When it was corrected.
    """

    text: str
    date: datetime | None = None
