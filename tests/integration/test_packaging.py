"""What the wheel holds, that its catalogues are compiled, and that the pure part needs no Sphinx."""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from conftest import ROOT

PACKAGE = ROOT / "sphinx_aiarticle"
LANGUAGES = sorted(path.name for path in (PACKAGE / "locales").iterdir())
PURE = ("model", "frontmatter", "jsonld", "hugo")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy of the project, without the network."""
    buildapi = pytest.importorskip("flit_core.buildapi")
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(PACKAGE, folder / "sphinx_aiarticle", ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    before = os.getcwd()  # noqa: PTH109
    os.chdir(folder)
    try:
        name = buildapi.build_wheel(str(folder))
    finally:
        os.chdir(before)
    with zipfile.ZipFile(folder / name) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def test_the_wheel_holds_every_file_of_the_package(wheel):
    packed = {name for name in wheel if name.startswith("sphinx_aiarticle/")}
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and not any(part == "__pycache__" or part.endswith("_cache") for part in path.parts)
    }
    assert packed == expected
    for name in (
        "py.typed",
        "static/aiarticle.css",
        "templates/aiarticle/product-box.html",
        "locales/ja/LC_MESSAGES/sphinx_aiarticle.po",
        "locales/ja/LC_MESSAGES/sphinx_aiarticle.mo",
    ):
        assert f"sphinx_aiarticle/{name}" in packed


def test_the_wheel_says_what_it_needs(wheel):
    (metadata,) = (data.decode() for name, data in wheel.items() if name.endswith("METADATA"))
    assert "Name: sphinx-aiarticle" in metadata
    assert "Requires-Python: >=3.11" in metadata
    needs = {
        line.partition(": ")[2].partition(">")[0] for line in metadata.splitlines() if line.startswith("Requires-Dist")
    }
    assert {"sphinx", "docutils", "myst-parser"} <= needs


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [need for need in project["dependencies"] if "sys_platform" not in need]
    optional = project["optional-dependencies"]["validate"]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    found = {node for tree in trees for node in ast.walk(tree)}
    modules = {alias.name for node in found if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in found if isinstance(node, ast.ImportFrom)}
    foreign = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - {"sphinx_aiarticle"}
    owners = packages_distributions()
    imported = {_normal(name) for module in foreign for name in owners.get(module, [module])}
    assert imported == {_normal(re.match(r"[\w-]+", need)[0]) for need in [*needs, *optional]}


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_compiled_from_its_source(language):
    folder = PACKAGE / "locales" / language / "LC_MESSAGES"
    with (folder / "sphinx_aiarticle.po").open("rb") as source:
        written = {message.id: message.string for message in read_po(source) if message.id and message.string}
    with (folder / "sphinx_aiarticle.mo").open("rb") as compiled:
        packed = {message.id: message.string for message in read_mo(compiled) if message.id}
    assert packed == written
    assert "Summary" in packed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_code_is_translated(language):
    from babel.messages.extract import extract_from_dir

    used = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(PACKAGE),
        method_map=[("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")],
        keywords={"_": None, "gettext": None},
    ):
        used.add(message)
    with (PACKAGE / "locales" / language / "LC_MESSAGES" / "sphinx_aiarticle.po").open("rb") as source:
        messages = read_po(source)
    known = {one.id for one in messages if one.id and one.string and not one.context}  # `init` has words of its own
    names = {"Amazon", "Rakuten", "Yahoo! Shopping"}  # names of shops are looked up by variable
    assert len(used) > 15
    assert used - known == set()
    assert known - used <= names


def test_messages_keep_their_placeholders():
    for path in PACKAGE.glob("locales/*/LC_MESSAGES/*.po"):
        for message in read_po(io.BytesIO(path.read_bytes())):
            if message.id and message.string:
                assert sorted(_fields(message.id)) == sorted(_fields(message.string)), message.id


def _fields(text):
    import string

    return [name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name]


@pytest.mark.parametrize("name", PURE)
def test_the_pure_part_imports_neither_sphinx_nor_docutils(name):
    code = f"""
import importlib, pkgutil, sys
package = importlib.import_module("sphinx_aiarticle.{name}")
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] in ("sphinx", "docutils", "myst_parser")))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert found.stderr == ""
    assert found.stdout.strip() == "[]"


def test_the_extension_itself_is_found_by_its_name():
    import sphinx_aiarticle

    code = "import sphinx_aiarticle, sys; print('sphinx' in sys.modules, sphinx_aiarticle.__version__)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert found.stdout.strip() == f"False {sphinx_aiarticle.__version__}"
