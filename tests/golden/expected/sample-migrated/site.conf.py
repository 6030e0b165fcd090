"""Settings of the site, moved from Hugo; see https://www.sphinx-doc.org/en/master/usage/configuration.html."""

project = "Harbour notes"
author = "Mara Quay"
html_show_copyright = False
language = "en"
# version = "1"  # if you make an e-book, which has to name one
html_baseurl = "https://harbour.example.org/"
html_title = project
# html_theme = "furo"  # instead of the plain default; first: pip install furo, or pydata-sphinx-theme

extensions = ["sphinx_aiarticle"]  # loads myst_parser too
myst_enable_extensions = ["colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 6  # links to headings by their text, as Hugo makes them
myst_heading_slug_func = "sphinx_aiarticle.hugo.headings.hugo_slug"
highlight_language = "text"  # of code whose fence names none, as in Hugo
exclude_patterns = [
    "_build", ".aiarticle-migrate", "static", "assets",
    "posts/draft-of-fog.md",  # it is a draft
    "posts/last-season.md",  # it expired on 2021-01-01T00:00:00+00:00
    "posts/next-season.md",  # it appears on 2199-04-01T00:00:00+02:00
]
html_extra_path = ["static", "assets"]  # published as they are, at the addresses they had
aiarticle_redirects = "folders"  # old addresses such as /about/ answer with every HTML builder
aiarticle_bundles = ["posts/*"]  # files beside these pages answer as before
aiarticle_pages = {
    "home": {"feed": "index.xml"},
    "sections": {"feed": "index.xml"},
    "tags": {"feed": "index.xml"},
    "categories": {"feed": "index.xml"},
    "archive": {"path": "archives"},
}
aiarticle_after = ["neighbours"]  # articles end with the older and the newer one
aiarticle_sitemap = True
suppress_warnings = [
    "misc.highlighting_failure",  # code in articles is as it is
    "aiarticle.image",  # covers that are no files here (1): add them to static/
]

aiarticle_publisher = {
    "name": "Harbour notes",
    "description": "What the sea teaches on land",
    "same_as": ["https://social.example.org/@harbour"],
    # "logo": "static/logo.png",
}
aiarticle_authors = {
    "mara-quay": {"name": "Mara Quay"},
    "jon-pier": {"name": "Jon Pier"},
}
aiarticle_default_author = "mara-quay"
# The kind of article by category; without it all are BlogPosting:
# aiarticle_article_types = {"Seamanship": "NewsArticle"}
aiarticle_stores = {  # in the order of the buttons
    "amazon": {"preset": "amazon.co.jp", "tag": "harbour-22"},
    "rakuten": {"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"},
}
aiarticle_other_keys = [  # front matter that other tools read
    "ship",
]
