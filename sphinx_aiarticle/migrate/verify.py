"""Build the old site with Hugo and the new one with Sphinx, and compare them page by page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sphinx_aiarticle.migrate import evaluator
from sphinx_aiarticle.migrate.built_site import Answer, BuiltSite
from sphinx_aiarticle.migrate.comparison import Side, compare
from sphinx_aiarticle.migrate.difference import LOSSES, NOTES, Difference, DifferenceKind
from sphinx_aiarticle.migrate.evaluator import Evaluation, HugoPage
from sphinx_aiarticle.migrate.rendered import read_rendered
from sphinx_aiarticle.record import Record

_BODY: Final = "body"  # class of the article in Sphinx's theme `basic`
_SEARCH: Final = 'id="search-results"'  # on Sphinx's own page, which answers in the place of the theme's
_PAGE_END: Final = re.compile(r"(?:index)?\.html$")
_LISTS: Final = frozenset({"taxonomy", "term"})
_SLOWEST: Final = 3600  # seconds of a Sphinx build
_TAIL: Final = 15  # lines of a failed build that are shown


class VerifyError(Exception):
    """One of the sites cannot be built; the message says why."""


class VerifiedPage(Record):
    """A page of the old site, and what became of it.

    Attributes:
        kind: What Hugo calls it: ``page``, ``home``, ``section``, ``taxonomy`` or ``term``.
        source: Its file, relative to the old site; empty without one.
        answer: How its address answers on the new site.
        words: How many words the old page has.
    """

    address: str
    kind: str
    source: str
    title: str
    answer: Answer
    differences: tuple[Difference, ...]
    words: int

    @property
    def losses(self) -> tuple[Difference, ...]:
        """What is lost."""
        return tuple(difference for difference in self.differences if difference.kind in LOSSES)

    @property
    def is_exact(self) -> bool:
        """Whether nothing differs; the title counts, for every page shows it.

        Pages that list others, and those without any text, hold on the new site what in Hugo the design would add.
        """
        allowed = NOTES if self.kind == "page" and self.words else {*NOTES, DifferenceKind.EXTRA}
        return all(difference.kind in allowed for difference in self.differences)


class Verification(Record):
    """How two sites compare.

    Attributes:
        pages: The published pages of the old site that have text of their own, by address.
        lists: Its pages of terms, and sections without a file.
        others: Former addresses and feeds of the old site, and how each answers on the new one.
        dropped: Files that Hugo cannot read, with what it says.
    """

    pages: tuple[VerifiedPage, ...]
    lists: tuple[VerifiedPage, ...]
    others: Mapping[str, Answer]
    dropped: tuple[tuple[str, str], ...]
    hugo: str

    @property
    def exact(self) -> int:
        """How many pages are exact."""
        return sum(page.is_exact for page in self.pages)

    @property
    def whole(self) -> int:
        """How many pages have lost nothing, their address included."""
        return sum(not page.losses for page in self.pages)

    @property
    def answers(self) -> dict[str, Answer]:
        """How each old address answers."""
        return {page.address: page.answer for page in (*self.pages, *self.lists)} | dict(self.others)

    @property
    def missing(self) -> list[str]:
        """Old addresses that do not answer any more."""
        return [path for path, answer in self.answers.items() if answer is Answer.MISSING]

    @property
    def is_whole(self) -> bool:
        """Whether no page has lost anything, and all old addresses answer."""
        return self.whole == len(self.pages) and not self.missing

    def counts(self) -> Counter[DifferenceKind]:
        """Return how many differences of each kind there are."""
        return Counter(difference.kind for page in self.pages for difference in page.differences)

    def pages_with(self) -> Counter[DifferenceKind]:
        """Return how many pages differ in each kind."""
        return Counter(kind for page in self.pages for kind in {difference.kind for difference in page.differences})


def verify(
    root: Path,
    docs: Path,
    now: datetime,
    *,
    base_url: str,
    builder: str,
    documents: Mapping[str, str],
    progress: Callable[[str, Sequence[HugoPage]], Iterable[HugoPage]] = lambda _label, pages: pages,
) -> Verification:
    """Build both sites in temporary folders as of *now*, and compare them; *documents* are by the file of their page.

    :class:`HugoError` or :class:`VerifyError` when Hugo or Sphinx cannot build its site.
    """
    with tempfile.TemporaryDirectory(prefix="aiarticle-verify-") as name:
        folder = Path(name)
        truth = evaluator.build(root, folder / "old", now)
        _build_docs(docs, folder / "new", folder / "doctrees", builder)
        old = BuiltSite(folder=folder / "old", base_url=base_url, aliases=truth.aliases)
        new = BuiltSite(folder=folder / "new", base_url=base_url)
        return _compared(root, truth, old, new, documents, progress)


def _build_docs(docs: Path, out: Path, doctrees: Path, builder: str) -> None:
    """Build a project with the plainest theme."""
    command = [
        sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-b", builder, "-d", str(doctrees),
        "-D", "html_theme=basic", "-D", "html_copy_source=0", str(docs), str(out),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - the user's own project, as they would build it
            command,
            capture_output=True,
            timeout=_SLOWEST,
            check=False,
            env={**os.environ, "NO_COLOR": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise VerifyError(f"the build of {str(docs)!r} was ended after {_SLOWEST} seconds") from error
    if done.returncode:
        tail = done.stderr.decode("utf-8", "replace").strip().split("\n")[-_TAIL:]
        raise VerifyError("Sphinx cannot build the project:\n" + "\n".join(tail))


def _compared(
    root: Path,
    truth: Evaluation,
    old: BuiltSite,
    new: BuiltSite,
    documents: Mapping[str, str],
    progress: Callable[[str, Sequence[HugoPage]], Iterable[HugoPage]],
) -> Verification:
    unseen = set(documents.values()) - {documents.get(page.source) for page in truth.pages}
    same = {page.address: found for page in truth.pages if (found := _found(page, new, documents, unseen))}
    pages: list[VerifiedPage] = []
    lists: list[VerifiedPage] = []
    contents = {page.address: page.content for page in truth.pages}

    def has_anchor(path: str, anchor: str) -> bool:
        return re.search(rf"(?:id|name)=[\"']?{re.escape(anchor)}[\"'\s>]", contents.get(path, "")) is not None

    for page in progress("Verifying", truth.pages):
        is_list = not page.source or page.kind in _LISTS
        verified = _verified(page, root, old, new, same, has_anchor)
        (lists if is_list and not page.content.strip() else pages).append(verified)
    others = {path: new.answer(path) for path in (*truth.aliases, *truth.feeds)}
    return Verification(
        pages=tuple(pages),
        lists=tuple(lists),
        others=others,
        dropped=tuple((item.source, item.reason) for item in truth.dropped),
        hugo=truth.version,
    )


def _found(page: HugoPage, new: BuiltSite, documents: Mapping[str, str], unseen: Collection[str]) -> str:
    """Return the address of a page on the new site: where its old one leads, else that of its document.

    Of files that share an address, Hugo shows any; *unseen* are the new addresses of those that it does not show.
    """
    document = documents.get(page.source, "") if page.source else ""
    paths = (f"/{document}/", f"/{document}.html", f"/{document.removesuffix('index')}") if document else ()
    own = next((new.follow(path) for path in paths if new.answer(path) is Answer.PAGE), "")
    if new.answer(page.address) not in (Answer.PAGE, Answer.REDIRECT):
        return own
    found = new.follow(page.address)
    return own if own and _PAGE_END.sub("", found).strip("/") in unseen else found


def _verified(
    page: HugoPage,
    root: Path,
    old: BuiltSite,
    new: BuiltSite,
    same: Mapping[str, str],
    has_anchor: Callable[[str, str], bool],
) -> VerifiedPage:
    answer = new.answer(page.address)
    found = same.get(page.address, "")
    before = read_rendered(page.content)
    before.arguments = page.arguments
    differences: list[Difference] = []
    if answer in (Answer.MISSING, Answer.FILE):
        differences.append(Difference(kind=DifferenceKind.ADDRESS, text=page.address))
    file = new.file(found) if found else None
    if file is not None:
        html = file.read_text(encoding="utf-8", errors="replace")
        sides = (
            Side(site=old, path=page.address, page=before),
            Side(site=new, path=found, page=read_rendered(html, body=_BODY if f'class="{_BODY}"' in html else "")),
        )
        title = "" if _SEARCH in html else page.title
        differences += compare(*sides, title, same, _source(root, page), has_anchor)
    elif before.tokens:
        differences.append(Difference(kind=DifferenceKind.WORDS, text="the whole page"))
    return VerifiedPage(
        address=page.address,
        kind=page.kind,
        source=page.source,
        title=page.title,
        answer=answer,
        differences=tuple(differences),
        words=sum(token.is_word for token in before.tokens),
    )


def _source(root: Path, page: HugoPage) -> str:
    path = root / page.source
    return path.read_text(encoding="utf-8", errors="replace") if page.source and path.is_file() else ""
