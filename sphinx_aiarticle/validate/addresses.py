"""Addresses in the data: absolute, reachable, existing."""

from __future__ import annotations

import ipaddress
import pathlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.validate.graph import Graph
from sphinx_aiarticle.validate.rules import DataFinding, Rule
from sphinx_aiarticle.validate.vocabulary import Vocabulary, address_problem

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LOCAL_HOST: Final = re.compile(r"localhost|.*\.(?:localhost|local|internal|lan|test|invalid)")
_ONLY_ADDRESSES: Final = frozenset({"item"})  # may hold the address of a page in place of an object


class PublishedFolder(Record):
    """A folder of pages and the address it is published at.

    Attributes:
        base: The address of the folder, with a slash at its end; empty when unknown.
    """

    root: pathlib.Path
    base: str
    _files: dict[str, str] = field(default_factory=dict, repr=False)

    def file_of(self, url: str) -> str | None:
        """Return the path below the folder to which an address leads, empty without one; ``None`` on other sites."""
        address = url.partition("#")[0].partition("?")[0]
        own, other = self.base.partition("://")[2], address.partition("://")[2]
        if not self.base or not (other.startswith(own) or f"{other}/" == own):
            return None
        path = unquote(other[len(own) :])
        if path not in self._files:
            self._files[path] = self._find(path)
        return self._files[path]

    def _find(self, path: str) -> str:
        plain = path.strip("/")
        candidates = [plain, f"{plain}/index.html".lstrip("/"), f"{plain}.html", f"{plain}.htm"]
        if path.endswith("/"):
            candidates = candidates[1:]
        return next((name for name in candidates if name and ".." not in name and (self.root / name).is_file()), "")

    def url_of(self, file: str) -> str:
        """Return the address of a page that names no canonical link; empty when the site's is unknown."""
        folder = file.removesuffix("index.html")
        return urljoin(self.base, folder if folder == "" or folder.endswith("/") else file)


def guess_base(links: Iterable[tuple[str, str]]) -> str:
    """Return the address that most canonical links (by paths of pages below the folder) agree on, or nothing."""
    votes: Counter[str] = Counter()
    for file, url in links:
        if url.startswith(("http://", "https://")):
            votes.update(_bases(url.partition("#")[0].partition("?")[0], file))
    return votes.most_common(1)[0][0] if votes else ""


def _bases(url: str, file: str) -> Iterator[str]:
    stem = file.removesuffix(".html")
    folder = file.removesuffix("index.html")
    variants = (file, folder, folder.rstrip("/")) if folder != file else (file, stem, f"{stem}/")
    for variant in variants:
        if unquote(url).endswith(f"/{variant}"):
            base = unquote(url)[: len(unquote(url)) - len(variant)]
            yield url[: len(base)]
            return
    if not folder and url.count("/") == 2:
        yield f"{url}/"


def check_addresses(
    graph: Graph, site: PublishedFolder, file: str, canonical: str, anchors: frozenset[str], vocabulary: Vocabulary
) -> Iterator[tuple[DataFinding, str]]:
    """Yield what is wrong with the addresses of a page.

    Yields:
        A finding, and the address that another page has to confirm it for; empty when it is certain.
    """
    for node in graph.nodes:
        for name in node.properties:
            kinds = vocabulary.ranges.get(name, ())
            for value in node.properties[name] if name in _ONLY_ADDRESSES or "URL" in kinds else ():
                if not isinstance(value, str) or "{" in value or (not _ABSOLUTE.match(value) and "Text" in kinds):
                    continue  # no address
                for rule, message, elsewhere in _check_value(value, site, file, anchors):
                    yield node.finding(rule, message, name), elsewhere
        if canonical and vocabulary.is_a(node.types, "WebPage"):
            for url in node.texts("url"):
                if url != canonical and site.file_of(url) == file:
                    message = f"url is {url}, the canonical link {canonical}; write the same in both"
                    yield node.finding(Rule.URL_CANONICAL, message, "url"), ""


def _check_value(
    value: str, site: PublishedFolder, file: str, anchors: frozenset[str]
) -> Iterator[tuple[Rule, str, str]]:
    if not _ABSOLUTE.match(value):
        yield Rule.URL_RELATIVE, f"the address {value!r} is relative; write it with https:// and host", ""
        return
    if address_problem(value):
        return  # said where the vocabulary is looked at
    if problem := _problem(value):
        yield Rule.URL_LOCAL, f"{value[:80]!r} {problem}", ""
        return
    target = site.file_of(value)
    fragment = unquote(urldefrag(value).fragment)
    if target == "":
        yield Rule.URL_MISSING, f"the site has no page or file {value}", ""
    elif not target or not fragment or fragment.startswith((":~:", "/")):
        return
    elif target != file:
        yield Rule.URL_ANCHOR, f"the page of {value} has no element with the id {fragment!r}", value
    elif fragment not in anchors:
        yield Rule.URL_ANCHOR, f"the page of {value} has no element with the id {fragment!r}", ""


def _problem(url: str) -> str:
    scheme = url.partition(":")[0].lower()
    if scheme == "file":
        return "is a file of the author's machine"
    if scheme == "data":
        return "is not an address that others can load; write that of a file"
    if scheme not in ("http", "https"):
        return ""
    try:
        host = (urlsplit(url).hostname or "").lower()
        is_local = _LOCAL_HOST.fullmatch(host) or (host[-1:].isdigit() and ipaddress.ip_address(host).is_private)
    except ValueError:
        return ""
    return "leads to the author's own machine or network" if is_local else ""
