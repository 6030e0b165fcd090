"""The address that a pattern in Hugo's ``permalinks`` gives to a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.site_paths import slug_name, urlized

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.migrate.pages import Page

_TOKEN: Final = re.compile(r":([a-z]+)")
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


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
    name = urlized(name)
    title, own = slug_name(page.title), slug_name(page.text("slug"))
    date = _DATE.match(page.text("date"))
    year, month, day = date.groups() if date else ("", "", "")
    values = {
        "year": year, "month": month, "day": day, "section": sections[0], "sections": "/".join(sections),
        "title": title, "slug": own or title, "filename": name, "contentbasename": name,
        "slugorfilename": own or name, "slugorcontentbasename": own or name,
    }  # fmt: skip
    if any(not values.get(token) for token in _TOKEN.findall(pattern)):
        return ""
    path = _TOKEN.sub(lambda match: values[match[1]], pattern)
    return f"/{path.strip('/')}/"
