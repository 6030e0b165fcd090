"""What search engines require and recommend today, one record a feature, with its source and the date of that.

Google's documentation is the only one that says which properties a feature needs; Bing and Yandex read the same types.
What is "required" makes an item invalid in Google's reports when it is missing; having it does not promise a rich
result.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.validate.graph import Graph, Node
from sphinx_aiarticle.validate.rules import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx_aiarticle.validate.vocabulary import Vocabulary

_DOCS: Final = "https://developers.google.com/search/docs/appearance/structured-data/"
_READ: Final = "2026-07-07"
_OLDER: Final = "2025"  # documentation of that year, not read again since


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What one feature of a search engine needs.

    Attributes:
        name: What the engine calls it.
        types: The types it is for, with the types below them.
        source: The page that says so.
        date: The day on which it was last read, or the year.
        required: The properties; ``a|b`` where one will do, ``a.b`` for a property of the object in ``a``.
        recommended: In the same form.
        except_types: Types below that it is not for.
        except_in: Properties in which the object is not the engine's item, such as the thing that a review is about.
    """

    name: str
    types: tuple[str, ...]
    source: str
    date: str = _READ
    required: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    except_types: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()


_NOT_ITEMS: Final = (
    "itemReviewed", "itemOffered", "isVariantOf", "hasVariant", "isRelatedTo", "isSimilarTo", "isConsumableFor",
    "isAccessoryOrSparePartFor", "isPartOf", "additionalProperty", "manufacturer", "brand", "operatingSystem",
    "softwareRequirements", "softwareAddOn", "targetProduct", "runtimePlatform", "instrument",
)  # fmt: skip

FEATURES: Final = (
    Feature(
        name="article",
        types=("NewsArticle", "BlogPosting"),
        source=f"{_DOCS}article",
        recommended=("headline", "image", "datePublished", "dateModified", "author"),
    ),
    Feature(
        name="product snippet",
        types=("Product",),
        source=f"{_DOCS}product-snippet",
        required=("name", "review|aggregateRating|offers"),
        except_types=("ProductGroup",),
        except_in=_NOT_ITEMS,
    ),
    Feature(
        name="software app",
        types=("SoftwareApplication",),
        source=f"{_DOCS}software-app",
        required=("name", "offers.price|offers.priceSpecification.price|offers.lowPrice", "review|aggregateRating"),
        recommended=("applicationCategory", "operatingSystem"),
        except_in=_NOT_ITEMS,
    ),
    Feature(
        name="offer",
        types=("Offer",),
        source=f"{_DOCS}product-snippet#offer",
        required=("price|priceSpecification.price",),
        except_types=("AggregateOffer", "OfferForLease", "OfferForPurchase"),
        except_in=("makesOffer", "seeks", "acceptedOffer", "includesObject"),
    ),
    Feature(
        name="aggregate offer",
        types=("AggregateOffer",),
        source=f"{_DOCS}product-snippet#aggregate-offer",
        required=("lowPrice", "priceCurrency"),
    ),
    Feature(
        name="aggregate rating",
        types=("AggregateRating",),
        source=f"{_DOCS}review-snippet#aggregated-rating-type-definition",
        required=("ratingValue", "ratingCount|reviewCount"),
    ),
    Feature(
        name="FAQ page; the search feature ended on 2026-05-07",
        types=("FAQPage",),
        source="https://schema.org/FAQPage",
        date="2026-03-19",
        required=("mainEntity",),
    ),
    Feature(name="Q&A page", types=("QAPage",), source=f"{_DOCS}qapage", date=_OLDER, required=("mainEntity",)),
    Feature(
        name="site name, taken from the home page",
        types=("WebSite",),
        source="https://developers.google.com/search/docs/appearance/site-names",
        recommended=("name", "url"),
    ),
    Feature(name="profile page", types=("ProfilePage",), source=f"{_DOCS}profile-page", required=("mainEntity",)),
    Feature(
        name="image metadata",
        types=("ImageObject",),
        source=f"{_DOCS}image-license-metadata",
        required=("contentUrl|url",),
    ),
    Feature(
        name="video",
        types=("VideoObject",),
        source=f"{_DOCS}video",
        date=_OLDER,
        required=("name", "thumbnailUrl", "uploadDate"),
        recommended=("description", "contentUrl|embedUrl"),
        except_types=("VideoObjectSnapshot",),
    ),
    Feature(
        name="event",
        types=("Event",),
        source=f"{_DOCS}event",
        date=_OLDER,
        required=("name", "startDate", "location"),
        except_types=("PublicationEvent", "UserInteraction", "CourseInstance"),
        except_in=("superEvent", "subEvent", "publication", "recordedAt", "itemReviewed"),
    ),
    Feature(name="recipe", types=("Recipe",), source=f"{_DOCS}recipe", date=_OLDER, required=("name", "image")),
    Feature(
        name="job posting",
        types=("JobPosting",),
        source=f"{_DOCS}job-posting",
        date=_OLDER,
        required=(
            "title",
            "description",
            "datePosted",
            "hiringOrganization",
            "jobLocation|applicantLocationRequirements",
        ),
    ),
    Feature(
        name="dataset",
        types=("Dataset",),
        source=f"{_DOCS}dataset",
        date=_OLDER,
        required=("name", "description"),
        except_in=("isPartOf", "isBasedOn", "hasPart", "includedInDataCatalog", "citation", "about", "mentions"),
    ),
    Feature(
        name="local business",
        types=("LocalBusiness",),
        source=f"{_DOCS}local-business",
        date=_OLDER,
        required=("name", "address"),
        except_in=("publisher", "seller", "author", "creator", "provider", "brand", "manufacturer", "worksFor"),
    ),
    Feature(
        name="discussion forum",
        types=("DiscussionForumPosting",),
        source=f"{_DOCS}discussion-forum",
        date=_OLDER,
        required=("author", "datePublished", "text|image|video|sharedContent"),
        except_in=("isPartOf",),
    ),
)

