"""Sites whose pages, pictures and templates are in folders that ``module.mounts`` names."""

from __future__ import annotations

import tomllib

import pytest
from conftest import png
from hugo_sites import run, tree
from real_hugo import make_hugo_site, needs_hugo, page

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.migrate.hugo_settings import Mount, read_mounts

HEAD = 'baseURL = "https://mats.example.org/"\ntitle = "Mats"\n'


def mounts(*entries):
    rows = [[f"{key.replace('_', '')} = {value!r}" for key, value in entry.items()] for entry in entries]
    return HEAD + "".join("[[module.mounts]]\n" + "\n".join(row) + "\n" for row in rows)


def moved(tmp_path, settings, files):
    _, shown = run(make_hugo_site(tmp_path, files, settings), tmp_path / "docs")
    return set(tree(tmp_path / "docs")), shown


# As Hugo 0.168 has it.
@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("**/README.md", ["a/README.md", "a/b/README.md", "a/readme.md"], ["README.md"]),
        ("*.md", ["x.md"], ["a/x.md", "x.html"]),
        ("/a/**", ["a/x.md", "a/b/x.md"], ["x.md", "b/a/x.md"]),
        ("x.{md,html}", ["x.md", "x.html"], ["x.org"]),
        ("a?.md", ["ab.md"], ["a.md", "a/.md"]),
        ("a.b", ["a.b"], ["axb"]),
    ],
)
def test_patterns_count_from_the_mounted_folder(pattern, inside, outside):
    mount = Mount(source="a", target="content", include=(pattern,))
    assert [name for name in [*inside, *outside] if mount.holds(name)] == inside
    mount = Mount(source="a", target="content", exclude=(pattern,))
    assert [name for name in [*inside, *outside] if mount.holds(name)] == outside


def test_what_lies_outside_the_site_is_not_mounted():
    outside = [("/etc", "content"), ("../up", "content"), ("a/../../up", "content"), ("a", "content/../../x")]
    entries = [{"source": source, "target": target} for source, target in [*outside, (1, 2), ("a/", "content/b/")]]
    found = read_mounts({"module": {"mounts": [*entries, "odd", {"target": "content"}]}})
    assert [(mount.source, mount.target) for mount in found] == [("1", "2"), ("a", "content/b")]


def test_pages_outside_the_site_are_told(tmp_path):
    settings = mounts({"source": "../up", "target": "content/up"}, {"source": "../look", "target": "layouts"})
    _, shown = moved(tmp_path, settings, {"content/a.md": page("Text.")})
    assert "'../up' is mounted as 'content/up' and not read" in shown
    assert "look" not in shown


def test_mounted_folders_take_the_place_of_the_usual_ones(tmp_path):
    settings = mounts(
        {"source": "docs/pages", "target": "content"},
        {"source": "services", "target": "content/services", "excludeFiles": ["**/*.json", "**/README.md"]},
        {"source": "docs/files", "target": "static"},
        {"source": "services", "target": "static/services", "includeFiles": "**/*.json"},
        {"source": "pictures", "target": "assets/img"},
    )
    files, shown = moved(
        tmp_path,
        settings,
        {
            "content/posts/unused.md": page("No."),
            "static/unused.txt": "No.",
            "docs/pages/posts/a.md": page("![Mat](/mat.png) ![Map](img/map.png) [S](/services/tea/)"),
            "docs/files/mat.png": png(9, 9),
            "pictures/map.png": png(9, 9),
            "services/tea/_index.md": page("Tea."),
            "services/tea/README.md": page("No."),
            "services/tea/tea.json": "{}",
        },
    )
    assert {name for name in files if not name.startswith(".")} - {"index.md", "conf.py"} == {
        "posts/index.md", "services/index.md", "posts/a.md", "services/tea/index.md",
        "static/mat.png", "static/services/tea/tea.json", "assets/img/map.png",
    }  # fmt: skip
    text = (tmp_path / "docs/posts/a.md").read_text("utf-8")
    assert "![Mat](/static/mat.png)" in text
    assert "[S](/services/tea/index.md)" in text
    assert "docs/pages/posts/a.md" not in shown


