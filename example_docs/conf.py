"""Configuration of the guide, which is its own demonstration.

Everything below the line "sphinx-aiarticle" is what a blog would write; the ids, authors and shops are invented.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx_aiarticle import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-aiarticle"
author = "sphinx-aiarticle contributors"
project_copyright = "2026, sphinx-aiarticle contributors"
version = release = __version__

language = "en"  # the Japanese articles say `lang: ja`

extensions = [
    "myst_parser",
    "sphinx_copybutton",
    "sphinx_aiarticle",
    "aiarticle_examples",  # in _ext: each example as source, data and page
    "aiarticle_index",  # in _ext: addresses and index entries
    "aiarticle_tables",  # in _ext: the reference tables, from the code
]
exclude_patterns = ["_build"]
myst_enable_extensions = [
    "colon_fence",  # ::: fences, so that directives may hold code fences
    "deflist",  # definition lists, for the short form of `faq`
]

# -- sphinx-aiarticle ---------------------------------------------------------

html_baseurl = "https://docs.example.org/aiarticle/"  # structured data needs absolute addresses

aiarticle_publisher = {
    "name": "sphinx-aiarticle",
    "url": "https://docs.example.org/aiarticle/",
    "logo": "_static/logo.png",
    "same_as": ["https://example.org/sphinx-aiarticle"],
}
aiarticle_authors = {
    "hinata": {
        "name": "森ひなた",
        "url": "https://example.org/people/hinata",
        "job_title": "テクニカルライター",
        "description": "手順書と案内文を書く人のための道具を扱います。",
    },
    "noa": {
        "name": "Noa Field",
        "url": "https://example.org/people/noa",
        "same_as": ["https://social.example.org/@noa"],
        "job_title": "Front-end developer",
    },
}
aiarticle_default_author = "noa"
aiarticle_article_types = {"ニュース": "NewsArticle", "チュートリアル": "TechArticle", "Tutorial": "TechArticle"}
aiarticle_timezone = "Asia/Tokyo"

aiarticle_stores = {  # the order of the buttons
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"},
    "yahoo": {"preset": "yahoo-shopping", "sid": "1234567", "pid": "987654321"},
    "shop": {"name": "Sample Store", "search": "https://shop.example.com/search?q={keyword}", "background": "#0b6e4f"},
}
aiarticle_catalog = "products.toml"
aiarticle_disclosure = {
    "text": {
        "en": "The shop links here are affiliate links (this is a sample: the ids are made up).",
        "ja": "ここの商品リンクはアフィリエイトリンクです（見本のため、IDは架空のものです）。",
    },
    "amazon_name": {"en": "the sample site of sphinx-aiarticle", "ja": "sphinx-aiarticleの見本サイト"},
}
# The example price on the page "product-box" never changes, so it must not grow old. Leave this out on a real site.
aiarticle_price_max_age = 36500

aiarticle_hugo = ["hugo/*"]
aiarticle_redirects = False  # the sample is new: it has no old address to keep answering

# Pages of the guide show several summaries, and one question in two ways. Leave this out on a real site.
suppress_warnings = ["aiarticle.summary", "aiarticle.faq"]

# -- HTML ---------------------------------------------------------------------

html_theme = "furo"
html_title = "sphinx-aiarticle"
html_favicon = "_static/logo.png"
templates_path = ["_templates"]
html_theme_path = ["_themes"]  # the sample theme of the theme author's guide
html_static_path = ["_static"]
html_css_files = ["guide.css", "example.css"]
copybutton_exclude = ".linenos, .gp, .go"

# -- Other builders -----------------------------------------------------------

# Japanese on an English site: LuaLaTeX, with a package that sets it, and a font that has the examples in Korean and
# Chinese, too, where it is installed (Debian: fonts-noto-cjk).
latex_engine = "lualatex"
latex_documents = [("index", "sphinx-aiarticle.tex", project, author, "manual", True)]  # without the landing page
latex_elements = {
    "papersize": "a4paper",
    "pointsize": "10pt",
    # Quotation marks and apostrophes are those of the Latin font: those of the Japanese one are twice as wide.
    "preamble": r"""\usepackage{luatexja-fontspec}
\IfFontExistsTF{NotoSerifCJK-Regular.ttc}{\setmainjfont[BoldFont = NotoSerifCJK-Bold.ttc]{NotoSerifCJK-Regular.ttc}}{}
\ltjdefcharrange{9}{"2018-"2019,"201C-"201D}
\ltjsetparameter{jacharrange={-9}}
\addto\captionsenglish{\renewcommand{\contentsname}{Contents}}""",  # else the caption of the first toctree
    "extraclassoptions": "openany",  # no empty pages between chapters
}

man_pages = [("index", "sphinx-aiarticle", "articles in Sphinx", [author], 7)]

epub_exclude_files = ["_static/aiarticle.code-snippets"]  # a book reader has no use for a download of an editor
epub_show_urls = "no"  # a footnote with each affiliate address helps no reader

# Shops and affiliate networks turn robots away, and the hosts of the examples do not exist.
linkcheck_ignore = [
    r"https://[a-z.]*example\.(com|org)/",
    r"https://www\.amazon\.co\.jp/",
    r"https://hb\.afl\.rakuten\.co\.jp/",
    r"https://ck\.jp\.ap\.valuecommerce\.com/",
]
