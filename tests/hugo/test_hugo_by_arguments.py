"""A shortcode of a site's own that nobody can ask shows what its call says by itself."""

from __future__ import annotations

import re

import pytest

from sphinx_aiarticle.hugo.shortcodes.by_arguments import asin_of
from sphinx_aiarticle.hugo.shortcodes.by_name import shown_by
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.stores.registry import PRESETS

SHOP = "https://www.amazon.co.jp/dp/B000000001?tag=kettle-22"
RAKUTEN = "https://hb.afl.rakuten.co.jp/hgc/1/?pc=https%3A%2F%2Fitem.rakuten.co.jp%2Fa%2Fb"


def shown(*arguments, shortcode="thing", inner=None, **options):
    return shown_by(Call(name=shortcode, arguments=arguments, options=options, inner=inner))


def labelled(label, text):
    return f"~~~{{rubric}} {label}\n:class: aiarticle-label\n~~~\n\n{text}"


def block(*arguments, **others):
    rendering = shown(*arguments, **others)
    return rendering.block if rendering else None


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        ({"title": "Kettle", "url": SHOP}, []),
        ({"title": "Kettle & pot", "url": SHOP, "note": "Boils <b>fast</b>."}, ["Boils &lt;b&gt;fast&lt;/b&gt;."]),
        (
            {"name": "Kettle", "imageUrl": "/k.jpg", "amazon-url": SHOP, "rakuten_url": RAKUTEN, "price": "¥980"},
            ["¥980"],
        ),
        (
            {"product": "Kettle", "link": SHOP, "affiliate": "true", "reviews": "★4.4 of 5", "cta": "Get it"},
            ["★4.4 of 5"],
        ),
    ],
)
def test_a_name_and_a_link_to_a_shop_are_a_product_box(options, texts):
    found = shown(**options)
    assert found.html.count("<h4>") == 1
    assert re.findall(r"<p>([^<]*)</p>", found.html) == texts
    assert found.html.count("<a href=") == sum(value in (SHOP, RAKUTEN) for value in options.values())


def test_a_box_has_the_picture_that_a_call_names_in_its_own_way():
    found = shown(title="Kettle", mainURL=SHOP, mainIMG="https://img.example.org/k.jpg")
    assert found.html.startswith('<div><img src="https://img.example.org/k.jpg" alt=""><h4>Kettle</h4>')
    assert found.html.count("<a href=") == 1


@pytest.mark.parametrize("name", ["go", "button"])
@pytest.mark.parametrize("key", ["color", "background-color", "bg", "style"])
def test_a_colour_is_no_link(name, key):
    assert block(shortcode=name, **{key: "#fff", "text": "Read on"}) == "Read on"
    assert block(shortcode=name, **{key: "#fff", "text": "Read on", "url": "#fff"}) == "[Read on](<#fff>)"


def test_the_address_of_a_picture_is_no_link():
    found = block(title="Kettle", imageUrl="https://img.example.org/k.jpg", author="Tin & Co.")
    assert "![](" in found or "{figure} https://img.example.org/k.jpg" in found
    assert "](<https" not in found
    assert "Kettle" in found


def test_only_a_call_of_amazon_names_its_products_by_other_keys():
    found = {
        name: asin_of(Call(name=name, arguments=(), options={"itemId": "4000000012"})) for name in ("amazon", "rakuten")
    }
    assert found == {"amazon": "4000000012", "rakuten": ""}


@pytest.mark.parametrize(
    "options",
    [
        {"title": "Kettle"},
        {"title": "Kettle", "asin": "B000000001"},
        {"title": "Kettle", "url": "https://example.org/kettle", "image": "/k.jpg", "more": "https://example.org/x"},
        {"url": SHOP},
    ],
)
def test_what_does_not_say_which_product_is_sold_is_no_box(options):
    found = shown(**options)
    assert found is None or not found.html


