"""Names, values and texts that want to break something."""

from __future__ import annotations

import ast
import io
import os
from datetime import date

import pytest
import yaml
from hugo_sites import FILES, TEA, build_project, make_site, moved_pages, run
from hypothesis import given
from hypothesis import strategies as st

from sphinx_aiarticle.cli.terminal import Terminal
from sphinx_aiarticle.migrate.front_matter import yaml_lines

VALUES = [
    "plain", "日本語の題", "a: b", "a #b", "# a", "- a", "yes", "No", "null", "~", "", " ", "  padded ", "1",
    "1.5", "0x1F", "1e3", "12:30:00", "2026-01-01", "2026-02-30", "2026-01-01T00:00:00+09:00", "'", '"',
    "\\", "\\n", "a\nb", "\t", "\x00", "\x85", "\u2028", "\ufeff", "😀", "👨‍👩‍👧", "é", "*a", "&a", "!a",
    "%a", "@a", "`a`", "{a", "[a", "a]", "a,b", "? a", ": a", "a:", "---", "...", "<<", "=", "|", ">",
    "on", "y", ".inf", ".nan", "+1", "/path", "key: [x, y", "\ud800",
]  # fmt: skip


def safe(text: str) -> str:
    return text.replace("\ud800", "\ufffd")


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
def test_every_text_comes_back_from_yaml_as_it_was(loader):
    for value in VALUES:
        data = {"text": value, "list": [value, value], "map": {"inner": value}}
        back = yaml.load("\n".join(yaml_lines(data)), loader)
        if value[:4] == "2026" and value != "2026-02-30":
            assert str(back["text"])[:10] == value[:10]  # dates are written bare on purpose
            continue
        assert back == {"text": safe(value), "list": [safe(value)] * 2, "map": {"inner": safe(value)}}, value


def test_other_values_and_hostile_keys_come_back_too():
    data = {
        "yes": 1, "a b": True, "": None, "x: y": 1.5, "deep": {"list": [{"a": [1, None]}, []], "empty": {}, "none": []},
        "<<": "merge",
    }  # fmt: skip
    assert yaml.safe_load("\n".join(yaml_lines(data))) == data


