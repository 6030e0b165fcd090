"""Pages of whole sites as text that can be compared: what `test_golden.py` holds against the files in `expected/`.

Sites are built by the command line alone, so that this file needs no change when a module moves.

    python tests/golden/golden.py                 compare every site with its golden files
    python tests/golden/golden.py --update        write the golden files anew
    python tests/golden/golden.py --dump DIR      write everything as text; do it at two commits and compare the folders

Names of sites limit each of them to these sites. The real articles of AIARTICLE_CORPUS are no part of the repository:
of them only digests and counts are golden, and ``--dump`` shows what has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from html import escape
from importlib.metadata import version
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
CORPUS = Path(os.environ.get("AIARTICLE_CORPUS", ROOT.parent / "shared" / "corpus"))

#: HTML and text come from these too: golden files are those of one set of versions.
VERSIONS = {"Sphinx": "9.2", "docutils": "0.23", "myst-parser": "5.2"}
#: Nothing depends on the day, the time zone or the language of the machine.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1796083200", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "NO_COLOR": "1"}

NATIVE_CONF = """\
project = "Blog"
language = "ja"
html_baseurl = "https://blog.example.org/"
extensions = ["sphinx_aiarticle"]
exclude_patterns = ["conf.py"]
aiarticle_hugo = ["posts/*"]
aiarticle_lint = True
aiarticle_authors = {"author": {"name": "Author", "url": "https://blog.example.org/about/"}}
aiarticle_default_author = "author"
"""
HUGO_TOML = """\
baseURL = "https://blog.example.org/"
languageCode = "ja"
title = "Blog"
"""
#: Search is not what is tested, and its Japanese splitter is slow.
GUIDE = {"html_search_language": "en", "html_copy_source": "0"}
PLAIN_OUTPUT = {"html_theme": "basic", **GUIDE}
#: HTML elements beside which white space counts.
INLINE = {
    *("a", "abbr", "b", "cite", "code", "del", "em", "i", "img", "kbd", "mark", "q", "s", "small", "span"),
    *("strong", "sub", "sup", "time", "u"),
}
COUNTED = {"summaries": ".aiarticle-summary", "boxes": ".aiarticle-product", "questions": ".aiarticle-question"}

#: What is compared, by document (``site`` for what is of no document) and kind, which is the suffix of its golden file.
Files = dict[tuple[str, str], str]


# -- Build a site -------------------------------------------------------------


def command(*arguments: object) -> str:
    """Run a module of this checkout, and return what it said on both streams."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        env=os.environ | ENVIRONMENT | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    # A migration exits with 1 when there is something left for a human.
    if done.returncode not in (0, 1) or "Traceback" in done.stdout:
        raise RuntimeError(f"{arguments}: {done.stdout}")
    return done.stdout


def sphinx(
    srcdir: Path, builder: str, *, out: str = "", doctrees: str = "", jobs: int = 1, **conf: str
) -> tuple[Path, str]:
    """Build *srcdir* and return the folder of the output and the warnings; builders of a site may share *doctrees*."""
    outdir = srcdir.parent / (out or builder)
    settings = [part for name, value in conf.items() for part in ("-D", f"{name}={value}")]
    read = srcdir.parent / f"{doctrees or out}-doctrees"
    said = command("sphinx", "-q", "-j", jobs, "-b", builder, "-d", read, *settings, srcdir, outdir)
    return outdir, said.replace(f"{srcdir}{os.sep}", "")


def example_docs(folder: Path) -> Path:
    srcdir = folder / "source"
    if srcdir.exists():
        return srcdir
    shutil.copytree(ROOT / "example_docs", srcdir, ignore=shutil.ignore_patterns("_build", "__pycache__"))
    return srcdir


