"""Build the specimen with every theme, each in an environment that has it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themes import Theme

ROOT = Path(__file__).parents[2]
#: What the extension itself needs.
_NEEDS = ("myst-parser>=4", "PyYAML>=6")


class NotBuiltError(Exception):
    """A theme that cannot be installed or does not build, and why."""


def assemble(into: Path) -> Path:
    """Put the specimen together: its own pages, and the page of the guide that shows every component."""
    guide = ROOT / "example_docs"
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(Path(__file__).parent / "specimen", into, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("components.md", "products.toml"):
        shutil.copy(guide / name, into)
    shutil.copytree(guide / "images", into / "images")
    (into / "_static").mkdir()
    shutil.copy(guide / "_static" / "example.css", into / "_static")
    return into


class Environments:
    """Virtual environments with the themes, made where they are missing."""

    def __init__(self, folder: Path, sphinx: str) -> None:
        self._folder = folder
        self._sphinx = sphinx
        self._reasons: dict[str, str] = {}

    def prepare(self, themes: Iterable[Theme]) -> None:
        """Install what *themes* need; a theme that cannot be installed spoils nothing for the others."""
        for env in dict.fromkeys(theme.env for theme in themes):
            packages = [theme.package for theme in themes if theme.env == env and theme.package]
            if not self._install(env, packages):
                for package in packages:
                    if error := self._install_one(env, package):
                        self._reasons[package] = error

    def python_for(self, theme: Theme) -> Path:
        """Return the interpreter that has *theme*."""
        if theme.package in self._reasons:
            raise NotBuiltError(f"pip cannot install it with {self._sphinx}: {self._reasons[theme.package]}")
        return self._python(theme.env)

    def _python(self, env: str) -> Path:
        folder = self._folder / env
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        if not python.exists():
            venv.create(folder, with_pip=True)
        return python

    def _install(self, env: str, packages: list[str]) -> bool:
        return not self._pip(env, [*_NEEDS, self._sphinx, *packages])

    def _install_one(self, env: str, package: str) -> str:
        return self._pip(env, [*_NEEDS, self._sphinx, package])

    def _pip(self, env: str, packages: list[str]) -> str:
        command = [self._python(env), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        return "" if done.returncode == 0 else " ".join(errors) or f"pip ends with {done.returncode}"


def build(theme: Theme, python: Path, source: Path, out: Path, language: str = "en") -> list[str]:
    """Build *source* with *theme* and labels in *language* into *out*; return the warnings that are ours.

    Raises:
        NotBuiltError: The theme does not work with this Sphinx; the message has its first error.
    """
    shutil.rmtree(out, ignore_errors=True)
    paths = [str(ROOT / "example_docs" / theme.folder)] if theme.folder else []
    asked = {"name": theme.name, "options": theme.options, "extensions": theme.extensions, "paths": paths}
    asked["language"] = language
    done = subprocess.run(
        [
            python,
            "-m",
            "sphinx",
            "-q",
            "-E",
            "-D",
            "suppress_warnings=aiarticle.summary",
            "-b",
            "html",
            "-d",
            f"{out}-doctrees",
            source,
            out,
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT), "AIARTICLE_THEME": json.dumps(asked)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if done.returncode:
        first = next((number for number, line in enumerate(lines) if "rror" in line), 0)
        raise NotBuiltError(f"it does not build: {' '.join(lines[first : first + 2]) or done.returncode}")
    return [line for line in lines if "aiarticle" in line]
