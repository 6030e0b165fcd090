"""What the text of a Hugo article knows of its site, also how Goldmark reads it: what ``markup.goldmark`` says.

https://gohugo.io/configuration/markup/#goldmark
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.headings import HeadingIds
from sphinx_aiarticle.model.problem import Problem, Subtype, shown
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.values import Values

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.shortcodes.call import Call
    from sphinx_aiarticle.stores.template import Store


#: The extension of Sphinx that draws what fences of the language ``mermaid`` say.
MERMAID: Final = "sphinxcontrib.mermaid"


_STRUCK: Final[Mapping[str, str]] = MappingProxyType({"~": "del", "~~": "del"})
#: What Hugo has beside the extensions of Goldmark, where the site turns it on
#: (https://gohugo.io/configuration/markup/#extras).
_EXTRAS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({
    "insert": {"++": "ins"}, "mark": {"==": "mark"}, "superscript": {"^": "sup", "^^": "sup"},
    "subscript": {"~": "sub", "~~": "sub"}, "delete": {"~~": "del"},  # which comes first in Hugo, and last here
})  # fmt: skip


class Goldmark(Record):
    """What is read beyond CommonMark; the defaults are Hugo's.

    Attributes:
        linkify_protocol: What is put in front of an address that begins with ``www.``.
        tags: The HTML that text between equal marks gets, such as ``del`` between ``~~``, by the marks.
        definition_list: Whether ``: text`` below a line defines it.
        math: What begins and ends formulas, which are passed through untouched, the longest first.
        block_math: Those of them that may stand on lines of their own.
        heading_attributes: Whether ``{#id .class}`` behind a heading is said of it.
        block_attributes: Whether a line ``{#id .class}`` below a block is said of it.
        shows_html: Whether readers see the HTML in it; native reading shows it always.
    """

    linkify: bool = True
    linkify_protocol: str = "https"
    tags: Mapping[str, str] = field(default_factory=lambda: dict(_STRUCK))
    task_list: bool = True
    definition_list: bool = True
    math: tuple[tuple[str, str], ...] = ()
    block_math: tuple[tuple[str, str], ...] = ()
    heading_attributes: bool = True
    block_attributes: bool = False
    typographer: bool = True
    heading_ids: HeadingIds = HeadingIds.GITHUB
    shows_html: bool = False

    @property
    def extensions(self) -> tuple[str, ...]:
        """The extensions of every MyST-Parser that read the same."""
        wanted = {"deflist": self.definition_list, "tasklist": self.task_list}
        return tuple(name for name, is_on in wanted.items() if is_on)


#: The keys of Hugo ("Configure markup"), in lower case: at the top, and of the tables below it.
_KNOWN: Final = {
    "": frozenset({"duplicateresourcefiles", "extensions", "parser", "renderer", "renderhooks"}),
    "extensions": frozenset({
        "cjk", "definitionlist", "extras", "footnote", "linkify", "linkifyprotocol", "passthrough", "strikethrough",
        "table", "tasklist", "typographer",
    }),
    "extensions.extras": frozenset(_EXTRAS),
    "parser": frozenset({
        "attribute", "autodefinitiontermid", "autoheadingid", "autoheadingidtype", "autoidtype",
        "wrapstandaloneimagewithinparagraph",
    }),
}  # fmt: skip
_SWITCHES: Final = ("linkify", "strikethrough", "tasklist", "definitionlist", "typographer")


def read_goldmark(settings: Mapping[str, object], problems: list[Problem] | None = None) -> Goldmark:
    """Return what ``markup.goldmark`` says, its keys in any case; what is missing or of another type is the default."""
    extensions, parser = _table(settings, "extensions"), _table(settings, "parser")
    extras = _table(extensions, "extras")
    if problems is not None:
        for name, table in (
            ("", _folded(settings)), ("extensions", extensions), ("extensions.extras", extras), ("parser", parser),
        ):  # fmt: skip
            values = Values(data=table, problems=problems, prefix=f"{name}." if name else "", subtype=Subtype.CONFIG)
            values.check_keys(_KNOWN[name], " has no effect")
            for key in _SWITCHES if name == "extensions" else ():
                if not isinstance(table.get(key, True), bool | Mapping):
                    values.complain(key, f"must be True or False, not {shown(table[key])}; it counts as True")
    passthrough = _table(extensions, "passthrough")
    marks = _table(passthrough, "delimiters") if passthrough.get("enable") is True else {}
    block = tuple(_pairs(marks.get("block")))
    attributes = _table(parser, "attribute")
    kind = str(parser.get("autoheadingidtype"))

    def is_on(key: str) -> bool:
        value = extensions.get(key, True)
        return value is not False and not (isinstance(value, Mapping) and _folded(value).get("disable") is True)

    tags: dict[str, str] = {}
    for name, marks_of in _EXTRAS.items():
        if _table(extras, name).get("enable") is True:
            tags |= marks_of
    if is_on("strikethrough"):
        tags |= _STRUCK

    return Goldmark(
        linkify=is_on("linkify"),
        linkify_protocol="http" if extensions.get("linkifyprotocol") == "http" else "https",
        tags=tags,
        task_list=is_on("tasklist"),
        definition_list=is_on("definitionlist"),
        math=tuple(sorted({*block, *_pairs(marks.get("inline"))}, key=lambda pair: (-len(pair[0]), pair))),
        block_math=block,
        heading_attributes=attributes.get("title") is not False,
        block_attributes=attributes.get("block") is True,
        typographer=is_on("typographer"),
        heading_ids=HeadingIds(kind) if kind in set(HeadingIds) else HeadingIds.GITHUB,
        shows_html=str(_table(settings, "renderer").get("unsafe")).lower() == "true",
    )


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    for pair in value if isinstance(value, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(mark, str) and mark.strip() for mark in pair):
            yield pair[0], pair[1]


def _table(settings: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = _folded(settings).get(key)
    return _folded(value) if isinstance(value, Mapping) else {}


def _folded(settings: Mapping[str, object]) -> dict[str, object]:
    return {str(key).lower(): value for key, value in settings.items()}


#: How a reference to another article is written until all articles are known.
REFERENCE_SCHEME = "hugo-ref:"


class SiteContext(Record):
    """What the text of an article knows of its site.

    Attributes:
        own: The site's own shortcodes; each returns Markdown.
        emoji: Whether codes such as ``:rocket:`` are emoji.
        amazon: The shop of Amazon, to whose products calls with an ASIN lead.
        key_names: What keys of its own in the front matter mean.
        taxonomies: Keys of the front matter that hold terms.
    """

    page: Mapping[str, object] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, Callable[[Call], str]] = field(default_factory=dict)
    emoji: bool = False
    goldmark: Goldmark = field(default_factory=Goldmark)
    amazon: Store | None = None
    key_names: Mapping[str, str] = field(default_factory=dict)
    taxonomies: Collection[str] = ()
