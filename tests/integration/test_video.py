"""Videos: what the page shows of one is what the data say, and what data need is asked for."""

from __future__ import annotations

import pytest
from conftest import png

from sphinx_aiarticle.model.video import read_seconds

OPTIONS = {
    "url": "https://youtu.be/abcdefghijk",
    "image": "p.png",
    "date": "2026-02-01T09:00:00+09:00",
    "duration": "1:02:03",
}


def page(**options):
    lines = "".join(f":{key}: {value}\n" for key, value in {**OPTIONS, **options}.items() if value)
    return (
        f"---\ndate: 2026-03-01\nauthor: Mina\n---\n# Kiln\n\n:::{{video}} Firing & *ash*\n{lines}\nHow it runs.\n:::\n"
    )


@pytest.fixture
def made(build):
    def make(**options):
        conf = {"html_baseurl": "https://kiln.example.org/"}
        return build({"index.md": page(**options), "p.png": png(64, 36)}, conf=conf)

    return make


def video_of(site):
    return site.node("index.html", "BlogPosting").get("video")


def test_the_data_say_what_the_page_shows(made):
    site = made()
    assert site.warnings == []
    (video,) = video_of(site)
    assert video.pop("@id").startswith("https://kiln.example.org/#video-")
    assert video == {
        "@type": "VideoObject",
        "name": "Firing & ash",
        "description": "How it runs.",
        "thumbnailUrl": "https://kiln.example.org/_images/p.png",
        "uploadDate": "2026-02-01T09:00:00+09:00",
        "duration": "PT1H2M3S",
        "url": OPTIONS["url"],
        "embedUrl": "https://www.youtube.com/embed/abcdefghijk",
    }
    html = (site.outdir / "index.html").read_text(encoding="utf-8")
    assert "youtu.be</a> · 1:02:03 · February 1, 2026" in html
    assert 'alt="Firing &amp; ash"' in html
    assert html.count(f'href="{OPTIONS["url"]}"') == 2
    assert "<iframe" not in html


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": ""}, "`:url:` is ''; write the web address"),
        ({"url": "javascript:alert(1)"}, "write the web address"),
        ({"image": ""}, "it has no picture"),
        ({"date": ""}, "`:date:` is ''; write when it was published"),
        ({"date": "in spring"}, "`:date:` is 'in spring'"),
        ({"date": "2999-01-01"}, "is in the future"),
    ],
    ids=str,
)
def test_what_data_need_is_asked_for_and_the_words_stay(made, options, words):
    site = made(**options)
    (warning,) = site.warnings
    assert "index.md:7: WARNING: the data leave out this video" in warning
    assert words in warning
    assert warning.endswith("[aiarticle.video]")
    assert video_of(site) is None
    html = (site.outdir / "index.html").read_text(encoding="utf-8")
    assert "How it runs." in html
    assert "javascript:" not in html


def test_a_length_that_cannot_be_read_is_left_out(made):
    site = made(duration="four minutes")
    (warning,) = site.warnings
    assert "'four minutes' and left out; write minutes and seconds such as 4:12" in warning
    assert "duration" not in video_of(site)[0]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("4:12", 252), ("1:02:03", 3723), ("PT4M12S", 252), ("90:00", 5400), ("PT", 0), ("4", 0), ("1:2:3", 0), ("", 0)],
)
def test_lengths_are_read_as_players_and_iso_8601_write_them(text, seconds):
    assert read_seconds(text) == seconds


def test_a_file_is_content(made):
    assert video_of(made(url="https://kiln.example.org/f.mp4"))[0]["contentUrl"] == "https://kiln.example.org/f.mp4"


@pytest.mark.parametrize("builder", ["text", "latex", "man"])
def test_other_builders_show_name_words_and_address(build, builder):
    site = build({"index.md": page(), "p.png": png(64, 36)}, builder=builder)
    text = "".join(path.read_text("utf-8", "replace") for path in site.outdir.iterdir() if path.is_file())
    assert "How it runs." in text
    assert "1:02:03" in text
