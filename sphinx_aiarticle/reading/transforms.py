"""Changes to a doctree as it is read: the title of the page, addresses, code, and images named by their path."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import myst_parser
from docutils import nodes
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.hugo.paths import below_base
from sphinx_aiarticle.nodes import find_elements, main_section
from sphinx_aiarticle.reading.source import is_notebook, is_rst, source_of
from sphinx_aiarticle.url import is_image_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Whether addresses are escaped twice: once by the parser, once by the writer.
ESCAPES = tuple(map(int, myst_parser.__version__.split(".")[:2])) < (5, 1)


_TAKEN: Final = re.compile(r"\\[\\\"'.`-]")  # by docutils.utils.smartquotes.processEscapes
_LITERAL: Final = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw)


def is_file(path: Path | str) -> bool:
    """Whether a file exists; any text may be asked for, also one that no file system takes as a name."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises for names that are too long


def find_image(env: BuildEnvironment, name: str) -> Path | None:
    """Find an image by the ways authors name one: from the document, the source folder, or a folder of static files.

    Only pictures are found: whatever is found is published.
    """
    if not is_image_file(name):
        return None
    srcdir, confdir = Path(env.srcdir), settings(env.config).confdir
    roots = [srcdir, srcdir / "static", srcdir / "assets"]
    roots += [confdir / folder for folder in (*env.config.html_extra_path, *env.config.html_static_path)]
    if not name.startswith("/"):
        roots.insert(0, Path(env.doc2path(env.docname)).parent)
    for root in roots:
        path = Path(root, name.lstrip("/"))
        if is_file(path) and any(path.resolve().is_relative_to(top.resolve()) for top in (srcdir, confdir)):
            return path.resolve()
    return None


def source_uri(env: BuildEnvironment, path: Path) -> str:
    """Return how a document names the file at *path*."""
    return "/" + os.path.relpath(path, env.srcdir).replace(os.sep, "/")


class PlainAddresses(SphinxTransform):
    """Undoes the parser's own escaping of addresses, with which ``?a=1&tag=x`` leads elsewhere, and pays nobody."""

    default_priority = 5

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Replace the four references that ``markdown_it.common.utils.escapeHtml`` writes."""
        if is_rst(self.config, self.env, self.env.docname):
            return
        for link in self.document.findall(nodes.reference):
            if type(link) is nodes.reference and "&" in (uri := str(link.get("refuri", ""))):
                for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                    uri = uri.replace(escaped, character)
                link["refuri"] = uri


class Backslashes(SphinxTransform):
    """Keeps backslashes of Markdown, such as those of formulas: smart quotes take some, as marks of plain quotes."""

    default_priority = 740  # before smart quotes

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Leave the quotes of the elements as they are whose text would lose one."""
        excluded = self.config.smartquotes_excludes.get("languages", ())
        if (
            not self.config.smartquotes
            or self.config.language in excluded
            or is_rst(self.config, self.env, self.env.docname)
        ):
            return
        for text in self.document.findall(nodes.Text):
            if "\\" in text and _TAKEN.search(text) and not isinstance(text.parent, _LITERAL):
                text.parent["support_smartquotes"] = False


class PageTitle(SphinxTransform):
    """Gives a page its title in the front matter as a heading, where its text has none."""

    default_priority = 7  # before all that look for the title

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Put the page into a section of its own."""
        source = source_of(self.env)
        if source is None or not source.title[0]:
            return
        text, line = source.title
        document = self.document
        heading = main_section(document)
        is_same = heading is not None and _words(text) == _words(heading[0].astext())
        # neither questions nor what is included from elsewhere are headings of the page
        if heading is not None and (is_same or heading.source in (None, str(self.env.doc2path(self.env.docname)))):
            if not is_same and source.article.is_article and not source.is_hugo:
                _warn_of_title(text, heading[0].astext(), (self.env.docname, line))
            return
        if is_rst(self.config, self.env, self.env.docname) and not source.article.is_article:
            return
        section = nodes.section("", nodes.title(text, text))
        for node in (section, section[0]):
            node.source, node.line = document["source"], line
        outside = (nodes.meta, nodes.pending, nodes.field_list, nodes.docinfo, nodes.substitution_definition)
        kept = [child for child in document.children if isinstance(child, outside)]
        section += [child for child in document.children if not isinstance(child, outside)]
        document[:] = [*kept, section]
        section["names"].append(nodes.fully_normalize_name(text))
        document.note_implicit_target(section, section)


def _warn_of_title(title: str, heading: str, location: tuple[str, int]) -> None:
    """Warn of a title in the front matter that says something else than the heading of the page, which is shown."""
    message = "the title %r is shown nowhere, because the page has the heading %r; delete one, or make them equal"
    warn(Subtype.FRONT_MATTER, message, title, " ".join(heading.split()), location=location)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class CodeAndImages(SphinxTransform):
    """Reads the code and the images of Hugo articles as Hugo does.

    Their fences name files and languages that Pygments does not know. Their images are named by their path on the site,
    among the files that Hugo copies there; on other pages those are looked at whose names MyST-Parser has escaped,
    which Sphinx looks for as they are.
    """

    default_priority = 300

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Let code be as it is, and name the files of images from the source folder."""
        source = source_of(self.env)
        if source is None or is_rst(self.config, self.env, self.env.docname):
            return
        found: list[nodes.Element] = find_elements(self.document, (nodes.image, nodes.literal_block))
        for node in found:
            if isinstance(node, nodes.image):
                if source.is_hugo or "%" in node["uri"]:
                    self._find(node)
            elif source.is_hugo:
                node["force"] = True  # no warning of code that the lexer of its language refuses
                language = str(node.get("language", "")).partition(":")[0]  # "python:main.py"
                node["language"] = language if _is_known(language) else "text"

    def _find(self, image: nodes.Element) -> None:
        """Find the file of an image; what is not found is left for Sphinx to warn of."""
        uri = image["uri"]
        if "://" in uri or uri.startswith(("//", "data:")) or is_file(self.env.relfn2path(uri, self.env.docname)[1]):
            return
        path = find_image(self.env, below_base(unquote(uri).partition("?")[0], self.config.html_baseurl))
        if path is not None:
            image["uri"] = source_uri(self.env, path)


