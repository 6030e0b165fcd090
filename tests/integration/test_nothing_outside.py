"""Names and addresses are checked as they will be used: nothing is published by accident, or written outside."""

from __future__ import annotations

import os
import shutil
from types import SimpleNamespace

import pytest
from conftest import png, run_build

from sphinx_aiarticle.clock import now
from sphinx_aiarticle.site import bundles

LONG = "長" * 120 + ".png"  # 364 bytes; file systems take 255
HEAD = "---\ntitle: T\ndate: 2026-02-01\n---\n\n"


def page(cover="", image="", body=""):
    lines = f"cover: {cover}\n" if cover else ""
    box = f':::{{product-box}} Pan\n:image: "{image}"\n\nFlat.\n:::\n' if image else ""
    return f"---\ntitle: T\ndate: 2026-02-01\n{lines}---\n\n{box}{body}\n"


def images_of(site):
    folder = site.outdir / "_images"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.md", page(cover=LONG)),
        ("own.md", page(image=LONG)),
        ("own.md", page(image="a/" * 3000 + "b.png")),
        ("posts/a.md", page(cover=LONG)),
        ("posts/a.md", page(body=f"![x](/{LONG})")),
        ("posts/a.md", page(body='{{< figure src="/' + LONG + '" >}}')),
        ("posts/a.md", page(body=f"![x]({'%2e%2e/' * 2000}b.png)")),
        ("posts/a.md", page(cover='"a\\0b.png"')),
        ("own.md", page(cover='"a\\0b.png"')),
        ("own.md", f"---\ntitle: T\ndate: 2026-02-01\nslug: {LONG}\naliases: [/{LONG}/, /a\\0/]\n---\nx\n"),
        ("posts/a.md", f"---\ntitle: {LONG * 9}\ndate: 2026-02-01\nslug: {LONG}\n---\nx\n"),
    ],
)
def test_a_name_that_no_file_can_have_costs_one_picture_and_no_build(build, name, text):
    conf = {"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_permalinks": {"posts": "/:title/:slug/"}}
    site = build({"index.md": "# Home\n", name: text}, conf=conf)
    assert site.outdir.joinpath(name).with_suffix(".html").exists()
    assert "[aiarticle.internal]" not in "".join(site.warnings)


def test_a_logo_with_a_name_that_no_file_can_have_is_not_found(build):
    site = build({"index.md": HEAD}, conf={"aiarticle_publisher": {"name": "P", "logo": LONG}})
    assert len(site.warnings) == 1


@pytest.mark.parametrize(
    "blank", [" ", "\u00a0", "\u3000", "\u2003", "\u200b", "\ufeff"], ids=lambda blank: f"U+{ord(blank):04X}"
)
@pytest.mark.parametrize(
    "address", ["java{}script:alert(1)", "da{}ta:image/svg+xml,x", "/{}/evil.example/x.png", "C{}:/x.png"]
)
def test_blanks_hide_no_scheme(build, blank, address):
    url = address.format(blank)
    hugo = f'{{{{< figure src="/a.png" caption="c" link="{url}" >}}}}\n\n{{{{< figure src="{url}" >}}}}\n'
    files = {"index.md": page(cover=f'"{url}"', image=url), "posts/a.md": page(body=hugo), "a.png": png(2, 2)}
    site = build(files, conf={"aiarticle_hugo": ["posts/*"]})
    for name in ("index.html", "posts/a.html"):
        for tag in site.soup(name).select("div.body [href], div.body [src]"):
            bare = "".join(str(tag.get("href") or tag.get("src")).split())
            assert "evil" not in bare
            assert not bare.lower().startswith(("javascript", "java", "data", "da", "c"))


@pytest.mark.parametrize("name", ["/conf.py", "secrets.toml", "/posts/../conf.py", "/conf.py?x=.png"])
def test_only_pictures_are_published_as_pictures(build, name):
    files = {"conf.py": "KEY = 1\n", "secrets.toml": "key = 1\n", "index.md": page(cover=name, image=name)}
    files["posts/a.md"] = page(cover=name)
    site = build(files, conf={"aiarticle_hugo": ["posts/*"]})
    assert images_of(site) == []
    assert [line for line in site.warnings if line.startswith("index.md:")]


