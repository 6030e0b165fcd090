"""The specimen: one site for every theme. Theme, options, extensions and language come from the environment."""

import json
import os

theme = json.loads(os.environ.get("AIARTICLE_THEME", '{"name": "alabaster"}'))

project = "Specimen"
author = "Aoi"
language = theme.get("language", "en")
html_title = "Specimen"
html_theme = theme["name"]
html_theme_options = theme.get("options", {})
extensions = ["sphinx_aiarticle", *theme.get("extensions", [])]
html_theme_path = theme.get("paths", [])
myst_enable_extensions = ["colon_fence", "deflist"]
exclude_patterns = ["_build"]
html_baseurl = "https://blog.example.org/"
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["example.css"]
suppress_warnings = ["toc.not_included"]

aiarticle_drafts = True  # one page is a draft, to show what its header says
aiarticle_authors = {
    "hinata": {"name": "森ひなた", "url": "https://example.org/people/hinata"},
    "noa": {
        "name": "Noa Field",
        "url": "https://example.org/people/noa",
        "same_as": ["https://social.example.org/@noa"],
        "job_title": "Front-end developer",
        "description": "Writes about desks, and the people at them.",
        "image": "images/product-ssd.png",
    },
}
aiarticle_default_author = "noa"
aiarticle_pages = {"tags": {"per_page": 1}, "authors": {"style": "cards"}, "archive": True}
aiarticle_after = ["series", "author", "related", "neighbours"]
aiarticle_stores = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"},
    "yahoo": {"preset": "yahoo-shopping", "sid": "1234567", "pid": "987654321"},
    "shop": {"name": "Example Shop", "search": "https://shop.example.com/search?q={keyword}"},
}
aiarticle_catalog = "products.toml"
aiarticle_price_max_age = 36500
