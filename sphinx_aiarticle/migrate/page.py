"""One page of a Hugo site as MyST, and what became of it; and the lint of articles before they move."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx_aiarticle.hugo.attributes import is_known
from sphinx_aiarticle.hugo.paths import is_site_path
from sphinx_aiarticle.hugo.rows import Writer
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.hugo.text import PIXEL
from sphinx_aiarticle.lint.articles import find_shared_titles, lint_front_matter, lint_markdown
from sphinx_aiarticle.lint.json_ld import lint_json_ld
from sphinx_aiarticle.migrate.content import Page
from sphinx_aiarticle.migrate.findings import LINT, Finding, handled, left, needs_human
from sphinx_aiarticle.migrate.front_matter import clean_keys, yaml_lines
from sphinx_aiarticle.migrate.lists import HOME, FolderPage, moved_from, named_title
from sphinx_aiarticle.migrate.places import SPHINX_PAGES
from sphinx_aiarticle.migrate.survey import keyword_of
from sphinx_aiarticle.model.problem import Problem, Subtype, internal_problem
from sphinx_aiarticle.myst import literal, quoted, readable
from sphinx_aiarticle.recognise.boxes import BoxProduct
from sphinx_aiarticle.recognise.headings import faq_keys, unshown_questions
from sphinx_aiarticle.recognise.prose import code_spans, has_title, is_within
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.template import Store

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.addresses import Addresses
    from sphinx_aiarticle.migrate.page_links import PageLinks


# A link or an image with its destination; the text may hold one level of brackets, such as an image or a note.
_LINK: Final = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?P<space>[ \t]*+(?:\n[ \t]*+)?)(?P<target><[^<>\n]*>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*|(?=\)))"
    r"(?:(?P<end>[ \t\n]*\))|(?=[ \t\n]+[\"'(]))"
)
_DEFINITION: Final = re.compile(r"(?P<before> {0,3}\[(?!\^)[^\]]+\]:[ \t]*)(?P<target><[^<>\n]*>|[^\s<>]+)")
_PICTURE: Final = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+][ \t]+)?(?:~{3,}|:{3,}|`{3,})\{(?:figure|image)\}|:image:) )(?P<target>\S+)$"
)
_FENCE: Final = re.compile(r"(?P<before>.*?(?:(?<!`)`{3,}+|(?<!~)~{3,}+)[ \t]*+)(?P<language>[^\s`]+)")
_LONGEST: Final = 20_000  # characters of a paragraph that is looked at


class Changed(Record):
    """A target that was looked at: whether it is an image, as it was written, and as it is now."""

    image: bool
    before: str
    after: str

    @property
    def is_found(self) -> bool:
        """Whether it leads elsewhere now."""
        return self.after != self.before and not self.after.startswith(REFERENCE_SCHEME)

    @property
    def shown(self) -> str:
        """The target as reports show it, that of a ``ref`` as its author wrote it."""
        target = self.before.removeprefix(REFERENCE_SCHEME)
        return target if target == self.before else unquote(target)


@dataclass(slots=True, kw_only=True)
class PageWriter(Writer):
    """Writes a page for the new site.

    Attributes:
        stores: The configured shops by key, in button order.
        languages: How many blocks of code got a language that Pygments knows.
    """

    links: PageLinks
    stores: Mapping[str, Store]
    targets: list[Changed] = field(default_factory=list)
    languages: int = 0

    def product(self, product: BoxProduct) -> list[str]:
        """Return the lines inside a product box, as short as the configured stores allow."""
        keyword = keyword_of(product, self.stores)
        rows = [f":label: {quoted(product.label)}"] if product.label else []
        rows += [f":image: {self.links.image(product.image)}"] if product.image else []
        if (stores := [link.store for link in product.links]) != list(self.stores):
            rows.append(f":stores: {', '.join(stores)}")
        rows += [f":search: {quoted(keyword)}"] if keyword else [f":{link.store}: {link.url}" for link in product.links]
        return [*rows, "", *"\n\n".join(product.reasons).split("\n")]

    def text(self, markdown: str) -> str:
        """Return a paragraph with the new targets of its links and images, those in code left alone."""
        if "](" not in markdown or len(markdown) > _LONGEST:
            return markdown
        spans = code_spans(markdown)

        def replaced(match: re.Match[str], offset: int = 0) -> str:
            position = match.start() + offset
            if is_within(spans, position) or markdown[position - 1 : position] == "\\":
                return match[0]
            label = _LINK.sub(lambda inner: replaced(inner, offset + match.start("text")), match["text"])
            for begin, end in reversed(code_spans(label) if match["image"] else ()):  # MyST-Parser leaves its words out
                label = label[:begin] + readable(label[begin:end].strip("`").strip()) + label[end:]
            target = self._target(match["target"], image=bool(match["image"]))
            is_found = self.targets[-1].is_found or match["image"] or not match["end"]
            if not is_found and self.links.is_bare(target.strip("<>")):
                return f'<a href="{escape(target.strip("<>"))}">{label}</a>'
            return f"{match['image']}[{label}]({match['space']}{target}{match['end'] or ''}"

        return _LINK.sub(replaced, markdown)

    def definition(self, line: str) -> str:
        """Return the definition of a link with its new target."""
        match = _DEFINITION.match(line)
        return f"{match['before']}{self._target(match['target'])}{line[match.end() :]}" if match else line

    def picture(self, line: str) -> str:
        """Return the first line of a directive for a picture, or the option for one, with its new target."""
        match = _PICTURE.match(line)
        return f"{match['before']}{self._target(match['target'], image=True).strip('<>')}" if match else line

    def fence(self, code: str) -> str:
        """Let Pygments know the language of a block of code.

        Hugo shows code in a language that it does not know; Sphinx warns of it. ``python:app.py`` becomes
        ``python app.py`` and ``env`` becomes ``text env``: the first word counts, and the author's word stays.
        """
        match = _FENCE.match(code)
        language = match["language"] if match else ""
        if match is None or language == "mermaid" or is_known(language):  # diagrams may be drawn
            return code
        self.languages += 1
        first, _, rest = language.partition(":")
        known = f"{first} {rest}" if rest and is_known(first) else f"text {language}"
        return f"{match['before']}{known}{code[match.end() :]}"

    def _target(self, written: str, *, image: bool = False) -> str:
        target = written[1:-1] if written.startswith("<") else written
        new = self.links.image(target) if image else self.links.link(target)
        self.targets.append(Changed(image=image, before=target, after=new))
        if new == target and not new.startswith(REFERENCE_SCHEME):
            return written
        new = self.links.unresolved(new)
        return f"<{new}>" if re.search(r"[\s()]", new) or written.startswith("<") else new


def migrate_page(
    page: Page,
    links: PageLinks,
    stores: Mapping[str, Store],
    listing: FolderPage | None = None,
    *,
    language: str = "",
) -> tuple[str, list[Finding]]:
    """Return a page in MyST Markdown with our directives, and what became of its parts.

    *listing* is what it lists below its body, if it is the page of a folder; *language* is named where it is not that
    of the site. The title in the front matter of an article becomes its heading.
    """
    conversion = page.conversion
    writer = PageWriter(links=links, stores=stores)
    body = conversion.body(writer, links.addresses.anchors.written(page.docname))
    body = [writer.picture(line) for line in body]
    heading = page.title or (listing.title if listing else "")
    if not heading and (not conversion.headings or (page.is_section and page.own_name != HOME)):
        heading = named_title(page.own_name)  # no tree of Sphinx has an entry without one
    if page.title and page.article.is_article and not (conversion.has_own_levels and has_title("\n".join(body))):
        heading = ""
    if listing and listing.lines:
        body += ["", *listing.lines]
    shown, questions = page.file.shown, [question for question, _ in page.article.questions]
    unshown = unshown_questions("\n".join(body), questions, faq_keys()) if questions else ""
    findings = [
        *(handled(match.kind, shown, match.line) for match in conversion.matches),
        *(handled("language of code", shown) for _ in range(writer.languages)),
        *(_finding_of(problem, shown) for problem in conversion.problems),
        *((left("question", shown, unshown, conversion.front_matter.lines.get("faq")),) if unshown else ()),
        *_link_findings(writer.targets, page, links),
    ]
    return page_text(_front_matter(page, links.addresses, language), body, heading), findings


def _front_matter(page: Page, addresses: Addresses, language: str) -> dict[str, object]:
    """Return the front matter of a page with what the new site has to know of it."""
    data = _with_aliases(clean_keys(page.data), page.docname, addresses)
    data.pop("layout", None)  # names a template of Hugo; Shibuya takes it for one of its own, and cannot go on without
    if language and "lang" not in data:
        data["lang"] = language
    if not page.conversion.colon_fences:
        data["myst"] = {"enable_extensions": list(page.conversion.extensions)}  # its own lines of colons are text
    if (page.is_section and page.docname != HOME and page.own_name.count("/") < 2) or page.docname in SPHINX_PAGES:
        data["orphan"] = True
    if section := moved_from(page) if page.article.is_article else "":
        own = data.get("aiarticle")
        data["aiarticle"] = {**(own if isinstance(own, dict) else {}), "section": section}
    return data


def kept_page(page: Page, error: Exception) -> tuple[str, list[Finding]]:
    """Return a page as its author wrote it: an error of ours costs one page its changes, and no page its text."""
    problem = internal_problem(error, page.conversion.front_matter.length + 1)
    return page.source, [_finding_of(problem, page.file.shown)]


def _with_aliases(data: dict[str, object], docname: str, addresses: Addresses) -> dict[str, object]:
    """Return front matter with the addresses that the page had by its slug or by a pattern, without those left out."""
    written = data.get("aliases")
    kept = filter(is_site_path, map(str, written)) if isinstance(written, list) else ()
    if aliases := addresses.aliases(docname, kept):
        return {**data, "aliases": list(dict.fromkeys(aliases))}
    return {key: value for key, value in data.items() if key != "aliases" or not isinstance(value, list)}


def page_text(data: Mapping[str, object], body: Sequence[str], heading: str) -> str:
    """Return the text of a page; its *heading* in one line where Sphinx does not make one of the title."""
    head = ["---", *yaml_lines(data), "---", ""] if data else []
    return "\n".join([*head, *([f"# {literal(heading)}", ""] if heading else []), *body, ""])


def _finding_of(problem: Problem, shown: str) -> Finding:
    """Return what a note of native reading means here."""
    if problem.subtype is Subtype.HUGO:
        kind = "counting picture" if problem.message == PIXEL else "unknown form"
        return left(kind, shown, problem.message, problem.line)
    if problem.subtype.is_lint:
        return left(f"{LINT}{problem.subtype}", shown, problem.message, problem.line)
    return needs_human(str(problem.subtype).replace("_", " "), shown, problem.message, problem.line)


def _link_findings(changes: Sequence[Changed], page: Page, links: PageLinks) -> Iterator[Finding]:
    shown = page.file.shown
    known, missing = links.addresses, Counter[Changed]()
    for change in changes:
        if change.after != change.before:
            kind = "image" if change.image else "link to a page" if change.after[0] in "/#" else "link to the site"
            yield handled(kind, shown)
            if change.before.partition("#")[2] and "#" not in change.after:
                message = (
                    f"{change.shown!r} names a place that its page does not have, so the link leads to the page as a "
                    "whole; name another place, or write the address without '#'."
                )
                yield left("anchor to nowhere", shown, message, page.line_of(change.shown))
            if not change.image and (path := known.path_of(change.after)) and not known.answers(path):
                message = (
                    f"The new site has nothing at the address of the link {change.shown!r}; correct the link, or take "
                    "it out."
                )
                yield left("link to nowhere", shown, message, page.line_of(change.shown))
        elif change.image and not _is_found(change.after, links):
            missing[change] += 1
        elif change.after.startswith(REFERENCE_SCHEME):
            message = f"No page is called {change.shown!r}; correct the reference, or put an address in its place."
            yield needs_human("link to nowhere", shown, message, page.line_of(change.shown))
        elif not change.image and links.is_bare(change.after) and not known.answers(change.after):
            message = (
                f"The new site has nothing at the address of the link {change.after!r}; correct the link, or set "
                "baseURL if it leads out of the site."
            )
            yield needs_human("link to nowhere", shown, message, page.line_of(change.shown))
    for change, count in missing.items():
        times = f" ({count} times)" if count > 1 else ""
        what = f"The image {change.after!r}{times} is not among the files of the site; add it"
        what = what if change.after else f"An image has no address{times}; write one"
        yield needs_human("missing image", shown, f"{what}, or remove the image.", page.line_of(change.shown or "]()"))


def _is_found(target: str, links: PageLinks) -> bool:
    return "://" in target or target.startswith(("data:", "//")) or links.is_beside(target.partition("#")[0])


def lint_pages(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield what the authors of published pages would want to fix.

    Lint never needs a human: what it finds was on the Hugo site too, and moving changes nothing about it.
    """
    for page in pages.values():
        for problem in _problems(page):
            yield _finding_of(problem, page.file.shown)
    for title, docnames in find_shared_titles({docname: page.article for docname, page in pages.items()}):
        page = pages[docnames[-1]]
        names = ", ".join(pages[docname].file.shown for docname in docnames)
        message = f"{len(docnames)} articles have the title {title!r}: {names}"
        line = page.conversion.front_matter.lines.get("title")
        yield left(f"{LINT}{Subtype.LINT_DUPLICATE_TITLE}", page.file.shown, message, line)


def _problems(page: Page) -> Iterator[Problem]:
    conversion = page.conversion
    lines = conversion.lines
    body = lines[conversion.front_matter.length :]
    yield from lint_front_matter(page.article, conversion.front_matter.lines, "\n".join(body))
    yield from lint_markdown(lines, conversion.prose)
    yield from lint_json_ld(conversion.scripts, conversion.questions)
