"""Reports on a comparison of two sites: lines for the terminal, data for programs, and a page to work through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment

from sphinx_aiarticle.cli.terminal import Item, Line, Style, counted
from sphinx_aiarticle.migrate.built_site import Answer
from sphinx_aiarticle.migrate.difference import LOSSES, NOTES, Difference, DifferenceKind
from sphinx_aiarticle.migrate.findings import Report, all_entries

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.verify import Verification, VerifiedPage

_LISTED: Final = 20  # pages in the terminal; the other reports have all
_PER_PAGE: Final = 3  # differences of a page in the terminal
_PAGE: Final = Path(__file__).with_name("report.html")


def lines(verification: Verification) -> Iterator[Line | Item]:
    """Yield what the terminal shows."""
    total = len(verification.pages)
    yield ""
    yield (("Old and new site, page by page", Style.STRONG),)
    yield _row("exact", verification.exact, total)
    yield _row("nothing lost", verification.whole, total)
    yield _addresses(list(verification.answers.values()))
    counts, pages = verification.counts(), verification.pages_with()
    for kind in _by_pages(pages):
        style = Style.BAD if kind in LOSSES else Style.NOTE
        count = f"  {counts[kind]:>6,} on {counted(pages[kind], 'page')}. {kind.meaning}"
        yield ((f"{kind:<14}", style), (count, Style.PLAIN))
    due = [page for page in _by_weight(verification.pages) if not page.is_exact]
    if due:
        yield ""
        yield (("Pages that differ, those first that lost most (old → new):", Style.STRONG),)
    for page in due[:_LISTED]:
        differences = [one for one in _by_loss(page.differences) if one.kind not in NOTES]
        for difference in differences[:_PER_PAGE]:
            style = Style.BAD if difference.kind in LOSSES else Style.NOTE
            yield Item(((f"{_place(page, difference)}: ", Style.PLAIN), (difference.kind, style)), difference.text)
        if (more := len(differences) - _PER_PAGE) > 0:
            yield f"    ... and {more:,} more on this page"
    if len(due) > _LISTED:
        yield f"  ... and {counted(len(due) - _LISTED, 'more page')}; --report FILE.html lists all."


def _addresses(answers: Sequence[Answer]) -> Line:
    """Return how many of the old addresses do not answer, and how many lead to another."""
    redirects, missing = answers.count(Answer.REDIRECT), answers.count(Answer.MISSING)
    style = Style.BAD if missing else Style.GOOD
    return (
        (f"{counted(len(answers), 'old address', 'old addresses')}: ", Style.PLAIN),
        (f"{missing:,} {'answers' if missing == 1 else 'answer'} 404" if missing else "all answer", style),
        (f", {redirects:,} by leading to a new one" if redirects else "", Style.PLAIN),
    )


def losses(verification: Verification) -> str:
    """Return what is lost in a sentence, which is empty if nothing is."""
    pages, missing = len(verification.pages) - verification.whole, len(verification.missing)
    said = [f"{pages:,} of {counted(len(verification.pages), 'page')} lost something"] if pages else []
    if missing:
        said.append(f"{counted(missing, 'old address', 'old addresses')} {'answers' if missing == 1 else 'answer'} 404")
    return f"Between the two sites, {' and '.join(said)}." if said else ""


def as_data(verification: Verification) -> dict[str, Any]:
    """Return everything for a JSON report; percentages have one decimal."""
    total = len(verification.pages)
    return {
        "hugo": verification.hugo,
        "pages": total,
        "exact": verification.exact,
        "exact_percent": _percent(verification.exact, total),
        "nothing_lost": verification.whole,
        "nothing_lost_percent": _percent(verification.whole, total),
        "missing_addresses": verification.missing,
        "addresses": verification.answers,
        "kinds": {str(kind): count for kind, count in verification.counts().most_common()},
        "dropped": [{"file": source, "reason": reason} for source, reason in verification.dropped],
        "differences": [
            {
                "address": page.address,
                "file": page.source,
                "line": difference.line,
                "kind": difference.kind,
                "is_loss": difference.kind in LOSSES,
                "text": difference.text,
            }
            for page in _by_weight(verification.pages)
            for difference in page.differences
        ],
    }


def as_page(report: Report, verification: Verification | None, title: str) -> str:
    """Return a page for people to work through: the findings, kinds by number of pages, the pages that lost most."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    page = environment.from_string(_PAGE.read_text(encoding="utf-8"))
    compared: dict[str, Any] = {}
    if verification:
        with_kind, answers = verification.pages_with(), verification.answers
        order = (Answer.MISSING, Answer.FILE, Answer.REDIRECT, Answer.PAGE)
        compared = {
            "kinds": [(kind, with_kind[kind]) for kind in _by_pages(with_kind)],
            "answers": [(one, sorted(path for path, found in answers.items() if found is one)) for one in order],
            "pages": _by_weight(verification.pages),
        }
    functions = {"percent": _percent, "by_loss": _by_loss, "losses": LOSSES}
    return page.render(
        title=title,
        verification=verification,
        verdict=report.verdict,
        findings=list(all_entries(report)),
        **compared,
        **functions,
    )


def _by_pages(pages: Mapping[DifferenceKind, int]) -> list[DifferenceKind]:
    """Return kinds of differences, losses first, and of these what is on most pages."""
    return sorted(pages, key=lambda kind: (kind not in LOSSES, -pages[kind]))


def _by_loss(differences: Sequence[Difference]) -> list[Difference]:
    return sorted(differences, key=lambda one: (one.kind not in LOSSES, one.line or 0))


def _by_weight(pages: Sequence[VerifiedPage]) -> list[VerifiedPage]:
    """Return the pages with differences, those first on which readers miss most."""
    return sorted((page for page in pages if page.differences), key=lambda page: (-_weight(page), page.address))


def _weight(page: VerifiedPage) -> int:
    return sum(difference.kind.weight for difference in page.differences)


def _row(label: str, count: int, total: int) -> Line:
    style = Style.GOOD if count == total else Style.NOTE
    return ((f"{label:<14}", Style.PLAIN), (f"  {count:>6,} of {total:,}  {_percent(count, total)} %", style))


def _percent(count: int, total: int) -> float:
    """Return a percentage with one decimal; only a whole is 100."""
    return 100.0 if count == total else min(round(100 * count / total, 1), 99.9)


def _place(page: VerifiedPage, difference: Difference) -> str:
    place = page.source or page.address
    return f"{place}:{difference.line}" if difference.line else place