@pytest.mark.parametrize(
    ("call", "markdown"),
    [
        ({"url": SHOP, "text": "Check *price*"}, f"[Check \\*price\\*](<{SHOP}>)"),
        ({"href": "/go/kettle", "text": "kettle"}, "[kettle](</go/kettle>)"),
        ({"url": "/contact/", "title": "What you earn", "button": "Ask us"}, "What you earn\n\n[Ask us](</contact/>)"),
        ({"href": "https://example.org/", "inner": "**Bold** words"}, "[**Bold** words](<https://example.org/>)"),
        ({"url": "javascript:alert(1)", "text": "Click"}, "Click"),
        ({"url": "https://example.org/a_b"}, "[https\\://example.org/a\\_b](<https://example.org/a_b>)"),
        ({"url": "/contact/"}, None),
        ({"url": "https://example.org/", "inner": "One.\n\nTwo."}, None),
    ],
)
def test_an_address_with_words_is_a_link(call, markdown):
    assert block(**call) == markdown


def test_arguments_without_a_name_count_too():
    assert block("First work", "https://example.org/a", "newtab") == "[First work](<https://example.org/a>)"


@pytest.mark.parametrize(
    ("call", "rows"),
    [
        ({"src": "./desk.png", "title": "The *desk*"}, ["~~~{figure} ./desk.png", "", "The \\*desk\\*", "~~~"]),
        ({"src": "https://example.org/a.jpg?x=1", "w": "600"}, ["~~~{image} https://example.org/a.jpg?x=1", "~~~"]),
        ({"path": "a.webp", "alt": "A desk"}, ["~~~{image} a.webp", ":alt: A desk", "~~~"]),
        (
            {"src": "a.png", "alt": "x", "holder": "LQIP", "title": "Desk", "figcaption": "Mine.", "by": "Ann *B*"},
            ["~~~{figure} a.png", ":alt: x", "", "Mine. Desk Ann \\*B\\*", "~~~"],
        ),
    ],
)
def test_a_file_of_a_picture_is_a_picture(call, rows):
    found = [row for row in block(**call).split("\n") if not row.startswith(":alt: The")]
    assert found == rows


@pytest.mark.parametrize("name", ["img", "Image", "picture"])
def test_a_call_that_is_named_after_pictures_needs_no_ending(name):
    found = block(shortcode=name, src="https://photos.example.org/XyZ_1=w600", caption="A desk")
    assert found.split("\n")[0] == "~~~{figure} https://photos.example.org/XyZ_1=w600"
    assert "figure" not in block(shortcode="clip", src="https://photos.example.org/XyZ_1=w600", caption="A desk")


@pytest.mark.parametrize("call", [{"src": "a.toml"}, {"file": "a.md"}])
def test_other_files_are_not(call):
    assert block(**call) is None


@pytest.mark.parametrize(
    ("call", "first"),
    [
        ({"shortcode": "alert"}, "~~~{warning}"),
        ({"shortcode": "callout", "type": "tip"}, "~~~{tip}"),
        ({"shortcode": "hint", "type": "info", "title": "Read me"}, "~~~{admonition} Read me"),
        ({"shortcode": "notice", "type": "made-up"}, "~~~{note}"),
        ({"shortcode": "danger"}, "~~~{danger}"),
    ],
)
def test_what_many_themes_call_a_note_is_one(call, first):
    found = shown(**call, inner="\nMind the *step*.\n")
    assert found.block.split("\n")[0] == first
    assert found.around[0].startswith(first)


@pytest.mark.parametrize(
    ("call", "inline"),
    [
        ({"shortcode": "kbd", "inner": "Ctrl"}, "<kbd>Ctrl</kbd>"),
        ({"shortcode": "sup", "arguments": ("1",)}, "<sup>1</sup>"),
        ({"shortcode": "u", "inner": "very **new**"}, "<u>very **new**</u>"),
        ({"shortcode": "mark", "text": "a <b> *c*"}, "<mark>a \\<b\\> \\*c\\*</mark>"),
        ({"shortcode": "ruby", "arguments": ("僕", "ぼく")}, "<ruby>僕<rt>ぼく</rt></ruby>"),
        ({"shortcode": "ruby", "rt": "ぼく", "rb": "僕"}, "<ruby>僕<rt>ぼく</rt></ruby>"),
        ({"shortcode": "ruby", "rt": "ぼく", "inner": "僕"}, "<ruby>僕<rt>ぼく</rt></ruby>"),
        ({"shortcode": "abbr", "arguments": ("CPU", 'a "*"')}, '<abbr title="a &quot;*&quot;">CPU</abbr>'),
        ({"shortcode": "abbr", "title": "Made up", "inner": "MU"}, '<abbr title="Made up">MU</abbr>'),
        ({"shortcode": "abbr", "arguments": ("MU",)}, "<abbr>MU</abbr>"),
    ],
)
def test_what_is_called_like_an_element_of_a_text_is_one(call, inline):
    arguments = call.pop("arguments", ())
    found = shown(*arguments, **call)
    assert (found.block, found.inline) == (inline, inline)


