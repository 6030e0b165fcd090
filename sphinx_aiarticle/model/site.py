"""What the whole site says about itself; it comes from ``conf.py`` alone, so it is the same on every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.model.picture import Picture


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Agent:
    """A person or an organisation.

    Attributes:
        key: Short name used in addresses; never an e-mail address or a login.
        name: The name alone, without title or prefix.
        kind: ``Person`` or ``Organization``.
        url: A page about them.
        same_as: Their profiles elsewhere.
        job_title: What they do (people only).
        description: One sentence about them.
        image: Address of a portrait or logo.
    """

    key: str
    name: str
    kind: str = "Person"
    url: str = ""
    same_as: tuple[str, ...] = ()
    job_title: str = ""
    description: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site as structured data describes it.

    Attributes:
        base_url: Absolute address of the home page, ending in a slash.
        name: Name of the site.
        language: BCP 47 tag of the pages.
        publisher: Who publishes the site.
        logo: The publisher's logo.
        article_type: schema.org type of an article.
        article_types: schema.org type by category.
        product_schema: ``eligible``, ``always`` or ``never``.
        home: Name of the home page in breadcrumbs.
    """

    base_url: str
    name: str
    language: str
    publisher: Agent
    logo: Picture | None = None
    article_type: str = "BlogPosting"
    article_types: Mapping[str, str] = field(default_factory=dict)
    product_schema: str = "eligible"
    home: str = "Home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the way from the home page to a page.

    Attributes:
        name: Title of the page at this step.
        url: Its absolute address.
    """

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a page stands in the site.

    Attributes:
        url: Canonical address.
        crumbs: Pages between the home page and this one.
        is_home: Whether this is the home page.
    """

    url: str
    crumbs: tuple[Crumb, ...] = ()
    is_home: bool = False
