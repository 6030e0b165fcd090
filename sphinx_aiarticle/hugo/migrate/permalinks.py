"""The address that a pattern in Hugo's ``permalinks`` gives to a page."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.migrate.pages import Page

_TOKEN: Final = re.compile(r":([a-z]+)")
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SLUG: Final = re.compile(r"[^\w.\-]+")


def permalink(pattern: str, page: Page) -> str:
    """Return the site path of a page, or nothing when the pattern holds a token that is not known.

    https://gohugo.io/configuration/permalinks/#tokens.

    Args:
        pattern: For example ``/:year/:slug/``.
        page: The page.
    """
    sections = page.folder.strip("/").split("/")
    is_bundle = page.file.path.stem == "index"
    name = sections.pop() if is_bundle else page.docname.rpartition("/")[2]
    title = _urlized(page.title)
    slug = page.text("slug") or title
    date = _DATE.match(page.text("date"))
    year, month, day = date.groups() if date else ("", "", "")
    values = {
        "year": year, "month": month, "day": day, "section": sections[0], "sections": "/".join(sections),
        "title": title, "slug": slug, "filename": name, "contentbasename": name,
        "slugorfilename": page.text("slug") or name, "slugorcontentbasename": page.text("slug") or name,
    }  # fmt: skip
    if any(not values.get(token) for token in _TOKEN.findall(pattern)):
        return ""
    path = _TOKEN.sub(lambda match: values[match[1]], pattern)
    return f"/{path.strip('/')}/"


def _urlized(text: str) -> str:
    return _SLUG.sub("-", unicodedata.normalize("NFC", text).lower()).strip("-")