@pytest.mark.parametrize("call", [{"shortcode": "kbd"}, {"shortcode": "ruby", "inner": "僕"}])
def test_an_element_without_its_text_is_none(call):
    assert shown(**call) is None


@pytest.mark.parametrize(
    ("name", "arguments", "options", "link"),
    [
        ("bilibili", ("BV1Tz4y1X7Bg",), {}, "[bilibili\\: BV1Tz4y1X7Bg](<https://www.bilibili.com/video/BV1Tz4y1X7Bg/>)"),
        ("youtubeLite", (), {"id": "aavd7ng1EfA"}, "[YouTube\\: aavd7ng1EfA](<https://www.youtube.com/watch?v=aavd7ng1EfA>)"),
        ("codepen", (), {"id": "a1", "user": "ann"}, "[CodePen\\: ann/a1](<https://codepen.io/ann/pen/a1>)"),
        ("spotify", (), {"type": "track", "id": "9"}, "[Spotify\\: track/9](<https://open.spotify.com/track/9>)"),
        ("speakerdeck", ("3505d390",), {}, "[Speaker Deck\\: 3505d390](<https://speakerdeck.com/player/3505d390>)"),
    ],
)  # fmt: skip
def test_what_themes_show_by_an_id_is_a_link_to_it(name, arguments, options, link):
    assert shown(*arguments, shortcode=name, **options).block == link


@pytest.mark.parametrize("options", [{}, {"id": "a/../b"}, {"id": "a1"}])
def test_an_id_that_is_none_leads_nowhere(options):
    assert shown(shortcode="codepen", **options) is None


@pytest.mark.parametrize(
    ("arguments", "options", "text"),
    [
        (("0.75", "Big *words*"), {}, "Big \\*words\\*"),
        ((), {"border": "TWT", "color": "red"}, "TWT"),
        (("漢字",), {}, "漢字"),
        (("One text", "or two"), {}, None),
        (("A text", "https://example.org/", "https://example.org/x"), {}, None),
        (("github", "height=14"), {}, None),
        ((), {"title": "A mat", "asin": "B000000001"}, None),
    ],
)
def test_the_only_text_of_a_call_is_what_it_shows(arguments, options, text):
    assert block(*arguments, shortcode="border", **options) == text


def test_a_note_without_text_and_an_unknown_name_are_none():
    assert block("info", shortcode="alert") is None
    assert block(shortcode="poem", inner="\nA rose.\n") is None


@pytest.mark.parametrize("name", ["katex", "latex", "math", "tex"])
def test_what_themes_call_a_formula_is_one(name):
    found = shown("display", shortcode=name, inner="\nf(\\xi)\\,d\\xi\n")
    assert found.block.split("\n") == ["~~~{math}", "f(\\xi)\\,d\\xi", "~~~"]
    assert found.inline == "`f(\\xi)\\,d\\xi`"
    assert block(shortcode=name) == ""  # it loads the script for formulas


ARTICLE = """\
---
title: Kettles
date: 2026-03-01
---

{{< amazon title="Kettle" note="Boils fast." url="https://www.amazon.co.jp/dp/B000000001?tag=kettle-22" >}}

{{< alert "info" >}}
Mind **it**.
{{< /alert >}}

{{< poem >}} {{< kbd >}}Esc{{< /kbd >}}
"""


