"""What is asserted of every theme in the browser: one :class:`Result` for each thing that was looked at."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from axe_playwright_python.sync_playwright import Axe
from pictures import Look, looks, open_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser, Page
    from themes import Theme

DESKTOP, PHONE = Look("desktop", "light"), Look("phone", "light")
PAGES = ("article", "components", "plain", "site")
GENERATED = ("authors/noa/index", "tags/desk/index", "tags/desk/page/2/index", "tags/index", "archive/index")

_PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
_LEAST_CONTRAST = 4.5
_RING_CONTRAST = 3
_TARGET = 24  # px
_LINE = 20  # px: a line of text is not lower
_MAX_TABS = 300
_MOST_SHIFT = 0.01  # a tenth of what Google calls good (web.dev/cls)
_SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""


@dataclass(frozen=True)
class Result:
    """One thing that was looked at, and what is wrong with it."""

    check: str
    where: str
    problem: str = ""


@dataclass(frozen=True)
class Subject:
    """A theme's site in a browser.

    Attributes:
        looks: How its pages are looked at; those of the theme when left out.
        fault: A script that spoils every page, to see whether the checks notice.
    """

    browser: Browser
    theme: Theme
    site: Path
    looks: tuple[Look, ...] = ()
    pages: tuple[str, ...] = PAGES
    fault: str = ""

    def page(self, name: str, look: Look = DESKTOP, fragment: str = "", **options: Any) -> Page:
        """Open a page with the probe on it."""
        url = (self.site / f"{name}.html").as_uri() + fragment
        page = open_page(self.browser, self.theme, url, look, **options)
        if fragment:
            page.wait_for_timeout(600)  # the browser searches for the text; some themes glide
        if self.fault:
            page.evaluate(self.fault)
        page.evaluate(_PROBE)
        page.evaluate("(colour) => { window.probeGround = colour }", self.theme.ground)
        return page


def in_every_look(subject: Subject) -> Iterator[Result]:
    """Measure each page in each look of the theme; what does not depend on colours, in the light ones."""
    for look in subject.looks or looks(subject.theme):
        generated = GENERATED if subject.pages == PAGES else ()
        for name in (*subject.pages, *generated):
            page, where = subject.page(name, look), f"{name} {look.name}"
            if look in (DESKTOP, PHONE):
                yield from _layout(page, where)
                yield _layout_shift(subject, name, look, page)
            if look.device == "desktop":
                for part in page.evaluate("probe.parts()"):
                    yield Result(part["check"], where, "" if part["ok"] else part["what"])
                yield from _on_paper(page, where)
                if name == "article":
                    yield from _focus(page, where)
            _open_all(page)
            yield from _axe(page, where, look)
            yield from _contrast(page, where)
            if look in (DESKTOP, PHONE):
                yield from _target_size(page, where)
            if look == DESKTOP:
                for table in page.evaluate("probe.columns()"):
                    problem = f"{table['what']} cuts off {table['cut'][:3]}" if table["cut"] else ""
                    yield Result("columns", where, problem)
                for row in page.evaluate("probe.rowHeaders()"):
                    yield Result("row headers", where, "" if row["named"] else f"no header: {row['what']}")
                yield from _forced_colours(page, where)
                yield from _reduced_motion(page, where)
                page.evaluate("probe.enlarge()")
                yield from _cut("200 % text", page, where)
            if look == PHONE:
                for table in page.evaluate("probe.names()"):
                    yield Result("names", where, "" if table["stay"] else f"out of sight: {table['what']}")
                yield from _sideways("320 px", page, where)
                yield from _many("prose", where, page.evaluate("probe.prose()"))
                page.evaluate("probe.lengthen()")
                yield from _sideways("long words", page, where)
                page.context.close()
                page = subject.page(name, look)
                _open_all(page)
                page.add_style_tag(content=_SPACED)
                yield from _cut("text spacing", page, where)
            page.context.close()


def _open_all(page: Page, state: str = "true") -> None:
    page.evaluate(f"for (const d of document.querySelectorAll('details.aiarticle')) d.open = {state}")


def _axe(page: Page, where: str, look: Look) -> Iterator[Result]:
    """No violation of WCAG 2.2 AA in what is ours; only violations are described, which takes half as long."""
    rules = {"type": "tag", "values": _RULES} if look in (DESKTOP, PHONE) else {"type": "rule", "values": _OF_COLOURS}
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, context=".aiarticle", options=options).response
    yield from (Result("axe", where) for _rule in found["passes"])
    for violation in found["violations"]:
        for node in violation["nodes"]:
            if "aiarticle" in node["html"].partition(">")[0] or not _is_theirs(page, violation["id"], node):
                yield Result("axe", where, f"{violation['id']}: {node['html'][:160]}")


def _is_theirs(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """Whether an element of the theme or the author in our box has its fault outside the box, too."""
    if rule == "color-contrast":
        return bool(page.evaluate("(selector) => probe.theirs(selector)", node["target"][-1]))
    return rule == "scrollable-region-focusable"  # scripts of themes wrap tables and code


def _contrast(page: Page, where: str) -> Iterator[Result]:
    """Every text has a contrast of 4.5, unless the theme's own text around it has the same two colours."""
    for text in page.evaluate("probe.contrast()"):
        low = text["ratio"] < _LEAST_CONTRAST and not text["theirs"]
        yield Result("contrast", where, f"{text['ratio']:.2f}: {text['what']}" if low else "")


