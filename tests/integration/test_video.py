"""Videos: what the page shows of one is what the data say, and what data need is asked for."""

from __future__ import annotations

import re

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
    (picture,) = re.findall(r"<img [^>]*>", html)
    assert 'alt="Firing &amp; ash"' in picture
    size = re.findall(r'(?:height|width)="\d+"', picture)
    assert size == ['height="36"', 'width="64"'], "its place is kept while it loads"
    assert html.count(f'href="{OPTIONS["url"]}"') == 2
    assert "<iframe" not in html


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": ""}, "`:url:` is missing; write the web address"),
        ({"url": "javascript:alert(1)"}, "write the web address"),
        ({"image": ""}, "it has no picture"),
        ({"date": ""}, "`:date:` is missing; write when it was published"),
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


@pytest.mark.parametrize("url", ["", OPTIONS["url"]])
@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_a_video_without_a_name_is_its_words_and_address(build, builder, url):
    text = page(url=url, name="kiln").replace(" Firing & *ash*", "") + "\n{ref}`Kiln <kiln>`\n"
    site = build({"index.md": text, "p.png": png(64, 36)}, builder=builder)
    (warning,) = site.warnings
    assert "index.md:7: WARNING: the data leave out this video: it has no name, so" in warning
    name = {"html": "index.html", "latex": "exampleblog.tex", "text": "index.txt"}[builder]
    assert "How it runs." in site.text(name)
    assert (OPTIONS["url"] in site.text(name)) == bool(url)
    assert not any(mark in site.text(name) for mark in ("<figure", "figcaption", "\\caption"))


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


def test_a_day_after_the_host_keeps_its_order_from_right_to_left(build):
    page_ = page().replace("author:", "lang: ar\nauthor:")
    html = build({"index.md": page_, "p.png": png(64, 36)}).text("index.html")
    assert "youtu.be</a> \u200f· 1:02:03 \u200f· 1 فبراير 2026" in html.replace("\u200f2026", "2026")


def test_a_file_is_content(made):
    assert video_of(made(url="https://kiln.example.org/f.mp4"))[0]["contentUrl"] == "https://kiln.example.org/f.mp4"


@pytest.mark.parametrize("is_directive", [True, False])
@pytest.mark.parametrize("builder", ["text", "latex", "man"])
def test_other_builders_show_name_words_and_address(build, builder, is_directive):
    text = page() if is_directive else front_matter(description="How it runs.", duration="1:02:03")
    site = build({"index.md": text, "p.png": png(64, 36)}, builder=builder)
    text = "".join(path.read_text("utf-8", "replace") for path in site.outdir.iterdir() if path.is_file())
    assert "How it runs." in text
    assert "1:02:03" in text


WRITTEN = {
    "name": "Firing & *ash*",
    "url": OPTIONS["url"],
    "image": "p.png",
    "date": "2026-02-01",
    "duration": "4:12",
    "description": "How it 'runs'.",
}


def front_matter(more="", **fields):
    rows = "".join(f"  {key}: {value}\n" for key, value in {**WRITTEN, **fields}.items() if value)
    return f"---\ntitle: Kiln\ndate: 2026-03-01\nauthor: Mina\nvideo:\n{rows}{more}---\n\nBefore firing.\n"


@pytest.fixture
def written(build):
    def make(text):
        return build({"index.md": text, "p.png": png(64, 36)}, conf={"html_baseurl": "https://kiln.example.org/"})

    return make


def test_a_video_of_the_front_matter_is_shown_below_the_header_and_said(written):
    site = written(front_matter(more="tutorial: {time: 10 min}\n", name='"Firing & *ash*"'))
    assert site.warnings == []
    (video,) = video_of(site)
    assert video.pop("@id").startswith("https://kiln.example.org/#video-")
    assert video == {
        "@type": "VideoObject",
        "name": "Firing & *ash*",
        "description": "How it 'runs'.",
        "thumbnailUrl": "https://kiln.example.org/_images/p.png",
        "uploadDate": "2026-02-01T00:00:00+00:00",
        "duration": "PT4M12S",
        "url": OPTIONS["url"],
        "embedUrl": "https://www.youtube.com/embed/abcdefghijk",
    }
    html = (site.outdir / "index.html").read_text(encoding="utf-8")
    places = [html.index(mark) for mark in ("aiarticle-header", "aiarticle-tutorial", "<figure", "Before")]
    assert places == sorted(places)
    assert "How it 'runs'." in html
    assert "youtu.be</a> · 4:12 · February 1, 2026" in html


def test_a_page_with_the_type_of_an_article_says_its_video_once(build):
    text = (
        front_matter()
        .replace("date: 2026-03-01\n", "", 1)
        .replace("author: Mina\n", "aiarticle: {type: TechArticle}\n")
    )
    conf = {"html_baseurl": "https://kiln.example.org/"}
    site = build({"index.md": text, "p.png": png(64, 36)}, conf=conf)
    says = [node["@type"] for node in site.graph("index.html") if "video" in node]
    assert says == [["TechArticle", "Article"]]