def test_a_build_shows_it_and_says_that_it_is_a_guess(build):
    site = build({"index.md": "# Home", "posts/a.md": ARTICLE}, conf={"aiarticle_hugo": ["posts/*"]})
    page = site.soup("posts/a.html")
    assert page.select_one(".aiarticle-product__name").text == "Kettle"
    assert page.select_one(".admonition.note strong").text == "it"
    assert page.select_one("kbd").text == "Esc"
    said = [line for line in site.warnings if "shortcode" in line]
    assert len(said) == 4
    assert "posts/a.md:6: WARNING: The shortcode 'amazon' is unknown;" in said[0]
    assert "It shows what its arguments say; its template may show more." in said[0]
    assert "It stays visible as text." in said[2]


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_call_for_the_table_of_contents_shows_it(build, theme):
    pytest.importorskip(theme)
    text = '---\ntitle: Kettles\ndate: 2026-03-01\n---\n\n{{< toc "What *is* here" >}}\n\n## Steel\n\n### Blue\n'
    site = build({"index.md": "# Home", "posts/a.md": text}, conf={"aiarticle_hugo": ["posts/*"], "html_theme": theme})
    (contents,) = site.soup("posts/a.html").select("nav.contents")
    assert [link.get_text() for link in contents.select("a")][-2:] == ["Steel", "Blue"]
    assert contents.select_one(".topic-title").get_text() == "What *is* here"
    assert "ERROR" not in contents.parent.get_text()
    assert [line for line in site.warnings if "ERROR" in line] == []


AMAZON = PRESETS["amazon.co.jp"].store("amazon", {"tag": "kettle-22"})


@pytest.mark.parametrize(
    ("call", "block"),
    [
        (Call(name="amazon", options={"asin": "B000000001", "title": "Kettle", "price": "¥980"}),
            "~~~{product-box} Kettle\n:amazon: B000000001\n\n¥980\n~~~"),
        (Call(name="item", options={"isbn": "4873114799", "title": "*Book*", "badge": "New: it", "image": "/b.jpg"}),
            "~~~{product-box} *Book*\n:image: /b.jpg\n:label: 'New: it'\n:amazon: 4873114799\n~~~"),
        (Call(name="amazon", arguments=("B000000001", "Kettle")), "~~~{product-box} Kettle\n:amazon: B000000001\n~~~"),
        (Call(name="amazon", arguments=("B000000001",)), "~~~{product-box}\n:id: B000000001\n:amazon: B000000001\n~~~"),
        (Call(name="amazon", options={"src": "//rcm.example/e/cm?a=1&asins=B000000001&b=2"}),
            "~~~{product-box}\n:id: B000000001\n:amazon: B000000001\n~~~"),
        (Call(name="amazon", options={"id": "B000000001", "name": "Kettle"}, inner="\nIt *boils*.\n\n- fast\n"),
            "~~~{product-box} Kettle\n:amazon: B000000001\n\nIt *boils*.\n\n- fast\n~~~"),
    ],
)  # fmt: skip
def test_an_asin_leads_to_the_shop_of_amazon_that_the_project_has(call, block):
    found = shown_by(call, AMAZON)
    assert found.block == block
    assert found.around[1] == "~~~"
    assert "https://www.amazon.co.jp/dp/" in found.inline
    assert "tag=kettle-22" in found.inline


@pytest.mark.parametrize(
    ("options", "inline"),
    [
        ({"title": "Kettle", "url": SHOP}, f"[Kettle](<{SHOP}>)"),
        ({"title": "Kettle", "url": SHOP, "button": "Buy"}, f"Kettle [Buy](<{SHOP}>)"),
    ],
)
def test_a_name_and_one_link_are_one_link_within_a_text(options, inline):
    assert shown(**options).inline == inline


@pytest.mark.parametrize(
    ("call", "asin"),
    [
        (Call(name="card", options={"id": "B000000001", "title": "Kettle"}), ""),
        (Call(name="amazon", arguments=("ABCDEFGHIJ",)), ""),
        (Call(name="amazon", options={"asin": "b00000001"}), ""),
    ],
)
def test_what_is_no_asin_names_no_product(call, asin):
    assert asin_of(call) == asin
    assert shown_by(call, AMAZON) is None


