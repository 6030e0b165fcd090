"""The command ``check``: find and repair links to shops in source files.

To which project a file belongs, the nearest ``conf.py`` above it says.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from difflib import unified_diff
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from sphinx_aiarticle.check.findings import check_text
from sphinx_aiarticle.cli import reports
from sphinx_aiarticle.cli.conf import run_conf
from sphinx_aiarticle.cli.terminal import Terminal, UsageError, counted
from sphinx_aiarticle.recognise.link_places import Syntax
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import NOBODY, ProjectStores, project_of
from sphinx_aiarticle.stores.judge import LinkRule
from sphinx_aiarticle.stores.store_settings import read_stores

_DESCRIPTION: Final = """\
Check the links to shops in source files: who is paid, how they are encoded, where they lead.

Reads Markdown, reStructuredText, HTML and TOML, without a build and without the network. Whose ids are right is taken
from aiarticle_stores in conf.py; without it, no id is foreign.
"""
_EXIT: Final = """\
exit status:
  0  no fault, or all of them fixed
  1  faults are left
  2  wrong usage, or a file that cannot be used
"""
SYNTAXES: Final = {
    ".md": Syntax.MARKDOWN, ".markdown": Syntax.MARKDOWN, ".rst": Syntax.RST, ".rest": Syntax.RST,
    ".toml": Syntax.TOML, ".html": Syntax.HTML, ".htm": Syntax.HTML,
}  # fmt: skip
_SKIPPED: Final = frozenset({"_build", "build", "dist", "node_modules", "venv", "__pycache__", "public", "resources"})
#: What a ``conf.py`` of Sphinx says; other programs have files of that name too, which must not be run.
_SIGNS: Final = (b"extensions", b"aiarticle_", b"exclude_patterns")


def add_command(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to the program."""
    rules = "".join(f"  {rule:<18} {rule.description}\n" for rule in LinkRule)
    command = add_parser(
        "check",
        help="check the links to shops in source files",
        description=_DESCRIPTION,
        epilog=f"rules:\n{rules}\n{_EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "paths", type=Path, nargs="*", default=[Path()], metavar="PATH", help="files and folders; this folder if none"
    )
    command.add_argument(
        "--conf", type=Path, metavar="DIR", help="folder of conf.py; the nearest one above each file if not given"
    )
    command.add_argument("--fix", action="store_true", help="show and correct what has one right answer")
    command.add_argument("--diff", action="store_true", help="show what --fix would do, and write nothing")
    reports.add_report_options(command, "dead-form,foreign-id")
    command.set_defaults(run=_run)


def _run(values: argparse.Namespace, terminal: Terminal) -> int:
    """Run the check and return the exit status: 0 when nothing is left to report, else 1."""
    rules = reports.chosen_rules(LinkRule, values)
    for path in values.paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {str(path)!r}")
    files = list(find_files(values.paths, Confs(_given_conf(values.conf))))
    if files and all(conf.folder is None for _, conf in files):
        terminal.complain(
            "no conf.py was found in or above what is checked, so no id is foreign or missing; use --conf"
        )
    is_text = values.format == "text" and values.output is None
    left: list[reports.ReportEntry] = []
    links = fixed = 0
    for path, conf in terminal.track("Checking", files):
        name = reports.name_from_here(path)
        text = _text_of(path, name, terminal)
        if text is None:
            continue
        checked = check_text(text, syntax_of(path), name, conf.project, rules)
        links += checked.links
        if (values.fix or values.diff) and checked.fixed != text:
            # Where standard output is a document, what people read goes beside it.
            (terminal.say if is_text else terminal.mention)(_diff(text, checked.fixed, name))
        if values.fix and not values.diff and checked.fixed != text:
            if path.is_symlink():
                terminal.complain(f"{name!r} is a symbolic link and was not changed; name the file itself")
            else:
                _write(path, checked.fixed)
                fixed += sum(bool(finding.replacement) for finding in checked.findings)
                checked = check_text(checked.fixed, syntax_of(path), name, conf.project, rules)
        left += checked.findings
    lines = _text(left, len(files), links, fixed)
    if is_text:
        terminal.say(lines)
    else:
        counts = {"files": len(files), "links": links, "fixed": fixed}
        reports.write_report(values, terminal, left, text=lines, rules=tuple(LinkRule), tag="links", **counts)
    return 1 if left else 0


def _text_of(path: Path, name: str, terminal: Terminal) -> str | None:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        terminal.complain(f"{name!r} is not UTF-8 and was not checked")
    except OSError as error:
        terminal.complain(f"{name!r} cannot be read ({error.strerror}) and was not checked")
    return None


