"""From the source of a Hugo article to MyST Markdown with our directives: the printer of a migration.

An article is parsed by the same rules and its meaning is found by the same recogniser as in a build. What they found
is written over the lines of the source; all other lines stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle.frontmatter import Block as FrontMatter
from sphinx_aiarticle.frontmatter import read_hugo, renamed, whole_terms
from sphinx_aiarticle.frontmatter.block import NO_BLOCK, without_block
from sphinx_aiarticle.frontmatter.publication import with_defaults
from sphinx_aiarticle.hugo.autolinks import other_scheme
from sphinx_aiarticle.hugo.blocks import UNUSED
from sphinx_aiarticle.hugo.headings import title_of
from sphinx_aiarticle.hugo.html_blocks import NOTE
from sphinx_aiarticle.hugo.printer import Printer
from sphinx_aiarticle.hugo.rows import AS_IS, Writer, spaced
from sphinx_aiarticle.hugo.rules import hugo_plugin
from sphinx_aiarticle.hugo.shortcodes.expansion import Shortcodes
from sphinx_aiarticle.hugo.site_context import SiteContext
from sphinx_aiarticle.hugo.text import HugoText
from sphinx_aiarticle.model.problem import Problem, internal_problem
from sphinx_aiarticle.myst import literal
from sphinx_aiarticle.recognise.boxes import BoxProduct, LinkBar
from sphinx_aiarticle.recognise.headings import FAQ_HEADINGS, SUMMARY_HEADINGS, FaqHeading, heading_key, heading_keys
from sphinx_aiarticle.recognise.prose import prose_of
from sphinx_aiarticle.recognise.sections import Sections, find_sections
from sphinx_aiarticle.recognise.tokens import BOX, Located, outline_of, question_texts, unfold_questions
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from markdown_it.token import Token


class ArticleParser:
    """Parses articles of a site, each with the parts of it that are Markdown in their own right."""

    def __init__(self, site: SiteContext, *, colon_fences: bool = False) -> None:
        self.site = site
        self.colon_fences = colon_fences
        self.hugo = HugoText(shortcodes=Shortcodes(site), expands=False)
        self._md = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False, move_to_end=False)
        if site.goldmark.definition_list:
            self._md.use(deflist_plugin)
        if colon_fences:
            self._md.use(colon_fence_plugin)
        self._begin = hugo_plugin(self._md, self.hugo)
        self._notes: Mapping[str, int] = {}

    def parse(self, text: str, hugo: HugoText) -> tuple[list[Token], list[int]]:
        """Parse an article; return its tokens, and the 0-based lines on which the definition of a link begins."""
        self.hugo = hugo
        self._begin(hugo)
        env: dict[str, Any] = {}
        tokens = self._md.parse(text, env)
        self._notes = dict.fromkeys(env.get("footnotes", {}).get("refs", ()), -1)
        return tokens, _definitions(env)

    def part(self, text: str, *, rendered: bool, faq: FaqHeading | None) -> tuple[list[Token], list[int]]:
        """Parse a part of the article, or what a shortcode has become, which may be in a FAQ."""
        hugo = self.hugo
        before = hugo.shortcodes.is_nested, hugo.is_rendered, hugo.faq_around
        hugo.shortcodes.is_nested, hugo.is_rendered, hugo.faq_around = True, rendered, faq
        env: dict[str, Any] = {"footnotes": {"refs": dict(self._notes)}}
        tokens = self._md.parse(text, env)
        hugo.shortcodes.is_nested, hugo.is_rendered, hugo.faq_around = before
        return tokens, _definitions(env)


def _definitions(env: Mapping[str, Any]) -> list[int]:
    return sorted(entry["map"][0] for entry in env.get("references", {}).values())


class Match(Record):
    """A part of an article that was recognised.

    Attributes:
        kind: What reports call it.
        line: 1-based line on which it begins.
        last: The line on which it ends, as far as that is known.
        box: A product box or a row of links.
    """

    kind: str
    line: int
    last: int = 0
    box: BoxProduct | LinkBar | None = None


class Heading(Record):
    """A heading of an article.

    Attributes:
        line: 0-based line on which it begins.
        text: What it shows.
        is_directive: Whether it becomes the title of a directive.
        id: The id that Hugo gives it; empty for none.
    """

    line: int
    text: str
    is_directive: bool
    id: str


class Conversion(Record):
    """A Hugo article that has been read.

    Attributes:
        lines: The source, without line ends.
        front_matter: The front matter with the defaults; its own problems are not repeated in ``problems``.
        problems: What was not recognised and stays as the author wrote it.
        matches: What was recognised.
        headings: The headings outside lists, quotes and code.
        anchors: The ids that the author gave to headings, by 0-based line.
        html_ids: The ids in its HTML.
        scripts: Structured data written by hand: 1-based line and text.
        questions: The questions and answers, as Markdown.
        prose: 0-based lines of the source that are prose.
        extensions: The extensions of MyST-Parser that its text needs, besides ``colon_fence``.
        schemes: The schemes of its links that MyST-Parser does not take for addresses.
        has_own_levels: Whether some headings may have any level: those that shortcodes print, and all of an article
            that is kept as its author wrote it.
        colon_fences: Whether the directives that are written have colon fences; they have tildes where the author's
            own text has lines of colons.
    """

    lines: tuple[str, ...]
    front_matter: FrontMatter
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: Mapping[int, str] = field(default_factory=dict)
    html_ids: tuple[str, ...] = ()
    scripts: tuple[tuple[int, str], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    prose: tuple[int, ...] = ()
    extensions: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    has_own_levels: bool = True
    colon_fences: bool
    _printer: Printer = field(repr=False)

    @property
    def title(self) -> str:
        """The title in one line; empty without one."""
        return title_of(self.front_matter)

    @property
    def text(self) -> str:
        """The article as MyST Markdown: its title as a heading, and its body."""
        heading = [f"# {literal(self.title)}", ""] if self.title else []
        return "\n".join([*heading, *self.body(), ""])

    def body(self, writer: Writer = AS_IS, anchors: Mapping[int, str] | None = None) -> list[str]:
        """Return the lines of the body as MyST Markdown, from the first to the last that holds text.

        Args:
            writer: What is written in another way than the author has it.
            anchors: The ids to write above headings, or HTML that has them, by 0-based line; those of the author where
                nothing is said.
        """
        rows = self._printer.rows(writer, self.anchors if anchors is None else anchors)
        return spaced([row for group in rows[self.front_matter.length :] for row in group])


def convert(
    source: str,
    *,
    extensions: Collection[str] = (),
    summary_headings: Collection[str] = SUMMARY_HEADINGS,
    faq_headings: Collection[str] = FAQ_HEADINGS,
    defaults: Iterable[Mapping[str, object]] = (),
    site: SiteContext | None = None,
    is_named: bool = False,
    is_tried: bool = True,
    parser: ArticleParser | None = None,
) -> Conversion:
    """Read a Hugo article, so that it can be written as MyST Markdown.

    The summary, product boxes and questions become directives, and structured data written by hand is dropped.
    Whatever is not recognised with certainty stays as it is, with a problem that says so. Never raises.

    Args:
        source: Text of the whole file. A byte order mark is dropped.
        extensions: The extensions of MyST-Parser that the project enables; only ``colon_fence`` counts.
        summary_headings: Headings of a summary; case, width, emoji and colons around the words do not matter.
        faq_headings: Headings of a FAQ.
        defaults: Front matter that folders hand down, the nearest folder first.
        site: The site's own parameters and shortcodes.
        is_named: Whether it gets a title where it has none.
        is_tried: Whether the article is written once, so that writing it later cannot fail either.
        parser: The parser of a site with many articles, in the place of *extensions* and *site*.
    """
    parser = parser or ArticleParser(site or SiteContext(), colon_fences="colon_fence" in extensions)
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        block = with_defaults(read_hugo(text), defaults)
        block = renamed(whole_terms(block, parser.site.taxonomies), parser.site.key_names)
    except Exception as error:  # an error of ours costs one page its syntax, and no page its text
        return _unread(text, NO_BLOCK, internal_problem(error, 1), parser)
    try:
        summary_keys, faq_keys = (heading_keys(tuple(headings)) for headings in (summary_headings, faq_headings))
        found = _read(text, block, parser, summary_keys, faq_keys, is_named)
        if is_tried:
            found.body()
        return found
    except Exception as error:
        return _unread(text, block, internal_problem(error, block.length + 1), parser)


def _unread(text: str, block: FrontMatter, problem: Problem, parser: ArticleParser) -> Conversion:
    """Return an article that is kept as its author wrote it."""
    lines = without_block(text, block).split("\n")
    return Conversion(
        lines=tuple(text.split("\n")),
        front_matter=block,
        problems=(problem,),
        colon_fences=parser.colon_fences,
        _printer=Printer(parser=parser, lines=lines, tokens=(), marker=":" if parser.colon_fences else "~"),
    )


def _read(
    text: str,
    block: FrontMatter,
    parser: ArticleParser,
    summary_keys: frozenset[str],
    faq_keys: frozenset[str],
    is_named: bool,
) -> Conversion:
    shortcodes = Shortcodes(replace(parser.site, page=block.data))
    title = title_of(block)
    is_faq = heading_key(title) in faq_keys
    hugo = HugoText(
        shortcodes=shortcodes, has_title=is_named or bool(title), is_faq=is_faq, faq_keys=faq_keys, expands=False
    )
    body = without_block(text, block).replace("\x00", "\ufffd")  # as CommonMark has it
    shortcodes.whole = body
    body = shortcodes.with_addresses(body)
    tokens, definitions = parser.parse(body, hugo)
    own = text.split("\n")
    known = dict(zip(own, own, strict=True))  # each line is kept once
    tokens, lines = unfold_questions(tokens, [known.get(line, line) for line in body.split("\n")], faq_keys)
    blocks = outline_of(tokens)
    top = 2 if hugo.has_title else 1
    sections = find_sections([one.block for one in blocks], summary_keys, faq_keys, top=top, title=title)
    directives = {blocks[part.start].lines[0] for part in sections.parts}
    printer = Printer(
        parser=parser,
        lines=lines,
        tokens=tokens,
        definitions=definitions,
        blocks=blocks,
        sections=sections,
        marker=":" if parser.colon_fences or not _has_colons(tokens, lines) else "~",
    )
    problems = sorted((*shortcodes.problems, *sections.problems), key=lambda problem: problem.line or 0)
    found = Conversion(
        lines=tuple(own),
        front_matter=block,
        problems=tuple(problems),
        matches=tuple(sorted(_matches(tokens, blocks, sections, hugo), key=lambda match: match.line)),
        headings=tuple(_headings(tokens, directives, hugo.heading_ids)),
        anchors=dict(hugo.anchors),
        html_ids=tuple(hugo.html_ids),
        scripts=tuple(hugo.scripts),
        questions=tuple(question_texts(tokens, blocks, sections.questions, lines)),
        prose=tuple(prose_of(tokens)),
        extensions=hugo.goldmark.extensions,
        schemes=tuple(sorted({other_scheme(target) for target in hugo.targets} - {""})),
        has_own_levels=any(token.type == "hugo_block" for token in tokens),
        colon_fences=printer.marker == ":",
        _printer=printer,
    )
    shared: dict[str, Token] = {}  # most of what a site takes of memory are tokens; what is written is in each itself
    for index, token in enumerate(tokens):
        token.children = None
        if not (token.map or token.meta or token.content):
            tokens[index] = shared.setdefault(token.type, token)
    return found


def _has_colons(tokens: Sequence[Token], lines: Sequence[str]) -> bool:
    """Whether lines of colons, which would be fences, are text."""
    paragraphs = [token.map for token in tokens if token.type == "inline" and token.map]
    return any(lines[number].lstrip().startswith(":::") for place in paragraphs for number in range(*place))


def _matches(tokens: Sequence[Token], blocks: Sequence[Located], sections: Sections, hugo: HugoText) -> Iterator[Match]:
    for part in sections.parts:
        kind = "summary" if part is sections.summary else "question"
        yield Match(kind=kind, line=blocks[part.start].block.line)
    directives = {blocks[part.start].first for part in sections.parts}
    for index, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if box := token.meta.get(BOX):
            kind = "product box" if isinstance(box, BoxProduct) else "row of shop links"
            yield Match(kind=kind, line=line, last=token.map[1] if token.map else 0, box=box)
        elif token.type == "heading_open" and "level" in token.meta and index not in directives:
            yield Match(kind="heading level", line=line)
        elif token.type == "html_block" and token.meta.get(NOTE) == "rawhtml":
            yield Match(kind="HTML out of its shortcode", line=line)
        elif UNUSED in token.meta:
            yield Match(kind="footnote without a reference", line=line)
    for line in hugo.shortcodes.unwrapped:
        yield Match(kind="HTML out of its shortcode", line=line)
    for line, _ in hugo.scripts:
        yield Match(kind="handwritten structured data", line=line)


def _headings(tokens: Sequence[Token], directives: Collection[int], ids: Mapping[int, str]) -> Iterator[Heading]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.map and not token.level:
            shown = "".join(
                child.content for child in tokens[index + 1].children or () if child.type in ("text", "code_inline")
            )
            line = token.map[0]
            yield Heading(line=line, text=shown, is_directive=line in directives, id=ids.get(line, ""))