def test_the_first_of_two_mounts_counts(tmp_path):
    settings = mounts({"source": "new", "target": "content/posts"}, {"source": "old", "target": "content/posts"})
    files = {"new/a.md": page("Soft."), "old/a.md": page("Hard."), "old/b.md": page("Warm.")}
    found, shown = moved(tmp_path, settings, files)
    assert {"posts/a.md", "posts/b.md"} <= found
    assert "Soft." in (tmp_path / "docs/posts/a.md").read_text("utf-8")
    assert "same page" not in shown


@pytest.mark.parametrize("said", [{"lang": "it"}, {"sites.matrix.languages": ["!de"]}])
@pytest.mark.parametrize("languages", ["", "[languages.en]\n"])
def test_what_is_mounted_for_no_language_stays(tmp_path, said, languages):
    settings = mounts({"source": "c", "target": "content", **said}) + languages
    files = {"c/posts/a.md": page("Soft."), "c/posts/b.en.md": page("Warm."), "content/posts/c.md": page("Hard.")}
    found, shown = moved(tmp_path, settings, files)
    assert not {"posts/a.md", "posts/b.md", "posts/c.md"} & found
    assert "'c' is mounted for no language of the site" in shown
    settings = mounts({"source": "c", "target": "content", "lang": "en"}) + languages
    assert [mount.language for mount in read_mounts(tomllib.loads(settings)) if mount.target == "content"] == ["en"]


@pytest.mark.parametrize("how", ["disableLanguages = ['FR']\n[languages.fr]\n", "[languages.fr]\ndisabled = true\n"])
def test_pages_of_a_disabled_language_stay(tmp_path, how):
    files = {f"content/posts/{name}.md": page("Soft.") for name in ("a", "a.fr", "b.fr", "b/index.fr", "c.en")}
    found, shown = moved(tmp_path, f"{HEAD}{how}[languages.en]\n", files)
    assert {name for name in found if name.startswith("posts/")} == {"posts/a.md", "posts/c.md", "posts/index.md"}
    assert not any(name.startswith("fr/") for name in found)
    assert "The language 'fr' is disabled" in shown


def of(*languages):
    return {"sites.matrix.languages": list(languages)}


@pytest.mark.parametrize(
    "shared",
    [
        [{"lang": "en"}, {"lang": "fr"}],
        [of("en"), of("fr")],
        [of("en", "fr")],
        [of("**", "! de")],
        [{"lang": "en", **of("fr")}],
    ],
)
def test_a_language_is_mounted_with_another_one_behind_it(tmp_path, shared):
    settings = mounts(
        {"source": "fr", "target": "content", "lang": "fr"},
        *({"source": "en", "target": "content", **languages} for languages in shared),
    )
    settings += "[languages.de]\nweight = 3\n"
    settings += "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
    files = {"en/posts/a.md": page("Soft."), "en/posts/b.md": page("Warm."), "fr/posts/a.md": page("Doux.")}
    moved(tmp_path, settings, files)
    texts = {name: (tmp_path / "docs" / name).read_text("utf-8") for name in ("posts/a.md", "fr/posts/a.md")}
    texts["fr/posts/b.md"] = (tmp_path / "docs/fr/posts/b.md").read_text("utf-8")
    assert [word in text for word, text in zip(("Soft.", "Doux.", "Warm."), texts.values(), strict=True)] == [True] * 3
    assert "lang: fr" in texts["fr/posts/b.md"]
    assert not (tmp_path / "docs/de/posts").exists()