def migrated(folder: Path, site: Path) -> Files:
    """Migrate a Hugo site to ``folder/source``, and return the files that this gives and what it said."""
    said = command(
        "sphinx_aiarticle", "migrate", site, folder / "source", "--no-hugo", "--report", folder / "report.json"
    )
    files = {("site", "migrate.txt"): said.replace(str(folder), "")}
    for finding in json.loads((folder / "report.json").read_text("utf-8"))["findings"]:
        key = (finding["file"].removeprefix("content/").removesuffix(".md"), "findings.txt")
        line = f"{finding['file']}:{finding['line']}: {finding['outcome']}: {finding['kind']}: {finding['message']}\n"
        files[key] = files.get(key, "") + line
    for path in sorted((folder / "source").rglob("*.md")):
        files[path.relative_to(folder / "source").with_suffix("").as_posix(), "md"] = path.read_text("utf-8")
    files["site", "conf.py"] = (folder / "source" / "conf.py").read_text("utf-8")
    return files


def collect_example_docs(folder: Path) -> Files:
    return pages(example_docs(folder), **GUIDE)


def sample(folder: Path) -> Path:
    """Our own Hugo articles as a site: those of the tests of ``migrate``, and that of the example documentation."""
    site = folder / "hugo"
    shutil.copytree(ROOT / "tests" / "migrate" / "sites" / "paper", site)
    shutil.copytree(ROOT / "example_docs" / "hugo", site / "content" / "posts", dirs_exist_ok=True)
    return site


def collect_sample_native(folder: Path) -> Files:
    """Read with the settings that a migration writes."""
    site = sample(folder)
    conf = migrated(folder / "project", site)["site", "conf.py"]
    conf += 'myst_enable_extensions = []\naiarticle_hugo = ["**"]\n'
    shutil.copytree(site / "content", folder / "source")
    for part in ("static", "assets"):
        shutil.copytree(site / part, folder / "source" / part)
    (folder / "source" / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "source" / "index.md").write_text("# Home\n", encoding="utf-8")
    return pages(folder / "source", **PLAIN_OUTPUT, aiarticle_lint="1")


def collect_sample_migrated(folder: Path) -> Files:
    return migrated(folder, sample(folder)) | pages(folder / "source", **PLAIN_OUTPUT, aiarticle_lint="1")


