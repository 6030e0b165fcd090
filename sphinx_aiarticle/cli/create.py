"""The commands ``init`` and ``new``: a project and an article that build without a warning at once."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError

from sphinx_aiarticle.cli.conf import run_conf
from sphinx_aiarticle.cli.terminal import Terminal, UsageError
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.config_site import language_at, read_languages
from sphinx_aiarticle.config_values import catalogue_of, has_labels
from sphinx_aiarticle.myst import literal
from sphinx_aiarticle.url import language_tag

if TYPE_CHECKING:
    import argparse

SYNTAXES: Final = ("md", "rst")
_CONF: Final = '''\
"""Settings of the site; see https://www.sphinx-doc.org/en/master/usage/configuration.html."""

project = {title}
author = {author}
copyright = f"%Y, {{author}}"  # the year of the build
language = {language}
# version = "1"  # if you make an e-book, which has to name one

extensions = ["sphinx_aiarticle"]  # loads myst_parser, too
myst_enable_extensions = ["colon_fence", "deflist"]
exclude_patterns = ["_build"]

html_baseurl = {url}  # the address of the site: structured data and feeds need it
html_title = project
{theme}{labels}
aiarticle_publisher = {{"name": project, "url": html_baseurl}}
aiarticle_authors = {{"me": {{"name": author}}}}
aiarticle_default_author = "me"
'''
_UNLABELLED: Final = 'suppress_warnings = ["aiarticle.labels"]  # English ones: see aiarticle_labels for your own\n'
_HOME: Final = {
    "md": "---\ndescription: {description}\n---\n# {title}\n\n```{{toctree}}\n:glob:\n\nposts/*\n```\n",
    "rst": ":description: {description}\n\n{heading}\n\n.. toctree::\n   :glob:\n\n   posts/*\n",
}
_ARTICLE: Final = {
    "md": """\
---
title: {quoted}
date: {date}
description: {description}
---

:::{{summary-box}}
- {first}
- {second}
- {third}
:::

{text}

::::{{faq}}
:::{{question}} {question}
{answer}
:::
::::
""",
    "rst": """\
:date: {date}
:description: {description}

{heading}

.. summary-box::

   - {first}
   - {second}
   - {third}

{text}

.. faq::

   .. question:: {question}

      {answer}
""",
}
#: The words of what is made, in English; catalogues have them in the context ``init``.
_WORDS: Final = {
    "description": "What the reader gets to know here, in one or two sentences.",
    "title": "The first article",
    "first": "The first point.",
    "second": "The second point.",
    "third": "The third point.",
    "text": "The article.",
    "question": "What do readers ask?",
    "answer": "The answer.",
}
_SAFE_NAME: Final = re.compile(r"[\w-]+")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)", re.IGNORECASE)  # names of devices on Windows


def add_init(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command ``init`` to the program."""
    text = "Make a Sphinx project with a first article. No file is ever overwritten."
    parser = add_parser("init", help="make a project with a first article", description=text)
    parser.add_argument("folder", type=Path, metavar="DOCS", help="folder for the project; it may exist")
    parser.add_argument("--title", help="name of the site (default: asked for in a terminal, else the folder's)")
    parser.add_argument("--author", help="who writes the articles (default: asked for, else the name of the site)")
    parser.add_argument("--url", help="address of the site (default: asked for, else https://example.org/)")
    parser.add_argument("--language", default="en", help="language of the site, such as ja or zh_TW (default: en)")
    parser.add_argument("--theme", default="", help="HTML theme, such as furo; it has to be installed")
    parser.add_argument("--syntax", choices=SYNTAXES, default="md", help="of the pages (default: md)")
    parser.set_defaults(run=_init)


def add_new(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command ``new`` to the program."""
    text = "Make an article in a project. No file is ever overwritten."
    parser = add_parser("new", help="make an article", description=text)
    parser.add_argument("title", help="title of the article")
    parser.add_argument("--docs", type=Path, default=Path(), metavar="DOCS", help="folder of conf.py (default: here)")
    parser.add_argument("--folder", default="posts", help="folder of articles in it (default: posts)")
    parser.add_argument("--name", help="name of the file without its ending (default: made of the title)")
    parser.add_argument(
        "--syntax", choices=SYNTAXES, help="of the article (default: that of the other articles, else md)"
    )
    parser.set_defaults(run=_new)


def _init(options: argparse.Namespace, terminal: Terminal) -> int:
    folder: Path = options.folder
    language = _language(options.language)
    title = _one_line(options.title or _ask("Name of the site", folder.resolve().name or "Blog"), "the name of a site")
    author = _one_line(options.author or _ask("Author", title), "an author")
    url = options.url or _ask("Address of the site", "https://example.org/")
    if not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", url):
        raise UsageError(f"the address {url!r} is no absolute http(s) address; write one such as https://example.org/")
    values = {"title": title, "author": author, "language": language, "url": url if url.endswith("/") else f"{url}/"}
    theme = f"html_theme = {_text(options.theme)}\n" if options.theme else ""
    labels = "" if has_labels(language_tag(language)) else _UNLABELLED
    syntax, words = options.syntax, _words(language)
    _write(
        folder,
        {
            "conf.py": _CONF.format(**{key: _text(value) for key, value in values.items()}, theme=theme, labels=labels),
            f"index.{syntax}": _HOME[syntax].format(
                title=literal(title) if syntax == "md" else _escaped(title),
                heading=_heading(title),
                description=words["description"],
            ),
            f"posts/first-article.{syntax}": _article(words["title"], syntax, words),
        },
        terminal,
    )
    (folder / "images").mkdir(exist_ok=True)
    terminal.say([f"Build it: sphinx-build -nW -b html {folder} {folder / '_build' / 'html'}"])
    return 0


def _new(options: argparse.Namespace, terminal: Terminal) -> int:
    docs: Path = options.docs
    if not (docs / "conf.py").is_file():
        raise UsageError(f"{docs} has no conf.py; name the folder of the project with --docs, or make one with init")
    title = _one_line(options.title, "a title")
    folder = Path(options.folder)
    if folder.is_absolute() or ".." in folder.parts:
        raise UsageError(f"the folder {options.folder!r} is outside of the project; name one in it, such as posts")
    name = options.name if options.name is not None else _name_of(title)
    if not _SAFE_NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a file; use letters, digits and hyphens, with --name")
    others = {path.suffix for path in (docs / folder).glob("*")} or {path.suffix for path in docs.glob("index.*")}
    syntax = options.syntax or ("rst" if ".rst" in others and ".md" not in others else "md")
    path = (folder / f"{name}.{syntax}").as_posix()
    twin = next((other for other in SYNTAXES if (docs / folder / f"{name}.{other}").exists()), "")
    if twin and twin != syntax:
        raise UsageError(f"{folder / name}.{twin} exists, and would be the same document; choose another --name")
    _write(docs, {path: _article(title, syntax, _words(_language_at(docs, path)))}, terminal)
    return 0


def _words(language: str) -> Mapping[str, str]:
    _locale, catalogue = catalogue_of(language_tag(language))
    return {key: catalogue.pgettext("init", words) for key, words in _WORDS.items()}


def _language_at(docs: Path, path: str) -> str:
    """Return the language of an article of a project, as far as its ``conf.py`` says so."""
    try:
        conf = run_conf(docs / "conf.py")
    except ValueError:  # the build tells of it
        return "en"
    languages = conf.get("aiarticle_languages")
    found = read_languages(languages if isinstance(languages, dict) else {}, [])  # the build tells of mistakes
    return language_at(path, found, may_be_named=True) or str(conf.get("language") or "en")


def _article(title: str, syntax: str, words: Mapping[str, str]) -> str:
    date = now().astimezone().isoformat(timespec="minutes")
    return _ARTICLE[syntax].format(quoted=_text(title), heading=_heading(title), date=date, **words)


def _write(top: Path, files: Mapping[str, str], terminal: Terminal) -> None:
    """Write files that do not exist; if one does, none is written."""
    for name in files:
        if (top / name).exists() or (top / name).is_symlink():
            raise UsageError(f"{top / name} exists and is not overwritten; delete it, or choose another name")
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        with (top / name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        terminal.say([f"{top / name} written"])


def _ask(question: str, default: str) -> str:
    """Ask in a terminal; elsewhere, and for an empty answer, the default holds."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return default
    return input(f"{question} [{default}]: ").strip() or default


def _language(tag: str) -> str:
    try:
        Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(f"there is no language {tag!r}; write one such as en, ja or zh_TW") from error
    return tag.replace("-", "_")


def _one_line(text: str, what: str) -> str:
    found = " ".join(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text).split())
    if not found:
        raise UsageError(f"{what} needs at least one letter")
    return found


def _name_of(title: str) -> str:
    """Return a file name that says the title in any script; symbols and blanks become hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).lower())
    name = "-".join(words)
    while len(name.encode()) > 100:  # file systems take 255 bytes, and addresses encode each three times
        name = name[:-1]
    name = name.strip("-")
    return f"{name}-article" if _RESERVED.fullmatch(name) else name or "article"


def _text(value: str) -> str:
    """Return *value* in quotation marks, as Python and YAML read it."""
    return json.dumps(value, ensure_ascii=False)


def _escaped(title: str) -> str:
    """Return *title* as reStructuredText in which nothing is markup."""
    return re.sub(r"[\\`*_|<>:]", r"\\\g<0>", title)


def _heading(title: str) -> str:
    """Return a heading in reStructuredText; between two lines nothing begins a list."""
    text = _escaped(title)
    line = "=" * sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
    return f"{line}\n{text}\n{line}"
