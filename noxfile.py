"""Tasks for developers: ``nox`` runs the quick ones, ``nox -s NAME`` one of them; ``.ci/run`` uses these too.

Each runs in an environment of its own, which is kept. What follows ``--`` goes to the program that a task is about:
``nox -s tests -- tests/jsonld -k person``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import nox

PYPROJECT = nox.project.load_toml("pyproject.toml")
PROJECT = PYPROJECT["project"]
#: The first minor release that each declared range allows, such as ``sphinx==8.2.*`` for ``sphinx>=8.2,<10``.
OLDEST = [re.sub(r">=([\d.]+).*", r"==\1.*", need) for need in PROJECT["dependencies"] if ">=" in need]
#: Tests of what differs between versions of Sphinx, docutils and MyST-Parser; ``-- tests`` runs all of them.
VERSIONED = ["tests/test_smoke.py", *(f"tests/integration/test_{name}.py" for name in (
    "builders", "faq", "front_matter_build", "json_ld_page", "lowering", "names", "notices", "product", "snippets",
    "templates",
))]  # fmt: skip
THEMES = "alabaster,furo,pydata_sphinx_theme"

nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lint", "types", "tests", "docs"]


def interpreter(version: str) -> str | None:
    """Return a Python of that version which runs: pyenv has a command of that name for one that is not chosen, too."""
    pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for path in filter(None, (shutil.which(f"python{version}"), *map(str, pyenv))):
        if subprocess.run([path, "-V"], capture_output=True, check=False).returncode == 0:
            return path
    return None


def run_pytest(session: nox.Session, *options: str) -> None:
    """Say which versions are tested, and test."""
    code = "import platform, docutils, myst_parser, sphinx; print('Python', platform.python_version(), 'Sphinx', "
    code += "sphinx.__version__, 'MyST-Parser', myst_parser.__version__, 'docutils', docutils.__version__)"
    session.run("python", "-c", code)
    session.run("pytest", *options, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install(*PROJECT["optional-dependencies"]["lint"])
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types."""
    session.install("-e", ".[lint]")
    session.run("mypy", *session.posargs)


@nox.session
def translations(session: nox.Session) -> None:
    """Compile the messages of all languages, which the package ships."""
    session.install("babel")
    session.run("pybabel", "compile", "-d", "sphinx_aiarticle/locales", "-D", "sphinx_aiarticle")


@nox.session(python=interpreter("3.14") or interpreter("3.13"))
def tests(session: nox.Session) -> None:
    """Test with the newest Python and the newest releases, and measure coverage; a part of the tests covers less."""
    session.install("--upgrade", "--upgrade-strategy=eager", "-e", ".[test]")
    run_pytest(session, "--cov", *(["--cov-fail-under=0"] if session.posargs else []))


@nox.session(python=interpreter("3.11") or False)
def oldest(session: nox.Session) -> None:
    """Test with the oldest Python and the oldest releases that the package allows."""
    if not session.python:
        session.skip("there is no Python 3.11")
    session.install("-e", ".[test]", *OLDEST)
    run_pytest(session, *([] if session.posargs else VERSIONED))


@nox.session
def docs(session: nox.Session) -> None:
    """Build the example documentation, where every warning is an error, and validate its structured data."""
    session.install("-e", ".[docs,validate]")
    for builder, fresh in (("html", ["-E"]), ("dirhtml", [])):  # of which the second has what the first has read
        options = ("-nW", "--keep-going", "-q", *fresh, "-b", builder, "-d", "example_docs/_build/ci-doctrees")
        session.run(
            "python", "-m", "sphinx", *options, *session.posargs, "example_docs", f"example_docs/_build/ci-{builder}"
        )
    session.run("sphinx-aiarticle", "validate", "--strict", "--level", "warning", "example_docs/_build/ci-html")


@nox.session
def package(session: nox.Session) -> None:
    """Build sdist and wheel, and check what an index would show and that licences are in both."""
    session.install("build", "twine", *PYPROJECT["build-system"]["requires"])
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build", "--no-isolation", silent=True)
    files = sorted(map(str, Path("dist").iterdir()), key=lambda name: not name.endswith(".whl"))
    session.run("twine", "check", "--strict", *files)
    wheel, sdist = files
    with zipfile.ZipFile(wheel) as archive, tarfile.open(sdist) as source:
        for names in (archive.namelist(), source.getnames()):
            packed = {Path(name).name for name in names}
            if missing := [path.name for path in Path().glob("LICENSE*") if path.name not in packed]:
                session.error(f"{', '.join(missing)} is not in both files")


@nox.session
def themes(session: nox.Session) -> None:
    """Measure three themes in a browser, then spoil one: every check has to notice. All themes: ``-- --themes ''``."""
    if not shutil.which("chromium"):
        session.skip("there is no chromium")
    session.install("-e", ".[browser]")
    matrix = ("python", "tests/themes/matrix.py")
    if session.posargs:
        session.run(*matrix, *session.posargs)
        return
    session.run(*matrix, "--no-pictures", "--themes", THEMES)
    session.run(*matrix, "--no-pictures", "--themes", "furo", "--faults")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what the extension adds to a build."""
    session.install("-e", ".")
    session.run("python", "benchmarks/overhead.py", *session.posargs)