def _target_size(page: Page, where: str) -> Iterator[Result]:
    """Targets are 24 px high and wide, shop buttons and questions 44 px high; links in a sentence are excepted."""
    for target in page.evaluate("probe.targets()"):
        small = target["height"] < target["least"] - 0.5 or target["width"] < _TARGET
        problem = f"{target['width']:.0f}x{target['height']:.0f}: {target['what']}"
        yield Result("target size", where, problem if small and not target["inline"] else "")


def _layout(page: Page, where: str) -> Iterator[Result]:
    """Nothing fills the screen, and pictures say their size."""
    for part in page.evaluate("probe.heights()"):
        problem = f"{part['height']:.0f} px, {part['most']:.0f} at most: {part['what']}"
        yield Result("height", where, problem if part["height"] > part["most"] else "")
    for picture in page.evaluate("probe.pictures()"):
        yield Result("picture size", where, "" if picture["sized"] else f"no size: {picture['what']}")


def _layout_shift(subject: Subject, name: str, look: Look, page: Page) -> Result:
    """Nothing moves while a page loads; what a second look does not see, the machine was too busy to paint in time."""
    shift = page.evaluate("probe.shifts()")
    if shift["sum"] > _MOST_SHIFT:
        again = subject.page(name, look)
        shift = min(shift, again.evaluate("probe.shifts()"), key=itemgetter("sum"))
        again.context.close()
    is_far = shift["sum"] > _MOST_SHIFT
    return Result("layout shift", f"{name} {look.name}", f"{shift['sum']:.3f}: {shift['what']}" if is_far else "")


def _sideways(check: str, page: Page, where: str) -> Iterator[Result]:
    """At 320 px nothing of ours makes the page scroll sideways."""
    page.set_viewport_size({"width": 320, "height": 700})
    yield from _many(check, where, page.evaluate("probe.sideways()"))


def _cut(check: str, page: Page, where: str) -> Iterator[Result]:
    """Text that is larger or spaced out is neither cut off nor runs out of its box."""
    yield from _many(check, where, page.evaluate("probe.cut()"))


def _many(check: str, where: str, found: dict[str, Any]) -> Iterator[Result]:
    yield from (Result(check, where, problem) for problem in found["guilty"])
    yield from (Result(check, where) for _ in range(found["checked"] - len(found["guilty"])))


