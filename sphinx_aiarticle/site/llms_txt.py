"""``llms.txt``, the list of all Markdown twins, and ``llms-full.txt``, which holds them (https://llmstxt.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.config import site_name
from sphinx_aiarticle.diagnostics import handles
from sphinx_aiarticle.html.address import has_own_pages, site_of
from sphinx_aiarticle.html.files import WrittenFiles, is_extra, kept_pieces, write_whole
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.myst import address, one_line, readable
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.site.twins import has_twin, twin_name, writes_twins

_INDEX: Final = "llms.txt"
_FULL: Final = "llms-full.txt"


class Twin(NamedTuple):
    """What both files have of one twin.

    Attributes:
        whole: Its text with its source.
    """

    line: str
    description: str
    whole: str


@handles("build-finished")
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write both files, and delete twins and lists that no page has any more."""
    builder = app.builder
    if exception is not None or not has_own_pages(builder):
        return
    outdir, files = Path(builder.outdir), WrittenFiles(app, "twins")
    if writes_twins(builder, app):
        docnames = (docname for docname in sorted(app.env.all_docs) if has_twin(app.env, docname))
        names = {docname: twin_name(builder, docname) for docname in docnames}
        twins, base = {name: f"{outdir}/{name}" for name in names.values()}, site_of(builder).base_url
        kept = kept_pieces(Path(app.doctreedir, f"aiarticle-llms-{builder.name}.pickle"), twins, partial(_read, base))
        found = {docname: Twin(*kept[name]) for docname, name in names.items() if name in kept}
        sections = _sections(app, found)
        texts = {_INDEX: _index(app, found, sections), _FULL: _full(app, found, sections)}
        wanted = {name: parts for name, parts in texts.items() if not _is_of_others(app, name)}
        for name, parts in wanted.items():
            write_whole(outdir, outdir / name, partial(_write, parts))
        files.now |= dict.fromkeys((*wanted, *kept), 1)
    files.finish(lambda name: "" if _is_of_others(app, name) else name)


def _is_of_others(app: Sphinx, name: str) -> bool:
    """Whether the project, or another extension, puts a file of its own there."""
    return is_extra(app, name) or (name in (_INDEX, _FULL) and "sphinx_llms_txt" in app.extensions)


def _read(base: str, name: str, path: str) -> tuple[str, str, str]:
    """Return what a :class:`Twin` has, as a tuple, which is kept and read again in a fifth of the time.

    The page has told its head; pages are written in other processes.
    """
    head, _, text = Path(path).read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n\n")
    values = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in head.split("\n"))}
    description = one_line(values.get("description", ""))
    about = f": {readable(description)}" if description else ""
    link = f"[{readable(one_line(values.get('title', name)))}]({address(base + quote(name))})"
    whole = f"\n---\n\nSource: {values.get('url', '') or name}\n\n{text}"
    return f"- {link}{about}\n", description, whole


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


def _index(app: Sphinx, found: Mapping[str, Twin], sections: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield _top(app, found)
    for heading, docnames in sections.items():
        yield f"\n## {readable(one_line(heading))}\n\n"
        yield from (found[docname].line for docname in docnames)


def _full(app: Sphinx, found: Mapping[str, Twin], sections: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield _top(app, found)
    for docnames in sections.values():
        yield from (found[docname].whole for docname in docnames)


def _top(app: Sphinx, found: Mapping[str, Twin]) -> str:
    """Return the name of the site, and what its home page says of itself."""
    home = found.get(app.config.root_doc)
    about = f"\n> {readable(home.description)}\n" if home and home.description else ""
    return f"# {readable(one_line(site_name(app.config)))}\n{about}"


def _write(parts: Iterator[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
