"""Pages of documentation: their types by pattern, the software they are about, and when they were changed."""

from __future__ import annotations

import json
import subprocess

import pytest
from conftest import BASE, run_build, write

from sphinx_aiarticle.model.article import ARTICLE_TYPES, PAGE_TYPES
from sphinx_aiarticle.validate.vocabulary import vocabulary_in

PYPROJECT = """\
[project]
name = "desk-lamp"
version = "2.1.0"
license = "MIT"
requires-python = ">=3.11"
authors = [{ name = "Aoi Example" }]
urls = { Source = "https://git.example.org/lamp" }
"""
FILES = {
    "index.rst": "Lamp\n====\n\n.. toctree::\n\n   api/index\n   tutorials/first\n   about\n   faq\n   plain\n",
    "api/index.rst": "Reference\n=========\n\n.. toctree::\n\n   deep/light\n",
    "api/deep/light.rst": "light\n=====\n\n.. py:function:: light(on)\n\n   Switch it.\n",
    "tutorials/first.rst": "First steps\n===========\n\n:Author: Aoi <aoi@example.org>, Ren (ren@example.org)\n\n"
    ".. meta::\n   :description: Switch it on.\n\nText.\n",
    "about.md": "# About\n",
    "faq.rst": "Questions\n=========\n\nFAQ\n---\n\nWhy?\n~~~~\n\nBecause.\n",
    "plain.md": "---\naiarticle: {type: WebPage}\n---\n# Plain\n",
    "pyproject.toml": PYPROJECT,
}
CONF = {
    "project": "Desk lamp",
    "release": "2.1.1",
    "aiarticle_page_types": {
        "api/**": "APIReference",
        "tutorials/*": "TechArticle",
        "about": "AboutPage",
        "faq": "CollectionPage",
        "plain": "TechArticle",
    },
    "aiarticle_software": "pyproject.toml",
    "aiarticle_faq_pages": ["faq"],
    "aiarticle_authors": {"aoi": {"name": "Aoi", "url": "https://example.org/aoi"}},
}


@pytest.fixture
def site(build):
    # aiarticle_software starts at the folder of conf.py, which these tests have not
    write(build.srcdir, FILES | {"conf.py": f"globals().update({CONF!r} | {{'html_baseurl': {BASE!r}}})\n"})
    conf = "extensions = ['sphinx_aiarticle']\nhtml_theme = 'basic'\n"
    with (build.srcdir / "conf.py").open("a", encoding="utf-8") as file:
        file.write(conf)
    return run_build(build.srcdir, confdir=build.srcdir)


def test_the_types_of_a_page_are_all_that_schema_org_has():
    vocabulary = vocabulary_in()
    articles = {name for name in vocabulary.types if vocabulary.is_a([name], "Article")}
    assert set(ARTICLE_TYPES) == articles | {"Review"}
    pages = {name for name in vocabulary.types if vocabulary.is_a([name], "WebPage")}
    assert pages - set(PAGE_TYPES) == {"FAQPage", "QAPage", "ProfilePage"}  # they need more than a page


def test_pages_have_the_type_of_their_name_and_front_matter_wins(site):
    assert site.warnings == []
    assert site.node("api/deep/light.html", "APIReference")["@type"] == ["APIReference", "Article"]
    assert site.node("tutorials/first.html", "TechArticle")["headline"] == "First steps"
    assert site.node("about.html", "AboutPage")["@type"] == ["WebPage", "AboutPage"]
    assert site.node("faq.html", "FAQPage")["@type"] == ["WebPage", "CollectionPage", "FAQPage"]
    assert site.node("plain.html", "WebPage")["@type"] == "WebPage"
    assert not [node for node in site.graph("plain.html") if "TechArticle" in node["@type"]]


def test_a_page_of_documentation_says_what_its_reader_sees(site):
    url = f"{BASE}tutorials/first.html"
    page = site.node("tutorials/first.html", "WebPage")
    assert (page["name"], page["url"], page["inLanguage"]) == ("First steps", url, "en")
    assert page["isPartOf"] == {"@id": f"{BASE}#website"}
    assert page["breadcrumb"] == {"@id": f"{url}#breadcrumb"}
    article = site.node("tutorials/first.html", "TechArticle")
    assert article["description"] == page["description"] == "Switch it on."
    assert (article["version"], article["about"]) == ("2.1.1", {"@id": f"{BASE}#software"})
    assert article["publisher"] == {"@id": f"{BASE}#organization"}
    assert [author["name"] for author in article["author"]] == ["Aoi", "Ren"]
    assert article["author"][0]["url"] == "https://example.org/aoi"
    assert "aoi@example.org" not in site.scripts("tutorials/first.html")[0]
    assert not {"datePublished", "dateModified"} & (article.keys() | page.keys())
    assert site.node("about.html", "AboutPage")["version"] == "2.1.1"


