"""Screenshots of the specimen in every theme, and the contact sheets they are laid out on."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from themes import Theme

PAGES = ("article", "components", "site")
WIDTHS = {"desktop": 1280, "phone": 390}

#: One answer in three is open, and pictures further down are there.
READY = """async () => {
  for (const [i, d] of document.querySelectorAll('details.aiarticle').entries()) d.open = i % 3 == 1;
  for (const image of document.images) image.loading = 'eager';
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
}"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    device: str
    mode: str

    @property
    def name(self) -> str:
        """For files and headings."""
        return f"{self.device}-{self.mode}"


def looks(theme: Theme) -> Iterator[Look]:
    """Yield every look of *theme*: light, with a reader who wants dark, and switched to dark by its own switch."""
    for device in WIDTHS:
        yield Look(device, "light")
        yield Look(device, "dark")
        if theme.dark:
            yield Look(device, "toggled")


def open_page(browser: Browser, theme: Theme, url: str, look: Look, **options: object) -> Page:
    """Return the page as *look* says, without anything from the network."""
    context = browser.new_context(
        viewport={"width": WIDTHS[look.device], "height": 900},
        color_scheme="dark" if look.mode == "dark" else "light",
        reduced_motion="reduce",
        **options,
    )
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page = context.new_page()
    page.goto(url, wait_until="load")
    if look.mode == "toggled":
        page.evaluate(theme.dark)
        page.wait_for_timeout(400)  # themes fade
    return page


def shoot(browser: Browser, theme: Theme, site: Path, into: Path) -> None:
    """Take every picture of *theme*."""
    for look in looks(theme):
        for name in PAGES:
            page = open_page(browser, theme, (site / f"{name}.html").as_uri(), look)
            page.evaluate(READY)
            page.screenshot(path=into / f"{theme.name}-{name}-{look.name}.png", full_page=True)
            page.context.close()


_STYLE = """
body { margin: 1rem; font: 14px/1.5 system-ui, sans-serif; background: #f4f4f2; color: #222; }
h1 { font-size: 1.4rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
.row { display: flex; gap: .75rem; align-items: flex-start; }
figure { margin: 0; } figcaption { font-size: .8rem; color: #555; }
img { display: block; border: 1px solid #ccc; background: #fff; }
.desktop img { width: 560px; } .phone img { width: 260px; }
"""


def sheet(themes: list[Theme], folder: Path, pages: tuple[str, ...] = PAGES) -> str:
    """Return the contact sheet of *themes* as HTML; a picture links to itself in full size."""
    parts = [f"<!DOCTYPE html><meta charset=utf-8><title>Contact sheet</title><style>{_STYLE}</style>"]
    links = " · ".join(f"<a href='#{theme.name}'>{theme.name}</a>" for theme in themes)
    parts.append(f"<h1>Every theme, every look</h1><p>{links}</p>")
    for theme in themes:
        for name in pages:
            parts.append(f"<h2 id='{theme.name}'>{escape(theme.name)}: {name}</h2><div class=row>")
            for look in looks(theme):
                file = f"{theme.name}-{name}-{look.name}.png"
                if (folder / file).exists():
                    caption = f"<figcaption>{look.device}, {look.mode}</figcaption>"
                    image = f"<a href='{folder.name}/{file}'><img loading=lazy src='{folder.name}/{file}' alt=''></a>"
                    parts.append(f"<figure class={look.device}>{caption}{image}</figure>")
            parts.append("</div>")
    return "\n".join(parts)


def draw_sheets(browser: Browser, theme: Theme, folder: Path) -> None:
    """Write one PNG a page of *theme* into ``sheets`` beside *folder*."""
    (folder.parent / "sheets").mkdir(exist_ok=True)
    for name in PAGES:
        draft = folder.parent / f"sheet-{theme.name}-{name}.html"
        draft.write_text(sheet([theme], folder, (name,)).replace("loading=lazy", ""), encoding="utf-8")
        page = browser.new_page(viewport={"width": 2580, "height": 900})
        page.goto(draft.as_uri())
        page.screenshot(path=folder.parent / "sheets" / f"{theme.name}-{name}.png", full_page=True)
        page.close()
        draft.unlink()