@pytest.mark.parametrize(
    "slug",
    [
        "../../out/x",
        "%2e%2e/%2e%2e/out/x",
        "..%2f..%2fout",
        "..\\\\..\\\\out",
        "C:/out",
        "a%00b",
        "/out/../../x",
        "nul",
        "LPT1.txt",
    ],
)
@pytest.mark.parametrize("pattern", ["/:slug/", "/a/:title/"])
def test_a_permalink_leads_to_no_place_outside(build, slug, pattern):
    text = f'---\ntitle: "{slug}"\ndate: 2026-02-01\nslug: "{slug}"\naliases: ["{slug}", "/{slug}/"]\n---\nx\n'
    conf = {"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_permalinks": {"posts": pattern}}
    site = build({"index.md": "# H\n", "posts/a.md": text, "posts/b/index.md": text, "posts/b/c.txt": "c"}, conf=conf)
    assert "[aiarticle.internal]" not in "".join(site.warnings)
    assert any(line.startswith("posts/") and "[aiarticle.url]" in line for line in site.warnings)
    top = build.srcdir.parent
    assert {path.name for path in top.iterdir()} == {"src", "out-html", "out-html-doctrees"}
    assert not (site.outdir.parent / "x").exists()


def test_the_name_of_a_document_leads_to_no_place_outside(build):
    name = "posts/%2e%2e/%2e%2e/%2e%2e/out/x"
    site = build({"index.md": "# H\n", f"{name}.md": HEAD, f"{name}2/index.md": HEAD, f"{name}2/c.txt": "c"},
                 conf={"aiarticle_hugo": ["posts/**"]})  # fmt: skip
    assert {path.name for path in build.srcdir.parent.iterdir()} == {"src", "out-html", "out-html-doctrees"}
    assert not (site.outdir / "out").exists()


BUNDLE = {
    "index.md": "# H\n",
    "posts/knots/index.md": HEAD + "Text.\n",
    "posts/knots/table.csv": "a,b\n" * 500,
    "posts/knots/notes.html": "<p>old notes</p>\n",
}
HUGO = {"aiarticle_hugo": ["posts/**"]}


@pytest.mark.parametrize("doctrees", ["kept", "lost"])
@pytest.mark.parametrize("size", [0, 700], ids=["empty", "truncated"])
def test_a_copy_that_is_not_whole_is_written_again(build, doctrees, size):
    site = build(BUNDLE, conf=HUGO)
    copy = site.outdir / "posts/knots/table.csv"
    copy.write_bytes(copy.read_bytes()[:size])
    if doctrees == "lost":
        shutil.rmtree(build.srcdir.parent / "out-html-doctrees")
    assert run_build(build.srcdir, conf=HUGO).text("posts/knots/table.csv") == BUNDLE["posts/knots/table.csv"]


def test_a_copy_that_is_stopped_leaves_the_old_file_and_no_other(build, monkeypatch):
    site = build(BUNDLE, conf=HUGO)

    def stopped(source, target):
        target.write_bytes(source.read_bytes()[:3])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", stopped)
        site = build({"posts/knots/table.csv": "new,er\n" * 500}, conf=HUGO)
    assert site.text("posts/knots/table.csv") == BUNDLE["posts/knots/table.csv"]
    assert any("No space left" in line for line in site.warnings)
    assert not [name for name in site.files() if ".aiarticle-" in name]
    assert run_build(build.srcdir, conf=HUGO).text("posts/knots/table.csv") == "new,er\n" * 500


def test_a_file_of_a_bundle_that_becomes_a_page_is_the_page(build):
    build(BUNDLE, conf=HUGO)
    (build.srcdir / "posts/knots/notes.html").unlink()
    site = build({"posts/knots/notes.md": HEAD.replace("T\n", "New notes\n", 1)}, conf=HUGO)
    assert site.soup("posts/knots/notes.html").h1.get_text().startswith("New notes")


def test_a_folder_that_cannot_be_read_costs_its_files_only(build, monkeypatch):
    real = os.scandir

    def refused(path):
        if str(path).endswith("knots"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(bundles, "os", SimpleNamespace(scandir=refused, path=os.path))
        site = build(BUNDLE | {"posts/tea/index.md": HEAD, "posts/tea/a.txt": "a"}, conf=HUGO)
    assert site.text("posts/tea/a.txt") == "a"
    assert any("Permission denied" in line for line in site.warnings)


@pytest.mark.parametrize("epoch", ["9" * 30, "9" * 5000, "253402300800", "-1", "²", "soon", " 5"])
def test_an_absurd_epoch_is_no_time(build, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert 2020 < now().year < 3000