def test_the_inner_text_of_a_product_is_in_its_box():
    found = shown(title="Kettle", url=SHOP, note="Fast.", inner="It *boils*:\n\n~~~\nx\n~~~\n")
    assert found.block == (
        f"~~~~{{product-box}} Kettle\n:stores: amazon\n:amazon: {SHOP}\n\nFast.\n\nIt *boils*:\n\n~~~\nx\n~~~\n~~~~"
    )
    assert (found.html, found.around[1]) == ("", "~~~~")


@pytest.mark.parametrize(
    ("call", "markdown"),
    [
        (
            {"shortcode": "tab", "name": "For *Linux*", "inner": "\nText.\n"},
            labelled("For \\*Linux\\*", "Text."),
        ),
        (
            {"shortcode": "accordion-item", "title": "More", "inner": "- a\n- b"},
            labelled("More", "- a\n- b"),
        ),
        (
            {"shortcode": "cons", "title": "Against", "inner": "- Loud"},
            labelled("Against", "- Loud"),
        ),
        ({"shortcode": "video", "src": "/v.mp4"}, "[v.mp4](</v.mp4>)"),
        ({"shortcode": "player", "file": "talk.mp3", "autoplay": "true"}, "[talk.mp3](<talk.mp3>)"),
        ({"shortcode": "file", "link": "/f.pdf", "name": "The file"}, "[The file](</f.pdf>)"),
        ({"shortcode": "include", "file": "/part.md"}, None),
        ({"shortcode": "tab", "inner": "Text."}, None),
    ],
)
def test_labels_and_files_are_shown(call, markdown):
    assert block(**call) == markdown


