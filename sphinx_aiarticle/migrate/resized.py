"""The pictures that Hugo prints: those of which it makes copies, smaller or named by a hash, and late ones at once."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from html import unescape
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from sphinx_aiarticle.recognise.html_tags import shown_at_once

_MARK: Final = re.compile(r"_hu|\.[0-9a-f]{32}")
#: ``_hu_`` and a hash, in older releases a size, too; or a hash alone, as ``fingerprint`` writes it.
_COPY: Final = re.compile(r"(?:_hu_?[0-9a-f]{8,}(?:_[^/.]*)?|\.[0-9a-f]{32,128})(\.\w+)$")
#: What is between addresses, of which a comma or the end of an entity may be a part.
_BETWEEN: Final = re.compile(r"((?:[\s\"'`<>()]|(?<!&amp);|,(?=\s)|(?<=\d[wx]),)+)")
_SIZES: Final = re.compile(r"<source\b[^<>]*>|\ssrcset=\"[^\"<>]*\"")  # which offer a picture in several sizes
_SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff", ".bmp")


def with_originals(html: str, page: str, folders: Sequence[Path]) -> str:
    """Return what Hugo prints on a page with the pictures themselves, not with copies or until a script loads them.

    They are looked for in *folders*, by their address without what that of the whole site adds; one that is not in the
    first of these, where Hugo publishes, is copied there.
    """
    html = shown_at_once(html)
    if not _MARK.search(html):
        return html
    html = _SIZES.sub(lambda match: "" if _MARK.search(match[0]) else match[0], html)
    pieces = _BETWEEN.split(html)
    pieces[::2] = (_original(piece, page, folders) if _MARK.search(piece) else piece for piece in pieces[::2])
    return "".join(pieces)


def _original(address: str, page: str, folders: Sequence[Path]) -> str:
    match = _COPY.search(address)
    if match is None:
        return address
    stem = address[: match.start()]
    path = posixpath.normpath(f"/{unquote(unescape(stem.partition('://')[2] or stem))}")  # nothing is above the folders
    parts = path.strip("/").split("/")
    names = ("/".join(parts[start:]) for start in range(len(parts)))
    suffixes = (match[1], *_SUFFIXES, *map(str.upper, _SUFFIXES))
    for place, suffix in product(names, suffixes):
        name = f"{place}{suffix}"
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if found and _is_published(found, folders[0] / name):
            is_beside = posixpath.dirname(place) == page.strip("/")
            return f"{posixpath.basename(stem) if is_beside else stem}{suffix}"
    return address


def _is_published(found: Path, shown: Path) -> bool:
    """Put a picture where Hugo publishes, unless it is there, and say whether it is there now."""
    if not shown.is_file():
        with suppress(OSError):
            shown.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, shown)
    return shown.is_file()