_PLAIN = st.text(
    alphabet=[*"ab/:# -'\"\\,[]{}&*!|>%@~=\t\n.yn01", "é", "湯", "\u3000", "\x85", "\u2028", "\ufeff", "\ud800"]
)
_KEYS = st.one_of(_PLAIN, st.sampled_from(["title", "k" * 2000, "yes", "2026-03-01"]))
_VALUES = st.recursive(
    st.one_of(
        _PLAIN, st.sampled_from(["2026-03-01", "no", "null"]), st.booleans(), st.none(), st.integers(), st.dates()
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=6,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
def test_whatever_is_written_comes_back_from_yaml(data):
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load("\n".join(yaml_lines(data)), loader) == (_as_read(data) or None)


def _as_read(value):
    if isinstance(value, dict):
        return {_as_read(key): _as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_read(inner) for inner in value]
    if value == "2026-03-01":  # dates are written bare on purpose
        return date(2026, 3, 1)
    return safe(value) if isinstance(value, str) else value


def test_settings_cannot_break_out_of_conf_py(tmp_path):
    evil = '"\\nimport os\\n\\"\\"\\"#{x}'
    files = FILES | {
        "hugo.toml": f'baseURL = "https://x.example/"\ntitle = "{evil[1:]}"\n[params]\ndescription = "{evil[1:]}"\n'
        f'author = "{evil[1:]}"\n',
        "content/posts/evil.md": TEA.replace("author: Aoi", 'author: "a\\nb\\"]\\n"\nodd"key: 1\ndraft: true'),
    }
    run(make_site(tmp_path, files), tmp_path / "docs")
    module = ast.parse((tmp_path / "docs/conf.py").read_text(encoding="utf-8"))
    assert all(isinstance(node, ast.Assign | ast.Expr) for node in module.body)


@pytest.mark.parametrize("name", ["a b", "日本語", "a#b", "a%20b", "a'b", '"q"', "-x", "a(b)", "a*b", "[x]", "é"])
def test_odd_file_names_become_pages_that_build(tmp_path, name):
    root = make_site(tmp_path, FILES | {f"content/posts/{name}.md": TEA.replace("Tea", "Odd")})
    with (root / "content/posts/tea.md").open("a", encoding="utf-8") as file:
        file.write(f"\n[to it](</posts/{name}/>)\n")
    assert run(root, tmp_path / "docs")[0] == 0
    site = build_project(tmp_path / "docs")
    assert site.warnings == []
    assert (site.outdir / moved_pages(root)[f"posts/{name}"] / "index.html").is_file()


@pytest.mark.parametrize(("name", "page"), [("a\nb.md", "a-b"), ("a\x1b[31m.md", "a31m")])
def test_names_with_control_characters_move_to_the_address_that_hugo_gives_them(tmp_path, name, page):
    root = make_site(tmp_path)
    (root / "content/posts" / name).write_text(TEA)
    status, said = run(root, tmp_path / "docs")
    assert (status, "\x1b" in said) == (0, False)
    assert (tmp_path / "docs/posts" / f"{page}.md").is_file()


@pytest.mark.parametrize("name", ["a\\b.md", " a.md"])
def test_names_that_no_address_can_hold_are_refused(tmp_path, name):
    root = make_site(tmp_path)
    (root / "content/posts" / name).write_text(TEA)
    status, said = run(root, tmp_path / "docs")
    assert status == 1
    assert ": file name: " in said
    assert "\x1b" not in said


def test_a_name_that_is_no_unicode_is_refused(tmp_path):
    root = make_site(tmp_path)
    with open(os.fsencode(root / "content/posts") + b"/\xff.md", "w") as file:  # noqa: PTH123 - bytes
        file.write(TEA)
    assert run(root, tmp_path / "docs")[0] == 1


def test_a_page_that_is_no_utf8_is_reported_and_the_rest_moves(tmp_path):
    root = make_site(tmp_path, FILES | {"content/posts/sjis.md": "題".encode("shift_jis")})
    status, said = run(root, tmp_path / "docs")
    assert status == 1
    assert "content/posts/sjis.md: unreadable file" in said
    assert (tmp_path / "docs/posts/tea.md").is_file()


def test_of_two_files_of_the_main_language_for_one_page_the_one_that_names_it_is_shown(tmp_path):
    settings = FILES["hugo.toml"] + "[languages.ru]\nweight = 1\n[languages.uk]\nweight = 2\n"
    files = FILES | {
        "hugo.toml": f'defaultContentLanguage = "ru"\n{settings}',
        "content/posts/tea.ru.md": f"{TEA}\nRussian.\n",
        "content/posts/tea.uk.md": TEA,
    }
    status, said = run(make_site(tmp_path, files), tmp_path / "docs")
    assert status == 1
    assert "content/posts/tea.md: same page" in said
    assert "Russian" in (tmp_path / "docs/posts/tea.md").read_text(encoding="utf-8")


def test_addresses_that_are_none_stay_as_they_are(tmp_path):
    links = "[a](http://[b) [c](//[d) ![e](http://[f) [g]\n\n[g]: http://[h\n"
    root = make_site(tmp_path, FILES | {"content/posts/odd.md": f"{TEA.replace('Tea', 'Odd')}\n{links}"})
    said = run(root, tmp_path / "docs")[1]
    assert "internal" not in said
    written = (tmp_path / "docs/posts/odd.md").read_text(encoding="utf-8")
    assert all(target in written for target in ("(http://[b)", "//[d)", "(http://[f)", ": http://[h"))


def test_two_files_for_one_page_are_reported(tmp_path):
    files = FILES | {
        "content/posts/tea.markdown": TEA,
        "content/static/x.md": TEA,
        "content/old.adoc": "= Old",
        "content/o.html": "<!DOCTYPE html>\n<p>",
    }
    status, said = run(make_site(tmp_path, files), tmp_path / "docs")
    assert status == 1
    assert "content/posts/tea.markdown: same page" in said
    assert "content/static/x.md: reserved name" in said
    assert "content/old.adoc: other format" in said
    assert (tmp_path / "docs/static/o.html").is_file()


def test_folders_outside_of_the_site_count_as_not_given(tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("x")
    toml = 'contentDir = "../secret"\nstaticDir = ["../secret", "/etc"]\nassetDir = "a/../../secret"\n'
    run(make_site(tmp_path, FILES | {"hugo.toml": toml}), tmp_path / "docs")
    assert not list((tmp_path / "docs").rglob("key.txt"))


def test_broken_settings_are_reported(tmp_path):
    status, said = run(make_site(tmp_path, FILES | {"hugo.toml": "title = "}), tmp_path / "docs")
    assert status == 1
    assert "hugo.toml: site settings: This file cannot be read" in said


def test_a_link_that_looks_like_a_page_in_code_stays(tmp_path):
    text = (
        TEA + "\n    [x](/posts/tea/)\n\n`` ` [x](/posts/tea/)``\n\n\\[x](/posts/tea/)\n\n```\n[x](/posts/tea/)\n```\n"
    )
    run(make_site(tmp_path, FILES | {"content/posts/code.md": text}), tmp_path / "docs")
    assert (tmp_path / "docs/posts/code.md").read_text().count("](/posts/tea/)") == 4


def test_many_brackets_cost_little(tmp_path):
    text = TEA + "\n" + "[a" * 9000 + "\n\n" + "![](" * 4000 + "\n\n" + "`" * 3001 + "[x](/posts/tea/)\n"
    run(make_site(tmp_path, FILES | {"content/posts/deep.md": text}), tmp_path / "docs")
    assert (tmp_path / "docs/posts/deep.md").is_file()


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only():
    for stream, expected in ((Tty(), True), (io.StringIO(), False)):
        assert list(Terminal(io.StringIO(), stream).track("Reading", [1, 2, 3])) == [1, 2, 3]
        assert ("Reading" in stream.getvalue()) is expected
        assert ("0%" in stream.getvalue()) is expected