@pytest.mark.parametrize(
    ("name", "call", "markdown"),
    [
        ("card", {"link": "configuration", "title": "Set *up*", "subtitle": "All keys.", "icon": "cog"},
            "[**Set \\*up\\***](<configuration>)\n\nAll keys."),
        ("hextra/feature-card", {"title": "Fast", "image": "a b.png", "inner": "\nIn *Go*.\n"},
            "![](<a%20b.png>)\n\n**Fast**\n\nIn *Go*."),
        ("timelineItem", {"header": "2026", "inner": "Founded."}, labelled("2026", "Founded.")),
        ("tab", {"header": "a.toml", "lang": "toml", "inner": "\na = 1\n"},
            labelled("a.toml", "```toml\na = 1\n```")),
        ("tab", {"name": "a", "lang": "toml", "inner": "```toml\na = 1\n```"}, labelled("a", "```toml\na = 1\n```")),
        ("tabs", {"items": "JSON,YAML", "inner": "\nText.\n"}, "JSON, YAML\n\nText."),
        ("columns", {"inner": "\nLeft.\n"}, "Left."),
        ("expand", {"title": "More", "inner": "\nText.\n"}, "~~~{aiarticle-details} More\nText.\n~~~"),
        ("button", {"relref": "/a b", "inner": "Go *on*"}, "[Go *on*](<hugo-ref:/a%20b>)"),
        ("button", {"href": "javascript:alert(1)", "inner": "Go"}, "Go"),
        ("badge", {"content": "new"}, "new"),
        ("link", {"href": "https://example.org/", "content": "here", "title": "A hint"}, "[here](<https://example.org/>)"),
        ("quote", {"author": "Ann *B*", "source": "Her book", "url": "/b/", "inner": "\nOne.\n\nTwo.\n"},
            "> One.\n>\n> Two.\n>\n> — Ann \\*B\\*, [Her book](</b/>)"),
        ("admonition", {"type": "abstract", "inner": "Text."}, "~~~{admonition} Abstract\n:class: note\n\nText.\n~~~"),
        ("callout", {"emoji": "🌐", "inner": "Text."}, "~~~{note}\n🌐\n\nText.\n~~~"),
        ("chart", {"inner": "\ntype: 'bar',\n"}, "```text\ntype: 'bar',\n```"),
        ("math", {"inner": "\n$$\nx^2\n$$\n"}, "$$\nx^2\n$$"),
        ("icon", {"name": "github"}, ""),
        ("comment", {"inner": "Later -- *maybe*"}, "<!-- Later - - *maybe* -->"),
        ("comment", {"inner": "a ---> *b*"}, "<!-- a - - -> *b* -->"),
        ("comment", {"author": "Ann", "inner": "Great."}, "Ann\n\nGreat."),
        ("recipe", {"title": "Felt *soup*", "servings": "4", "inner": "- Felt\n"}, "Felt \\*soup\\*\n\n- Felt"),
        ("recipe", {"servings": "4", "inner": "- Felt\n"}, None),
        ("callout", {"context": "caution", "title": "Hot", "inner": "Text."},
            "~~~{admonition} Hot\n:class: caution\n\nText.\n~~~"),
        ("terminal", {"prompt": "me@desk $", "cmd": "ls -a", "title": "All files", "inner": "\na\n  b\n"},
            "All files\n\n```text\nme@desk $ ls -a\na\n  b\n```"),
        ("terminal", {"command": "ls"}, "```text\nls\n```"),
        ("my-terminal", {"inner": "Airport **Terminal** 2."}, None),
        ("my-terminal", {"title": "Where *to*", "inner": "Terminal 2."}, "Where \\*to\\*\n\nTerminal 2."),
        ("shell", {"cmd": "pip install x", "inner": "Restart the [server](/a/)."},
            "`pip install x`\n\nRestart the [server](/a/)."),
        ("shell", {"cmd": "make", "inner": "```sh\na\n```"}, "`make`\n\n```sh\na\n```"),
        ("terminal", {}, None),
        ("mermaid", {"caption": "The way", "inner": "\na-->b\n"}, "The way\n\n```mermaid\na-->b\n```"),
        ("reader-comment", {"inner": "Great."}, None),
        ("math", {"text": "x^2"}, "~~~{math}\nx^2\n~~~"),
        ("icon", {"name": "x", "text": "Read this"}, "Read this"),
        ("section", {"title": "A", "subtitle": "The *whole*", "inner": "Text."}, "A\n\nThe \\*whole\\*\n\nText."),
        ("gallery", {"caption": "At the sea", "inner": "Text."}, "At the sea\n\nText."),
        ("blockquote", {"author": "X", "title": "Act 3", "inner": "To be."}, "> To be.\n>\n> — X, Act 3"),
        ("panel", {"header": "Old prices", "inner": "Text."}, "~~~{admonition} Old prices\n:class: note\n\nText.\n~~~"),
        ("my-warning", {"inner": "Text."}, "~~~{warning}\nText.\n~~~"),
        ("Kbd", {"inner": "Ctrl"}, "<kbd>Ctrl</kbd>"),
        ("text_kbd", {"inner": "Ctrl"}, None),
        ("panel", {"header": "Example", "inner": "Text."}, "~~~{admonition} Example\n:class: note\n\nText.\n~~~"),
        ("callout", {"title": "A", "subtitle": "The story", "inner": "Text."},
            "~~~{admonition} A\n:class: note\n\nThe story\n\nText.\n~~~"),
        ("accordion", {"title": "A", "subtitle": "The story", "inner": "Text."}, labelled("A", "The story\n\nText.")),
        ("expand", {"title": "A", "subtitle": "The story", "inner": "Text."},
            "~~~{aiarticle-details} A\nThe story\n\nText.\n~~~"),
        ("expand", {"title": "Press <kbd> & *go*", "inner": "Text."},
            "~~~{aiarticle-details} Press \\<kbd\\> \\& \\*go\\*\nText.\n~~~"),
        ("notice", {"title": "Use List<String>", "emoji": "<b>", "inner": "Text."},
            "~~~{admonition} Use List\\<String\\>\n:class: note\n\n\\<b\\>\n\nText.\n~~~"),
        ("quote", {"text": "Use List<String>."}, "> Use List\\<String\\>."),
        ("expand", {"title": "A", "open": "true", "inner": "Text."},
            "~~~{aiarticle-details} A\n:open:\n\nText.\n~~~"),
        ("button", {"text": "Buy", "description": "Until Friday", "href": "/x/"}, "[Buy](</x/>) Until Friday"),
        ("icon", {"name": "x", "text": "続きを読む"}, "続きを読む"),
        ("columns", {"ratio": "1:3", "inner": "Text."}, "Text."),
        ("tabs", {"groupId": "installCLI", "inner": "Text."}, "Text."),
        ("posts-by-tag", {"name": "go"}, None),
        ("card", {"title": "A", "image": "/a.png>)<b>", "inner": "T."}, "![](</a.png%3E)%3Cb%3E>)\n\n**A**\n\nT."),
        ("card", {"title": "Alone"}, None),
        ("card", {"title": "Fast", "subtitle": "It *boils* soon."}, "**Fast**\n\nIt \\*boils\\* soon."),
        ("columns", {}, None),
        ("button", {}, None),
        ("quote", {}, None),
    ],
)  # fmt: skip
def test_what_themes_name_alike_means_the_same(name, call, markdown):
    found = shown(shortcode=name, **call)
    assert (found and found.block) == markdown
    if found and found.around:  # what is around the inner text says all that is not in it
        assert " ".join([found.around[0], call["inner"], found.around[1]]).split() == found.block.split()