#: Types whose search feature was removed, and when.
REMOVED: Final[Mapping[str, tuple[str, str]]] = {
    "HowTo": ("how-to results", "2023-09"),
    "ClaimReview": ("fact check results", "2025-06"),
    "SpecialAnnouncement": ("special announcements", "2025-06"),
    "Quiz": ("practice problems", "2025-11"),
}


def incoming(graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return the ids that nodes refer to or describe, each with the properties that do so."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node in graph.nodes:
        if node.id and node.held_by:
            found[node.id].add(node.held_by)
    return {key: frozenset(names) for key, names in found.items()}


def things(graph: Graph) -> Iterator[Node]:
    """Yield each thing of a page once, with all that the page says of it."""
    for node in graph.nodes:
        if not node.id:
            yield node
        elif (whole := graph.whole.get(node.id)) and whole.path == node.path:
            yield whole


def check_features(graph: Graph, vocabulary: Vocabulary, without: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what the features of search engines miss.

    Args:
        graph: The page's nodes.
        vocabulary: Which types are below which.
        without: Names of features that are not wanted.
    """
    features = _features_by_type(vocabulary)
    held = incoming(graph)
    for node in things(graph):
        uses = held.get(node.id, frozenset({node.held_by})) if node.id else frozenset({node.held_by})
        for type_name in node.types:
            if type_name in REMOVED:
                yield _removed(node, *REMOVED[type_name])
        for feature in {feature.name: feature for name in node.types for feature in features.get(name, ())}.values():
            is_wanted = uses.isdisjoint(feature.except_in) and feature.name not in without
            if is_wanted and _is_for(feature, node, vocabulary):
                yield from _missing(feature, node, graph)
        if "SearchAction" in node.types and "potentialAction" in uses:
            yield _removed(node, "the search box of a site", "2024-11")


@lru_cache(maxsize=2)
def _features_by_type(vocabulary: Vocabulary) -> Mapping[str, tuple[Feature, ...]]:
    return {
        name: tuple(feature for feature in FEATURES if not vocabulary.ancestors(name).isdisjoint(feature.types))
        for name in vocabulary.types
    }


def _is_for(feature: Feature, node: Node, vocabulary: Vocabulary) -> bool:
    return all(vocabulary.ancestors(name).isdisjoint(feature.except_types) for name in node.types)


def _missing(feature: Feature, node: Node, graph: Graph) -> Iterator[Finding]:
    for rule, wanted in ((Rule.REQUIRED, feature.required), (Rule.RECOMMENDED, feature.recommended)):
        for names in wanted:
            if not any(_has(node, name, graph) for name in names.split("|")):
                words = names.replace("|", " or ")
                verb = "needs" if rule is Rule.REQUIRED else "should have"
                message = f"{' and '.join(node.types)} {verb} {words} ({feature.name}, {feature.date})"
                yield Finding(rule=rule, message=message, path=node.path, source=feature.source)


def _has(node: Node, name: str, graph: Graph) -> bool:
    first, _, rest = name.partition(".")
    if not rest:
        return first in node.properties
    # A reference that leads to another page, or text where an object should be, is another rule's matter.
    return any(
        not isinstance(value, Node) or graph.resolve(value).is_reference or _has(graph.resolve(value), rest, graph)
        for value in node.properties.get(first, ())
    )


def _removed(node: Node, what: str, when: str) -> Finding:
    message = f"{' and '.join(node.types)}: Google removed {what} in {when}"
    return Finding(rule=Rule.FEATURE_REMOVED, message=message, path=node.path)