def test_both_syntaxes_of_front_matter_have_a_video(build):
    rows = "".join(f"   :{key}: {value}\n" for key, value in WRITTEN.items())
    files = {
        "index.rst": f":date: 2026-03-01\n:author: Mina\n:video:\n{rows}\nKiln\n====\n\nText.\n",
        "p.png": png(64, 36),
    }
    site = build(files, conf={"html_baseurl": "https://kiln.example.org/"})
    assert site.warnings == []
    assert video_of(site)[0]["duration"] == "PT4M12S"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": ""}, "the data leave out this video: 'video.url' is missing; write the web address"),
        ({"image": ""}, "the data leave out this video: it has no picture; give one of the project with 'video.image'"),
        ({"date": "in spring"}, "the data leave out this video: 'video.date' is 'in spring'"),
        ({"date": "2999-01-01"}, "'video.date' '2999-01-01' is in the future"),
        ({"duration": "long"}, "'video.duration' is 'long' and left out"),
    ],
    ids=str,
)
def test_what_data_need_of_a_video_in_the_front_matter_is_asked_for(written, fields, words):
    site = written(front_matter(**fields))
    (warning,) = site.warnings
    assert "index.md:5: WARNING: " in warning
    assert words in warning
    assert (video_of(site) is None) is ("duration" not in fields)
    assert "How it 'runs'." in (site.outdir / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("video: https://youtu.be/abcdefghijk\n", "'video' must be a mapping, not 'https://youtu.be/abcdefghijk'"),
        ("video: {url: 'https://youtu.be/abcdefghijk'}\n", "'video' has no 'name' and is left out"),
        ("video: {name: Kiln, imgae: p.png}\n", "did you mean 'image'?"),
    ],
)
def test_a_video_that_cannot_be_shown_is_refused(written, text, words):
    site = written(f"---\ntitle: Kiln\ndate: 2026-03-01\nauthor: Mina\n{text}---\n\nText.\n")
    found = next(warning for warning in site.warnings if words in warning)
    assert "index.md:5: WARNING: " in found
    assert video_of(site) is None


def test_the_video_key_of_another_tool_is_let_alone(build):
    text = "video: https://youtu.be/abcdefghijk\n---\n\nText.\n"
    files = {"index.md": f"---\ntitle: A\n{text}", "post.md": f"---\norphan: 1\ntitle: B\ndate: 2026-03-01\n{text}"}
    assert build(files, conf={"aiarticle_other_keys": ["video"]}).warnings == []
    assert [line.partition(":")[0] for line in build(files).warnings] == ["post.md"]


def test_names_are_messages_at_their_line(build):
    site = build({"index.md": front_matter(), "p.png": png(64, 36)}, builder="gettext")
    lines = (site.outdir / "index.pot").read_text(encoding="utf-8").splitlines()
    end = lines.index('msgid "Firing & *ash*"')
    before, place = lines[end - 2 : end]
    assert (before, place.rpartition("/")[2]) == ("", "index.md:5")  # and nothing of the picture at no line


def test_a_page_of_a_video_that_earns_is_a_paid_link(build):
    shop = "https://www.amazon.co.jp/dp/B000000000?tag=example-22"
    text = front_matter().replace("https://youtu.be/abcdefghijk", shop)
    conf = {"aiarticle_link_rel": ["nofollow"], "aiarticle_disclosure": False}
    links = build({"index.md": text, "p.png": png(64, 36)}, conf=conf).soup("index.html").select(f'a[href="{shop}"]')
    assert [link["rel"] for link in links] == [["sponsored", "noopener", "nofollow"]] * 2


def test_templates_of_pages_know_the_videos_and_the_principles(build):
    shown = "{{ aiarticle.videos }} {{ aiarticle.publishing_principles }}"
    template = f'{{% extends "!page.html" %}}{{% block body %}}{shown}{{% endblock %}}'
    conf = {
        "html_baseurl": "https://kiln.example.org/",
        "templates_path": ["_templates"],
        "aiarticle_publisher": {"name": "Kiln", "publishing_principles": "https://kiln.example.org/rules"},
    }
    site = build({"index.md": front_matter(), "p.png": png(64, 36), "_templates/page.html": template}, conf=conf)
    html = (site.outdir / "index.html").read_text(encoding="utf-8")
    assert "'url': 'https://youtu.be/abcdefghijk', 'thumbnail': 'https://kiln.example.org/_images/p.png'" in html
    assert "'date': '2026-02-01T00:00:00+00:00', 'duration': 'PT4M12S'}] https://kiln.example.org/rules" in html


def test_a_builder_that_knows_no_captions_has_its_words(build):
    pytest.importorskip("sphinx_markdown_builder")
    conf = {"extensions": ["sphinx_aiarticle", "sphinx_markdown_builder"]}
    site = build({"index.md": page(), "p.png": png(64, 36)}, builder="markdown", conf=conf)
    assert site.warnings == []
    text = (site.outdir / "index.md").read_text(encoding="utf-8")
    assert (
        "[![Firing & ash](p.png)](https://youtu.be/abcdefghijk)\n\n**Firing & ***ash*\n\nHow it runs."
        in text.replace("**Firing & *ash***", "**Firing & ***ash*")
    )


def test_the_look_of_a_video_does_not_depend_on_the_theme(made, build):
    site = made()
    assert site.soup("index.html").select_one("figure.aiarticle.aiarticle-video > a > img")
    assert "aiarticle-video.css" in site.text("index.html")
    assert "aiarticle-video.css" not in build({"index.md": "# T\n\n:::{summary-box}\n- A.\n:::\n"}).text("index.html")