@needs_hugo
def test_real_hugo_has_the_same_languages(tmp_path, capsys):
    settings = mounts(
        {"source": "fr", "target": "content", **of("fr")},
        {"source": "en", "target": "content", **of("en", "fr")},
        {"source": "plain", "target": "content/plain"},
        {"source": "all", "target": "content/all", **of("**")},
        {"source": "most", "target": "content/most", **of("*", "! fr")},
        {"source": "both", "target": "content/both", "lang": "de", **of("fr")},
    )
    settings += "".join(f"[languages.{key}]\nweight = {number}\n" for number, key in enumerate(("en", "fr", "de"), 1))
    files = {f"{folder}/a.md": page(f"Soft {folder}.") for folder in ("en", "fr", "plain", "all", "most", "both")}
    files |= {"en/b.md": page("Warm."), "fr/c.en.md": page("Cold.")}
    root = make_hugo_site(tmp_path, files, settings)
    assert main(["migrate", str(root), str(tmp_path / "docs"), "--verify", "--no-hugo"]) == 0
    assert "13 of 13" in capsys.readouterr().out


@needs_hugo
def test_real_hugo_has_the_same_pages(tmp_path, capsys):
    """One file at several places is a page at each; templates of shortcodes are mounted, too."""
    settings = mounts(
        {"source": "docs/pages", "target": "content"},
        {"source": "docs/pages/.common/mat.md", "target": "content/weave/mat.md"},
        {"source": "docs/pages/.common/mat.md", "target": "content/knot/mat.md"},
        {"source": "docs/design", "target": "layouts"},
    )
    root = make_hugo_site(
        tmp_path,
        {
            "docs/pages/.common/mat.md": page("A mat. {{< tint red >}} [Sibling](../loom/)", "Mat"),
            "docs/pages/weave/loom.md": page("A loom.", "Loom"),
            "docs/pages/knot/loom.md": page("Another loom.", "Loom"),
            "docs/design/shortcodes/tint.html": "<em>Tinted {{ .Get 0 }}.</em>",
        },
        settings,
    )
    assert main(["migrate", str(root), str(tmp_path / "docs"), "--verify"]) == 0
    assert "4 of 4" in capsys.readouterr().out
    for name in ("weave", "knot"):
        text = (tmp_path / f"docs/{name}/mat.md").read_text("utf-8")
        assert "<em>Tinted red.</em>" in text
        assert f"(/{name}/loom.md)" in text


@needs_hugo
def test_templates_may_be_mounted_where_they_are(tmp_path):
    settings = mounts({"source": "content", "target": "content"}, {"source": "layouts", "target": "layouts"})
    files = {"content/a.md": page("{{< mat >}}"), "layouts/shortcodes/mat.html": "<em>Felt</em>"}
    moved(tmp_path, settings, files)
    assert "*Felt*" in (tmp_path / "docs/a.md").read_text("utf-8")


@needs_hugo
def test_what_a_package_of_npm_brings_is_that_of_a_theme(tmp_path):
    parts = ("layouts", "data", "assets", "static")
    settings = mounts(
        *({"source": f"node_modules/look/{part}", "target": part} for part in parts),
        *({"source": part, "target": part} for part in (*parts, "content")),
    )
    files = {
        "node_modules/look/layouts/_shortcodes/mat.html": "<b>{{ site.Data.mats.soft }}</b>",
        "node_modules/look/data/mats.toml": 'soft = "Wool"',
        "node_modules/look/assets/own.png": png(9, 9),
        "node_modules/look/assets/other.png": png(9, 9),
        "node_modules/look/static/files/own manual.pdf": b"%PDF-1.4",
        "node_modules/look/static/v.mp4": b"0",
        "node_modules/look/static/index.js": "0",
        "content/posts/a.md": page(
            "A {{< mat >}} is. `index.js` ![Own](/own.png) [See](/files/own%20manual.pdf)\n\n"
            '<video src="/v.mp4?x=1"></video>'
        ),
    }
    found, _ = moved(tmp_path, settings, files)
    assert {name for name in found if name.startswith("static/")} == {"static/files/own manual.pdf", "static/v.mp4"}
    assert "A <b>Wool</b> is." in (tmp_path / "docs/posts/a.md").read_text("utf-8")
    assert {name for name in found if name.endswith(".png")} == {"assets/own.png"}
