"""Draw the pictures of the README from the specimen; run ``matrix.py`` first, which builds it.

    python tests/themes/readme_pictures.py

Chromium lays screenshots out on a page of its own, and writes them as WebP.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
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

SITES = ROOT / ".themes" / "sites"
IMAGES = ROOT / "example_docs" / "images"
#: Theme, look, element to begin at, and height of the shot.
ARTICLE = (
    ("furo", Look("desktop", "light"), "h1", 1720),
    ("pydata_sphinx_theme", Look("phone", "toggled"), ".aiarticle-product", 1240),
)
THEMES = tuple(
    (name, Look("desktop", mode), ".aiarticle-product", 760)
    for name, mode in (
        ("sphinx_rtd_theme", "light"),
        ("shibuya", "toggled"),
        ("alabaster", "light"),
        ("sphinx_book_theme", "toggled"),
        ("sphinx_immaterial", "light"),
        ("magazine", "light"),
    )
)
_STYLE = """
body { margin: 0; background: #e9e7e1; }
main { display: grid; gap: 20px; padding: 24px; align-items: start; }
img { display: block; width: 100%; border-radius: 8px; box-shadow: 0 2px 12px #0003; }
"""
_TO_WEBP = """async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.78).split(",")[1];
}"""


def shot(browser: Browser, name: str, look: Look, start: str, height: int) -> str:
    """Return a picture of the article as a data address."""
    page = open_page(browser, BY_NAME[name], (SITES / name / "english.html").as_uri(), look)
    page.evaluate(READY)
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    top = page.locator(start).first.evaluate("(e) => e.getBoundingClientRect().top + scrollY")
    page.evaluate(f"scrollTo({{ top: {max(0, top - 110)}, behavior: 'instant' }})")
    page.wait_for_timeout(300)
    png = base64.b64encode(page.screenshot()).decode()
    page.context.close()
    return f"data:image/png;base64,{png}"


def collage(browser: Browser, shots: list[str], columns: str, width: int, into: Path) -> None:
    """Lay *shots* out in *columns* and write them as one picture."""
    page = browser.new_page(viewport={"width": width, "height": 600})
    images = "".join(f"<img src='{url}'>" for url in shots)
    page.set_content(f"<style>{_STYLE}</style><main style='grid-template-columns: {columns}'>{images}</main>")
    png = base64.b64encode(page.locator("main").screenshot()).decode()
    page.goto("about:blank")
    into.write_bytes(base64.b64decode(page.evaluate(_TO_WEBP, png)))
    page.close()
    print(f"{into.relative_to(ROOT)}: {into.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Draw both pictures."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        collage(browser, [shot(browser, *one) for one in ARTICLE], "2.35fr 1fr", 1280, IMAGES / "readme-article.webp")
        collage(browser, [shot(browser, *one) for one in THEMES], "1fr 1fr 1fr", 1280, IMAGES / "readme-themes.webp")
        browser.close()


if __name__ == "__main__":
    main()
