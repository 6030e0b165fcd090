"""A whole folder of pages: each page checked by itself, by several processes, and the ids across all of them."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from typing import Final
from urllib.parse import unquote, urldefrag

from selectolax.lexbor import LexborHTMLParser

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import host_of
from sphinx_aiarticle.validate.addresses import PublishedFolder, check_addresses, guess_base
from sphinx_aiarticle.validate.claims import check_claims, check_notices
from sphinx_aiarticle.validate.document import Descriptions, check_features, dangling
from sphinx_aiarticle.validate.graph import graph_of
from sphinx_aiarticle.validate.items import check_items
from sphinx_aiarticle.validate.page import HtmlPage, canonical_link, place_of, read_page
from sphinx_aiarticle.validate.rules import DataFinding, Rule
from sphinx_aiarticle.validate.scripts import offset_of, read_json_ld
from sphinx_aiarticle.validate.terms import check_terms
from sphinx_aiarticle.validate.vocabulary import Vocabulary, vocabulary_in

_CHUNK: Final = 50  # pages; the same for any number of processes, so that reports are the same
_SAMPLE: Final = 200  # pages whose canonical links are read to find the address of the site
_HEAD: Final = 200_000  # characters in which a canonical link is looked for


@dataclass(slots=True, kw_only=True)
class CheckedPages:
    """What is known of some pages.

    Attributes:
        scripts: How many scripts with JSON-LD they hold.
        nodes: How many objects these hold.
        findings: What is wrong for certain.
        conflicts: The ids of which they say two things, each with the finding at the first place.
        references: Ids that their pages do not describe, with a finding for when no other page does.
        anchors: Addresses of anchors on other pages, with a finding for when these lack them.
    """

    pages: int = 0
    scripts: int = 0
    nodes: int = 0
    findings: list[DataFinding] = field(default_factory=list)
    descriptions: Descriptions = field(default_factory=Descriptions)
    conflicts: dict[str, DataFinding] = field(default_factory=dict)
    references: list[tuple[str, DataFinding]] = field(default_factory=list)
    anchors: list[tuple[str, DataFinding]] = field(default_factory=list)


class Job(Record):
    """What each process needs to know.

    Attributes:
        site: The folder and its address.
        prefix: What reports put before the path of a page.
        vocabulary_file: Another vocabulary than the package's own, by its path.
        now: The time to compare dates with.
    """

    site: PublishedFolder
    prefix: str
    vocabulary_file: str
    now: datetime

    @property
    def vocabulary(self) -> Vocabulary:
        """The release of schema.org to go by; each process reads it once."""
        return vocabulary_in(self.vocabulary_file)


def find_pages(root: pathlib.Path, excluded: Sequence[str] = ()) -> list[str]:
    """Return the HTML files below a folder, or a single page, sorted, as paths with slashes.

    Patterns in *excluded* are those of :meth:`pathlib.PurePath.match`.
    """
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if name.lower().endswith((".html", ".htm", ".xhtml")):
                path = pathlib.Path(folder, name).relative_to(root)
                if not any(path.match(pattern) for pattern in excluded):
                    found.append(path.as_posix())
    return sorted(found)


def site_base(root: pathlib.Path, files: Sequence[str]) -> str:
    """Return the address of a site that its canonical links agree on, or nothing."""
    step = max(1, len(files) // _SAMPLE)
    return guess_base((file, canonical_link(LexborHTMLParser(_text(root / file)[:_HEAD]))) for file in files[::step])


def check_site(job: Job, files: Sequence[str], processes: int) -> CheckedPages:
    """Check all pages of a site."""
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    work = partial(check_pages, job)
    if processes > 1 and len(chunks) > 1:
        with ProcessPoolExecutor(min(processes, len(chunks))) as pool:
            results = list(pool.map(work, chunks))
    else:
        results = list(map(work, chunks))
    whole = _merged(results)
    exists = _existence(job.site)
    missing = (finding for address, finding in whole.anchors if exists(address) is False)
    whole.findings += (*whole.conflicts.values(), *_references(job, whole, exists), *missing)
    whole.findings.sort(key=lambda finding: (finding.file, finding.line, finding.column, finding.rule))
    return whole


def check_pages(job: Job, files: Sequence[str]) -> CheckedPages:
    """Check some pages, and the ids among them."""
    outcome = CheckedPages(pages=len(files))
    for file in files:
        name = job.prefix + file
        try:
            source = (job.site.root / file).read_text(encoding="utf-8")  # which makes all line ends one character
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            message = f"the page was not checked: {reason}"
            outcome.findings.append(DataFinding(rule=Rule.PAGE_UNREADABLE, message=message, file=name))
        else:
            page = read_page(source)
            if not page.is_redirect:
                _check_page(job, file, page, outcome)
    return outcome


def _check_page(job: Job, file: str, page: HtmlPage, outcome: CheckedPages) -> None:
    name = job.prefix + file
    vocabulary = job.vocabulary
    nodes = []
    found: list[tuple[DataFinding, int]] = []  # with the offset in the script, where it is known
    for number, script in enumerate(page.scripts):
        reading, offset = read_json_ld(script, number, page.canonical or job.site.url_of(file))
        nodes += reading.nodes
        found += [(finding, offset) for finding in reading.findings]
        if script.kind.partition(";")[0] != "application/ld+json":
            message = f'the type {script.kind!r} is not read; write type="application/ld+json"'
            found.append((DataFinding(rule=Rule.SCRIPT_TYPE, message=message, path=(number,)), 0))
    graph = graph_of(nodes)
    of_graph = (
        *check_terms(graph, vocabulary), *check_features(graph, vocabulary), *check_items(graph, vocabulary, job.now),
        *check_claims(graph, page, vocabulary), *check_notices(page),
    )  # fmt: skip
    found += [(finding, 0) for finding in of_graph]
    for finding, address in check_addresses(graph, job.site, file, page.canonical, page.anchors, vocabulary):
        if address:
            outcome.anchors.append((address, _located(finding, name, page)))
        else:
            found.append((finding, 0))
    for key, finding in outcome.descriptions.add_page(graph, name):
        outcome.conflicts.setdefault(key, _located(finding, name, page))
    for node in dangling(graph):
        message = f"nothing describes {node.id}; describe it, or omit the reference"
        outcome.references.append((node.id, _located(node.finding(Rule.ID_DANGLING, message), name, page)))
    outcome.scripts += len(page.scripts)
    outcome.nodes += len(nodes)
    outcome.findings += dict.fromkeys(_located(finding, name, page, offset) for finding, offset in found)


def _located(finding: DataFinding, name: str, page: HtmlPage, offset: int = 0) -> DataFinding:
    line, column = 1, 1
    if finding.path and isinstance(finding.path[0], int):
        script = page.scripts[finding.path[0]]
        try:
            offset = offset or offset_of(script.text, finding.path[1:])
        except ValueError:  # not JSON
            offset = 0
        line, column = script.place(offset)
    elif finding.near:
        line, column = place_of(page, finding.near)
    return replace(finding, file=name, line=line, column=column)


def _merged(results: Sequence[CheckedPages]) -> CheckedPages:
    """Put results together in their order; an id that two of them describe differently is said once."""
    whole = CheckedPages()
    for result in results:
        whole.pages += result.pages
        whole.scripts += result.scripts
        whole.nodes += result.nodes
        whole.findings += result.findings
        whole.references += result.references
        whole.anchors += result.anchors
        for key, file in result.descriptions.files.items():
            if message := whole.descriptions.add(key, result.descriptions.facts[key], file):
                whole.conflicts.setdefault(key, DataFinding(rule=Rule.ID_CONFLICT, message=message, file=file))
        for key, finding in result.conflicts.items():
            whole.conflicts.setdefault(key, finding)
    return whole


def _references(job: Job, whole: CheckedPages, exists: Callable[[str], bool | None]) -> Iterator[DataFinding]:
    """Yield the references that no page describes, or only another page."""
    for key, finding in whole.references:
        file, is_there = whole.descriptions.files.get(key), exists(key)
        if not file and (is_there is False or key.startswith("_:")):
            yield finding
        elif not (is_there and "#" not in key) if file else host_of(key) and host_of(key) == host_of(job.site.base):
            where = f"in {file} only" if file else "nowhere in this folder"
            message = f"{key} is described {where}; describe it here too, at least with @type and name"
            yield replace(finding, rule=Rule.ID_ELSEWHERE, message=message)


def _existence(site: PublishedFolder) -> Callable[[str], bool | None]:
    """Return what tells whether an address leads to a page or anchor of the site; ``None`` when it is not of it."""

    @cache
    def anchors_of(file: str) -> frozenset[str]:
        return read_page(_text(site.root / file)).anchors

    def exists(address: str) -> bool | None:
        file, fragment = site.file_of(address), unquote(urldefrag(address).fragment)
        return fragment in anchors_of(file) if file and fragment else None if file is None else bool(file)

    return exists


def _text(path: pathlib.Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
