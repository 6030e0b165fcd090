"""Draw the pictures of the README and of the start page of the guide.

    python tests/themes/readme_pictures.py

The large one shows the example of the README as source, page and data. The gallery is drawn from the specimen: run
``matrix.py`` first, which builds it. Chromium lays screenshots out on a page of its own, and writes them as WebP.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from matrix import BROWSERS
from pictures import READY, Look, open_page
from playwright.sync_api import sync_playwright
from sites import ROOT
from themes import BY_NAME

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITES = Path(os.environ.get("AIARTICLE_SITES", ROOT / ".themes" / "sites"))
IMAGES = ROOT / "example_docs" / "_static"
GUIDE = Path(os.environ.get("AIARTICLE_GUIDE", ROOT / "example_docs" / "_build" / "ci-html"))
README = ROOT / "README.md"
#: Theme, and its light.
THEMES = (
    ("furo", "light"),
    ("pydata_sphinx_theme", "toggled"),
    ("sphinx_rtd_theme", "light"),
    ("shibuya", "toggled"),
    ("sphinx_immaterial", "light"),
    ("sphinx_book_theme", "toggled"),
    ("alabaster", "light"),
    ("piccolo_theme", "light"),
    ("magazine", "light"),
)
_STYLE = """
body { margin: 0; background: #eef1f6; font: 13px/1.5 system-ui, sans-serif; }
main { display: grid; grid-template-columns: 440px 640px 480px; gap: 28px; padding: 28px; width: max-content; }
section { display: grid; grid-template-rows: auto 1fr; gap: 10px; }
h2 { margin: 0; font-size: 20px; color: #1f2937; }
h2 small { font-weight: 400; color: #4b5563; }
pre, div { margin: 0; height: 850px; overflow: hidden; border-radius: 10px; box-shadow: 0 2px 14px #0002; }
pre { box-sizing: border-box; padding: 20px; background: #111827; color: #e5e7eb; font: 14px/1.5 monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
div { background: #fff; }
img { display: block; width: 100%; }
"""
_TO_WEBP = """async ([png, quality]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


def block(language: str) -> str:
    """Return the first code block of a language in the README."""
    found = re.search(rf"```{language}\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    return found[1] if found else ""


def write_webp(browser: Browser, png: bytes, into: Path, quality: float = 0.8) -> None:
    """Write a screenshot as WebP."""
    page = browser.new_page()
    page.goto("about:blank")
    into.parent.mkdir(exist_ok=True)
    into.write_bytes(base64.b64decode(page.evaluate(_TO_WEBP, [base64.b64encode(png).decode(), quality])))
    page.close()
    print(f"{into.relative_to(ROOT)}: {into.stat().st_size / 1000:.0f} kB")


def build(folder: Path) -> Path:
    """Build the example of the README with Furo, and return its page."""
    (folder / "_static").mkdir(parents=True)
    (folder / "_static" / "logo.png").write_bytes((ROOT / "example_docs/_static/logo.png").read_bytes())
    (folder / "conf.py").write_text(f"{block('python')}\nproject = 'Example Blog'\nhtml_theme = 'furo'\n", "utf-8")
    (folder / "index.md").write_text(block("md"), "utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", folder, folder / "site"], check=True)
    return folder / "site" / "index.html"


def data_of(page: Path) -> str:
    """Return the nodes of the graph that are about the article, for people to read."""
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    graph = json.loads(script[1])["@graph"] if script else []
    wanted = [node for node in graph if node["@type"] in ("BlogPosting", ["WebPage", "FAQPage"], "Thing")]
    text = json.dumps(wanted, indent=2, ensure_ascii=False)
    return re.sub(r'\{\s+("@id": "[^"]+")\s+\}', r"{\1}", text).replace("https://blog.example.org/", "…/")


def hero(browser: Browser) -> None:
    """Draw source, page and data of one article."""
    with tempfile.TemporaryDirectory() as folder:
        path = build(Path(folder) / "blog")
        page = browser.new_page(viewport={"width": 640, "height": 850}, device_scale_factor=2)
        page.goto(path.as_uri())
        page.wait_for_timeout(500)
        page.evaluate(
            "for (const e of document.querySelectorAll('.mobile-header, .content-icon-container')) e.remove()"
        )
        shot = base64.b64encode(page.screenshot()).decode()
        page.close()
        data = data_of(path)
    page = browser.new_page(viewport={"width": 1700, "height": 1240})
    page.set_content(
        f"<style>{_STYLE}</style><main><section><h2>You write <small>Markdown or reStructuredText</small></h2>"
        f"<pre>{escape(block('md'))}</pre></section><section><h2>Readers get <small>a page in any theme</small></h2>"
        f"<div><img src='data:image/png;base64,{shot}'></div></section><section><h2>Machines get "
        f"<small>linked JSON-LD</small></h2><pre>{escape(data)}</pre></section></main>"
    )
    write_webp(browser, page.locator("main").screenshot(), IMAGES / "source-page-data.webp")
    page.close()


def quick_start(browser: Browser, site: Path) -> None:
    """Draw the article of the quick start, from a built guide."""
    page = browser.new_page(viewport={"width": 720, "height": 900}, device_scale_factor=2)
    page.goto((site / "posts" / "evening-lamp.html").as_uri())
    page.wait_for_timeout(500)
    page.evaluate("for (const e of document.querySelectorAll('.mobile-header, .content-icon-container')) e.remove()")
    write_webp(browser, page.screenshot(), IMAGES / "quickstart.webp")
    page.close()


def gallery(browser: Browser) -> None:
    """Draw the same box in several themes."""
    for name, mode in THEMES:
        address = (SITES / name / "english.html").as_uri()
        page = open_page(browser, BY_NAME[name], address, Look("desktop", mode))
        page.evaluate(READY)
        page.set_viewport_size({"width": 1100, "height": 720})
        top = page.locator(".aiarticle-product").first.evaluate("(e) => e.getBoundingClientRect().top + scrollY")
        page.evaluate(f"scrollTo({{ top: {max(0, top - 150)}, behavior: 'instant' }})")
        page.wait_for_timeout(300)
        write_webp(browser, page.screenshot(scale="css"), IMAGES / "themes" / f"{name}.webp", 0.6)
        page.context.close()


def main() -> None:
    """Draw all pictures whose pages are there: the guide as ``nox -s docs`` builds it, the specimen of the themes."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        hero(browser)
        if GUIDE.is_dir():
            quick_start(browser, GUIDE)
        if SITES.is_dir():
            gallery(browser)
        browser.close()


if __name__ == "__main__":
    main()
