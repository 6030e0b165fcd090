"""What the text of a Hugo article knows of its site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.goldmark import Goldmark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_aiarticle.hugo.shortcodes.call import Call


#: How a reference to another article is written until all articles are known.
REFERENCE_SCHEME = "hugo-ref:"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """What the text of an article knows of its site.

    Attributes:
        page: Front matter of the article.
        params: The site's own parameters.
        own: The site's own shortcodes; each returns Markdown.
        resolve: Turns the name of another article into an address.
        emoji: Whether codes such as ``:rocket:`` are emoji.
        goldmark: How its Markdown is read.
        key_names: What keys of its own in the front matter mean.
    """

    page: Mapping[str, object] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, Callable[[Call], str]] = field(default_factory=dict)
    resolve: Callable[[str], str] = (REFERENCE_SCHEME + "{}").format
    emoji: bool = False
    goldmark: Goldmark = field(default_factory=Goldmark)
    key_names: Mapping[str, str] = field(default_factory=dict)
