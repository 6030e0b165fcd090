"""A whole folder of pages: each page checked by itself, by several processes, and the ids across all of them."""

from __future__ import annotations

import os
import pathlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urldefrag

from sphinx_aiarticle.stores.affiliate import host_of
from sphinx_aiarticle.validate.addresses import (
    BuiltSite,
    Definition,
    check_addresses,
    conflict,
    dangling,
    definitions,
    guess_base,
)
from sphinx_aiarticle.validate.claims import check_claims, check_notices
from sphinx_aiarticle.validate.features import check_features
from sphinx_aiarticle.validate.graph import graph_of
from sphinx_aiarticle.validate.items import check_items
from sphinx_aiarticle.validate.page import HtmlPage, place_of, read_page
from sphinx_aiarticle.validate.rules import Finding, Located, Path, Rule
from sphinx_aiarticle.validate.scripts import offset_of, read_json_ld
from sphinx_aiarticle.validate.terms import check_terms
from sphinx_aiarticle.validate.vocabulary import default_vocabulary, vocabulary_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sphinx_aiarticle.validate.graph import Graph
    from sphinx_aiarticle.validate.vocabulary import Vocabulary

_CHUNK: Final = 50  # pages; the same for any number of processes, so that reports are the same
_SAMPLE: Final = 200  # pages whose canonical links are read to find the address of the site
_HEAD: Final = 200_000  # characters in which a canonical link is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is known of some pages.

    Attributes:
        pages: How many they are.
        scripts: How many scripts with JSON-LD they hold.
        nodes: How many objects these hold.
        findings: What is wrong for certain.
        definitions: The ids they describe.
        conflicts: The ids of which they say two things, each with the finding at the first place.
        references: Ids that their pages do not describe, with a finding for when no other page does.
        anchors: Addresses of anchors on other pages, with a finding for when these lack them.
    """

    pages: int = 0
    scripts: int = 0
    nodes: int = 0
    findings: list[Located] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    conflicts: dict[str, Located] = field(default_factory=dict)
    references: list[tuple[str, Located]] = field(default_factory=list)
    anchors: list[tuple[str, Located]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What each process needs to know.

    Attributes:
        site: The folder and its address.
        prefix: What reports put before the path of a page.
        vocabulary_file: Another vocabulary than the package's own, by its path.
        now: The time to compare dates with.
    """

    site: BuiltSite
    prefix: str
    vocabulary_file: str
    now: datetime

    @property
    def vocabulary(self) -> Vocabulary:
        """The release of schema.org to go by; each process reads it once."""
        return vocabulary_in(self.vocabulary_file) if self.vocabulary_file else default_vocabulary()


