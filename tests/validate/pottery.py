"""A small good site of a potter, in words of its own, for tests that spoil one thing at a time."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime

from sphinx_aiarticle.validate.addresses import PublishedFolder
from sphinx_aiarticle.validate.site import Job, check_site, find_pages

BASE = "https://kiln.example.org/studio/"
GLAZE = f"{BASE}glaze.html"
WHEEL = f"{BASE}wheel/"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
AMAZON = "https://www.amazon.co.jp/dp/B0CLAYCLAY?tag=kiln-22"


def organisation():
    return {
        "@type": "Organization",
        "@id": f"{BASE}#studio",
        "name": "Red Kiln Studio",
        "url": BASE,
        "logo": {"@type": "ImageObject", "@id": f"{BASE}#logo", "url": f"{BASE}logo.png"},
        "sameAs": ["https://social.example.com/redkiln"],
    }


def website():
    return {
        "@type": "WebSite",
        "@id": f"{BASE}#site",
        "url": BASE,
        "name": "Red Kiln Studio",
        "publisher": {"@id": f"{BASE}#studio"},
        "inLanguage": "en",
    }


def person():
    return {"@type": "Person", "@id": f"{BASE}#mina", "name": "Mina Okabe", "url": f"{BASE}mina.html"}


def breadcrumb(url, name):
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#trail",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Studio", "item": BASE},
            {"@type": "ListItem", "position": 2, "name": name},
        ],
    }


def web_page(url, name, **more):
    return {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": name,
        "isPartOf": {"@id": f"{BASE}#site"},
        "breadcrumb": {"@id": f"{url}#trail"},
        **more,
    }


def article(url, headline, **more):
    return {
        "@type": "BlogPosting",
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@id": url},
        "headline": headline,
        "description": "What a year at the kiln taught us.",
        "datePublished": "2026-02-03T10:00:00+09:00",
        "dateModified": "2026-02-05T08:30:00+09:00",
        "author": {"@type": "Person", "@id": f"{BASE}#mina", "name": "Mina Okabe", "url": f"{BASE}mina.html"},
        "publisher": {"@id": f"{BASE}#studio"},
        "image": {"@id": f"{url}#cover"},
        **more,
    }


def cover(url):
    return {
        "@type": "ImageObject",
        "@id": f"{url}#cover",
        "url": f"{BASE}cover.jpg",
        "contentUrl": f"{BASE}cover.jpg",
        "width": 1200,
        "height": 800,
    }


def graph(*nodes):
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def question(number, name, answer):
    return {
        "@type": "Question",
        "@id": f"{GLAZE}#q{number}",
        "url": f"{GLAZE}#q{number}",
        "name": name,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def glaze():
    questions = [
        question(1, "Why does ash glaze run?", "<p>It melts early. Keep it off the foot.</p>"),
        question(2, "Can I fire twice?", "<p>Yes, a second firing is “safe” below cone 6.</p>"),
    ]
    return graph(
        article(GLAZE, "Ash glaze without tears", wordCount=420, keywords=["glaze", "ash"]),
        web_page(GLAZE, "Ash glaze without tears", **{"@type": ["WebPage", "FAQPage"]}, mainEntity=questions),
        cover(GLAZE),
        breadcrumb(GLAZE, "Ash glaze"),
        website(),
        organisation(),
        person(),
    )


def notes(*names):
    entries = [{"@type": "ListItem", "position": number, "name": name} for number, name in enumerate(names, 1)]
    return {"@type": "ItemList", "itemListElement": entries}


def wheel():
    product = {
        "@type": "Product",
        "@id": f"{WHEEL}#wheel",
        "name": "Tablewheel 20",
        "brand": {"@type": "Brand", "name": "Tablewheel"},
        "offers": {
            "@type": "Offer",
            "price": 64800,
            "priceCurrency": "JPY",
            "availability": "https://schema.org/InStock",
            "url": "https://wheels.example.com/t20",
        },
        "review": {
            "@type": "Review",
            "@id": f"{WHEEL}#verdict",
            "author": {"@type": "Person", "@id": f"{BASE}#mina", "name": "Mina Okabe"},
            "reviewRating": {"@type": "Rating", "ratingValue": 4.5, "bestRating": 5, "worstRating": 1},
            "positiveNotes": notes("Quiet at full speed", "Light enough to carry"),
            "negativeNotes": notes("Small splash pan"),
        },
    }
    return graph(
        article(WHEEL, "A wheel for the kitchen table", about={"@id": f"{WHEEL}#wheel"}, timeRequired="PT12M"),
        web_page(WHEEL, "A wheel for the kitchen table"),
        product,
        cover(WHEEL),
        breadcrumb(WHEEL, "Table wheel"),
        website(),
        organisation(),
        person(),
    )


def home():
    page = {"@type": "CollectionPage", "@id": BASE, "url": BASE, "name": "Red Kiln Studio"}
    return graph({**page, "isPartOf": {"@id": f"{BASE}#site"}}, website(), organisation())


def mina():
    url = f"{BASE}mina.html"
    return graph(
        web_page(url, "Mina Okabe", **{"@type": "ProfilePage"}, mainEntity={"@id": f"{BASE}#mina"}),
        breadcrumb(url, "Mina"),
        website(),
        organisation(),
        person(),
    )


BODIES = {
    "glaze.html": """<h1>Ash glaze without tears</h1><p>By <a href="mina.html">Mina Okabe</a></p>
