"""Read the files of a catalogue table by table, and hold its products to the rules of prices.

A broken product does not take the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from sphinx_aiarticle.catalog.entry import Catalog, CatalogEntry
from sphinx_aiarticle.catalog.product import ProductTable, read_product
from sphinx_aiarticle.frontmatter.toml import key_lines, loads, statements, what_is_wrong
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean
from sphinx_aiarticle.model.product import Price
from sphinx_aiarticle.stores.affiliate import forbids_prices
from sphinx_aiarticle.stores.template import Store

#: Characters of one file; a product takes a few hundred.
MAX_CHARACTERS: Final = 4_000_000
#: The path of a file, and what is wrong in it.
FileProblem = tuple[str, Problem]


class KeyLines(Mapping[str, int]):
    """The line of each dotted key; looked for when something is wrong with one of them, which is seldom.

    The TOML may be broken; *first* is the number of its first line, which is that of the empty key.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._text, self._first = text, first

    @cached_property
    def _found(self) -> dict[str, int]:
        return {**key_lines(self._text, self._first), "": self._first}

    def __getitem__(self, key: str) -> int:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def read_tables(text: str) -> tuple[list[ProductTable], list[tuple[int, str]]]:
    """Return the tables of *text* in their order, where an id may appear twice, and mistakes by line.

    What is not TOML as a whole is read table by table.
    """
    if len(text) > MAX_CHARACTERS:
        return [], [(1, f"this file has more than {MAX_CHARACTERS} characters; split it")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return _tables(text), []
    except (RecursionError, ValueError) as error:
        what, line = what_is_wrong(error)
        tables, mistakes = _one_by_one(text)
        ids = [table.id for table in tables]
        if mistakes or len(set(ids)) < len(ids):
            return tables, mistakes
        return tables, [(line or 1, _broken(what))]


def _tables(text: str, first: int = 1) -> list[ProductTable]:
    lines = KeyLines(text, first)
    return [
        ProductTable(id=key, value=value, lines=lines)
        for key, value in loads(text, lambda number: number.replace("_", "")).items()
    ]


def _one_by_one(text: str) -> tuple[list[ProductTable], list[tuple[int, str]]]:
    rows = text.split("\n")
    starts = _starts(text)
    tables: list[ProductTable] = []
    mistakes: list[tuple[int, str]] = []
    for start, end in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        part = "\n".join(rows[start - 1 : end - 1])
        try:
            tables += _tables(part, start)
        except (RecursionError, ValueError) as error:
            what, line = what_is_wrong(error)
            mistakes.append((start - 1 + line if line else start, _broken(what)))
    return tables, mistakes


def _starts(text: str) -> list[int]:
    """Return the first line of each run of tables that belong to one product."""
    starts, current = [1], None
    for line, key, is_table in statements(text):
        top, _, rest = key.partition(".")
        if is_table and (top != current or not rest):
            starts.append(line)
            current = top
    return sorted(set(starts))


def _broken(what: str) -> str:
    return f"this is not TOML: {what}; the product it belongs to is left out"


def with_honest_prices(
    catalog: Catalog, stores: Mapping[str, Store], today: dt.date, max_age: int
) -> tuple[Catalog, tuple[FileProblem, ...]]:
    """Return *catalog* without the prices that may not be stated, and why; discontinued products lose theirs unsaid."""
    entries: list[CatalogEntry] = []
    findings: list[FileProblem] = []
    for entry in catalog.products.values():
        price = None if entry.discontinued else entry.price
        problem = _problem(price, entry, stores, today, max_age) if price else ""
        if problem:
            message = f"{problem} (product {entry.id!r})"
            findings.append((entry.file, Problem(subtype=Subtype.PRICE, message=message, line=entry.line("price"))))
        entries.append(replace(entry, price=None if problem else price))
    return Catalog.of(entries), tuple(findings)


def _problem(price: Price, entry: CatalogEntry, stores: Mapping[str, Store], today: dt.date, max_age: int) -> str:
    if forbids_prices(stores.get(price.shop), [dict(entry.links).get(price.shop, "")]):
        return "Amazon allows prices from its own interface only; remove this price, or name another shop's"
    return price.out_of_date(today, max_age)


_LONGEST_CHAIN = 1_000


def read_catalog(
    files: Iterable[Path], stores: Mapping[str, Store], other_ids: Collection[str] = ()
) -> tuple[Catalog, tuple[FileProblem, ...]]:
    """Return the catalogue, and what is wrong; never raises. Of a product that appears twice the first one counts.

    Links and prices may name the *stores*; *other_ids* are further identifiers from which links are made.
    """
    entries: dict[str, CatalogEntry] = {}
    findings: list[FileProblem] = []
    for path in files:
        tables, broken = read_tables(_text(path, findings))
        problems = [Problem(subtype=Subtype.CATALOG, message=message, line=line) for line, message in broken]
        for table in tables:
            entry, wrong = read_product(table, str(path), stores, other_ids)
            problems += wrong
            if entry and (first := entries.setdefault(entry.id, entry)) is not entry:
                message = f"the product {entry.id!r} is already at {first.file}:{first.line()}; rename one of them"
                problems.append(Problem(subtype=Subtype.CATALOG, message=message, line=entry.line()))
        problems.sort(key=lambda problem: (problem.line or 0, problem.message))
        findings += [(str(path), problem) for problem in problems]
    chained = [_with_successor(entry, entries, findings) for entry in entries.values()]
    return Catalog.of(chained), tuple(findings)


def _text(path: Path, findings: list[FileProblem]) -> str:
    try:
        if path.exists() and not path.is_file():
            raise OSError(0, "it is not a file")  # reading a pipe would never end
        with path.open(encoding="utf-8") as file:
            return file.read(MAX_CHARACTERS + 1)
    except UnicodeError:
        findings.append(_finding(str(path), 1, "this catalogue is not UTF-8; save it as UTF-8"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        message = f"this catalogue cannot be read: {why}; aiarticle_catalog takes paths from the folder of conf.py"
        findings.append(_finding(str(path), 1, message))
    return ""


def _with_successor(
    entry: CatalogEntry, entries: Mapping[str, CatalogEntry], findings: list[FileProblem]
) -> CatalogEntry:
    """Return *entry* without a successor that does not exist or leads back to it."""
    if not entry.replaced_by:
        return entry
    if entry.replaced_by not in entries:
        hint = did_you_mean(entry.replaced_by, entries.keys() - {entry.id})
        message = f"{entry.id!r} is replaced by {entry.replaced_by!r}, which is in no catalogue{hint}"
    else:
        chain, seen = [entry.id], {entry.id}
        while (following := entries.get(entries[chain[-1]].replaced_by)) and following.id not in seen:
            if len(chain) > _LONGEST_CHAIN:  # of products that replace each other
                return entry
            chain.append(following.id)
            seen.add(following.id)
        if following is None or following.id != entry.id:
            return entry
        message = f"these products replace each other: {' → '.join([*chain, entry.id])}"
        if entry.id != min(chain, key=list(entries).index):  # one warning for all of them
            return replace(entry, replaced_by="")
    findings.append(_finding(entry.file, entry.line("replaced-by"), message))
    return replace(entry, replaced_by="")


def _finding(file: str, line: int, message: str) -> FileProblem:
    return file, Problem(subtype=Subtype.CATALOG, message=message, line=line)
