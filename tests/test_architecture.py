"""The house keeps its order: who may import whom, how long a file is, and what is nobody's business."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_aiarticle.extension import ROOMS

PACKAGE = Path(__file__).parents[1] / "sphinx_aiarticle"

#: From the ground up: a part (a folder, or a module beside them) imports from the floors below its own, and nothing
#: else of the package.
PURE_FLOORS = (
    {"record"},
    {"clock", "model", "myst", "url"},
    {"config_option", "feed", "values"},
    {"config_values", "frontmatter"},
    {"stores"},
    {"catalog", "jsonld", "recognise", "software"},
    {"hugo"},
    {"config_site"},
    {"cli"},
    {"check", "lint", "validate"},
    {"migrate"},
    {"__main__"},
)
#: From here on Sphinx and docutils are known.
SPHINX_FLOORS = (
    {"diagnostics", "nodes"},
    {"markdown", "node_text"},
    {"config"},
    {"i18n"},
    {"domain"},
    {"reading"},
    {"config_checks", "entries"},
    {"articles", "html"},
    {"components"},
    {"lowering", "page", "site"},
    {"extension"},
)
FLOORS = PURE_FLOORS + SPHINX_FLOORS
PURE = set().union(*PURE_FLOORS)
FLOOR_OF = {part: number for number, floor in enumerate(FLOORS) for part in floor}

#: Modules that need the extra "validate".
WITH_EXTRA = ("validate.page", "validate.claims", "validate.site")

#: Files that are longer than others for a reason.
LONG = {"config.py": "one table: every option with its description"}

FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def part_of(name):
    return name.partition("/")[0].removesuffix(".py")


def module_of(name):
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(tree):
    """Yield line and full name of each module that is imported, at any place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "sphinx_aiarticle":
                yield from ((node.lineno, f"sphinx_aiarticle.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, str(node.module)


def test_every_module_has_a_floor():
    parts = {part_of(name) for name in TREES} - {"__init__"}
    assert parts <= FLOOR_OF.keys(), "give the new module a floor in FLOORS"
    assert len(FLOOR_OF) == sum(map(len, FLOORS))


def test_the_map_names_what_there_is():
    page = (PACKAGE.parent / "example_docs" / "architecture.md").read_text(encoding="utf-8")
    files = {
        path.relative_to(PACKAGE).as_posix(): path
        for path in PACKAGE.rglob("*.*")
        if path.suffix not in (".mo", ".pyc")
    }
    files |= {path.relative_to(PACKAGE.parent).as_posix(): path for path in PACKAGE.parent.glob("tests/**/*.py")}
    for row in filter(lambda line: line.startswith("| "), page.partition("## Where to make a change")[2].splitlines()):
        text = ""
        for named in re.findall(r"`([\w./]+\.(?:py|toml|css|html|js)|[\w/]+/)`", row):
            found = [path for name, path in files.items() if f"/{name}".endswith(f"/{named}") or name.startswith(named)]
            assert found or named == "example_docs/", named
            text += "".join(path.read_text(encoding="utf-8") for path in found)
        names = {*re.findall(r"`(?!aiarticle_)(\w{4,})(?:\(\))?`", row)} - {"setup"}
        assert names <= {*re.findall(r"\w+", text)}, row


def test_a_module_imports_from_the_floors_below():
    upwards = set()
    for name, tree in TREES.items():
        me = part_of(name)
        if me == "__init__":
            continue
        for _line, module in imports(tree):
            package, _, rest = module.partition(".")
            if package != "sphinx_aiarticle" or rest in ("", "__version__"):
                continue
            other = part_of(rest.replace(".", "/"))
            if other != me and FLOOR_OF[other] >= FLOOR_OF[me]:
                upwards.add((module_of(name), rest))
    assert upwards == set()


def test_components_do_not_import_each_other():
    """What must know all of them asks the traits of their nodes, or the table of them."""
    shared = {
        ("written_sections", "faq"),
        ("written_sections", "summary"),
        ("article", "cover"),
        ("article", "articles"),
        ("origin", "articles"),
        ("origin", "notice"),
        ("disclosure", "own_words"),
        ("disclosure", "notice"),
        ("own_words", "details"),
        ("products", "notice"),
    }
    found = set()
    for name, tree in TREES.items():
        package, _, me = module_of(name).partition(".")
        if package != "components":
            continue
        me = me.partition(".")[0]
        for _line, module in imports(tree):
            other = re.match(r"sphinx_aiarticle\.components\.(\w+)", module)
            if other and other[1] not in (me, "directive"):
                found.add((me, other[1]))
    assert found == shared


def test_the_pure_part_knows_neither_sphinx_nor_docutils():
    for name, tree in TREES.items():
        if part_of(name) in PURE:
            known = {module.partition(".")[0] for _line, module in imports(tree)}
            assert known & {"sphinx", "docutils", "myst_parser"} == set(), name


def test_the_pure_part_loads_neither_sphinx_nor_docutils():
    names = [f"sphinx_aiarticle.{module_of(name)}" for name in TREES if part_of(name) in PURE - {"__main__"}]
    if importlib.util.find_spec("selectolax") is None:
        names = [name for name in names if not name.endswith(WITH_EXTRA)]
    code = (
        f"import importlib, sys\nfor name in {names!r}:\n    importlib.import_module(name)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'sphinx', 'docutils', 'myst_parser'}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_templates_and_html_writers_are_known_where_html_is_made():
    for name, tree in TREES.items():
        if part_of(name) in ("html", "components", "page", "site") or "shortcodes" in name:
            continue  # shortcodes of a project are templates, too
        known = {module for _line, module in imports(tree)}
        # Publishing deletes the pages of articles that are no longer published.
        builders = () if name == "reading/publishing.py" else ("sphinx.builders.html",)
        if name in ("migrate/conf_py.py", "migrate/verify_report.py"):  # settings, and a page for people
            known.discard("jinja2")
        foreign = ("jinja2", "sphinx.writers.html", "sphinx.jinja2glue", *builders)
        assert not [module for module in known if module.startswith(foreign)], name


def test_the_package_itself_imports_nothing_when_it_is_imported():
    at_once = [node for node in TREES["__init__.py"].body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.module for node in at_once] == ["__future__", "typing"]


#: What only :data:`ROOMS` need.
BEHIND_ROOMS = ("check", "feed", "hugo.rules", "hugo.shortcodes", "lint", "markdown", "recognise.boxes")
BUILD = """
import sys
from sphinx.application import Sphinx
Sphinx(".", None, "_build", "_build/doctrees", "html", {conf!r}, status=None).build()
print(*(name.removeprefix("sphinx_aiarticle.") for name in sys.modules if name.startswith("sphinx_aiarticle.")))
"""
#: Settings that ask for all of them.
ALL_ROOMS = {
    "aiarticle_hugo": ["posts/*"],
    "aiarticle_hugo_shortcodes": {"own": "text"},
    "aiarticle_lint": True,
    "aiarticle_markdown": True,
    "aiarticle_feeds": {"feed.xml": {"excerpt": "content"}},
    "aiarticle_pages": True,
    "aiarticle_sitemap": True,
}


#: What only some pages need, or builds with a catalogue: imported in the function that meets the first.
ON_DEMAND = {
    ("check.findings", "cli.reports"): "the command",
    ("components.disclosure", "components.own_words"): "an affiliate link in the text",
    ("components.disclosure", "recognise.own_notices"): "an affiliate link in the text",
    ("components.faq", "recognise.headings"): "a question",
    ("components.faq", "recognise.leads"): "a question with a number",
    ("components.own_words", "recognise.html"): "HTML by hand",
    ("components.products.catalogue", "catalog.reader"): "a catalogue",
    ("components.written_sections", "reading.doctree_outline"): "a FAQ in headings",
    ("components.written_sections", "recognise.headings"): "a FAQ in headings",
    ("components.written_sections", "recognise.leads"): "a FAQ in headings",
    ("components.written_sections", "recognise.sections"): "a FAQ in headings",
    ("config", "hugo.site_context"): "how Hugo reads Markdown",
    ("frontmatter.hugo_block", "frontmatter.toml"): "front matter in TOML",
    ("frontmatter.yaml", "frontmatter.yaml_recovery"): "broken front matter",
    ("html.address", "software"): "software that the site is about",
    ("jsonld.graph", "jsonld.products"): "a product, or a verdict",
    ("lowering.plain", "lowering.by_hand"): "HTML by hand",
    ("nodes", "recognise.html"): "HTML by hand",
    ("page.context", "recognise.html_tags"): "a page that is read from right to left",
    ("page.data_files", "jsonld.quads"): "files with data",
    ("page.graph", "jsonld.products"): "a verdict",
    ("reading.named_files", "recognise.html"): "HTML by hand",
    ("reading.source", "recognise.headings"): "questions in front matter",
    ("recognise.leads", "recognise.pieces"): "a FAQ in HTML",
    ("site.feeds", "recognise.html"): "an article whose whole text is in a feed",
    ("site.html_files", "recognise.html"): "HTML by hand",
    ("site.html_files", "site.bundles"): "HTML by hand that names a file",
    ("site.redirects", "lint.articles"): "articles from Hugo",
    ("site.twins", "recognise.html"): "HTML by hand",
    ("validate.command", "validate.addresses"): "the command, which needs an extra",
    ("validate.command", "validate.site"): "the command, which needs an extra",
}


def test_what_is_imported_on_demand_is_listed():
    found = set()
    for name, tree in TREES.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            own = (module for _line, module in imports(function) if module.startswith("sphinx_aiarticle."))
            found |= {(module_of(name), module.removeprefix("sphinx_aiarticle.")) for module in own}
    assert found - {("__init__", "extension")} == ON_DEMAND.keys()


@pytest.mark.parametrize(("conf", "expected"), [({}, set()), (ALL_ROOMS, {*ROOMS, *BEHIND_ROOMS})])
def test_a_build_imports_the_rooms_that_it_uses(tmp_path, conf, expected):
    conf = {"extensions": ["sphinx_aiarticle"], "html_baseurl": "https://example.org/", **conf}
    (tmp_path / "index.rst").write_text("Home\n====\n\nText with a `link <https://example.com/>`__.\n")
    (tmp_path / "other.md").write_text("# Other\n\nText.\n")
    command = [sys.executable, "-c", BUILD.format(conf=conf)]
    modules = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    found = {name for name in (*ROOMS, *BEHIND_ROOMS) if any(f"{one}.".startswith(f"{name}.") for one in modules)}
    assert found == expected
    assert not [name for name in modules if name.startswith("cli.")]  # and with it rich
    if not expected:
        assert {module for importer, module in ON_DEMAND if importer in modules} & set(modules) == set()


def test_every_warning_goes_through_one_door():
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("warning", "error", "exception", "critical"):
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                assert name == "diagnostics.py" or "log" not in owner.lower(), f"{name}:{node.lineno}"


def test_nothing_private_of_others_is_used():
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and re.match(r"_(?!_)", node.attr) and not node.attr.endswith("_"):
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                is_public = ast.unparse(node) == "os._exit"  # so it is documented
                assert is_public or owner in ("self", "cls"), f"{name}:{node.lineno}: {ast.unparse(node)}"
        for line, module in imports(tree):
            if not module.startswith(("sphinx_aiarticle", "__future__")):
                assert not re.search(r"(^|\.)_", module), f"{name}:{line}: {module}"
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and not str(node.module).startswith(("sphinx_aiarticle", "__future__")):
                assert not [alias.name for alias in node.names if alias.name.startswith("_") and alias.name != "_"], (
                    name
                )


def test_the_application_is_taken_from_the_handler():
    """``.app`` of builder, environment and transforms is deprecated in Sphinx 9 and gone in 11."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            assert not (isinstance(node, ast.Attribute) and node.attr == "app"), f"{name}:{node.lineno}"


def test_a_file_has_one_concern():
    for name, tree in TREES.items():
        length = (PACKAGE / name).read_text(encoding="utf-8").count("\n")
        assert length <= (400 if name in LONG else 350), f"{name} has {length} lines"
        stem = Path(name).stem
        assert stem not in ("utils", "util", "helpers", "helper", "common", "misc", "tools", "base_utils")
        assert ast.get_docstring(tree), f"{name} says in a docstring what it is for"


def test_no_two_classes_have_one_name():
    names = [node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert {name for name in names if names.count(name) > 1} == set()


def test_state_is_kept_by_those_it_belongs_to():
    """No ``global``, and nothing mutable at module level but constants and caches that die with their owner."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            assert not isinstance(node, ast.Global), f"{name}:{node.lineno}"
        for node in tree.body:
            value = getattr(node, "value", None)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(value, ast.Call):
                made = ast.unparse(value.func)
                assert made not in ("dict", "list", "set", "defaultdict"), f"{name}:{node.lineno}"
            if (
                isinstance(node, ast.Assign | ast.AnnAssign)
                and isinstance(value, ast.Dict | ast.List)
                and not (value.keys if isinstance(value, ast.Dict) else value.elts)
            ):
                pytest.fail(f"{name}:{node.lineno}: an empty container at module level is state")


#: What Sphinx calls for a document.
ENTRANCES = re.compile(r"on_(doctree_|html_page|env_|source_read|build_finished)|(before|after)_source_read|run|apply")


def test_no_entrance_lets_an_error_of_ours_end_the_build():
    bare = set()
    for name, tree in TREES.items():
        if part_of(name) in PURE:
            continue
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        bare |= {
            f"{name}: {node.name}"
            for node in functions
            if ENTRANCES.fullmatch(node.name) or (ENTRANCES.match(node.name, 0) and node.name.startswith("on_"))
            if not any(ast.unparse(one).partition("(")[0] in ("guarded", "handles") for one in node.decorator_list)
        }
    assert bare - {"diagnostics.py: run"} == set()
