"""What files and folders say of a document before it is parsed: its kind, and its front matter with that of folders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher

from sphinx_aiarticle import frontmatter
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.frontmatter import Block
from sphinx_aiarticle.frontmatter.publication import cascade_of, folders_above, with_defaults

_INDEX = "_index"
_KIND = "aiarticle-kind"
#: What Sphinx calls the text that MyST-Parser and MyST-NB read.
_MARKDOWN = frozenset({"markdown", "md", "myst", "myst-nb"})


def is_hugo_document(env: BuildEnvironment, docname: str) -> bool:
    """Whether *docname* is read as a Hugo article; a page bundle is matched by its folder, too."""
    patterns = settings(env.config).hugo
    if not patterns:
        return False
    matches = matcher(patterns)
    is_matched = matches(docname) or (docname.endswith("/index") and matches(docname.removesuffix("/index")))
    return is_matched and not is_rst(env, docname)


@lru_cache(maxsize=32)
def matcher(patterns: tuple[str, ...]) -> Matcher:
    """Return what tells whether a document is matched; ``*`` stays within a folder, ``**`` goes through all."""
    return Matcher(patterns)


def is_notebook(env: BuildEnvironment, docname: str) -> bool:
    """Whether *docname* is a Jupyter notebook, in any of the formats that MyST-NB is told to read."""
    return _kind(env, docname)[0] in {".ipynb", *(getattr(env.config, "nb_custom_formats", None) or ())}


def is_rst(env: BuildEnvironment, docname: str) -> bool:
    """Whether *docname* is in reStructuredText, or in what only a parser of the project knows: no Markdown at least."""
    return _kind(env, docname)[1] not in _MARKDOWN and not is_notebook(env, docname)


def is_markdown(env: BuildEnvironment, docname: str) -> bool:
    """Whether MyST-Parser makes the doctree of *docname*; nbsphinx writes notebooks in reStructuredText."""
    return _kind(env, docname)[1] in _MARKDOWN


def _kind(env: BuildEnvironment, docname: str) -> tuple[str, str]:
    """Return the suffix of a document and what Sphinx calls its text; a page asks a dozen times, a path takes long."""
    known, *kind = env.current_document.get(_KIND) or ("", "", "")
    if known != docname:
        name = env.doc2path(docname, base=False).name
        suffixes = env.config.source_suffix.items()
        kind = next(([suffix, text] for suffix, text in suffixes if name.endswith(suffix)), ["", ""])
        env.current_document[_KIND] = docname, *kind
    return kind[0], kind[1]


def read_block(env: BuildEnvironment, docname: str, text: str, *, is_hugo: bool) -> Block:
    """Return the front matter in the *text* of a document, and what a Hugo article has from its folders."""
    if is_hugo:
        block = with_defaults(frontmatter.read_hugo(text.removeprefix("\ufeff")), defaults_of(env, docname))
        block = frontmatter.whole_terms(block, settings(env.config).taxonomies)
    elif is_rst(env, docname):
        is_known = _kind(env, docname)[1] in ("restructuredtext", "")
        block = frontmatter.read_field_list(text if is_known else "")
    else:
        block = frontmatter.read_notebook(text) if is_notebook(env, docname) else frontmatter.read_yaml(text)
    return frontmatter.renamed(block, settings(env.config).key_names)


def place_of_key(env: BuildEnvironment, docname: str, key: str) -> tuple[str, int | None]:
    """Return where a front matter key of a document is, in whichever form it is written."""
    pattern = re.compile(rf"\s*[:\"']?{key}[\"']?\s*[:=]")
    try:
        lines = Path(env.doc2path(docname)).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return docname, None
    return docname, next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)


def defaults_of(env: BuildEnvironment, docname: str) -> list[dict[str, object]]:
    """Return the front matter that folders hand down to *docname*, the nearest folder first."""
    found, name = (_front_matter_of(path) for path in _index_files(env, docname)), docname.removeprefix("content/")
    return [cascade_of(data, name) for data in found if "cascade" in data]


def note_dependencies(env: BuildEnvironment, docname: str) -> None:
    """Have *docname* read again when a folder above it says something else."""
    for path in _index_files(env, docname):
        env.note_dependency(path.relative_to(env.srcdir).as_posix())


def is_index(docname: str) -> bool:
    """Whether a document is what Hugo reads for a folder rather than for a page."""
    return docname.rpartition("/")[2] == _INDEX


def _index_files(env: BuildEnvironment, docname: str) -> Iterator[Path]:
    paths = (Path(env.srcdir, folder, f"{_INDEX}.md") for folder in folders_above(docname))
    return filter(Path.is_file, paths)


def _front_matter_of(path: Path) -> Mapping[str, object]:
    try:
        return _read(str(path), path.stat().st_mtime_ns)
    except (OSError, UnicodeError):
        return {}


@lru_cache(maxsize=512)
def _read(path: str, _changed: int) -> Mapping[str, object]:
    return frontmatter.read_hugo(Path(path).read_text(encoding="utf-8")).data
