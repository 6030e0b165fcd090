"""What all components share: registration, the base of their directives, and what the front matter makes of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache, partial
from itertools import dropwhile, takewhile
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.states import RSTState
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.util.docutils import SphinxDirective, is_directive_registered
from sphinx.util.typing import OptionSpec

from sphinx_aiarticle.articles import once_a_page
from sphinx_aiarticle.diagnostics import Subtype, guarded, handles, warn
from sphinx_aiarticle.domain import meant_directive
from sphinx_aiarticle.html.view import Values, Visitor, template_visitor
from sphinx_aiarticle.i18n import Language
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.nodes import HiddenNode, SemanticNode, without_sections
from sphinx_aiarticle.reading.anchors import stable_anchor
from sphinx_aiarticle.reading.source import language_of_page

_OPTION: Final = re.compile(r":([\w-]+):(?:\s|$)")
#: Text, and neither HTML nor a directive in it, which has options of its own.
_BEGINS_TEXT: Final = re.compile(r"\s*(?!:::|```|~~~|<)\S")
_INNER: Final = re.compile(r"\s:([\w-]+):(?=\s|$)")
_AT_START: Final = re.compile(r"^[ \t]*:([\w-]+):(?=\s|$)", re.MULTILINE)
_LITERALS: Final = "aiarticle-literals"
#: What a substitution replaces in running text, in reStructuredText and in Markdown.
_REPLACED: Final = re.compile(r"\|([^|\n]+)\||\{\{[^{}\n]+\}\}")
_OF_SPHINX: Final = frozenset({"release", "today", "translation progress", "version"})


def add_component(
    app: Sphinx,
    node: type[SemanticNode],
    *parts: type[SemanticNode],
    template: str = "",
    values: Values | None = None,
    html: tuple[Visitor, Visitor | None] | None = None,
) -> None:
    """Register the node of a component, and *parts* that are only found inside it.

    In HTML it has a template in ``aiarticle/``, which may use what *values* returns, or visitors in *html*. All other
    builders get what the node is lowered to.
    """
    if values is not None:
        html = template_visitor(template, values), None
    for part in (node, *parts):
        if issubclass(part, HiddenNode):
            app.add_node(part, html=(_skip, None))
        else:
            app.add_node(part)
    if html:
        visit, depart = html
        app.add_node(node, override=True, html=(guarded(visit), guarded(depart) if depart else None))


def framed(begin: Callable[[Any, Any], str], end: str) -> tuple[Visitor, Visitor]:
    """Return visitors of HTML that put what *begin* returns for a node, and *end*, around what is in it."""
    return (
        lambda translator, node: translator.body.append(begin(translator, node)),
        lambda translator, _node: translator.body.append(end),
    )


def _skip(_translator: nodes.NodeVisitor, _node: HiddenNode) -> None:
    raise nodes.SkipNode


def add_directive(app: Sphinx, name: str, directive: type[Directive], *, alias: str = "") -> None:
    """Register a directive in the domain, and under its bare name, or *alias*, unless that is somebody else's.

    So it is under names that are nearly this one, of which the directive warns. Call it no later than
    ``config-inited``.
    """
    app.add_directive_to_domain("aiarticle", name, directive)
    bare = alias or name

    @guarded
    def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        names = [] if is_directive_registered(bare) else [bare, *_near(bare)]
        names += [f"aiarticle-{near}" for near in _near(name)]
        for written in (one for one in dict.fromkeys(names) if not is_directive_registered(one)):
            app.add_directive(written, directive)

    app.connect("env-before-read-docs", on_env_before_read_docs, priority=900)  # others register theirs before


def _near(name: str) -> Iterator[str]:
    """Yield what authors write for *name*: another mark or none between its words, the plural or the singular."""
    for mark in ("-", "_", ""):
        written = name.replace("-", mark)
        yield written
        yield written[:-1] if written.endswith("s") else written + ("es" if written.endswith("x") else "s")


def has_templates(app: Sphinx) -> bool:
    """Whether our own visitors serve the builder, which show what a component is by its template."""
    handlers, builder = app.registry.translation_handlers, app.builder
    return any(name.startswith("aiarticle_") for name in handlers.get(builder.name, handlers.get(builder.format, {})))


def one_line(argument: str | None) -> str:
    r"""Read an option as text; MyST takes ``"\ud800"`` for a lone surrogate, which no file can hold."""
    return " ".join((argument or "").encode("utf-8", "replace").decode("utf-8").split())


def page_link(builder: Builder, docname: str, target: str, title: str) -> nodes.Node:
    """Return a link to another document as Sphinx resolves one, or only its words where the builder leaves that out."""
    try:
        address = links_from(builder, docname)(target)
    except NoUri:
        address = ""
    if not address:  # the page itself, or a builder that names no documents, as that of man pages
        return nodes.Text(title)
    return nodes.reference("", "", nodes.inline(title, title, classes=["doc"]), internal=True, refuri=address)


@once_a_page
def links_from(builder: Builder, docname: str) -> Callable[[str], str]:
    """Return what gives the links of a page to others, of which it shows some again and again."""
    return cache(partial(builder.get_relative_uri, docname))


def front_matter_place(env: BuildEnvironment) -> tuple[str, int]:
    """Return the source and line of what is made of the front matter of the document that is read."""
    return str(env.doc2path(env.docname)), 1


def insert_facts(env: BuildEnvironment, found: Sequence[nodes.Element], place: tuple[nodes.Element, int]) -> None:
    """Insert what is made of the front matter at an index of an element."""
    for node in found:
        node.source, node.line = front_matter_place(env)
    section, start = place
    section[start:start] = found


class _WrongOption(str):
    """Why an option is left out; docutils would leave out the whole directive with its text."""


class _Options(dict[str, Any]):
    """Converters of options that let unknown names and wrong values through; the directive warns of them."""

    def __init__(self, converters: OptionSpec) -> None:
        super().__init__({name: _lenient(convert) for name, convert in converters.items()})

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


def _lenient(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    def converted(value: str) -> Any:
        try:
            return convert("" if convert is directives.flag else value)  # as in Markdown, any value is a yes
        except (TypeError, ValueError) as error:
            return _WrongOption(error)

    return converted


class ArticleDirective(SphinxDirective):
    """A directive with ``:class:`` and ``:name:`` that gives its node a stable anchor."""

    has_content = True
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option, "name": directives.unchanged}

    def __init_subclass__(cls) -> None:
        """Let the directive see options that it cannot use."""
        cls.option_spec = _Options(cls.option_spec)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Warn of a name that is nearly ours, of options that are left out, and of one that a tab hides."""
        super().__init__(*args, **kwargs)
        name = self.name.lower().rpartition(":")[2].removeprefix("aiarticle-")
        meant = meant_directive(self.env, name)
        if meant not in ("", name):
            right = f"aiarticle:{meant}" if self.name.lower().startswith("aiarticle") else meant
            self.warn(Subtype.OPTION, "there is no `%s`, which is read as `%s`; write that name", self.name, right)
        known = self.known_options()
        for name, value in list(self.options.items()):
            if name not in known:
                self._leave_out(name, f"`{self.name}` has none of this name{did_you_mean(name, known)}")
            elif isinstance(value, _WrongOption):
                self._leave_out(name, value)
        head = self.block_text.partition("\n\n")[0]
        below = ("\n" + text.partition("\n")[2] for text in self.arguments)  # a title may have any words
        for text in (*below, *self.options.values()):
            inner = _INNER.finditer(text) if isinstance(text, str) else ()
            names = {one[1] for one in inner if one[1] in known - self.options.keys()}
            found = next((one for one in _AT_START.finditer(head) if one[1] in names), None)
            if found:
                message = (
                    "the option `:%s:` is read as a part of the text above it, %r; indent it as the others, by spaces"
                )
                self.warn(Subtype.OPTION, message, found[1], " ".join(text.split()))

    def known_options(self) -> Set[str]:
        """Return the names of the options that there are in this project."""
        return {*self.option_spec}

    def _leave_out(self, name: str, reason: str) -> None:
        """Forget an option, and warn at its line."""
        del self.options[name]
        source, line = self.get_source_info()
        lines = self.block_text.split("\n")
        colon = "" if any(text.startswith("---") for text in lines[:2]) else r"\s*:"  # none in a block of YAML
        option = re.compile(rf"{colon}[\s'\"]*{re.escape(name)}[\s'\"]*:", re.IGNORECASE)
        written = (place for place, text in enumerate(lines) if option.match(text))
        location = f"{source}:{(line or self.lineno) + next(written, 0)}"
        warn(Subtype.OPTION, "the option `:%s:` is left out: %s", name, reason, location=location)

    def warn(self, subtype: Subtype, message: str, *args: object) -> None:
        """Warn at the line of the directive."""
        warn(subtype, message, *args, location=self.get_location())

    def warn_of_misplaced_options(self) -> bool:
        """Warn of options that an empty line, or text, makes a part of the text, and return whether there are any."""
        reason = "an empty line comes before it; remove that line"
        for line in takewhile(_BEGINS_TEXT.match, dropwhile(lambda line: not line.strip(), self.content)):
            option = _OPTION.match(line)
            if option and option[1] in self.known_options():
                self.warn(Subtype.OPTION, f"the option `:%s:` is read as text, since {reason}", option[1])
                return True
            reason = reason if option else "text comes before it; write it below the first line"
        return False

    def note_literals(self, subtype: Subtype, *texts: str) -> None:
        """Note what a substitution would replace elsewhere in literal texts, which go into data as they are."""
        for found in {found[0]: found for text in texts for found in _REPLACED.finditer(text)}.values():
            document, current = self.state.document if self.is_rst else None, self.env.current_document
            current[_LITERALS] = [*(current.get(_LITERALS) or ()), (found, document, subtype, self.get_location())]

    def without_argument(self, subtype: Subtype, missing: str) -> list[nodes.Node]:
        """Warn of a directive without the words behind it that it needs, and return its text alone."""
        self._warn_of_text(subtype, f"`{self.name}` has no words; write {missing}; its text is shown alone")
        return self.text_alone()

    def text_alone(self, *more: nodes.Node) -> list[nodes.Node]:
        """Return the text, and *more* below it, in nothing but a container for the name and the classes."""
        text = self._parse_into(nodes.container(classes=self.options.get("class", [])))
        text += more
        is_named = "name" in self.options
        self.add_name(text)
        return [text] if is_named or text["classes"] else text.children

    def stray_text(self) -> list[nodes.Node]:
        """Warn of text in a directive that has options alone, and return it, to be shown below."""
        if not self.content:
            return []
        message = f"`{self.name}` takes no text, which is shown below it; say by options what it shows"
        self._warn_of_text(Subtype.OPTION, message)
        return self._parse_into(nodes.container()).children

    def _warn_of_text(self, subtype: Subtype, message: str) -> None:
        """Warn of a text that is shown alone, but where options that are read as text are the cause."""
        if not self.warn_of_misplaced_options():
            self.warn(subtype, message)

    @property
    def is_rst(self) -> bool:
        """Whether the directive is written in reStructuredText, and not in Markdown."""
        return isinstance(self.state, RSTState)

    @property
    def language(self) -> Language:
        """The language of the page."""
        return language_of_page(self.env)

    @property
    def argument(self) -> str:
        """The argument as one line; empty where there is none."""
        return one_line(self.arguments[0]) if self.arguments else ""

    def finish(self, node: nodes.Element, prefix: str, text: str) -> None:
        """Give *node* its source line, classes and anchor.

        The anchor is ``:name:``, else *prefix* and a hash of the document's name and *text*. So it is stable under
        edits elsewhere, equal in every translation, and unique when all pages are put into one.
        """
        self.set_source_info(node)
        node["classes"] += self.options.get("class", [])
        anchor = self.anchor(prefix, text)
        if "name" in self.options:
            if not nodes.make_id(self.options["name"]):  # a name in Japanese would become "id1"
                node["ids"].append(anchor)
            self.add_name(node)
        else:
            self.note_anchor(node, anchor)

    def note_anchor(self, node: nodes.Element, anchor: str) -> None:
        """Make *anchor* the id of *node*."""
        node["ids"].append(anchor)
        self.state.document.note_implicit_target(node, node)

    def anchor(self, prefix: str, text: str) -> str:
        """Return an id that nothing else in the document has."""
        return stable_anchor(self.state.document, self.env.docname, prefix, text)

    def title_of(self, text: str) -> nodes.title:
        """Parse *text* as the inline markup of a title."""
        children, messages = self.state.inline_text(text, self.lineno)
        title = nodes.title(text, "", *children, *messages)
        self.set_source_info(title)
        return title

    def body_into(self, node: nodes.Element) -> nodes.Element:
        """Parse the directive's content into *node*; headings, such as those of an included file, become rubrics."""
        self.warn_of_misplaced_options()
        return self._parse_into(node)

    def _parse_into(self, node: nodes.Element) -> nodes.Element:
        content = nodes.Element()
        if self.is_rst:  # MyST-Parser makes rubrics of most headings itself
            content += self.parse_content_to_nodes(allow_section_headings=True)
        else:
            self.state.nested_parse(self.content, self.content_offset, content)
        node += without_sections(content, self.state.document)
        return node


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Warn of substitutions in literal texts, now that all definitions are known: they may come behind the text."""
    for found, own, subtype, location in app.env.current_document.get(_LITERALS) or ():
        if own is None:
            is_meant = not found[1] and "substitution" in app.config.myst_enable_extensions
        else:
            known = _OF_SPHINX | own.substitution_defs.keys()
            is_meant = found[1] in known or (found[1] or "").lower() in own.substitution_names
        if is_meant:
            message = "%r stays as it is on the page, in data and in searches; write the words it stands for"
            warn(subtype, message, found[0], location=location)
