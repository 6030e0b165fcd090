"""How Goldmark, the Markdown parser of Hugo, reads articles: what ``markup.goldmark`` of a site says.

https://gohugo.io/configuration/markup/#goldmark
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_aiarticle.hugo.headings import HeadingIds


@dataclass(frozen=True, slots=True, kw_only=True)
class Goldmark:
    """What is read beyond CommonMark; the defaults are Hugo's.

    Attributes:
        linkify: Whether addresses in text are links.
        linkify_protocol: What is put in front of an address that begins with ``www.``.
        strikethrough: Whether ``~~text~~`` and ``~text~`` are struck out.
        typographer: Whether quotes and dashes become typographic.
        heading_ids: How the ids of headings are made.
    """

    linkify: bool = True
    linkify_protocol: str = "https"
    strikethrough: bool = True
    typographer: bool = True
    heading_ids: HeadingIds = HeadingIds.GITHUB


def read_goldmark(settings: Mapping[str, object]) -> Goldmark:
    """Return what ``markup.goldmark`` of a site says; what is missing or of another type is the default.

    Args:
        settings: The table; the case of its keys does not matter, as in Hugo.
    """
    extensions, parser = _table(settings, "extensions"), _table(settings, "parser")
    kind = str(parser.get("autoheadingidtype"))

    def is_on(key: str) -> bool:
        value = extensions.get(key, True)
        return value is not False and not (isinstance(value, Mapping) and _folded(value).get("disable") is True)

    return Goldmark(
        linkify=is_on("linkify"),
        linkify_protocol="http" if extensions.get("linkifyprotocol") == "http" else "https",
        strikethrough=is_on("strikethrough"),
        typographer=is_on("typographer"),
        heading_ids=HeadingIds(kind) if kind in set(HeadingIds) else HeadingIds.GITHUB,
    )


def _table(settings: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = _folded(settings).get(key)
    return _folded(value) if isinstance(value, Mapping) else {}


def _folded(settings: Mapping[str, object]) -> dict[str, object]:
    return {str(key).lower(): value for key, value in settings.items()}
