"""A built site as a server would answer for it: which address is a page, which leads on, which is a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from sphinx_aiarticle.url import below_base, host_key

_HEAD: Final = 4000  # characters in which a refresh is looked for
_REFRESH: Final = re.compile(r"""<meta\b[^>]*http-equiv=["']?refresh\b[^>]*""", re.IGNORECASE)
_GOAL: Final = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LONGEST_CHAIN: Final = 5
NO_BASE: Final = "https://example.org/"  # what Hugo takes for the address of a site without one


class Answer(StrEnum):
    """How an address answers."""

    PAGE = "page"
    REDIRECT = "redirect"
    FILE = "file"
    MISSING = "404"


@dataclass(slots=True, kw_only=True)
class BuiltSite:
    """A folder of files that a server publishes.

    Attributes:
        base_url: Address of the site; links to it are seen from the root of the site.
        aliases: Addresses that lead on, where that is known without reading files.
    """

    folder: Path
    base_url: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    _goals: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def file(self, path: str) -> Path | None:
        """Return the file that answers a path from the root of the site."""
        name = unquote(path).strip("/")
        if "\x00" in name or ".." in name.split("/"):
            return None
        for candidate in (f"{name}/index.html".lstrip("/"), name):
            place = self.folder / candidate
            try:
                if candidate and place.is_file():
                    return place
            except OSError:  # a name that is too long for the file system
                return None
        return None

    def answer(self, path: str) -> Answer:
        """Return how a path answers."""
        file = self.file(path)
        if file is None:
            return Answer.MISSING
        if file.suffix not in (".html", ".htm"):
            return Answer.FILE
        return Answer.REDIRECT if self._goal(path, file) else Answer.PAGE

    def follow(self, path: str) -> str:
        """Return the path at which a path ends, after whatever it leads to."""
        for _ in range(_LONGEST_CHAIN):
            file = self.file(path)
            goal = self._goal(path, file) if file else ""
            if not goal:
                break
            path = goal
        file = self.file(path)
        if file is None:
            return path
        name = f"/{file.relative_to(self.folder).as_posix()}"
        return name.removesuffix("index.html") if file.name == "index.html" else name

    def resolve(self, href: str, page: str) -> tuple[str, str] | None:
        """Return path and fragment of a link on the page at a path; ``None`` for one that leaves the site."""
        here = urljoin(self.base_url or NO_BASE, quote(f".{page}"))
        try:
            base, goal = urlsplit(here), urlsplit(urljoin(here, href))
        except ValueError:
            return None
        if goal.scheme not in ("http", "https") or _host(goal.netloc) != _host(base.netloc):
            return None
        return below_base(unquote(goal.path), self.base_url) or "/", unquote(goal.fragment)

    def digest(self, path: str) -> str:
        """Return a digest of the file at a path; empty without one."""
        if path not in self._digests:
            file = self.file(path)
            self._digests[path] = hashlib.sha256(file.read_bytes()).hexdigest() if file else ""
        return self._digests[path]

    def _goal(self, path: str, file: Path) -> str:
        """Return where a page leads by itself; empty for a page that stays."""
        key = file.as_posix()
        if key not in self._goals:
            self._goals[key] = self._read_goal(path, file)
        return self._goals[key]

    def _read_goal(self, path: str, file: Path) -> str:
        if alias := self.aliases.get(path) or self.aliases.get(f"{path}/"):
            target = alias
        elif file.suffix in (".html", ".htm"):
            with file.open(encoding="utf-8", errors="replace") as stream:
                refresh = _REFRESH.search(stream.read(_HEAD))
            match = _GOAL.search(refresh[0]) if refresh else None
            written = unescape(match[1] or match[2] or "") if match else ""
            target = re.sub(r"(?i)^[^=]*url\s*=\s*", "", written).strip("'\" ")
        else:
            return ""
        folder = path if path.endswith(("/", ".html")) else f"{path}/"
        resolved = self.resolve(target, folder) if target else None
        return resolved[0] if resolved else ""


def _host(name: str) -> str:
    return host_key(name).removeprefix("www.")
