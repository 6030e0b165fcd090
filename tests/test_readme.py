"""What the README shows works as it stands there."""

from __future__ import annotations

import re

from conftest import ROOT, run_build, write

from sphinx_aiarticle import __version__

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)[1]


def test_the_first_article_builds_with_the_configuration_shown(tmp_path):
    files = {
        "conf.py": block("python") + "\nproject = 'Blog'\n",
        "index.md": block("md"),
        "_static/logo.png": b"\x89PNG",
    }
    write(tmp_path / "src", files)
    site = run_build(tmp_path / "src", confdir=tmp_path / "src")
    assert site.warnings == []
    soup = site.soup("index.html")
    assert soup.h1.get_text().startswith("A desk that stays quiet")
    assert len(soup.select(".aiarticle-product__store")) == 2
    assert soup.select_one(".aiarticle-product__notice").find_next("a")["rel"] == ["sponsored", "noopener"]
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["name"] == "Is a mat enough?"
    assert site.node("index.html", "Organization")["logo"]["url"] == "https://blog.example.org/_static/logo.png"


def test_the_two_commands_set_up_all_they_need():
    for name, extra in (("docs", "docs"), ("test", "test")):
        command = re.search(rf"<!-- {name} -->\n```sh\n(.*?)\n```", README)[1]
        assert "-m venv" in command
        assert f'-e ".[{extra}]"' in command


def test_the_readme_promises_no_rich_results():
    assert "does not promise: rich results, rankings or citations" in README


def test_all_links_to_the_guide_lead_to_pages_and_files_of_it():
    guide = ROOT / "example_docs"
    base = re.search(r'html_baseurl = "(.*?)"', (guide / "conf.py").read_text("utf-8"))[1]
    files = ("README.md", "pyproject.toml", "CITATION.cff")
    texts = "".join((ROOT / name).read_text("utf-8") for name in files)
    found = re.findall(re.escape(base) + r"([\w./-]*)", texts)
    assert "_static/source-page-data.webp" in found
    for path in found:
        assert (guide / (path.replace(".html", ".md") or "index.md")).is_file(), path
    assert not re.search(r"!\[[^]]*\]\((?!https://)", README)  # an index of packages shows absolute addresses only
    assert all((ROOT / name).read_text("utf-8").count(base) for name in files)


def test_the_version_is_one_everywhere():
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_table_of_tasks_names_every_session():
    sessions = set(re.findall(r"@nox\.session.*\ndef (\w+)", (ROOT / "noxfile.py").read_text("utf-8")))
    named = set(re.findall(r"`(\w+)`", README.partition("| `nox -s …` | |")[2].partition("\n\n")[0]))
    assert sessions == named


def test_the_guide_has_as_many_articles_as_the_readme_says():
    guide = ROOT / "example_docs"
    articles = [path for folder in ("posts", "hugo") for path in (guide / folder).glob("*.*") if path.stem != "index"]
    assert {9: "nine", 10: "ten", 11: "eleven"}[len(articles)] + " articles" in README
