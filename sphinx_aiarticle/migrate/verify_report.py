"""Reports on a comparison of two sites: lines for the terminal, data for programs, and a page to work through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.cli.terminal import Item, Line, Style, counted
from sphinx_aiarticle.migrate.built_site import Answer
from sphinx_aiarticle.migrate.difference import LOSSES, Difference
from sphinx_aiarticle.migrate.findings import Report, as_html

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.verify import Verification, VerifiedPage

_LISTED: Final = 20  # pages in the terminal; the other reports have all
_PER_PAGE: Final = 3  # differences of a page in the terminal
_STYLE: Final = """\
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; text-align: start; vertical-align: top; }
td.number { text-align: end; font-variant-numeric: tabular-nums; }
details { border-block-start: 1px solid #8886; padding: 0.4rem 0; }
summary { cursor: pointer; }
code { background: #8882; padding: 0 0.2rem; }
.kind { font-weight: bold; }
.loss { color: light-dark(#a11, #f99); }
"""


def lines(verification: Verification) -> Iterator[Line | Item]:
    """Yield what the terminal shows."""
    total = len(verification.pages)
    yield ""
    yield (("Old and new site, page by page", Style.STRONG),)
    yield _row("exact", verification.exact, total)
    yield _row("nothing lost", verification.whole, total)
    answers = list(verification.answers.values())
    redirects, missing = answers.count(Answer.REDIRECT), answers.count(Answer.MISSING)
    style = Style.BAD if missing else Style.GOOD
    yield ((f"{len(answers):,} old addresses: ", Style.PLAIN), (f"{missing:,} answer 404", style),
           (f", {redirects:,} lead on", Style.PLAIN))  # fmt: skip
    counts, pages = verification.counts(), verification.pages_with()
    for kind in sorted(counts, key=lambda kind: (kind not in LOSSES, -pages[kind])):
        yield (
            (f"{kind:<14}", Style.BAD if kind in LOSSES else Style.NOTE),
            (f"  {counts[kind]:>6,} on {counted(pages[kind], 'page')}", Style.PLAIN),
        )
    due = _by_weight(verification.pages)
    for page in due[:_LISTED]:
        for difference in sorted(page.differences, key=lambda item: item.kind not in LOSSES)[:_PER_PAGE]:
            style = Style.BAD if difference.kind in LOSSES else Style.NOTE
            yield Item(((f"{_place(page, difference)}: ", Style.PLAIN), (difference.kind, style)), difference.text)
    if len(due) > _LISTED:
        yield f"  ... and {len(due) - _LISTED:,} more pages; --report FILE.html lists all."


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
    compared = (
        (
            *_totals(verification),
            *_kinds(verification),
            *_addresses(verification),
            *_dropped(verification),
            "<h2>Pages to look at, the most important ones first</h2>",
            *(_page(page) for page in _by_weight(verification.pages)),
        )
        if verification
        else ()
    )
    return "\n".join([
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
        f"<title>{escape(title)}: what the migration kept</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}: what the migration kept</h1>",
        *compared,
        *as_html(report),
        "</body></html>\n",
    ])  # fmt: skip


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


def _totals(verification: Verification) -> Iterator[str]:
    total = len(verification.pages)
    yield "<table>"
    for label, count in (("exact", verification.exact), ("nothing lost", verification.whole)):
        yield (
            f'<tr><th scope="row">{label}</th><td class="number">{count:,} of {total:,}</td>'
            f'<td class="number">{_percent(count, total)} %</td></tr>'
        )
    yield "</table>"


def _kinds(verification: Verification) -> Iterator[str]:
    counts, pages = verification.counts(), verification.pages_with()
    yield "<h2>Kinds of differences</h2><table>"
    yield "<tr><th>kind</th><th>pages</th><th>count</th><th>what it means</th></tr>"
    for kind in sorted(pages, key=lambda kind: (kind not in LOSSES, -pages[kind])):
        yield (
            f'<tr><th scope="row" class="{"loss" if kind in LOSSES else ""}">{kind}</th>'
            f'<td class="number">{pages[kind]:,}</td><td class="number">{counts[kind]:,}</td>'
            f"<td>{escape(kind.meaning)}</td></tr>"
        )
    yield "</table>"


def _addresses(verification: Verification) -> Iterator[str]:
    yield "<h2>Old addresses</h2>"
    for answer in (Answer.MISSING, Answer.FILE, Answer.REDIRECT, Answer.PAGE):
        paths = sorted(path for path, found in verification.answers.items() if found is answer)
        if paths:
            items = "".join(f"<li><code>{escape(path)}</code></li>" for path in paths)
            yield f"<details><summary>{answer}: {len(paths):,}</summary><ul>{items}</ul></details>"


def _dropped(verification: Verification) -> Iterator[str]:
    if verification.dropped:
        rows = "".join(f"<li><code>{escape(file)}</code>: {escape(why)}</li>" for file, why in verification.dropped)
        yield f"<h2>Files that Hugo {escape(verification.hugo)} cannot read</h2><ul>{rows}</ul>"


def _page(page: VerifiedPage) -> str:
    items = "".join(
        f'<li><span class="kind {"loss" if difference.kind in LOSSES else ""}">{difference.kind}</span> '
        f"{f'line {difference.line}: ' if difference.line else ''}{escape(difference.text)}</li>"
        for difference in sorted(page.differences, key=lambda item: (item.kind not in LOSSES, item.line or 0))
    )
    name = escape(page.title or page.address)
    count = f"{len(page.losses)} lost" if page.losses else "nothing lost"
    return (
        f"<details><summary>{name} <small>{count}</small></summary>"
        f"<p><code>{escape(page.address)}</code> {escape(page.source)}</p><ul>{items}</ul></details>"
    )