def _focus(page: Page, where: str) -> Iterator[Result]:
    """The tabulator reaches everything of ours in the order of the page; where it is, is visible and not covered."""
    page.evaluate("const h = document.querySelector('h1'); h.tabIndex = -1; h.focus()")
    wanted = page.evaluate("probe.focusable()")
    order: list[int] = []
    for _ in range(_MAX_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate("probe.focused()")
        if at and at["index"] not in order:
            order.append(at["index"])
            visible = at["outline"] and (at["contrast"] >= _RING_CONTRAST or at["halo"])
            problem = "" if visible else f"no visible focus, contrast {at['contrast']:.1f}: {at['what']}"
            yield Result("focus", where, problem or (f"covered: {at['what']}" if at["covered"] else ""))
        if len(order) == len(wanted):
            break
    missed = [wanted[number] for number in range(len(wanted)) if number not in order]
    yield Result("focus", where, f"not reached: {missed}" if missed else "")
    yield Result("focus", where, "" if order == sorted(order) else f"out of order: {order}")
    page.evaluate("scrollTo(0, 0)")  # where some themes show no button that leads up, and covers what is measured next


def _on_paper(page: Page, where: str) -> Iterator[Result]:
    """Print shows all answers, and says where links lead."""
    page.emulate_media(media="print")
    found = page.evaluate("probe.print()")
    page.emulate_media(media="null")
    for answer in found["answers"]:
        yield Result("print", where, f"not printed: {answer['what']}" if answer["height"] < _LINE else "")
    for link in found["links"]:
        yield Result("print", where, "" if link["printed"] else f"the address is not printed: {link['what']}")


def _forced_colours(page: Page, where: str) -> Iterator[Result]:
    """With forced colours boxes, buttons and the sign of an accordion keep an edge that shows."""
    page.emulate_media(forced_colors="active")
    for edge in page.evaluate("probe.forced()"):
        yield Result("forced colours", where, "" if edge["sides"] else f"no edge: {edge['what']}")
    page.emulate_media(forced_colors="null")


def _reduced_motion(page: Page, where: str) -> Iterator[Result]:
    """Nothing of ours moves for a reader who wants it still; pages are opened for such a reader."""
    for element in page.evaluate("probe.still()"):
        yield Result("reduced motion", where, f"moves: {element['what']}" if element["moves"] else "")


def keyboard(subject: Subject) -> Iterator[Result]:
    """Questions open and close by keyboard."""
    page = subject.page("article")
    _open_all(page, "false")
    questions = page.locator("summary.aiarticle-question__summary")
    for number in range(questions.count()):
        for key, wanted in (("Enter", 1), ("Space", 0)):
            questions.nth(number).focus()
            page.keyboard.press(key)
            opened = len(page.evaluate("probe.opened()"))
            yield Result("keyboard", "article", "" if opened == wanted else f"{key} leaves {opened} answers open")
    page.context.close()


def links_to_answers(subject: Subject) -> Iterator[Result]:
    """An address with the id of a question, a search in the page, and a table of contents open the right answer."""
    overview = subject.page("article")
    for item in overview.evaluate("probe.accordion()"):
        page = subject.page("article", fragment=f"#{item['id']}")
        seen = page.evaluate(f"probe.seen('{item['id']}')")
        yield Result("#hash", item["id"], _only(page, item["id"]))
        yield Result("#hash", item["id"], "" if seen else "the question is not in sight")
        page.context.close()
        # A text fragment reveals what it finds as the browser's own search does.
        page = subject.page("article", fragment=f"#:~:text={quote(item['text'])}")
        yield Result("find in page", item["id"], _only(page, item["id"]))
        page.context.close()
        for number in range(item["links"]):
            _open_all(overview, "false")
            overview.evaluate("history.replaceState(null, '', location.pathname)")
            overview.evaluate(f"probe.linksTo('{item['id']}')[{number}].click()")
            overview.wait_for_timeout(100)
            yield Result("table of contents", item["id"], _only(overview, item["id"]))
    overview.context.close()


def _only(page: Page, wanted: str) -> str:
    opened = page.evaluate("probe.opened()")
    return "" if opened == [wanted] else f"open are {opened}"


def without_javascript(subject: Subject) -> Iterator[Result]:
    """Without JavaScript nothing of ours is missing, and answers open by a press and by an address."""
    with_it, without = subject.page("article"), subject.page("article", java_script_enabled=False)
    shown = [page.evaluate("probe.shown()") for page in (with_it, without)]
    yield Result("no JavaScript", "article", "" if shown[0] == shown[1] else f"{shown[1]} of {shown[0]} elements show")
    items = with_it.evaluate("probe.accordion()")
    for number, item in enumerate(items):
        without.locator("summary.aiarticle-question__summary").nth(number).click()
        found = item["id"] in without.evaluate("probe.opened()")
        yield Result("no JavaScript", item["id"], "" if found else "a press does not open the answer")
    page = subject.page("article", fragment=f"#{items[-1]['id']}", java_script_enabled=False)
    yield Result("no JavaScript", "#hash", _only(page, items[-1]["id"]))
    for opened in (page, without, with_it):
        opened.context.close()


def right_to_left(subject: Subject) -> Iterator[Result]:
    """An Arabic page is laid out from right to left, and nothing of ours is wider than its place."""
    for look in (DESKTOP, PHONE):
        page = subject.page("rtl", look)
        page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
        for fact in page.evaluate("probe.rtl()"):
            yield Result("right to left", look.name, "" if fact["ok"] else f"not so: {fact['what']}")
        yield from _many("right to left", look.name, page.evaluate("probe.cut()"))
        page.context.close()


def structured_data(subject: Subject) -> Iterator[Result]:
    """The structured data are on a page exactly once, and are whole."""
    for name in ("article", "components", "rtl"):
        html = (subject.site / f"{name}.html").read_text(encoding="utf-8")
        in_file = len(re.findall(r"<script[^>]*application/ld\+json", html))
        page = subject.page(name)
        scripts = page.evaluate("probe.scripts()")
        once = len(scripts) == in_file == 1
        yield Result("JSON-LD", name, _whole(scripts[0]) if once else f"{in_file} in the file, {len(scripts)} shown")
        page.context.close()


def _whole(text: str) -> str:
    try:
        first = json.loads(text)["@graph"][0]["@type"]
    except (ValueError, LookupError, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    return "" if "BlogPosting" in str(first) else f"it begins with {first}"


CHECKS: tuple[Callable[[Subject], Iterable[Result]], ...] = (
    in_every_look,
    keyboard,
    links_to_answers,
    without_javascript,
    right_to_left,
    structured_data,
)

#: Spoils a page in one way for each check.
FAULTS = """(() => {
  const style = document.createElement("style");
  style.textContent = `
    .aiarticle-header__item { color: #999 !important; background: #aaa !important }
    .aiarticle.aiarticle .aiarticle-product__store { min-block-size: 0 !important; padding: 0 !important }
    .aiarticle-summary { min-inline-size: 1400px }
    .aiarticle.aiarticle .aiarticle-summary__title { block-size: 1em; overflow: hidden }
    .aiarticle.aiarticle :focus-visible { outline: none !important; box-shadow: none !important }
    .aiarticle::details-content { content-visibility: hidden !important }
    .aiarticle.aiarticle-summary { border-left: 9px solid !important; border-right: 0 solid !important }
    .aiarticle.aiarticle-product { border: 0 !important }
    .aiarticle * { transition: all 1s !important }
    .aiarticle.aiarticle .aiarticle-products__table td { min-inline-size: 16em !important }
    .aiarticle-lead ~ * p { overflow-wrap: normal !important }
    .aiarticle.aiarticle .aiarticle-products__table th { position: static !important }
    .aiarticle.aiarticle .aiarticle-product__image { min-block-size: 60em }
    .aiarticle.aiarticle .aiarticle-product__name { white-space: nowrap; overflow: visible }
    .aiarticle.aiarticle .aiarticle-articles__cover img { block-size: 3em !important }
    .aiarticle.aiarticle .aiarticle-verdict__rating { inline-size: 12em !important }
    .aiarticle.aiarticle-pros-cons { flex-direction: column }
    .aiarticle.aiarticle li { background: linear-gradient(red, red) !important; padding: 0 !important }
    .aiarticle.aiarticle-terms li { list-style: disc !important }
    .aiarticle.aiarticle img:is(.aiarticle-header__face, .aiarticle-writers__image) { border-radius: 0 !important }
  `;
  document.head.append(style);
  for (const image of document.querySelectorAll(".aiarticle img")) {
    for (const name of ["alt", "width"]) image.removeAttribute(name);
  }
  for (const header of document.querySelectorAll("tbody th")) header.outerHTML = `<td>${header.innerHTML}</td>`;
  const cover = document.querySelector(".aiarticle-header__cover");
  if (cover) cover.style.marginTop = "300px";
  for (const answer of document.querySelectorAll("details.aiarticle")) answer.open = false;
  document.addEventListener("click", (event) => event.preventDefault());
  const script = document.querySelector("script[type='application/ld+json']");
  if (script) script.after(script.cloneNode(true));
})()"""
#: What the faults above are about. A press still opens answers without JavaScript, and the address does not.
FAULTY = {
    "axe", "contrast", "target size", "320 px", "200 % text", "text spacing", "focus", "print", "forced colours",
    "reduced motion", "columns", "height", "cards", "rating", "pros and cons", "faces", "long words", "row headers",
    "picture size", "terms", "names", "bullets", "prose",
    "keyboard", "#hash", "find in page", "table of contents", "no JavaScript", "right to left",
    "JSON-LD",
}  # fmt: skip
#: What the faults may cause besides: whether pictures without a size are seen to shift the page depends on how fast the
#: machine paints.
BY_CHANCE = {"layout shift"}
