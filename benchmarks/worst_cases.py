"""Feed each public reader of text with its worst: what is linear takes ten times as long for ten times more.

    python benchmarks/worst_cases.py [--sizes 1000 10000 100000] [--only convert] [--all]

Each reader gets each shape (a text repeated, between a beginning and an end) in the first two sizes, and its worst one
in all of them. Prints the times and how much the last step took more: 10 is linear, 100 is quadratic. ``markdown-it``
and ``html.parser`` are not readers of ours, but below some of them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle import frontmatter, myst, url, values
from sphinx_aiarticle.catalog.reader import read_tables
from sphinx_aiarticle.check.findings import check_text
from sphinx_aiarticle.frontmatter import misplaced
from sphinx_aiarticle.hugo import attributes, blocks, convert, inline, paths
from sphinx_aiarticle.hugo.attributes import code_options, read_fence, read_settings
from sphinx_aiarticle.hugo.shortcodes.call import calls_in, read_tag
from sphinx_aiarticle.hugo.shortcodes.own import function_of
from sphinx_aiarticle.hugo.site_context import SiteContext
from sphinx_aiarticle.lint import articles, json_ld
from sphinx_aiarticle.migrate.addresses import Addresses, Anchors
from sphinx_aiarticle.migrate.calls import replace_calls
from sphinx_aiarticle.migrate.content import Page, SourceFile
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.html_markdown import as_block, as_inline, balanced, page_markdown, simple_markdown
from sphinx_aiarticle.migrate.hugo_settings import Mount
from sphinx_aiarticle.migrate.losses import WrittenPage
from sphinx_aiarticle.migrate.page import PageWriter
from sphinx_aiarticle.migrate.page_links import PageLinks
from sphinx_aiarticle.migrate.rendered import read_rendered
from sphinx_aiarticle.migrate.replaced import without_html
from sphinx_aiarticle.migrate.site import HugoLanguage, HugoSite
from sphinx_aiarticle.migrate.templates import find_templates
from sphinx_aiarticle.model import article, product
from sphinx_aiarticle.recognise import boxes, headings, html, prose
from sphinx_aiarticle.recognise.link_places import Syntax
from sphinx_aiarticle.stores.affiliate import is_affiliate, plain_url, project_of, web_link
from sphinx_aiarticle.stores.judge import judge
from sphinx_aiarticle.stores.link import parse
from sphinx_aiarticle.stores.store_settings import read_stores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BAR: Final = "¦"
#: What is repeated.
UNITS: Final = (
    " ¦\n¦\t¦\r¦a¦a ¦a\n¦ \n¦a: ¦a: b\n¦a:\n¦- ¦- a\n¦a, ¦、¦。¦。 ¦.¦..¦…¦[¦]¦[a¦[a](¦](¦[]¦[^a]¦[a]: b\n¦"
    "[^a]: b\n¦![¦(¦)¦()¦{¦}¦{}¦{ a=¦{a=b ¦{#a}¦{{¦{{<¦{{< a >}}¦{{< a ¦{{< rawhtml >}}¦{{< /rawhtml >}}¦"
    "{{< figure src=a >}}\n¦{{< details >}}\n¦{{</* a */>}}¦{{</*¦{{% a %}}¦`¦``¦` ¦`a` ¦``` ¦```\n¦```a\n¦"
    "~~~a\n¦:::a\n¦:::\n¦:::{faq}\n¦```{faq}\n¦:¦:a¦:a:¦:+¦*¦**¦** ¦*a¦**a¦**a** ¦**「a」**¦_¦__a¦<¦<a¦<a ¦"
    "<a href=¦<a href='¦<a href=\"¦<a href=a>¦</a>¦<div>\n¦<div>¦</div>\n¦<p>¦<!--¦<!-- -->¦-->¦<script¦"
    '<script ¦<script>¦</script>¦<script type="application/ld+json">¦<script type=¦<pre>¦<pre>\n¦&¦&a¦&amp;¦'
    '&#1¦%¦%a¦%25¦%41¦/¦//¦/a¦../¦a/¦\\¦\\\\¦\\a¦\'¦"¦\'a¦"a¦\'\'¦""¦"a" ¦#¦# ¦# a\n¦## a\n¦## a?\n¦'
    "### Q: a\n\nb\n\n¦- a\n- b\n\n¦> ¦> a\n¦|¦|a¦|a|\n¦a|b\n-|-\n¦-¦--¦---¦---\n¦===\n¦+++\n¦+¦a = 1\n¦a = ¦"
    "a.¦a . ¦[a]\n¦[[a]]\n¦[a.b]\n¦a = '''¦a = \"\"\"¦a = [¦a = {¦a={b=¦1¦1.¦1. ¦1. a\n¦1,¦1-¦1 ¦2026-¦"
    "2026-01-01 ¦T¦Z¦=¦==¦a=¦a=b&¦?¦? ¦?a=b¦&a=¦;¦; ¦,¦\u3000¦\xa0¦あ¦「¦」¦日本語¦é¦é¦😀¦\x00¦https://¦http://a.b/¦"
    "https://amzn.to/a ¦https://www.amazon.co.jp/dp/¦<https://a.b/> ¦[a](https://amzn.to/b) ¦:a: b\n¦"
    ".. a:: b\n¦.. _a: b\n¦:a b: c\n¦.. ¦a\n=\n¦@¦!¦{a}`¦{a}`b` ¦(a)=\n¦%a\n¦$a$ ¦$$\n"
).split(_BAR)
#: What is around it.
AROUND: Final = (
    ("", ""),
    ("---\na: ", "\n---\n"),
    ("+++\n", "\n+++\n"),
    ("{{< rawhtml >}}\n<div>", "\n{{< /rawhtml >}}\n"),
    ('<div><a href="https://amzn.to/a', '">x</a></div>\n'),
    ("# ", " {"),
)
_STORES: Final = {
    "amazon": {"preset": "amazon.co.jp", "tag": "a-22"},
    "rakuten": {"preset": "rakuten", "id": "0a.0b.0c.0d"},
}
_PROJECT: Final = project_of(tuple(read_stores(_STORES).values()))
OWN_SHORTCODES: Final = SiteContext(own={"own": function_of("<b>{{ .Inner }}</b>")}, emoji=True)


_LANGUAGES: Final = (HugoLanguage(key="", tag="en", title="A", content="content", folder=""),)
_MOUNTS: Final = (Mount(source="layouts", target="layouts"),)
_SITE: Final = HugoSite(title="A", base_url="", language="en", languages=_LANGUAGES, mounts=_MOUNTS, formats=())


def _by_line(function: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: [function(line) for line in text.split("\n")]


def _written(text: str) -> object:
    conversion, name = convert(text), "posts/a"
    file = SourceFile(path=Path("a.md"), name=f"{name}.md", shown=f"content/{name}.md")
    page = Page(file=file, docname=name, name=name, source=text, conversion=conversion, address=f"/{name}/")
    addresses = Addresses(
        base_url="https://a.b/",
        by_key={},
        by_name={},
        files={},
        anchors=Anchors(pages={name: page}, shared=frozenset()),
        ugly=False,
        languages=_LANGUAGES,
    )
    writer = PageWriter(links=PageLinks(page=page, addresses=addresses), stores={})
    lines = [(writer.definition(line), writer.picture(line), writer.fence(line)) for line in text.split("\n")]
    return lines, conversion.body(writer)


def _called(text: str) -> object:
    """Read a text as a template, as what it prints, and as the inner text of its call."""
    source = f"{{{{< figure >}}}}\n{text}\n{{{{< /figure >}}}}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "layouts/shortcodes/figure.html")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        templates = find_templates(Path(folder), _SITE)
    call = EvaluatedCall(name="figure", offset=0, path=(0,), output=text, inner=text)
    hidden = {node.name for outer in calls_in(source) for node in outer.walk()}
    return replace_calls(source, [call], templates=templates), replace_calls(source, [], (), hidden, templates)


def _markdown_it(text: str) -> object:
    return MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False).parse(text)


def _html_parser(text: str) -> None:
    parser = HTMLParser()
    parser.feed(text)
    parser.close()


def _article(block: frontmatter.Block) -> object:
    found = frontmatter.to_article(block, timezone=UTC)
    return found, list(articles.lint_front_matter(found[0], block.lines, ""))


READERS: Final[dict[str, Callable[[str], object]]] = {
    "(markdown-it)": _markdown_it,
    "(html.parser)": _html_parser,
    "front matter": lambda text: _article(frontmatter.read_hugo(text)),
    "front matter of Markdown": lambda text: _article(frontmatter.read_yaml(text)),
    "field list": lambda text: _article(frontmatter.read_field_list(text)),
    "notebook": frontmatter.read_notebook,
    "misplaced": lambda text: (misplaced.misplaced_fields(text), misplaced.misplaced_block(text)),
    "catalogue": read_tables,
    "values": lambda text: (
        values.clean(text),
        values.split_list(text),
        values.parse_date(text, UTC),
        values.advice(text),
    ),
    "descriptions": lambda text: (article.is_cut(text), article.is_doubled(text), articles.is_boilerplate(text)),
    "title in text": lambda text: articles.is_body_sentence(text[: len(text) // 2], text),
    "prices": lambda text: (product.written_amount(text), product.price_faults(text, text, None)),
    "addresses": lambda text: (
        url.is_web_url(text),
        url.is_safe_link(text),
        url.is_safe_image(text),
        url.language_problem(text),
    ),
    "site paths": lambda text: (
        paths.path_key(text),
        paths.slug_name(text),
        paths.page_path(text),
        paths.redirect_file(text),
    ),
    "convert": lambda text: convert(text, extensions=["colon_fence"], site=OWN_SHORTCODES).text,
    "headings": _by_line(
        lambda line: (headings.heading_key(line), headings.without_number(line), headings.is_leaked_prompt(line))
    ),
    "shortcode": lambda text: read_tag(text, max(text.find("{{"), 0)),
    "emoji": inline.with_emoji,
    "escapes": lambda text: (inline.escaped_inline(text + "[^a]", ()), inline.escaped_line(text)),
    "fences": blocks.paired_fences.__wrapped__,  # what it remembers costs nothing
    "attributes": attributes.read_attributes,
    "code options": lambda text: (code_options(read_settings(text), 9), read_fence(Token("fence", "", 0, info=text))),
    "JSON-LD": lambda text: json_ld.json_ld_disagreements([(1, _FAQ)], [("a", text)]),
    "HTML": lambda text: html.read_html(text).root,
    "HTML links": lambda text: (html.link_urls(text), html.with_rel(text, ["x"], bool), html.with_addresses(text, str)),
    "boxes": lambda text: (
        boxes.boxes_in(text),
        boxes.holds_affiliate_link(text),
        boxes.product_name(text),
        boxes.is_notice(text),
    ),
    "literal": lambda text: (
        myst.literal(text),
        myst.inline_code(text),
        myst.paragraph_start(text),
        myst.one_line(text),
    ),
    "prose": lambda text: (prose.prose_lines(text.split("\n")), prose.has_title(text)),
    "emphasis": lambda text: articles.fix_emphasis_in_text(text + "**", 0),
    "emphasis in a line": _by_line(articles.fix_emphasis),
    "lint": lambda text: list(articles.lint_markdown(lines := text.split("\n"), range(len(lines)))),
    "link": lambda text: (parse(text), is_affiliate(text), plain_url(text), web_link(text), judge(text, _PROJECT)),
    "check Markdown": lambda text: check_text(text, Syntax.MARKDOWN, "a.md", _PROJECT, ()),
    "check reST": lambda text: check_text(text, Syntax.RST, "a.rst", _PROJECT, ()),
    "check TOML": lambda text: check_text(text, Syntax.TOML, "a.toml", _PROJECT, ()),
    "links of a migration": _written,
    "HTML left out": lambda text: without_html(text, is_line=False),
    "HTML of a migration": lambda text: (simple_markdown(text, inline=False), page_markdown(text), read_rendered(text)),
    "HTML in a page": lambda text: (as_block(text), as_inline(text), balanced(text)),
    "calls of a migration": _called,
    "written pages": lambda text: WrittenPage(text, colon_fences=True),
}
_FAQ: Final = (
    '{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "a", "acceptedAnswer": {"text": "b"}}]}'
)


_HARMLESS: Final = 0.01  # seconds


def shapes() -> Iterator[tuple[str, str, str]]:
    """Yield what each reader gets: a beginning, what is repeated, an end."""
    for before, after in AROUND:
        yield from ((before, unit, after) for unit in UNITS)


def text_of(shape: tuple[str, str, str], size: int) -> str:
    """Return a text of about *size* characters."""
    before, unit, after = shape
    return before + unit * (size // len(unit)) + after


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return what reading takes, in seconds."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


def worst(read: Callable[[str], object], small: int, large: int) -> Iterator[tuple[float, tuple[str, str, str]]]:
    """Yield the seconds that each shape takes in the larger size, unless it is harmless in the smaller one."""
    for shape in shapes():
        before = seconds(read, text_of(shape, small))
        if before * (large / small) ** 2 > _HARMLESS or seconds(read, text_of(shape, 3 * small)) > 6 * before:
            yield seconds(read, text_of(shape, large)), shape


def main() -> None:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--only", default="", help="readers whose name holds this")
    parser.add_argument("--all", action="store_true", help="every shape that grows faster than it should")
    options = parser.parse_args()
    for name, read in READERS.items():
        if options.only not in name:
            continue
        found = sorted(worst(read, *options.sizes[:2]), reverse=True)
        for _, shape in found[: 8 if options.all else 1]:
            times = [seconds(read, text_of(shape, size)) for size in options.sizes]
            growth = [later / max(before, 1e-6) for before, later in pairwise(times)]
            shown = "  ".join(f"{1000 * one:9.1f} ms" for one in times)
            print(f"{name:26}{shown}  ×{growth[-1]:6.1f}  {shape!r}", flush=True)


if __name__ == "__main__":
    main()