def test_the_software_is_described_on_the_home_page_and_named_on_the_others(site):
    whole = next(node for node in site.graph("index.html") if node["@type"] == "SoftwareSourceCode")
    assert whole == {
        "@type": "SoftwareSourceCode",
        "@id": f"{BASE}#software",
        "name": "desk-lamp",
        "version": "2.1.1",  # what the pages say
        "license": "https://spdx.org/licenses/MIT",
        "codeRepository": "https://git.example.org/lamp",
        "programmingLanguage": ["Python"],
        "runtimePlatform": "Python >=3.11",
        "author": {"@type": "Person", "name": "Aoi Example"},
    }
    assert site.node("index.html", "WebPage")["about"] == [{"@id": f"{BASE}#organization"}, {"@id": f"{BASE}#software"}]
    stub = {"@type": "SoftwareSourceCode", "@id": f"{BASE}#software", "name": "desk-lamp"}
    for name in FILES:
        if name.endswith((".rst", ".md")):
            page = f"{name.rpartition('.')[0]}.html"
            assert site.node(page, "WebSite")["about"] == stub
            assert len([node for node in site.graph(page) if node["@type"] == "SoftwareSourceCode"]) == (
                1 if name == "index.rst" else 0
            )
    assert "SoftwareApplication" not in "".join(site.scripts("index.html"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": "TechArtikel"}, "'a' is left out: 'TechArtikel' is not an article or page type of schema.org; did you"),
        ({"a": "HowTo"}, "'HowTo' is no longer read by search engines; write 'TechArticle'"),
        ({"a": "SoftwareApplication"}, "name the file that describes yours in aiarticle_software"),
        ({"a": "FAQPage"}, "see aiarticle_faq_pages"),
        ({"a": "Review"}, "'Review' is not an article or page type"),
        ({"a": 3}, "3 is not an article or page type of schema.org"),
    ],
)
def test_a_type_that_no_page_has_is_left_out_with_one_warning(build, value, message):
    site = build({"index.md": "# A\n"}, conf={"aiarticle_page_types": value | {"index": "TechArticle"}})
    (warning,) = site.warnings
    assert message in warning
    assert site.node("index.html", "TechArticle")


def test_a_dated_article_stays_one(build):
    page = "---\ntitle: A\ndate: 2026-03-01\ncategories: [News]\n---\nText.\n"
    conf = {
        "aiarticle_page_types": {"posts/*": "CollectionPage", "news/*": "NewsArticle"},
        "aiarticle_article_types": {"News": "Article"},
    }
    site = build({"index.md": "# A\n", "posts/a.md": page, "news/a.md": page}, conf=conf)
    assert site.graph("posts/a.html")[0]["@type"] == "Article"
    assert site.graph("news/a.html")[0]["@type"] == "NewsArticle"
    assert "version" not in site.graph("news/a.html")[0]


def test_what_is_wrong_with_the_file_is_named_at_its_line_and_the_rest_is_said(tmp_path):
    conf = f"extensions = ['sphinx_aiarticle']\nhtml_baseurl = {BASE!r}\naiarticle_software = '../CITATION.cff'\n"
    write(tmp_path / "src", {"conf.py": conf, "index.md": "# Home\n"})
    write(tmp_path, {"CITATION.cff": "title: Lamp\nversion: 3\nlicense: BSD\n"})
    site = run_build(tmp_path / "src", confdir=tmp_path / "src")
    (warning,) = site.warnings
    assert "CITATION.cff:3: WARNING: ../CITATION.cff: 'license' 'BSD' is not an identifier of SPDX" in warning
    assert warning.endswith("[aiarticle.software]")
    found = next(node for node in site.graph("index.html") if node["@type"] == "SoftwareSourceCode")
    assert found == {"@type": "SoftwareSourceCode", "@id": f"{BASE}#software", "name": "Lamp", "version": "3"}
    (tmp_path / "CITATION.cff").unlink()
    (warning,) = run_build(tmp_path / "src", confdir=tmp_path / "src").warnings
    assert warning.startswith("conf.py:3: WARNING: ../CITATION.cff: ")
    assert "/CITATION.cff' cannot be read: " in warning


def test_a_changed_file_rewrites_the_pages(site, build):
    write(build.srcdir, {"pyproject.toml": PYPROJECT.replace("desk-lamp", "floor-lamp")})
    again = run_build(build.srcdir, confdir=build.srcdir)
    assert again.node("plain.html", "WebSite")["about"]["name"] == "floor-lamp"


def git(folder, *arguments):
    day = "2026-03-04T10:00:00+00:00"
    env = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)


def test_the_date_of_a_change_is_that_of_git_or_none(tmp_path):
    pytest.importorskip("sphinx_last_updated_by_git")
    conf = "extensions = ['sphinx_aiarticle', 'sphinx_last_updated_by_git']\nhtml_baseurl = 'https://e.org/'\n"
    conf += "html_theme = 'basic'\n"
    conf += "git_last_updated_timezone = 'Asia/Tokyo'\naiarticle_page_types = {'a': 'TechArticle'}\n"
    pages = {
        "conf.py": conf,
        "index.md": "# Home\n\n```{toctree}\na\nnew\ndated\n```\n",
        "a.md": "# A\n",
        "dated.md": "---\nlastmod: 2026-01-01\n---\n# D\n",
    }
    src = tmp_path / "src"
    write(src, pages)
    git(src, "init", "-q")
    git(src, "add", "-A")
    git(src, "commit", "-qm", "first")
    write(src, {"other.txt": "x"})
    git(src, "add", "-A")
    git(src, "commit", "-qm", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{src}", str(tmp_path / "shallow"))
    write(src, {"new.md": "# Not committed\n"})
    site = run_build(src, confdir=src)
    assert site.node("a.html", "TechArticle")["dateModified"] == "2026-03-04T19:00:00+09:00"
    assert site.node("index.html", "WebPage")["dateModified"] == "2026-03-04T19:00:00+09:00"
    assert "Mar 04, 2026" in site.soup("a.html").get_text()
    assert "dateModified" not in site.node("new.html", "WebPage")
    assert site.node("dated.html", "WebPage")["dateModified"].startswith("2026-01-01")
    write(tmp_path / "shallow", {"new.md": "# Not committed\n"})
    shallow = run_build(tmp_path / "shallow", confdir=tmp_path / "shallow", out="shallow-out")
    assert any("Git clone too shallow" in line for line in shallow.warnings)
    assert "dateModified" not in json.dumps([shallow.graph("a.html"), shallow.graph("index.html")])
