"""Each page has a Markdown twin that says all that the page says, in its order."""

from __future__ import annotations

import shutil
import sys
from types import SimpleNamespace

import pytest
from conftest import ARTICLE, BASE, ROOT, png, run_build, write
from twin_reader import compare

TWINS = {"aiarticle_markdown": True}
#: Labels that the page shows as signs, or tells screen readers alone.
PAID = {"aiarticle_affiliate_builders": ["markdown"]}


def test_twins_of_the_guide_have_all_words_links_tables_and_code(tmp_path):
    srcdir = shutil.copytree(ROOT / "example_docs", tmp_path / "src", ignore=shutil.ignore_patterns("_build"))
    conf = {"html_theme": "basic", "templates_path": [], **TWINS, **PAID}
    site = run_build(srcdir, confdir=srcdir, conf=conf)
    names = sorted(site.app.env.all_docs)
    assert len(names) > 25
    base = str(site.app.config.html_baseurl)
    # Sphinx writes its search page over that of a document of this name.
    assert sum(compare(site, name, base) for name in names if name != "search") > 10_000


PAGE = r"""
# Title with *emphasis* and `code` #

Text with **bold**は, **「かぎ」**は, *em*, `` a`b ``, $x_1 * y$, H~2~O, [a link](other.md), <https://example.org/a_b*c>,
[in brackets](https://example.org/a(b)c "title"), snake_case, \_\_init\_\_, 5 * 3, \*stars\*, \<tag>, &copy;,
\$5 and \$6. A note.[^n]
Look\![there](other.md#part)

1\. no list

\- no list

\> no quote

\# no heading

\+ no list

-- dashes

[^n]: Of *two*

    paragraphs.

3. three
4. four
   - nested

     with a block

5. ```python
   def f(): return "```"


   - x
   ```

- a
- b
  - c
  5. d

- [ ] open
- [x] done

> Quoted
>
> - list

````
```
inner
```
````

| left | right |
|:-----|------:|
| a \| b | `c \| d` |
| **e** | <br>f |

Term one
: Definition *one*.

  Second paragraph.

  ```
  code
  ```

Term two
: Two.

$$
a &= b \\
c &= d
$$ (eq)

See {eq}`eq`, {download}`file.txt`, {ref}`label`, {kbd}`Ctrl`, {sub}`low`, {abbr}`HTML (language)`.

:::{note}
A note with a list:

- item
:::

:::{admonition} Own *title*
Body.
:::

```{figure} /pic.png
:alt: Alt [text]
:name: fig

A caption.

A legend.
```

```{list-table} Wide
:header-rows: 1

* - head
  - head 2
* - - in a
    - list
  - para

    second

    ```
    x | y
    ```
```

```{code-block} python
:caption: cap.py

print("hi")
```

:::{versionadded} 1.2
New.
:::

<div class="own"><p>Raw <b>HTML</b>.</p>

<p>After a gap.</p><script>no()</script></div>

(label)=
## Section

| line one
"""
REST = """
Plain
=====

.. rubric:: Rubric

:Field: words
:Other: - a list

Term : class
   Text.

-a, --all VALUE   An option.
-b                Another.

| one
| two

   Quote.

   -- Nobody

.. [C1] A citation.

See [C1]_ and `inline target` and :sup:`2`. :download:`file.txt`

+-----+-----+
| wide      |
+-----+-----+
| a   | b   |
|     +-----+
|     | c   |
+-----+-----+

.. topic:: Topic

   Body.

.. sidebar:: Side

   Bar.

>>> 1 + 1
2

.. py:function:: spam(eggs: int, *ham) -> str

   Does it.

   :param eggs: Some.
   :returns: Text.

.. glossary::

   word
      Meaning.

.. seealso:: There.

.. math:: x = 1

.. parsed-literal::

   *x* y
"""


@pytest.fixture
def files():
    return {
        "index.md": "# Home\n\n```{toctree}\n:caption: All\n\npage\nplain\nsub/other\n```\n",
        "page.md": PAGE.replace("other.md", "sub/other.md"),
        "plain.rst": REST,
        "sub/other.md": "# Other\n\nTo [page](../page.md) and [up](#part).\n\n(part)=\n## Part\n\nText.\n",
        "pic.png": png(3, 2),
        "file.txt": "x",
    }


OPTIONS = {
    "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath", "amsmath", "tasklist", "strikethrough"],
    "myst_heading_anchors": 2,
    "suppress_warnings": ["toc.not_included"],
    "numfig": True,
    **TWINS,
}


def test_a_twin_reads_back_as_what_the_page_says(build, files):
    site = build(files, conf=OPTIONS)
    assert site.warnings == []
    for name in ("page", "plain", "index", "sub/other"):
        compare(site, name, BASE)


