"""A site that uses everything stays, through any edits, what a fresh build of it is."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from conftest import png, run_build, write

#: The number of edits; a hundred and more find what twenty do not.
EDITS = int(os.environ.get("AIARTICLE_EDITS", "12"))
SEED = int(os.environ.get("AIARTICLE_SEED", "3"))

CONF = {
    "language": "ja",
    "aiarticle_pages": {
        "categories": True,
        "tags": {"style": "cards", "per_page": 3},
        "series": {"style": "compact"},
        "authors": {"excerpt": "summary"},
        "archive": {"per_page": 5},
    },
    "aiarticle_after": ["series", "author", "related", "neighbours"],
    "aiarticle_authors": {
        "aoi": {"name": "Aoi", "description": "Writes.", "url": "https://example.org/aoi", "job_title": "Editor"},
        "ren": {"name": "Ren Field"},
    },
    "aiarticle_feeds": {
        "feed.xml": {"excerpt": "content", "limit": 4},
        "feed.json": {"excerpt": "summary"},
        "tags/tree.xml": {"tag": "tree", "limit": 3},
        "acme.xml": {"brands": "acme", "category": "news"},
    },
    "aiarticle_taxonomies": {"brands": {"feed": "feed.xml", "per_page": 2}},
    "aiarticle_sitemap": True,
    "aiarticle_markdown": True,
    "aiarticle_json_ld_files": True,
    "aiarticle_drafts": False,
    "suppress_warnings": ["toc.not_included", "aiarticle.articles"],
    "aiarticle_catalog": "products.toml",
    "templates_path": ["_templates"],
    "locale_dirs": ["locale"],
    "exclude_patterns": ["_templates", "parts"],
}
LISTS = ["", ":style: cards", ":style: compact\n:sort: title", ":style: archive", ":tag: tree\n:excerpt: summary",
         ":author: aoi\n:limit: 2\n:sort: modified", ":series: kettles\n:sort: oldest", ":category: news",
         ":folder: posts/b\n:style: cards\n:images: no", ":brands: acme\n:sort: title",
         ":language: en\n:limit: 3"]  # fmt: skip
HOME = "# Home\n\n" + "\n".join(f"```{{article-list}}\n{options}\n```\n" for options in LISTS)
WORDS = ["Ash", "Birch & <b>", "静音設計の机", "紅茶", "キーボード", 'Moss "quoted"', "C# in depth"]
#: What front matter may say, by key; each value is as likely as leaving the key out.
VALUES: dict[str, list[str]] = {
    "lastmod": ["2026-02-20", "2026-03-01T09:00:00+09:00"],
    "description": ["What it says.", "机の話 & more"],
    "tags": ["[tree]", "[Tree, 紅茶]", "[green tea, C#]", "[tree, green tea, rare]"],
    "categories": ["[News]", "[news, お知らせ]"],
    "series": ["[Kettles]", "[kettles, Other]"],
    "brands": ["[Acme]", "[ACME, 大和工業]", "Bolt & Co"],
    "author": ["aoi", "ren", "[aoi, Somebody Else]"],
    "draft": ["true"],
    "lang": ["en"],
    "cover": ["{image: /images/one.png}", "{image: /images/two.png, alt: Two}", "{image: late.png}"],
    "aiarticle": ["{after: [related]}", "{after: [series, author]}", "{after: []}"],
    "myst": ["{html_meta: {robots: noindex}}"],
    "canonicalURL": ["https://other.example.org/"],
    "slug": ["other-name"],
    "aliases": ["[/old/]"],
}
RARE = ("draft", "myst", "canonicalURL", "lang", "aiarticle", "slug", "aliases")
BODIES = [
    "Some words.",
    ":::{summary-box}\n- One point.\n- 二つ目。\n:::\n\nText with `code`.",
    ":::{product-box} Felt mat\n:search: felt mat\n\nWhy.\n:::",
    "## Part\n\n" + "Many words. " * 300,
    "## Questions\n\n::::{faq}\n:::{question} Why?\nBecause.\n:::\n::::",
    "See {doc}`/plain`.",
    "```{include} /parts/words.txt\n```\n\nAnd more.",
    ":::{product-box}\n:id: mat\n:::\n\n```{product-list}\n:ids: mat, pad\n```",
    "See {aiarticle:product}`mat` and {doc}`/guide`.",
    '<img src="late.png"> ![](/late%2Epng)',
]
LIST = "```{article-list}\n:style: compact\n:limit: 1\n```\n"
PRODUCTS = '[mat]\nname = "Felt mat"\n\n[pad]\nname = "Cork pad"\n'
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n'
FACE = {"aiarticle_authors": {**CONF["aiarticle_authors"], "ren": {"name": "Ren", "image": "images/ren.png"}}}
#: What else of a site may change: the files, or the settings, of each state of a part.
PARTS: dict[str, list[dict[str, Any]]] = {
    "catalogue": [
        {"products.toml": PRODUCTS},
        {"products.toml": PRODUCTS.replace("Felt", "Wool") + 'description = "Soft."\n'},
        {"products.toml": PRODUCTS + 'state = "discontinued"\nreplaced-by = "mat"\n'},
    ],
    "template": [
        {},
        {"_templates/aiarticle/summary.html": '<div class="mine">{{ body }}</div>\n'},
        {"_templates/aiarticle/neighbours.html": '<nav class="mine">{{ older }}</nav>\n'},
        {"_templates/page.html": '{% extends "!page.html" %}{% block body %}{{ super() }}{{ aiarticle.older }}'
                                 "{% endblock %}"},
    ],
    "include": [
        {"parts/words.txt": "Shared words of {doc}`/index`.\n"},
        {"parts/words.txt": "## Shared\n\n:::{product-box}\n:id: pad\n:::\n\n:::{question} Shared?\nYes.\n:::\n"},
    ],
    "toctree": [
        {"guide.md": "# Guide\n"},
        {"guide.md": "# Guide\n\n```{toctree}\n:glob:\nposts/*/*\nkettles\n```\n"},
        {"guide.md": "# Guide\n\n```{toctree}\n:caption: More\n:glob:\nposts/a/*\n```\n"},
    ],
    "translation": [
        {"locale/ja/LC_MESSAGES/posts.po": PO},
        {"locale/ja/LC_MESSAGES/posts.po": f'{PO}\nmsgid "Some words."\nmsgstr "言葉。"\n'},
    ],
    "moved": [{"notes.md": f"# Notes\n\n{LIST}"}, {"deep/down/notes.md": f"# Notes\n\n{LIST}"},
              {"tags/tree/index.md": "# Trees\n\nWords above.\n"}],
    "face": [{}, {"images/ren.png": png(20, 20), **FACE}, {"images/ren.png": png(24, 24), **FACE}],
    "late": [{}, {"static/late.png": png(9, 9)}, {"static/late.png": png(8, 8)}],
    "after": [{}, {"aiarticle_after": ["neighbours"]}, {"aiarticle_after": []}],
    "pages": [{}, {"aiarticle_pages": ["tags"]}, {"aiarticle_pages": {"tags": {"path": "topics"}, "sections": True}}],
    "labels": [{}, {"aiarticle_labels": {"Summary": "In short"}}],
    "drafts": [{}, {"aiarticle_drafts": True}],
    "languages": [{}, {"aiarticle_languages": {"en": {"path": "posts/b", "title": "English"}}}],
    "hugo": [{}, {"aiarticle_hugo": ["posts/a/*"], "aiarticle_redirects": True}],
    "others": [{}, {"aiarticle_faq_style": "accordion", "aiarticle_disclosure": {"place": "top"}, "html_title": "T"}],
}  # fmt: skip


@dataclass
class Writer:
    """Somebody who edits a site at random."""

    chance: random.Random
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    number: int = 0
    width: int = 40
    state: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    def parts(self, *, of_conf: bool) -> dict[str, Any]:
        found = (PARTS[name][number] for name, number in self.state.items())
        return {key: value for part in found for key, value in part.items() if ("." not in key) is of_conf}

    def files(self) -> dict[str, str | bytes]:
        return {
            **self.parts(of_conf=False),
            "index.md": HOME,
            "plain.md": f"# Plain\n\n{LIST}",
            "images/one.png": png(self.width, 30),
            "images/two.png": png(30, 40),
            "kettles.rst": "Kettles\n=======\n\n.. article-list::\n   :series: Kettles\n   :style: archive\n",
            **{f"{name}.md": self.text(name) for name in self.articles},
        }

    def text(self, name: str) -> str:
        facts = dict(self.articles[name])
        body = facts.pop("body")
        return "\n".join(["---", *(f"{key}: {value}" for key, value in facts.items()), "---", "", body, ""])

    def new_article(self) -> str:
        self.number += 1
        name = f"posts/{self.chance.choice('ab')}/n{self.number}"
        self.articles[name] = {"title": "x", "date": "2026-01-01", "body": BODIES[0]}
        for key in ("title", "date", "body", *VALUES):
            self.change(name, key)
        return f"new {name}"

    def change(self, name: str, key: str) -> None:
        chance, facts = self.chance, self.articles[name]
        if key == "title":
            facts[key] = json.dumps(f"{chance.choice(WORDS)} {chance.randrange(20)}", ensure_ascii=False)
        elif key == "date":
            facts[key] = f"202{chance.randrange(4, 6)}-0{chance.randrange(1, 4)}-1{chance.randrange(3)}"
        elif key == "body":
            facts[key] = chance.choice(BODIES)
        elif chance.random() < (0.85 if key in RARE else 0.35):
            facts.pop(key, None)
        else:
            facts[key] = chance.choice(VALUES[key])

    def edit(self) -> str:
        chance = self.chance
        name = chance.choice(sorted(self.articles))
        what = chance.choices(
            ["change", "new", "delete", "rename", "undate", "image", "part"], [12, 2, 2, 2, 1, 1, 12]
        )[0]
        if what == "new" or len(self.articles) < 4:
            return self.new_article()
        if what == "delete":
            del self.articles[name]
        elif what == "rename":
            self.number += 1
            self.articles[f"posts/{chance.choice('ab')}/r{self.number}"] = self.articles.pop(name)
        elif what == "image":
            self.width += 1
        elif what == "part":
            name = chance.choice(sorted(PARTS))
            self.state[name] = (self.state[name] + chance.randrange(1, len(PARTS[name]))) % len(PARTS[name])
            return f"part {name} {self.state[name]}"
        elif what == "undate":
            if self.articles[name].pop("date", None) is None:
                self.change(name, "date")
        else:
            what = " ".join(keys := chance.sample(["title", "title", "date", "body", *VALUES], 2))
            for key in keys:
                self.change(name, key)
        return f"{what} {name}"


def contents(site: Any) -> dict[str, Any]:
    """Return what a site serves; Sphinx keeps words in its search index that no page has any more."""
    found: dict[str, Any] = {name: data for name, data in site.files().items() if not name.endswith(".pickle")}
    index = json.loads(found["searchindex.js"].removeprefix(b"Search.setIndex(").removesuffix(b")"))
    for table in ("terms", "titleterms"):
        index[table] = {word: pages for word, pages in index[table].items() if pages != []}
    found["searchindex.js"] = index
    left = ("_images/", "_downloads/", ".buildinfo")  # none is ever deleted
    return {name: data for name, data in found.items() if not name.startswith(left)}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_random_edits_give_what_a_fresh_build_gives(tmp_path, monkeypatch, builder):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773100800")  # March 2026
    srcdir = tmp_path / "src"
    writer = Writer(random.Random(f"{SEED} {builder}"))
    for _ in range(12):
        writer.new_article()
    write(srcdir, writer.files())
    before, done = writer.files(), ["at first"]
    for step in range(EDITS + 1):
        conf = CONF | writer.parts(of_conf=True)
        again = run_build(srcdir, conf=conf, builder=builder, out="site", parallel=step % 3 // 2 * 4)
        fresh = run_build(srcdir, conf=conf, builder=builder, out=f"fresh{step}", parallel=step % 2 * 4)
        left, right = contents(again), contents(fresh)
        differing = sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
        assert differing == [], (step, done[-4:])
        done.append(writer.edit())
        after = writer.files()
        for name in before.keys() - after.keys():
            (srcdir / name).unlink()
        for name, text in after.items():
            if before.get(name) != text:
                write(srcdir, {name: text})
        before = after
