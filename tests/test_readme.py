"""What the README shows works as it stands there."""

from __future__ import annotations

import re

from conftest import ROOT, run_build, write

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
