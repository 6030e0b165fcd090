"""``sphinx-aiarticle check``: exit status, reports, and files fixed in one step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from urllib.parse import unquote

import pytest
from conftest import ROOT, write

from sphinx_aiarticle import __version__
from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.stores.judge import LinkRule

DEAD = "https://search.rakuten.co.jp/search/mall/quiet%20desk/?scid=af_x"
TARGET = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fquiet%2520desk%2F"
FIXED = f"https://hb.afl.rakuten.co.jp/hgc/a.b.c.d/?pc={TARGET}&m={TARGET}"
FOREIGN = "https://www.amazon.co.jp/s?k=desk&tag=other-22"
GOOD = "https://www.amazon.co.jp/s?k=desk&tag=example-22"
HTTP = "http://www.amazon.co.jp/s?k=desk&tag=example-22"
CONF = """\
import os
tag = os.environ.get("NO_SUCH_VARIABLE", "example-22")
aiarticle_stores = {
    "amazon": {"preset": "amazon.co.jp", "tag": tag},
    "rakuten": {"preset": "rakuten", "id": "a.b.c.d"},
}
exclude_patterns = ["drafts", "**/old.md"]
"""
FILES = {
    "conf.py": CONF,
    "a.md": f"# A\r\n\r\nSee [it]({DEAD}),\r\nor [that]({GOOD}).\r\n",
    "b.rst": f"B\n=\n\n.. product-box:: Mat\n   :amazon: {FOREIGN}\n",
    "posts/c.md": f'<a href="{HTTP.replace("&", "&amp;")}">机</a> | <{DEAD}>\n',
    "products.toml": f'[products.mat]\nname = "Mat"\nlinks = {{ amazon = "{HTTP}" }}\n',
    "drafts/d.md": f"[it]({DEAD})\n",
    "posts/old.md": f"[it]({DEAD})\n",
    ".hidden/e.md": f"[it]({DEAD})\n",
    "_build/f.md": f"[it]({DEAD})\n",
    "picture.svg": f'<a href="{DEAD}"/>\n',
}


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    write(folder, FILES)
    monkeypatch.chdir(folder)
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_faults_are_listed_with_file_line_and_column(site, capsys):
    assert main(["check", "."]) == 1
    out = capsys.readouterr().out.splitlines()
    second = FILES["posts/c.md"].index(DEAD) + 1
    assert [line.partition(" ")[0] for line in out[:-2]] == [
        *("a.md:3:10:", "b.rst:5:13:", "products.toml:3:21:"),
        *("posts/c.md:1:10:", f"posts/c.md:1:{second}:"),
    ]
    assert out[0].endswith("[dead-form]")
    assert out[1].startswith("b.rst:5:13: warning: the tag 'other-22' is none of aiarticle_stores (example-22)")
    assert out[-2] == "6 links to shops in 4 files: 2 dead-form, 1 foreign-id, 2 insecure"
    assert out[-1] == "--fix corrects 4 of them, --diff shows how"


def test_what_sphinx_wrote_is_no_source(site, capsys, monkeypatch):
    (site / "out" / "posts").mkdir(parents=True)
    (site / "out" / ".buildinfo").write_text("# Sphinx build info version 1\n")
    (site / "out" / "posts" / "f.html").write_text(f"<a href='{DEAD}'>it</a>")
    monkeypatch.chdir(site)
    main(["check"])
    assert "f.html" not in capsys.readouterr().out
    assert main(["check", "out"]) == 1  # asked for by name


def test_a_site_without_fault_is_clean(site, capsys):
    (site / "clean.md").write_text(f"[it]({GOOD})\n", encoding="utf-8")
    assert main(["check", "clean.md", "--conf", "."]) == 0
    assert capsys.readouterr().out == "1 link to shops in 1 file: no fault\n"


def test_this_folder_is_checked_where_none_is_named(site, capsys):
    assert main(["check"]) == 1
    assert "6 links to shops in 4 files" in capsys.readouterr().out


def test_without_a_conf_no_id_is_foreign(site, capsys):
    (site / "conf.py").unlink()
    assert main(["check", "b.rst"]) == 0
    assert main(["check", "a.md"]) == 1
    assert "--fix" not in capsys.readouterr().out  # nobody knows by whom the dead link should be paid


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.md"], "there is no file or folder 'nothing.md'"),
        (["--conf", "posts"], "--conf names a conf.py or its folder"),
        (["--select", "dead-link"], "there is no rule 'dead-link'; known are missing-id, foreign-id"),
        (["--conf", "broken.py"], "NameError"),
        (["--conf", "wrong.py"], "did you mean 'rakuten'?"),
        (["--conf", "odd.py"], "'odd.py'"),
    ],
)
def test_wrong_usage_says_what_to_write(site, capsys, arguments, message):
    write(site, {"broken.py": "x = y\n", "odd.py": "aiarticle_stores = 7\n"})
    write(site, {"wrong.py": "aiarticle_stores = {'r': {'preset': 'rakutn'}}\n"})
    before = contents(site)
    assert main(["check", "--fix", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert contents(site) == before


def test_an_unknown_option_is_wrong_usage(site):
    with pytest.raises(SystemExit) as status:
        main(["check", "--formt", "json"])
    assert status.value.code == 2


def test_rules_can_be_chosen_and_left_out(site, capsys):
    assert main(["check", "--select", "insecure,foreign-id"]) == 1
    assert "6 links to shops in 4 files: 1 foreign-id, 2 insecure" in capsys.readouterr().out
    assert main(["check", "--ignore", "insecure", "--ignore", "dead-form"]) == 1
    assert main(["check", "--ignore", "insecure dead-form foreign-id"]) == 0


def test_what_is_not_looked_for_is_not_mended(site):
    both = DEAD.replace("https", "http")
    (site / "a.md").write_text(f"[it]({both}) [that]({HTTP})\n", encoding="utf-8")
    main(["check", "a.md", "--conf", ".", "--fix", "--select", "insecure"])
    assert (site / "a.md").read_text(encoding="utf-8") == f"[it]({both}) [that]({GOOD})\n"


def test_a_diff_shows_all_and_writes_nothing(site, capsys):
    before = contents(site)
    assert main(["check", "--diff"]) == 1
    out = capsys.readouterr().out
    assert contents(site) == before
    assert "--- a/a.md\n+++ b/a.md\n" in out
    assert f"-See [it]({DEAD}),\n+See [it]({FIXED}),\n" in out
    assert main(["check", "--diff", "--fix"]) == 1
    assert contents(site) == before


def test_fixing_shows_the_diff_first_and_changes_nothing_but_links(site, capsys):
    before = contents(site)
    (site / "posts/c.md").chmod(0o640)
    assert main(["check", "--fix"]) == 1
    out = capsys.readouterr().out
    assert out.index("+++ b/a.md") < out.index("b.rst:5:13: warning")
    assert out.endswith("6 links to shops in 4 files: 1 foreign-id\n4 faults fixed\n")
    after = contents(site)
    assert after["a.md"] == before["a.md"].replace(DEAD.encode(), FIXED.encode())
    assert after["posts/c.md"].decode() == f'<a href="{GOOD.replace("&", "&amp;")}">机</a> | <{FIXED}>\n'
    assert after["products.toml"] == before["products.toml"].replace(HTTP.encode(), GOOD.encode())
    assert (site / "posts/c.md").stat().st_mode & 0o777 == 0o640
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"a.md", "posts/c.md", "products.toml"}
    assert after.keys() == before.keys()
    main(["check", "--fix"])
    assert contents(site) == after


def test_fixing_keeps_every_byte_around_a_link_and_a_second_time_does_nothing(site, capsys):
    around = b"\xef\xbb\xbfOne\r\n two \x0c\xc2\x85\xe2\x80\xa8 [it](%s)\rthree\n\r\n<a href='%s'>"
    (site / "odd.md").write_bytes(around % (DEAD.encode(), HTTP.replace("&", "&amp;").encode()))
    main(["check", "--fix"])
    fixed = (site / "odd.md").read_bytes()
    assert fixed == around % (FIXED.encode(), HTTP.replace("http:", "https:").replace("&", "&amp;").encode())
    capsys.readouterr()
    main(["check", "--fix"])
    assert (site / "odd.md").read_bytes() == fixed
    assert "+++" not in capsys.readouterr().out


def test_a_file_that_cannot_be_written_stays_whole(site, capsys, monkeypatch):
    def fail(*_arguments):
        raise OSError("the disk is full")

    before = contents(site)
    monkeypatch.setattr(os, "fsync", fail)
    assert main(["check", "--fix"]) == 2
    assert "the disk is full" in capsys.readouterr().err
    assert contents(site) == before


def test_a_file_that_is_no_text_is_named_and_the_rest_is_checked(site, capsys):
    (site / "bad.md").write_bytes(b"\xff\xfe\x00 " + DEAD.encode())
    assert main(["check", "."]) == 1
    captured = capsys.readouterr()
    assert "'bad.md' is not UTF-8 and was not checked" in captured.err
    assert "5 files" in captured.out


def test_a_link_to_a_folder_does_not_lead_round_in_circles(site, capsys):
    (site / "posts/loop").symlink_to(site, target_is_directory=True)
    (site / "again.md").symlink_to(site / "a.md")
    assert main(["check", "."]) == 1
    assert "6 links to shops in 4 files" in capsys.readouterr().out


def test_json_is_one_document_and_the_diff_goes_elsewhere(site, capsys):
    assert main(["check", "--format", "json", "--diff"]) == 1
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert "+++ b/a.md" in captured.err
    assert (report["version"], report["files"], report["links"], report["fixed"]) == (1, 4, 6, 0)
    assert report["findings"][0] == {
        "file": "a.md",
        "line": 3,
        "column": 10,
        "rule": "dead-form",
        "level": "error",
        "message": "a link to Rakuten with 'scid' earns nothing; link through hb.afl.rakuten.co.jp",
        "link": DEAD,
        "repaired": FIXED,
    }
    assert report["findings"][1]["repaired"] is None


def test_what_a_conf_prints_is_no_part_of_the_document(site, capsys):
    (site / "conf.py").write_text(f"print('hello')\n{CONF}", encoding="utf-8")
    main(["check", "--format", "json"])
    output, errors = capsys.readouterr()
    assert json.loads(output)["findings"]
    assert "hello" in errors


def test_a_report_goes_into_a_file(site, capsys):
    assert main(["check", "--format", "sarif", "--output", "report.sarif"]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads((site / "report.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def sarif(capsys, *arguments):
    main(["check", "--format", "sarif", *arguments])
    return json.loads(capsys.readouterr().out)


def test_sarif_has_what_the_standard_and_code_hosts_ask_for(site, capsys):
    log = sarif(capsys)
    assert log.keys() == {"$schema", "version", "runs"}
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("sphinx-aiarticle", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [str(rule) for rule in LinkRule]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["name"].isalnum()
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == 5
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        (location,) = result["locations"]
        artifact, region = (location["physicalLocation"][name] for name in ("artifactLocation", "region"))
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert not artifact["uri"].startswith(("/", "file:", ".."))
        line = FILES[unquote(artifact["uri"])].split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1].startswith("http")
        assert len(line) >= region["endColumn"] - 1


def test_sarif_carries_the_repair(site, capsys):
    (result, *_), fixes = sarif(capsys, "a.md", "--conf", ".")["runs"][0]["results"], "fixes"
    (fix,) = result[fixes]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"]["text"] == FIXED
    assert replacement["deletedRegion"] == result["locations"][0]["physicalLocation"]["region"]
    assert fixes not in sarif(capsys, "b.rst", "--conf", ".")["runs"][0]["results"][0]


def test_a_fault_keeps_its_fingerprint_when_lines_above_it_change(site, capsys):
    first = sarif(capsys, "b.rst", "--conf", ".")["runs"][0]["results"][0]
    (site / "b.rst").write_text("\n\n" + FILES["b.rst"], encoding="utf-8")
    second = sarif(capsys, "b.rst", "--conf", ".")["runs"][0]["results"][0]
    assert first["partialFingerprints"] == second["partialFingerprints"]
    assert first["locations"] != second["locations"]


def test_odd_file_names_are_addresses_in_sarif(site, capsys):
    (site / "机 #1%.md").write_text(f"[it]({FOREIGN})\n", encoding="utf-8")
    results = sarif(capsys, "机 #1%.md", "--conf", ".")["runs"][0]["results"]
    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%E6%9C%BA%20%231%25.md"


def test_a_file_elsewhere_has_an_absolute_address_in_sarif(site, capsys, tmp_path):
    (tmp_path / "else.md").write_text(f"[it]({FOREIGN})\n", encoding="utf-8")
    results = sarif(capsys, "../else.md", "--conf", ".")["runs"][0]["results"]
    artifact = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": f"file://{tmp_path.as_posix()}/else.md"}


def test_a_terminal_is_not_steered_by_what_a_file_says(site, capsys):
    (site / "a.md").write_text("[it](https://www.amazon.co.jp/s?k=\x1b[31mdesk&tag=example-22)\n", encoding="utf-8")
    assert main(["check", "a.md", "--conf", ".", "--diff"]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_the_check_needs_neither_sphinx_nor_docutils(site):
    code = (
        "import sys\nfrom sphinx_aiarticle.__main__ import main\nmain(['check', '.'])\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('sphinx', 'docutils', 'myst_parser')])"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.splitlines()[-1] == "[]"


def test_real_articles_are_checked_without_a_fault_that_is_none(corpus, capsys):
    main(["check", str(corpus), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["links"] > 50
    assert {finding["rule"] for finding in report["findings"]} <= {"foreign-id", "dead-form", "insecure"}


def test_a_conf_is_looked_for_upwards_and_named_files_report_what_the_whole_does(site, capsys, monkeypatch):
    main(["check"])
    whole = [line for line in capsys.readouterr().out.splitlines() if line.startswith("posts/c.md")]
    assert main(["check", "posts/c.md"]) == 1
    assert capsys.readouterr().out.splitlines()[:-2] == whole
    assert main(["check", "posts/old.md", "drafts/d.md", "_build/f.md"]) == 0  # the project leaves them out
    monkeypatch.chdir(site / "posts")
    assert main(["check", "c.md"]) == 1
    assert [line.replace("c.md", "posts/c.md", 1) for line in capsys.readouterr().out.splitlines()[:-2]][-2:] == whole


def test_a_conf_above_the_repository_and_one_of_another_program_are_not_run(site, capsys):
    write(site, {"posts/conf.py": "raise SystemExit(7)\n"})
    assert main(["check", "posts/c.md"]) == 1
    assert not capsys.readouterr().err
    (site / "posts/.git").mkdir()
    main(["check", "posts/c.md"])
    assert "no conf.py was found" in capsys.readouterr().err


def test_a_plain_link_in_a_box_or_a_catalogue_is_no_fault_because_it_gets_an_id(site, capsys):
    plain = "https://www.amazon.co.jp/dp/B0ABCDEFGH"
    write(site, {
        "a.md": f":::{{product-box}} Mat\n:search: mat\n:amazon: {plain}\n:::\n\n[it]({plain})\n\n:amazon: {plain}\n",
        "b.rst": f".. product-box:: Mat\n   :amazon: {plain}\n\n.. note::\n   :amazon: {plain}\n",
        "posts/c.md": f"```{{product-box}} Mat\n---\nsearch: mat\namazon: {plain}\nurl: {plain}\n---\n```\n",
        "products.toml": f'[mat]\nname = "Mat"\nurl = "{plain}"\nlinks.amazon = "{plain}"\n',
    })  # fmt: skip
    assert main(["check"]) == 1
    places = [":".join(line.split(":")[:2]) for line in capsys.readouterr().out.splitlines()[:-1]]
    assert places == ["a.md:6", "a.md:8", "b.rst:5", "products.toml:3", "posts/c.md:5"]
    (site / "conf.py").write_text(f"{CONF}aiarticle_add_ids = True\n", encoding="utf-8")
    assert main(["check"]) == 0


def test_a_strangers_id_is_known_where_ones_own_links_go_through_a_network(site, capsys):
    network = '{"preset": "amazon.co.jp", "network": "moshimo", "a_id": "1", "p_id": "2", "pc_id": "3", "pl_id": "4"}'
    (site / "conf.py").write_text(f'aiarticle_stores = {{"amazon": {network}}}\n', encoding="utf-8")
    (site / "a.md").write_text(f"[it]({FOREIGN})\n", encoding="utf-8")
    assert main(["check", "a.md"]) == 1
    assert (
        "the tag 'other-22' is none of aiarticle_stores, where Amazon is paid in another way" in capsys.readouterr().out
    )


def test_annotations_are_written_as_github_reads_them(site, capsys):
    write(site, {"x, y.md": f"[it]({HTTP}) [that](https://go.lamps.test/?aff_id=7)\n"})
    assert main(["check", "--format", "github", "x, y.md", "b.rst"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(
        f"::warning file=x%2C y.md,line=1,col=6,endColumn={6 + len(HTTP)},title=insecure::the link"
    )
    assert out[1].startswith("::notice file=x%2C y.md,line=1,")
    assert "title=unknown-network::'aff_id=7' looks" in out[1]
    assert out[2].startswith("::warning file=b.rst,line=5,col=13,")
    assert len(out) == 3


def test_paths_for_code_hosts_begin_at_the_root_of_the_repository(site, capsys, monkeypatch, tmp_path):
    (tmp_path / "else.md").write_text(f"[it]({FOREIGN})\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_WORKSPACE", f"{tmp_path}/")
    arguments = ("a.md", "../else.md", "--conf", ".")
    found = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif(capsys, *arguments)["runs"][0]["results"]
    }
    assert found == {"site/a.md", "else.md"}
    main(["check", "--format", "github", *arguments])
    assert {line.split(",")[0].partition("file=")[2] for line in capsys.readouterr().out.splitlines()} == found
    main(["check", *arguments])
    assert "\na.md:" in f"\n{capsys.readouterr().out}"  # people read where they are
    monkeypatch.setenv("GITHUB_WORKSPACE", f"{tmp_path}/other")
    assert sarif(capsys, "a.md", "--conf", ".")["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ] == {"uri": "a.md", "uriBaseId": "%SRCROOT%"}


def test_a_link_to_a_file_is_not_written_through(site, tmp_path, capsys):
    outside = tmp_path / "outside.md"
    outside.write_text(f"[a]({DEAD})\n", encoding="utf-8")
    (site / "linked.md").symlink_to(outside)
    main(["check", "--fix", "linked.md"])
    assert DEAD in outside.read_text(encoding="utf-8")
    assert (site / "linked.md").is_symlink()
    assert "'linked.md' is a symbolic link and was not changed" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_passed_over(site, capsys):
    os.mkfifo(site / "pipe.md")
    assert main(["check", "."]) == 1
    assert "4 files" in capsys.readouterr().out
