"""A reader types a query, sees where its words are, and finds them marked in the page."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from urllib.parse import quote

import pytest
from test_search import JAPANESE, pages

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra `browser`")


@pytest.fixture
def open_site():
    """Return a function that serves a site and opens its first page in Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        except sync_api.Error as error:
            pytest.skip(f"needs Chromium: {error}")
        servers = []

        def open_site(site):
            handler = functools.partial(Quiet, directory=str(site.outdir))
            servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
            threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
            page = browser.new_page(base_url=f"http://127.0.0.1:{servers[-1].server_port}/")
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            page.goto("index.html")
            return page

        yield open_site
        for server in servers:
            server.shutdown()
        browser.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_reader_finds_a_page_and_the_words_in_it(build, open_site, theme):
    page = open_site(build(pages(JAPANESE), conf={"language": "ja", "html_theme": theme}))
    for query, name, marked in [
        ("静音設計 キーボード", "desk", {"静音設計", "キーボード"}),
        ("使い方", "desk", {"使い方"}),
        ("usbハブ", "desk", {"ＵＳＢハブ"}),
        ("ペンケース", "pen", {"ペンケース"}),
        ("席", "cafe", {"席"}),
    ]:
        page.goto(f"search.html?q={quote(query)}")
        results = page.locator("ul.search > li")
        results.locator(".highlighted").first.wait_for()
        assert results.count() == 1
        assert set(results.locator("p.context .highlighted").all_inner_texts()) == marked
        results.locator("a").click()
        page.locator(".highlighted").first.wait_for()
        assert page.url.endswith(f"/{name}.html")
        assert set(page.locator("[role=main] .highlighted").all_inner_texts()) == marked