def test_arguments_without_names_are_labels_and_points():
    assert block("Python", shortcode="tab", inner="Text.") == labelled("Python", "Text.")
    assert block("Fast", "Light", shortcode="pros") == "- Fast\n- Light"
    assert block("/g.pdf", shortcode="file") == "[g.pdf](</g.pdf>)"


@pytest.mark.parametrize(
    ("name", "arguments", "inner", "markdown"),
    [
        ("quote", ("To be", "William Shakespeare"), None, "> To be\n>\n> — William Shakespeare"),
        ("blockquote", ("William Shakespeare",), "To be", "> To be\n>\n> — William Shakespeare"),
        ("section", ("Background story",), "Text.", "Background story\n\nText."),
        ("box", ("Heads up, reader",), "Text.", "~~~{admonition} Heads up, reader\n:class: note\n\nText.\n~~~"),
        ("tex", (r"\xi + 1",), None, "~~~{math}\n\\xi + 1\n~~~"),
        ("tabs", ("uniqueid",), "Text.", "Text."),
        ("section", ("Background",), "Text.", "Background\n\nText."),
        ("wrap", ("1. First of all",), "Text.", "1\\. First of all\n\nText."),
        ("wrap", ("- First of all",), None, "\\- First of all"),
        ("button", ("- First of all",), None, "\\- First of all"),
        (
            "box",
            ("Heads up, reader", "Read *this*"),
            "Text.",
            "~~~{admonition} Heads up, reader\n:class: note\n\nRead \\*this\\*\n\nText.\n~~~",
        ),
        ("include-file", ("notes.md",), None, None),
    ],
)
def test_no_argument_for_readers_without_a_name_is_lost(name, arguments, inner, markdown):
    assert block(*arguments, shortcode=name, inner=inner) == markdown


def test_words_for_programs_are_no_title_of_the_contents():
    assert "{contents} \n" in block("right", shortcode="toc") or "{contents}\n" in block("right", shortcode="toc")
    assert "{contents} What is here" in block("What is here", shortcode="toc")


def test_a_labelled_text_within_a_line_keeps_what_is_above_it():
    assert shown(shortcode="accordion", title="A", subtitle="The story", inner="Text.").inline == "A The story Text."
    assert shown(shortcode="tab", name="a.py", lang="python", inner="x = 1").inline == "a.py `x = 1`"


@pytest.mark.parametrize("shortcode", ["wrap", "columns", "tab", "note", "expand", "card"])
@pytest.mark.parametrize("inner", ["\n\n```sh\none\n  two\n```\n\n", "\n- a\n- b\n", "\nOne.\n\nTwo.\n"])
def test_blocks_within_a_line_stay_blocks(shortcode, inner):
    assert shown(shortcode=shortcode, title="The way", inner=inner).inline.endswith(f" {inner}")