def test_there_are_none_unless_the_project_asks_for_them(build, files):
    site = build(files, conf=OPTIONS | {"aiarticle_markdown": False})
    assert not [name for name in site.files() if name.endswith(".md") or "llms" in name]
    assert "text/markdown" not in site.text("page.html")


def test_a_page_names_its_twin_and_the_twin_the_page_and_the_list(build, files):
    site = build(files | {"post.md": ARTICLE, "images/cover.png": png(3, 2)}, conf=OPTIONS)
    assert site.soup("sub/other.html").select_one('link[type="text/markdown"]')["href"] == "other.md"
    head = site.text("post.md").split("---\n")[1]
    assert f'\nurl: "{BASE}post.html"\n' in head
    assert '\ndate: "2026-' in head
    assert head.endswith(f'index: "{BASE}llms.txt"\n')
    assert site.text("llms.txt").startswith(
        "# Example Blog\n\n## Pages\n\n- [Home](https://blog.example.org/index.md)\n"
    )
    assert "\n## Articles\n\n- [A desk that stays quiet](https://blog.example.org/post.md): " in site.text("llms.txt")
    assert f"\n---\n\nSource: {BASE}plain.html\n\n# Plain\n" in site.text("llms-full.txt")


def test_folders_have_their_twin_in_them(build, files):
    site = build(files, conf=OPTIONS, builder="dirhtml")
    assert "[a link](https://blog.example.org/sub/other/index.md)" in site.text("page/index.md")
    assert site.soup("page/index.html").select_one('link[type="text/markdown"]')["href"] == "index.md"


def test_links_are_relative_where_the_site_has_no_address(build, files):
    conf = OPTIONS | {"html_baseurl": "", "aiarticle_json_ld": False}
    site = build(files, conf=conf)
    assert "[a link](sub/other.md)" in site.text("page.md")
    assert "](_images/pic.png)" in site.text("page.md")
    assert "[page](../page.md)" in site.text("sub/other.md")
    assert 'index: "../llms.txt"' in site.text("sub/other.md")
    assert "- [Other](sub/other.md)" in site.text("llms.txt")
    folders = build(files, conf=conf, builder="dirhtml")
    assert "[page](../../page/index.md)" in folders.text("sub/other/index.md")


def test_paid_links_are_plain_unless_the_project_says_otherwise_and_notices_stay(build):
    box = ":::{product-box} Felt mat\nIt is soft.\n:::\n\n[Amazon](https://www.amazon.co.jp/dp/B000000000?tag=example-22)\n"
    raw = '\n<p><a href="https://www.amazon.co.jp/dp/B000000000?tag=example-22">raw</a></p>\n'
    site = build({"index.md": f"# Home\n\n{box}{raw}"}, conf=TWINS)
    assert site.text("index.html").count("example-22") == 3
    text = site.text("index.md")
    assert "example-22" not in text
    assert "[Amazon](https://www.amazon.co.jp/dp/B000000000)" in text
    assert ' href="https://www.amazon.co.jp/dp/B000000000">raw</a>' in text
    assert "This box contains affiliate links" in text
    assert "As an Amazon Associate, Example Blog earns" in text
    paid = build({"index.md": f"# Home\n\n{box}{raw}"}, conf=TWINS | PAID)
    assert paid.text("index.md").count("example-22") == 3


def test_what_is_no_address_costs_no_twin(build):
    html = '<p><img src="//[x"> <a href="//[x/p">odd</a></p>\n\n<my-chart data="1,2,3"></my-chart>'
    site = build({"index.md": f"# Home\n\n{html}\n"}, conf=TWINS)
    assert html in site.text("index.md")


def test_html_by_hand_names_files_and_pages_by_whole_addresses(build):
    html = '<p><a href="../about.html">About</a> <img src="/pic.png"> <a href="#x">here</a></p>'
    files = {"index.md": "# Home\n", "pic.png": png(4, 4), "sub/a.md": f"# A\n\n{html}\n"}
    text = build(files, conf=TWINS).text("sub/a.md")
    assert f'<a href="{BASE}about.html">About</a> <img src="{BASE}_downloads/' in text
    assert '<a href="#x">here</a>' in text


def test_a_page_that_is_kept_from_search_engines_has_no_twin(build):
    files = {
        "index.md": "# Home\n\n[Hidden](hidden.md) and [draft](draft.md)\n",
        "hidden.md": "---\nhtml_meta:\n  robots: noindex, follow\n---\n# Hidden\n",
        "draft.md": "---\ndate: 2026-03-01\ndraft: true\n---\n# Draft\n",
    }
    site = build(files, conf=TWINS | {"aiarticle_drafts": True})
    assert [name for name in site.files() if name.endswith(".md")] == ["index.md"]
    assert f"[Hidden]({BASE}hidden.html) and [draft]({BASE}draft.html)" in site.text("index.md")
    assert "Hidden" not in site.text("llms.txt")


