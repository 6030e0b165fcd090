"""One recogniser: the native page and the migrated page of an article have the same HTML."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import png
from hugo_sites import (
    AMAZON,
    FILES,
    RAKUTEN,
    body_of,
    box,
    build_project,
    make_site,
    moved_pages,
    run,
    wherever,
)

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

LINT_OFF = {"html_search_language": "en"}
HEAD = "---\ntitle: {}\ndate: 2026-02-03T00:00:00+09:00\n---\n\n"
ARTICLES = {
    "shortcodes": """\
{{< figure src="/images/kettle.png" alt="Kettle" caption="A *fine* kettle" >}}

{{< details summary="More" >}}
Inside, with [tea](/posts/tea/).
{{< /details >}}

{{< highlight python "linenos=true" >}}
print("~~~")
{{< /highlight >}}

{{< youtube abc123 >}}

See [tea]({{< ref "tea.md" >}}) and [pots]({{< relref "/posts/pots" >}}).
""",
    "anchors": "## First {#first-part}\n\nText.\n\n## Second\n\nText.\n",
    "colons": "::: note\nThis stays.\n:::\n\n## よくある質問\n\n### Q1: Why?\n\nBecause.\n",
    "boxes": f"""\
## Summary

- One.
- Two.

{box(("Amazon", AMAZON), ("楽天", RAKUTEN))}

## Text

{box(("楽天", RAKUTEN), ("Amazon", AMAZON.replace("copper", "steel")), name="Steel: the kettle")}

## FAQ

### Q1: First?

::::: code
`:::` stays.

### Q2: Second?

> :::::::
> quoted

- a list

Between.
""",
    "codes": "- item\n\n  ```foo\n  x = 1\n  ```\n\n> ```bar\n> y\n> ```\n\n```\nplain: [1]\n```\n",
    "fences": """\
```python {linenos=true hl_lines=[2] name="a.py"}
x = 1
y = 2
```

- a

  ```env {linenos=1}
  z
  ```
""",
    "bars": f"""\
<p><a href="{AMAZON}">A</a></p>

<div>
<a href="{AMAZON}">A</a>
<a href="{RAKUTEN}">B</a>
</div>

x
""",
    "json-code": "```json\n{not json}\n```\n",
    "links": '[![Pot](/images/kettle.png)](/posts/tea/) [ref][tea] `[code](/posts/tea/)`\n\n[tea]: /posts/tea/ "Tea"\n',
    "bold-questions": """\
## FAQ

**Q1.** Is it `hot`?\x20\x20
**A1.** Yes, *very*
hot.

**Is it loud?** - never

Q3: Plain
A. So.

**Heavy?**

No.

- a list

---

## Q&A

### Orders

**When?**
Soon.

**Where?**\\
Here.
""",
    "faq-calls": """\
## FAQ

{{< faq "Is it loud?" >}}
No, *never*.
{{< /faq >}}

{{< faq q="Is it hot?" a="Yes." />}}
""",
    "details": """\
## FAQ

<details>
<summary><b>Is it</b> hot: yes?</summary>

Yes, *very*.

**Really?** Yes.

</details>

<details open>
<summary>Is it loud?</summary>

- a list

</details>
<details><summary>Is it red?</summary>

No.

</details>

Text.

<details>
<summary>More</summary>

Not a question.

## Next

</details>
""",
    "cards": f"""\
<div><a href="{AMAZON}"><img src="https://img.example.org/k.jpg"></a><div><a href="{AMAZON}">Tin kettle</a></div>
<p>2,100 yen</p></div>

<script>msmaflink({{"n":"Iron kettle","b":"Iron works","b_l":[{{"u_tx":"See","u_url":"https://amzn.to/1"}}]}});</script>
<div id="msmaflink-1">Link</div>

Text.<img src="//count.example/1" width="1" height="1">
""",
    "open-end": "## FAQ\n\n### Q1: Ends?\n\nWith the file.",
    "rules": "Text.\n\n---\n---\n\n# Big\n\n#### Deep\n\n---\n",
}


def build_both(root: Path, docs: Path) -> tuple[Site, Site]:
    """Build the project, and the articles as Hugo has them with the settings of the project."""
    migrated = build_project(docs, **LINT_OFF)
    native = root.parent / "native" / "src"
    shutil.copytree(root / "content", native)
    if (root / "static").is_dir():
        shutil.copytree(root / "static", native / "static")
    shutil.copy(docs / "conf.py", native)
    (native / "index.md").write_text("# Home\n", encoding="utf-8")
    return build_project(native, aiarticle_hugo=["posts/**"], myst_enable_extensions=[], **LINT_OFF), migrated


def assert_same(root: Path, docs: Path) -> None:
    native, migrated = build_both(root, docs)
    assert migrated.warnings == []
    moved = {old: new for old, new in moved_pages(root).items() if old.startswith("posts/")}
    assert len(moved) > 2
    for old, new in moved.items():
        page, place = (f"{name.removesuffix('/index')}/index.html" for name in (old, new))
        after = wherever(body_of(migrated, place), place)
        assert after == wherever(body_of(native, page), page, moved), page


def test_our_own_articles(tmp_path):
    files = FILES | {f"content/posts/{name}.md": HEAD.format(name) + body for name, body in ARTICLES.items()}
    listed = HEAD.format("x\nfaq: [{q: 'Is it `hot`?', a: 'Yes, *very*.'}]")
    files["content/posts/faq-list.md"] = f"{listed}Text.\n"
    files["content/posts/faq-place.md"] = f"{listed}## Summary\n\n- One.\n\n{{{{< faq >}}}}\n\nText.\n"
    files["content/posts/toml.md"] = '+++\ntitle = "TOML"\ndate = 2026-01-02T03:04:05+09:00\n+++\n\nText.\n'
    files["content/posts/json.md"] = '{"title": "JSON", "date": "2026-01-02"}\n\nText.\n'
    root = make_site(tmp_path, files)
    assert run(root, tmp_path / "docs")[0] == 0
    assert_same(root, tmp_path / "docs")


def test_real_articles(corpus, tmp_path):
    root = make_site(tmp_path, {"hugo.toml": FILES["hugo.toml"], "static/images/og-default.png": png(8, 4)})
    (root / "content/posts").mkdir(parents=True)
    for path in (corpus / "seed.md", *(corpus / "posts").glob("*.md")):
        shutil.copy(path, root / "content/posts")
    said = run(root, tmp_path / "docs")[1]
    assert "1 thing needs a human" in said
    assert "same address" in said  # two of them have one
    assert_same(root, tmp_path / "docs")


@pytest.mark.parametrize("key", ["amazon", "rakuten"])
def test_the_links_of_a_box_are_those_of_the_source(tmp_path, key):
    run(make_site(tmp_path), tmp_path / "docs")
    site = build_project(tmp_path / "docs")
    links = [link["href"] for link in site.soup("posts/choose-a-kettle/index.html").select(".aiarticle-product__store")]
    assert {"amazon": AMAZON, "rakuten": RAKUTEN}[key] in links
