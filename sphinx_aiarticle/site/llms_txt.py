"""``llms.txt``, the list of all Markdown twins, and ``llms-full.txt``, which holds them (https://llmstxt.org)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sphinx import addnodes

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.html import address as sites
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.recognise.markdown import address, one_line, readable
from sphinx_aiarticle.site.bundles import delete, is_extra, read_listing, save_listing, write_whole
from sphinx_aiarticle.site.twins import has_twin, twin_name, writes_twins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

_INDEX: Final = "llms.txt"
_FULL: Final = "llms-full.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """What the list says of one twin.

    Attributes:
        name: Its path below the output folder.
        title: Title of the page.
        description: Its description, or nothing.
        url: Address of the page, or nothing.
    """

    name: str
    title: str
    description: str
    url: str


@guarded
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write both files, and delete twins and lists that no page has any more."""
    builder = app.builder
    if exception is not None or not sites.has_own_pages(builder):
        return
    outdir, listing = Path(builder.outdir), Path(app.doctreedir, f"aiarticle-twins-{builder.name}.json")
    before, now = read_listing(listing), dict[str, object]()
    if writes_twins(builder, app):
        twins = {
            docname: name
            for docname in sorted(app.env.all_docs)
            if has_twin(app, docname) and Path(outdir, name := twin_name(builder, docname)).is_file()
        }
        found = {docname: _read(outdir, name) for docname, name in twins.items()}
        sections = _sections(app, found)
        texts = {_INDEX: _index(app, builder, found, sections), _FULL: _full(app, outdir, found, sections)}
        wanted = {name: parts for name, parts in texts.items() if not _is_of_others(app, name)}
        for name, parts in wanted.items():
            write_whole(outdir, outdir / name, partial(_write, parts))
        now = dict.fromkeys((*wanted, *twins.values()), 1)
    for name in before.keys() - now.keys():
        if not _is_of_others(app, name):
            delete(outdir, name)
    if before != now:
        save_listing(listing, now)


def _is_of_others(app: Sphinx, name: str) -> bool:
    """Whether the project, or another extension, puts a file of its own there."""
    return is_extra(app, name) or (name in (_INDEX, _FULL) and "sphinx_llms_txt" in app.extensions)


def _read(outdir: Path, name: str) -> Twin:
    """Return what the head of a twin says, which the page has told it; pages are written in other processes."""
    values: dict[str, str] = {}
    with Path(outdir, name).open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            key, is_value, value = line.partition(": ")
            if not is_value:
                break
            values[key] = json.loads(value)
    return Twin(
        name=name,
        title=values.get("title", name),
        description=values.get("description", ""),
        url=values.get("url", ""),
    )


def _sections(app: Sphinx, found: Mapping[str, Twin]) -> Mapping[str, Sequence[str]]:
    """Return the documents by heading: what tables of contents list, in their order, then articles and other pages."""
    env, _ = app.env, language_of(app.config).gettext
    sections: dict[str, dict[str, None]] = {}
    seen: set[str] = set()

    def add(heading: str, docnames: Iterator[str] | Sequence[str]) -> None:
        for docname in docnames:
            if docname in found and docname not in seen:
                seen.add(docname)
                sections.setdefault(heading, {})[docname] = None

    add(_("Pages"), [app.config.root_doc])
    for tree in env.tocs[app.config.root_doc].findall(addnodes.toctree):
        for docname in tree["includefiles"]:
            add(str(tree.get("caption") or _("Pages")), _below(env, docname))
    dates = {docname: article.date for docname in found if (article := ARTICLES.get(env, docname)).date}
    add(_("Articles"), sorted(dates, key=lambda docname: dates[docname], reverse=True))
    add(_("Pages"), list(found))
    return {heading: list(docnames) for heading, docnames in sections.items()}


def _below(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield a document and those below it in tables of contents, each once."""
    waiting, seen = [docname], set[str]()
    while waiting:
        docname = waiting.pop()
        if docname not in seen:
            seen.add(docname)
            yield docname
            waiting += reversed(env.toctree_includes.get(docname, []))


def _index(
    app: Sphinx, builder: StandaloneHTMLBuilder, found: Mapping[str, Twin], sections: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    base = sites.site_of(builder).base_url
    yield _top(app, found)
    for heading, docnames in sections.items():
        yield f"\n## {readable(one_line(heading))}\n\n"
        for docname in docnames:
            twin = found[docname]
            about = f": {readable(one_line(twin.description))}" if twin.description else ""
            yield f"- [{readable(one_line(twin.title))}]({address(base + quote(twin.name))}){about}\n"


def _full(
    app: Sphinx,
    outdir: Path,
    found: Mapping[str, Twin],
    sections: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    yield _top(app, found)
    for docnames in sections.values():
        for docname in docnames:
            twin = found[docname]
            text = Path(outdir, twin.name).read_text(encoding="utf-8").partition("\n---\n\n")[2]
            yield f"\n---\n\nSource: {twin.url or twin.name}\n\n{text}"


def _top(app: Sphinx, found: Mapping[str, Twin]) -> str:
    """Return the name of the site, and what its home page says of itself."""
    home = found.get(app.config.root_doc)
    about = f"\n> {readable(one_line(home.description))}\n" if home and home.description else ""
    return f"# {readable(one_line(app.config.project))}\n{about}"


def _write(parts: Iterator[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