def test_pages_link_to_a_page_that_loses_its_twin(tmp_path, files):
    srcdir = tmp_path / "src"
    write(srcdir, files)
    assert "](https://blog.example.org/sub/other.md)" in run_build(srcdir, conf=OPTIONS).text("page.md")
    write(srcdir, {"sub/other.md": f"---\nmyst:\n  html_meta:\n    robots: noindex\n---\n{files['sub/other.md']}"})
    site = run_build(srcdir, conf=OPTIONS)
    assert "](https://blog.example.org/sub/other.html)" in site.text("page.md")
    assert not (site.outdir / "sub" / "other.md").exists()
    write(srcdir, files)
    assert "](https://blog.example.org/sub/other.md)" in run_build(srcdir, conf=OPTIONS).text("page.md")


def test_what_is_no_longer_wanted_is_deleted_and_files_of_the_project_stay(tmp_path, files):
    srcdir = tmp_path / "src"
    write(srcdir, files | {"extra/llms.txt": "Mine."})
    conf = OPTIONS | {"html_extra_path": ["extra"]}
    site = run_build(srcdir, conf=conf)
    assert site.text("llms.txt") == "Mine."
    (srcdir / "plain.rst").unlink()
    site = run_build(srcdir, conf=conf)
    assert not (site.outdir / "plain.md").exists()
    assert "# Plain" not in site.text("llms-full.txt")
    site = run_build(srcdir, conf=conf | {"aiarticle_markdown": False})
    assert sorted(name for name in site.files() if name.endswith((".md", ".txt")) and "_" not in name) == ["llms.txt"]


@pytest.mark.parametrize(
    ("extension", "left"), [("sphinx_llm.txt", []), ("sphinx_llm_friendly", []), ("sphinx_llms_txt", ["index.md"])]
)
def test_files_of_other_extensions_are_theirs(build, monkeypatch, extension, left):
    for name in {extension, extension.partition(".")[0]}:
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(setup=lambda app: {"parallel_read_safe": True}))
    site = build({"index.md": "# Home\n"}, conf=TWINS | {"extensions": ["sphinx_aiarticle", extension]})
    assert [name for name in site.files() if name.endswith(".md") or "llms" in name] == left
    assert site.warnings == []


def test_serial_parallel_and_incremental_builds_are_equal(tmp_path, files):
    srcdir = tmp_path / "src"
    files |= {f"post{n}.md": ARTICLE.replace("A desk", f"Desk {n}") for n in range(12)} | {
        "images/cover.png": png(3, 2)
    }
    write(srcdir, files | {"post3.md": "# Old\n"})
    grown = run_build(srcdir, conf=OPTIONS, out="grown")
    write(srcdir, {"post3.md": files["post3.md"], "sub/other.md": files["sub/other.md"] + "\nMore.\n"})
    grown = run_build(srcdir, conf=OPTIONS, out="grown")
    serial = run_build(srcdir, conf=OPTIONS, out="serial")
    parallel = run_build(srcdir, conf=OPTIONS, out="parallel", parallel=4)
    texts = [
        {name: text for name, text in site.files().items() if name.endswith((".md", ".txt"))}
        for site in (grown, serial, parallel)
    ]
    assert len(texts[1]) > 15
    assert texts[0] == texts[1] == texts[2]


def test_emphasis_that_readers_would_not_see_is_written_with_tags(build):
    site = build({"index.rst": "Home\n====\n\n**「語」**\\ は **語**\\ は *「x」* y\n"}, conf=TWINS)
    assert "<strong>「語」</strong>は **語**は *「x」* y\n" in site.text("index.md")


def test_a_page_without_a_title_is_called_as_its_file(build):
    site = build({"index.md": "# Home\n", "parts/tabs.md": "Words alone.\n"}, conf={"aiarticle_markdown": True})
    assert 'title: "parts/tabs"\n' in site.text("parts/tabs.md")
    assert "- [parts/tabs](" in site.text("llms.txt")


def test_another_build_in_the_same_process_knows_the_documents_and_files_that_have_come(srcdir):
    def add(name, target):
        text = f"# {name}\n\nTo {{doc}}`/posts/{target}/index`.\n\n<a href='z.txt'>z</a>\n"
        write(srcdir, {f"posts/{name}/index.md": text, f"posts/{name}/z.txt": "Z"})

    def build_first(app):
        app.build()
        add("b", "c")
        add("c", "a")

    write(srcdir, {"index.md": "# Home\n\nTo {doc}`posts/a/index`.\n"})
    add("a", "a")
    conf = {"aiarticle_bundles": ["posts/*"], "suppress_warnings": ["toc.not_included"], **TWINS}
    site = run_build(srcdir, conf=conf, setup=build_first)
    assert site.warnings == []
    assert f"[c]({BASE}posts/c/index.md)" in site.text("posts/b/index.md")
    assert "<a href='z.txt'>" in site.text("posts/b/index.html")
