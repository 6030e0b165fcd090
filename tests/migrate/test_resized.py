"""The pictures in the place of copies that Hugo makes of them."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import pytest

from sphinx_aiarticle.migrate.evaluator import with_originals

HASH = "0123456789abcdef"


@pytest.fixture
def folders(tmp_path):
    """The output of Hugo, and the assets of a site."""
    out, assets = tmp_path / "work/out", tmp_path / "work/site/assets"
    for folder in (out, assets):
        folder.mkdir(parents=True)
    (assets / "pic.png").write_bytes(b"PNG")
    return out, assets


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_an_original_that_is_not_published_is_copied_to_the_output(folders, tmp_path):
    html = f'<img src="/pic_hu_{HASH}.webp">'
    assert with_originals(html, "/a/", folders) == '<img src="/pic.png">'
    assert files(tmp_path) == ["work/out/pic.png", "work/site/assets/pic.png"]


@pytest.mark.parametrize("above", ["../../site/assets/", "/../../site/assets/", "%2e%2e/%2e%2e/site/assets/"])
def test_addresses_above_the_output_write_nothing_there(folders, tmp_path, above):
    with_originals(f'<img src="{above}pic_hu_{HASH}.png">', "/a/", folders)
    assert {name for name in files(tmp_path) if not name.startswith("work/out/")} == {"work/site/assets/pic.png"}


def test_an_original_that_cannot_be_copied_costs_nothing_else(folders):
    out, assets = folders
    (assets / "a").mkdir()
    (assets / "a/cup.png").write_bytes(b"PNG")
    (out / "a").write_text("a file where a folder is needed")
    html = f'<img src="/a/cup_hu_{HASH}.png">'
    assert with_originals(html, "/", folders) == html


def test_a_picture_that_a_script_would_load_is_shown_at_once(folders):
    html = f'<img class="lazy" src="/wait.svg" data-src="/pic_hu_{HASH}.webp">'
    assert with_originals(html, "/a/", folders) == '<img src="/pic.png">'


@pytest.mark.parametrize("name", ["Cup, red & {}", "it's ({})"])
def test_marks_in_the_name_of_a_picture_are_a_part_of_it(folders, name):
    copies = [name.format(number) for number in (1, 2)]
    for copy in copies:
        (folders[0] / f"{copy}.png").write_bytes(b"PNG")
    addresses = [escape(quote(copy, safe=",&")) for copy in copies]
    html = "".join(
        f'<img src="/{one}_hu_{HASH}.png" data-set="/{one}_hu_{HASH}.png 1x, /{one}.png 2x">' for one in addresses
    )
    assert with_originals(html, "/a/", folders) == html.replace(f"_hu_{HASH}", "")