@lru_cache(maxsize=256)
def _is_known(language: str) -> bool:
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return language == "none"  # "default" is Python wherever Python can be made of it
    return True


_MARKERS: Final = "aiarticle-markers"
#: What a directive with a misspelt marker becomes.
_MISREAD: Final = (nodes.paragraph, nodes.comment, nodes.literal_block, nodes.container)
_NAME: Final = r"(?:aiarticle[:-])?(?P<name>[a-z-]+)"
_MARKER: Final = re.compile(rf"\n[ \t>]*(?P<mark>\.\.|::+|```+)(?P<open> *\{{?){_NAME}(?P<close>[}}:]*)(?P<rest>\S?)")
_FENCE: Final = re.compile(rf"^:{{2,}} *\{{{_NAME}\}}", re.MULTILINE)
_DOTS: Final = re.compile(rf"^\.\. *{_NAME} ?:+(?=\s|$)", re.MULTILINE)
_COMMENT: Final = re.compile(rf"{_NAME} ?(?:: [^\n]*|:)?\n")  # a single line is a remark
_CODE: Final = re.compile(_NAME)
_BLOCK: Final = re.compile(rf"(\{{)?{_NAME}(?(1)\}}.*)")


@guarded
def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note whether a page may have a directive of ours whose marker is misspelt: few have, and to look takes time."""
    known = app.env.get_domain("aiarticle").directives
    in_rst, has_fences = is_rst(app.config, app.env, docname), "colon_fence" in app.config.myst_enable_extensions
    app.env.current_document[_MARKERS] = is_notebook(app.env, docname) or any(
        match["name"] in known and not _is_marker(match, in_rst=in_rst, has_fences=has_fences)
        for match in _MARKER.finditer(f"\n{source[0]}")
    )


def _is_marker(match: re.Match[str], *, in_rst: bool, has_fences: bool) -> bool:
    mark, begin, end = match["mark"], match["open"], match["close"]
    if in_rst:
        return (mark, begin, end) == ("..", " ", "::") and not match["rest"]
    return begin == "{" and end == "}" and (mark[0] == "`" or (len(mark) > 2 and has_fences and not match["rest"]))


def _misread(node: nodes.Element) -> tuple[re.Match[str] | None, str, str]:
    """Return what may be a misspelt marker of a directive in *node*, how it looks, and what it is taken for."""
    if isinstance(node, nodes.paragraph):
        text = "".join(text for text in node.children if isinstance(text, nodes.Text))
        found = (_FENCE.search(text) or _DOTS.search(text)) if ":" in text else None
        return found, found[0] if found else "", "text"
    if isinstance(node, nodes.comment):
        text = node.astext()
        return _COMMENT.match(text), f".. {text.partition(chr(10))[0]}", "a comment"
    if isinstance(node, nodes.literal_block):
        language = str(node.get("language", ""))
        return _CODE.fullmatch(language), f"```{language}", "code"
    word = next(reversed(node["classes"]), "") if node.get("is_div") else ""
    return _BLOCK.fullmatch(word), f":::{word}", "a plain block"


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Warn of the first directive of ours that a page takes for something else, because its marker is misspelt."""
    if not app.env.current_document.get(_MARKERS):
        return
    in_rst, known = is_rst(app.config, app.env, app.env.docname), app.env.get_domain("aiarticle").directives
    has_fences = "colon_fence" in app.config.myst_enable_extensions
    for node in find_elements(document, _MISREAD):
        found, marker, what = _misread(node)
        if not found or found["name"] not in known or (what == "a comment" and not in_rst):
            continue
        name = found["name"]
        written = f".. {name}::" if in_rst else f":::{{{name}}}" if has_fences else f"```{{{name}}}"
        subtype, advice = Subtype.OPTION, f"write '{written}'"
        if what == "text" and marker[0] == ":" and not (in_rst or has_fences):
            subtype, advice = (
                Subtype.CONFIG,
                "add 'colon_fence' to myst_enable_extensions in conf.py, or fence it with ```",
            )
        line = (node.line or 0) + found.string.count("\n", 0, found.start())
        if what == "a comment":  # docutils gives the last line, and counts empty ones
            lines = Path(app.env.doc2path(app.env.docname)).read_text("utf-8-sig", "replace").splitlines()[:line]
            line = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip() == marker), line)
        warn(subtype, "%s is read as %s: %s", marker, what, advice, location=(app.env.docname, line or None))
        if what == "code":
            node["language"] = "text"  # no second warning, of a language that nobody knows
        return