<h2 id="q1">Q1: Why does ash glaze run?<a class="headerlink" href="#q1">¶</a></h2>
<p>It melts early. <b>Keep it off</b> the foot.</p>
<h2 id="q2">Q2: Can I fire twice?</h2>
<details><summary>Answer</summary><p>Yes, a second firing is "safe" below cone 6.</p></details>""",
    "wheel/index.html": f"""<h1>A wheel for the kitchen table</h1><p>By Mina Okabe</p>
<p class="notice">This page holds affiliate links.
As an Amazon Associate, Red Kiln Studio earns from qualifying purchases.</p>
<section id="wheel"><h2>Tablewheel 20</h2><p>¥64,800 at Wheels (2 February 2026)</p><p>4.5 of 5</p>
<ul><li>Quiet at full speed</li><li>Light enough to carry</li><li>Small splash pan</li></ul>
<p><a href="{AMAZON}" rel="sponsored noopener">Amazon</a></p></section>""",
    "index.html": "<h1>Red Kiln Studio</h1>",
    "mina.html": "<h1>Mina Okabe</h1><p>Throws pots in Mashiko.</p>",
}
GRAPHS = {"glaze.html": glaze, "wheel/index.html": wheel, "index.html": home, "mina.html": mina}
ADDRESSES = {"glaze.html": GLAZE, "wheel/index.html": WHEEL, "index.html": BASE, "mina.html": f"{BASE}mina.html"}


def script(text, kind="application/ld+json"):
    return f'<script type="{kind}">\n{text}\n</script>'


def as_script(data):
    return script(json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c"))


def page(scripts, body, canonical=""):
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"<!doctype html>\n<html><head><title>Pots</title>{link}\n{scripts}</head><body>{body}</body></html>\n"


def write_site(folder, file="", change_graph=None, change_html=None, scripts=None):
    """Write the site, one page of it changed.

    Args:
        folder: Where to.
        file: The page to change.
        change_graph: Changes its graph in place.
        change_html: Returns other HTML for the whole page.
        scripts: The text to have in place of its script elements.
    """
    for name, make in GRAPHS.items():
        data = copy.deepcopy(make())
        if name == file and change_graph:
            change_graph(data)
        text = scripts if name == file and scripts is not None else as_script(data)
        html = page(text, BODIES[name], ADDRESSES[name])
        if name == file and change_html:
            changed = change_html(html)
            assert changed != html
            html = changed
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    for picture in ("cover.jpg", "logo.png"):
        (folder / picture).write_bytes(b"picture")


def findings_of(folder, base=BASE, processes=1):
    files = find_pages(folder)
    job = Job(site=PublishedFolder(root=folder, base=base), prefix="", vocabulary_file="", now=NOW)
    return check_site(job, files, processes).findings


def node(data, *types):
    """Return the first node of the graph with one of the types."""
    for found in data["@graph"]:
        own = found["@type"] if isinstance(found["@type"], list) else [found["@type"]]
        if set(types) & set(own):
            return found
    raise LookupError(types)