def find_pages(root: pathlib.Path, excluded: Sequence[str] = ()) -> list[str]:
    """Return the HTML files below a folder, sorted, as paths with slashes.

    Args:
        root: The folder, or a single page.
        excluded: Patterns of paths to leave out, as :meth:`pathlib.PurePath.match` reads them.
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
    return guess_base((file, _text(root / file)[:_HEAD]) for file in files[::step])


def check_site(job: Job, files: Sequence[str], processes: int) -> Outcome:
    """Check all pages of a site.

    Args:
        job: The site and what to go by.
        files: Its pages, as :func:`find_pages` returns them.
        processes: How many may work at once.
    """
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    work = partial(check_pages, job)
    if processes > 1 and len(chunks) > 1:
        with ProcessPoolExecutor(min(processes, len(chunks))) as pool:
            results = list(pool.map(work, chunks))
    else:
        results = list(map(work, chunks))
    return _across(results, job)


def check_pages(job: Job, files: Sequence[str]) -> Outcome:
    """Check some pages, and the ids among them."""
    return _merged([_check_page(job, file) for file in files])


def _check_page(job: Job, file: str) -> Outcome:
    name = job.prefix + file
    try:
        source = (job.site.root / file).read_text(encoding="utf-8")  # which makes all line ends one character
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        finding = Finding(rule=Rule.PAGE_UNREADABLE, message=f"the page was not checked: {reason}")
        return Outcome(pages=1, findings=[Located(file=name, line=1, column=1, finding=finding)])
    page = read_page(source)
    if page.is_redirect:
        return Outcome(pages=1)
    graph, findings = _graph(page, page.canonical or job.site.url_of(file))

    def located(finding: Finding, offset: int = 0) -> Located:
        return _located(finding, offset, name, page)

    vocabulary = job.vocabulary
    found = [
        *(located(finding, offset) for finding, offset in findings),
        *map(located, check_terms(graph, vocabulary)),
        *map(located, check_features(graph, vocabulary)),
        *map(located, check_items(graph, vocabulary, job.now)),
        *map(located, check_claims(graph, page, vocabulary)),
        *map(located, check_notices(page)),
    ]
    anchors = []
    for finding, address in check_addresses(graph, job.site, file, page.canonical, page.anchors, vocabulary):
        if address:
            anchors.append((address, located(finding)))
        else:
            found.append(located(finding))
    known: dict[str, Definition] = {}
    conflicts: dict[str, Located] = {}
    for node, facts in definitions(graph):
        if first := known.get(node.id):
            if differs := conflict(first.facts, facts):
                conflicts.setdefault(node.id, located(_conflict(node.id, differs, first, facts, node.path)))
            facts = {**facts, **first.facts}
        known[node.id] = Definition(file=name, facts=facts)
    message = "nothing describes {}; describe it, or omit the reference"
    return Outcome(
        pages=1,
        scripts=len(page.scripts),
        nodes=len(graph.nodes),
        findings=list(dict.fromkeys(found)),
        definitions={key: value for key, value in known.items() if not key.startswith("_:")},
        conflicts=conflicts,
        references=[
            (node.id, located(Finding(rule=Rule.ID_DANGLING, message=message.format(node.id), path=node.path)))
            for node in dangling(graph)
        ],
        anchors=anchors,
    )


def _graph(page: HtmlPage, base: str) -> tuple[Graph, list[tuple[Finding, int]]]:
    """Return the graph of all scripts of a page, and what is wrong with them, each with an offset in its script."""
    nodes = []
    findings: list[tuple[Finding, int]] = []
    for number, script in enumerate(page.scripts):
        reading, offset = read_json_ld(script, number, base)
        nodes += reading.nodes
        findings += [(finding, offset) for finding in reading.findings]
        if script.kind.partition(";")[0] != "application/ld+json":
            message = f'the type {script.kind!r} is not read; write type="application/ld+json"'
            findings.append((Finding(rule=Rule.SCRIPT_TYPE, message=message, path=(number,)), 0))
    return graph_of(nodes), findings


def _located(finding: Finding, offset: int, name: str, page: HtmlPage) -> Located:
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
    return Located(file=name, line=line, column=column, finding=finding)


def _conflict(key: str, name: str, known: Definition, facts: Mapping[str, str], path: Path = ()) -> Finding:
    message = f"{key}: {name} is {facts[name]!r} here and {known.facts[name]!r} in {known.file}"
    return Finding(rule=Rule.ID_CONFLICT, message=message, path=path)


def _merged(results: Sequence[Outcome]) -> Outcome:
    """Put results together in their order; an id that two of them describe differently is said once."""
    known: dict[str, Definition] = {}
    conflicts: dict[str, Located] = {}
    for result in results:
        for key, definition in result.definitions.items():
            first = known.setdefault(key, definition)
            if key not in conflicts and (name := conflict(first.facts, definition.facts)):
                finding = _conflict(key, name, first, definition.facts)
                conflicts[key] = Located(file=definition.file, line=1, column=1, finding=finding)
        for key, located in result.conflicts.items():
            conflicts.setdefault(key, located)
    return Outcome(
        pages=sum(result.pages for result in results),
        scripts=sum(result.scripts for result in results),
        nodes=sum(result.nodes for result in results),
        findings=[located for result in results for located in result.findings],
        definitions=known,
        conflicts=conflicts,
        references=[entry for result in results for entry in result.references],
        anchors=[entry for result in results for entry in result.anchors],
    )


def _across(results: Sequence[Outcome], job: Job) -> Outcome:
    """Settle what one page alone could not tell."""
    whole = _merged(results)
    settled = _Settled(job=job, whole=whole)
    findings = [*whole.findings, *whole.conflicts.values(), *settled.references(), *settled.anchors()]
    findings.sort(key=lambda located: (located.file, located.line, located.column, located.finding.rule))
    return Outcome(pages=whole.pages, scripts=whole.scripts, nodes=whole.nodes, findings=findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    job: Job
    whole: Outcome
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def references(self) -> Iterator[Located]:
        for key, located in self.whole.references:
            is_page, exists = "#" not in key, self._exists(key)
            if key in self.whole.definitions:
                if not (is_page and exists):
                    yield self._elsewhere(key, located)
            elif exists is False or key.startswith("_:"):
                yield located
            elif host_of(key) and host_of(key) == host_of(self.job.site.base):
                yield self._elsewhere(key, located)

    def anchors(self) -> Iterator[Located]:
        return (located for address, located in self.whole.anchors if self._exists(address) is False)

    def _exists(self, address: str) -> bool | None:
        """Whether an address leads to a page or an anchor of the site; ``None`` when it is not of the site."""
        file = self.job.site.file_of(address)
        if file is None:
            return None
        fragment = unquote(urldefrag(address).fragment)
        if not file or not fragment:
            return bool(file)
        if file not in self._anchors:
            self._anchors[file] = read_page(_text(self.job.site.root / file)).anchors
        return fragment in self._anchors[file]

    def _elsewhere(self, key: str, located: Located) -> Located:
        known = self.whole.definitions.get(key)
        where = f"in {known.file} only" if known else "nowhere in this folder"
        message = f"{key} is described {where}; describe it here too, at least with @type and name"
        finding = Finding(rule=Rule.ID_ELSEWHERE, message=message, path=located.finding.path)
        return Located(file=located.file, line=located.line, column=located.column, finding=finding)


def _text(path: pathlib.Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