def articles(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for path in (CORPUS / "seed.md", *sorted((CORPUS / "posts").glob("*.md"))):
        shutil.copy(path, folder)
    return folder


def collect_corpus_native(folder: Path) -> Files:
    articles(folder / "source" / "posts")
    (folder / "source" / "conf.py").write_text(NATIVE_CONF, encoding="utf-8")
    (folder / "source" / "index.md").write_text("# Home\n", encoding="utf-8")
    return pages(folder / "source", **PLAIN_OUTPUT, suppress_warnings="toc.not_included")


def collect_corpus_migrated(folder: Path) -> Files:
    articles(folder / "hugo" / "content" / "posts")
    (folder / "hugo" / "hugo.toml").write_text(HUGO_TOML, encoding="utf-8")
    return migrated(folder, folder / "hugo") | pages(folder / "source", **PLAIN_OUTPUT, aiarticle_lint="1")


SITES = {
    "example_docs": collect_example_docs,
    "sample-native": collect_sample_native,
    "sample-migrated": collect_sample_migrated,
    "corpus-native": collect_corpus_native,
    "corpus-migrated": collect_corpus_migrated,
}


# -- What is compared of its pages --------------------------------------------


def pages(srcdir: Path, **conf: str) -> Files:
    """Build HTML and text, and return what is compared of each document."""
    files: Files = {}
    html, said = sphinx(srcdir, "html", **conf)
    text, more = sphinx(srcdir, "text", **conf)
    for warning in [*warnings(said), *(warning for warning in warnings(more) if warning not in said)]:
        key = (document_of(warning), "warnings.txt")
        files[key] = files.get(key, "") + warning
    files["site", "files.txt"] = files["site", "redirects.txt"] = ""
    for path in sorted(html.rglob("*.html")):
        name, page = path.relative_to(html), path.read_text("utf-8")
        files["site", "files.txt"] += f"{name.as_posix()}\n"
        as_text = (text / name).with_suffix(".txt")
        if as_text.is_file():
            files |= document(name.with_suffix("").as_posix(), page, as_text.read_text("utf-8"), conf.get("html_theme"))
        elif "sphinx-aiarticle redirect" in page:
            files["site", "redirects.txt"] += f"-- {name.as_posix()}\n{page}"
    return files


def document(name: str, page: str, text: str, theme: str | None) -> Files:
    """Return what is compared of a page that is a document."""
    soup = BeautifulSoup(page, "html.parser")
    outer = [found for found in soup.find_all(is_ours) if not found.find_parent(is_ours)]
    files = {(name, "components.html"): "".join(map(pretty, [*head(soup), *outer]))}
    for script in soup.select('script[type="application/ld+json"]'):
        data = json.dumps(json.loads(script.string), ensure_ascii=False, indent=1)
        files[name, "json"] = f"{files.get((name, 'json'), '')}{data}\n"
    if outer:
        files[name, "txt"] = text
    if theme == "basic":  # other themes have their own words in the body
        files[name, "body.html"] = pretty(soup.select_one("div.body"))
    return files


def warnings(said: str) -> list[str]:
    """Split what a build said; a warning may have several lines."""
    return re.split(r"(?m)^(?=.*WARNING: )", said)[1:]


def document_of(warning: str) -> str:
    """The name of the document that a warning is about, or that of none."""
    match = re.match(r"([^:\n]+)\.(?:md|rst)(?::\d+)?: WARNING: ", warning)
    return match[1] if match else "site"


def is_ours(element: Tag) -> bool:
    """Whether an element is one of a component; on those of Sphinx, our classes come after its own."""
    return (element.get("class") or [""])[0].startswith("aiarticle")


def head(soup: BeautifulSoup) -> list[Tag]:
    """The elements of the head that say what a page is about."""
    names = re.compile(r"^(og|twitter|article):|^(description|author|robots)$")
    metas = [meta for meta in soup.select("meta") if names.search(meta.get("property") or meta.get("name") or "")]
    return [*soup.select("head > title"), *soup.select("link[rel=canonical]"), *metas]


def pretty(element: Tag, depth: int = 0) -> str:
    """An element with a line for each tag and each text, and its attributes in order of their names."""
    indent = " " * depth
    values = {name: " ".join(value) if isinstance(value, list) else value for name, value in element.attrs.items()}
    opening = " ".join([element.name, *(f'{name}="{escape(values[name])}"' for name in sorted(values))])
    lines = [f"{indent}<{opening}>\n"]
    for child in element.children:
        if isinstance(child, Tag):
            lines.append(pretty(child, depth + 1))
        elif isinstance(child, NavigableString) and not isinstance(child, Comment):
            lines += [f"{indent} {line}\n" for line in shown(child).split("\n") if line]
    return "".join(lines)


def shown(text: NavigableString) -> str:
    """The text that a browser shows: white space counts only between words and inline elements, and in ``pre``."""
    if text.find_parent("pre"):
        return escape(text, quote=False)
    words = re.sub(r"[ \t\r\n]+", " ", text)
    if (text.previous_sibling or text.parent).name not in INLINE:
        words = words.removeprefix(" ")
    if (text.next_sibling or text.parent).name not in INLINE:
        words = words.removesuffix(" ")
    return re.sub("^ | $", "&#32;", escape(words, quote=False)).replace("\xa0", "&nbsp;")


# -- Digests ------------------------------------------------------------------


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def corpus_digest() -> str:
    paths = (CORPUS / "seed.md", *sorted((CORPUS / "posts").glob("*.md")))
    return digest("".join(digest(path.read_text("utf-8")) for path in paths))


def digests(files: Files) -> dict[str, dict[str, str | int]]:
    """Return what is golden of the corpus: counts, and digests by document and kind."""
    rows: dict[str, dict[str, str | int]] = defaultdict(dict)
    for (name, kind), text in sorted(files.items()):
        row = rows[key_of(name)]
        row[kind] = digest(text)
        if kind == "warnings.txt":
            row["warnings"] = len(warnings(text))
        if kind == "components.html":
            soup = BeautifulSoup(text, "html.parser")
            row |= {counted: len(soup.select(selector)) for counted, selector in COUNTED.items()}
    total = {counted: sum(row.get(counted, 0) for row in rows.values()) for counted in [*COUNTED, "warnings"]}
    return {"total": total, **dict(sorted(rows.items()))}


def key_of(name: str) -> str:
    """The name of a document in the digests: names of real articles stay out of the repository, as their text does."""
    return digest(name) if name.startswith("posts/") else name


# -- Compare, update, dump ----------------------------------------------------


def write(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def as_text(files: Files) -> dict[str, str]:
    return {f"{name}.{kind}": text for (name, kind), text in files.items()}


def golden(site: str, files: Files) -> dict[str, str]:
    """Return the files of a site that are committed."""
    if not site.startswith("corpus"):
        return as_text(files)
    rows = {"corpus": corpus_digest(), **digests(files)}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    return {"digests.json": f"{{\n{lines}\n}}\n"}


def expected(site: str) -> dict[str, str]:
    folder = EXPECTED / site
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def changes(site: str, files: Files) -> list[str]:
    """Say what differs from the golden files, a line for each."""
    now, before = golden(site, files), expected(site)
    if not site.startswith("corpus"):
        return sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
    new, old = json.loads(now["digests.json"]), json.loads(before["digests.json"])
    del new["corpus"], old["corpus"]
    names = {key_of(name): name for name, _kind in files}
    return sorted(
        f"{names.get(key, key)}.{kind}: {was.get(kind)} -> {row.get(kind)}"
        for key in sorted(new.keys() | old.keys())
        for row, was in [(new.get(key, {}), old.get(key, {}))]
        for kind in sorted(row.keys() | was.keys())
        if row.get(kind) != was.get(kind)
    )


def no_corpus(site: str) -> str:
    """Return why a site cannot be built here, or an empty string."""
    if site.startswith("corpus") and not (CORPUS / "posts").is_dir():
        return f"no corpus of real articles at {CORPUS}; set AIARTICLE_CORPUS to one"
    return ""


def other_versions() -> str:
    """Return why no golden file holds here, or an empty string."""
    here = {name: ".".join(version(name).split(".")[:2]) for name in VERSIONS}
    return "" if here == VERSIONS else f"the golden files are those of {VERSIONS}, and here is {here}"


def other_corpus(site: str) -> str:
    """Return why the digests of a site do not hold here, or an empty string."""
    if site.startswith("corpus") and json.loads(expected(site)["digests.json"])["corpus"] != corpus_digest():
        return f"the digests are not those of the articles at {CORPUS}"
    return ""


def skipped(site: str) -> str:
    """Return why a site cannot be compared here, or an empty string."""
    return other_versions() or no_corpus(site) or other_corpus(site)


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare whole sites with their golden files.")
    parser.add_argument("--update", action="store_true", help="write the golden files anew")
    parser.add_argument("--dump", metavar="DIR", type=Path, help="write everything as text, outside of the repository")
    parser.add_argument("sites", nargs="*", metavar="SITE", help=f"all by default: {', '.join(SITES)}")
    values = parser.parse_args()
    status = 0
    for site in values.sites or SITES:
        reason = no_corpus(site) or ("" if values.dump else other_versions())
        if reason := reason or ("" if values.dump or values.update else other_corpus(site)):
            print(f"{site}: skipped: {reason}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            files = SITES[site](Path(folder).resolve())
        if values.dump:
            write(values.dump / site, as_text(files))
        elif values.update:
            write(EXPECTED / site, golden(site, files))
        elif found := changes(site, files):
            print(f"{site}: {len(found)} changed", *found, sep="\n  ")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