def _given_conf(given: Path | None) -> Path | None:
    conf = given / "conf.py" if given and given.is_dir() else given
    if conf and not conf.is_file():
        raise UsageError(f"there is no {str(conf)!r}; --conf names a conf.py or its folder")
    return conf


def _text(findings: Sequence[reports.ReportEntry], files: int, links: int, fixed: int) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from reports.text_lines(findings)
    yield f"{counted(links, 'link')} to shops in {counted(files, 'file')}: {reports.faults_in(findings) or 'no fault'}"
    if fixed:
        yield f"{counted(fixed, 'fault')} fixed"
    elif ready := sum(bool(finding.replacement) for finding in findings):
        yield f"--fix corrects {ready} of them, --diff shows how"


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    for line in unified_diff(before.split("\n"), after.split("\n"), f"a/{name}", f"b/{name}", lineterm=""):
        yield line.rstrip("\r")


def _write(path: Path, text: str) -> None:
    """Replace a file in one step: whoever stops the command finds the old text or the new one."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        new.chmod(target.stat().st_mode & 0o7777)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def syntax_of(path: Path) -> Syntax:
    """Return how a file is written; an unknown one is taken for Markdown, which is closest to plain text."""
    return SYNTAXES.get(path.suffix.lower(), Syntax.MARKDOWN)


class Conf(Record):
    """What a ``conf.py`` says of links.

    Attributes:
        folder: Its folder; ``None`` where there is none.
        project: Whose links are right.
        excluded: Patterns of paths below the folder that are left out.
    """

    folder: Path | None = None
    project: ProjectStores = NOBODY
    excluded: tuple[str, ...] = ()

    def leaves_out(self, path: Path) -> bool:
        """Whether a file or folder is not part of the project, so that naming it makes no difference."""
        if self.folder is None or not path.is_relative_to(self.folder):
            return False
        relative = path.relative_to(self.folder)
        forms = {form for entry in self.excluded for form in (entry.rstrip("/"), entry.rstrip("/").removeprefix("**/"))}
        places = [relative, *relative.parents][:-1]
        return any(map(_is_skipped, relative.parts[:-1])) or any(
            fnmatch(place.as_posix(), form) for place in places for form in forms
        )


class Confs:
    """Finds the ``conf.py`` of a file from there up to the root of its repository, unless it is given; runs it once."""

    def __init__(self, given: Path | None) -> None:
        self._given = _read(given) if given else None
        self._found: dict[Path, Conf] = {}

    def of(self, folder: Path) -> Conf:
        """Return what the nearest ``conf.py`` in *folder* or above it says; :class:`UsageError` if it is wrong."""
        if self._given:
            return self._given
        if folder not in self._found:
            file = folder / "conf.py"
            if file.is_file() and any(sign in file.read_bytes() for sign in _SIGNS):
                self._found[folder] = _read(file)
            elif (folder / ".git").exists() or folder.parent == folder:
                self._found[folder] = Conf()
            else:
                self._found[folder] = self.of(folder.parent)
        return self._found[folder]


def find_files(paths: Sequence[Path], confs: Confs) -> Iterator[tuple[Path, Conf]]:
    """Yield the source files among *paths* and in the folders among them, in order, each once, with its ``conf.py``.

    What a project leaves out is left out where it is named too, so that a report does not depend on how it is asked
    for.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in (path,) if path.is_file() else _in_folder(path, confs):
            conf = confs.of(_absolute(file).parent)
            if (real := file.resolve()) not in seen and not conf.leaves_out(_absolute(file)):
                seen.add(real)
                yield file, conf


def _in_folder(folder: Path, confs: Confs) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        here = Path(name)
        if ".buildinfo" in files and here != folder:  # Sphinx wrote it
            folders.clear()
            continue
        conf = confs.of(_absolute(here))
        folders[:] = sorted(
            name for name in folders if not _is_skipped(name) and not conf.leaves_out(_absolute(here / name))
        )
        sources = (here / file for file in sorted(files) if Path(file).suffix.lower() in SYNTAXES)
        yield from filter(Path.is_file, sources)  # reading a pipe would never end


def _is_skipped(folder: str) -> bool:
    return folder.startswith(".") or folder in _SKIPPED


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def _read(file: Path) -> Conf:
    try:
        values = run_conf(file)
        stores = read_stores(values.get("aiarticle_stores") or {})
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{str(file)!r}: {error}") from error
    excluded = values.get("exclude_patterns") or ()
    return Conf(
        folder=_absolute(file).parent,
        project=project_of(tuple(stores.values()), adds_ids=bool(values.get("aiarticle_add_ids"))),
        excluded=tuple(pattern for pattern in excluded if isinstance(pattern, str)),
    )
