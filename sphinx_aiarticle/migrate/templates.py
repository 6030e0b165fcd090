"""The templates of a site's shortcodes: what is known of them without Hugo."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.by_arguments import COLOR, NAMES, with_link
from sphinx_aiarticle.hugo.shortcodes.by_name import shown_by
from sphinx_aiarticle.hugo.shortcodes.call import Call
from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.hugo_copy import SHORTCODES, TEMPLATES
from sphinx_aiarticle.migrate.hugo_settings import is_own, read_data
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import Store

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.site import HugoSite

_LONGEST: Final = 100_000  # characters
_HEADING: Final = re.compile(r"<h[1-6]\b(?:[^<>]*? id=\"([\w-]+)\")?[^<>]*>([^<>{}\"]+)</h[1-6]>")
_COMMENT: Final = re.compile(r"(?:\s*\{\{- |\{\{)/\*.*?\*/(?: -\}\}\s*|\}\})", re.DOTALL)
_SHOP: Final = re.compile(r"//(?:www\.)?(amazon(?:\.[a-z]{2,3}){1,2})/")
_PICTURE: Final = re.compile(r"//([\w.-]*\bamazon\.[\w.-]+/images/[A-Z]/)\{\{[^{}]*\}\}([\w.-]+)")
_TAG: Final = re.compile(r"[\w-]+-2\d", re.ASCII)
#: https://gohugo.io/content-management/data-sources/.
_DATA: Final = re.compile(r"\b(?:[Ss]ite|hugo)\.Data(?:\.| +\")([\w./-]+)")
#: What readers do not see of it; an action of a template; what that gets of a call, and where it finds or keeps it.
_LOOK: Final = re.compile(
    r"\b(?:style|class|id|data-[\w-]{1,40})\s*=\s*([\"'])(?:\{\{[^{}]*+\}\}|(?!\1).)*+\1", re.IGNORECASE | re.DOTALL
)
_ACTION: Final = re.compile(r"\{\{-?([^{}]*+)\}\}")
_GOT: Final = re.compile(r"(?:\.Get|\bindex +\$?\.Params) *[\"`]?([\w-]+)[\"`]?|\.Params\.(\w+)")
_HELD: Final = re.compile(r"\$\w+|(?<![\w.$)])\.(?![\w.])")
_KEPT: Final = re.compile(r"\s*(?:(\$\w+)\s*:?=|with\b)")
_FOUND: Final = re.compile(r"\b(?:index|where)\b|\beq\s+(?:\([^()]*\)\s*|\$\w*\s*)?\.\w")
_SILENT: Final = re.compile(r"\s*(?:else\s+)?(?:if|errorf|warnf)\b")
_INNER_TEXT: Final = "{{ .Inner }}"
#: The inner text as Markdown; what prints that which is not in the template itself.
_INNER: Final = re.compile(r"\{\{-?\s*+\.Inner\s*+\|\s*+(?:markdownify|\$?+\.Page\.RenderString)\s*+-?\}\}")
_ELSEWHERE: Final = re.compile(r"\b(?:partial\w*|template|block|\w*Highlight\w*|highlight|printf|readFile)\b")
#: What shortcodes of Hugo's own print: a template that prints none of it means something else by the name.
_PRINTED: Final = {
    "figure": re.compile(r"<img\b|!\["),
    "highlight": re.compile(r"<(?:pre|code)\b|```"),
    **dict.fromkeys(("details", "collapse"), re.compile(r"<(?:details|summary|button|input)\b|collaps|accordion")),
}
_WORD: Final = re.compile(r"\w+")
_FILES: Final = (".toml", ".yaml", ".yml", ".json")
_NAMED: Final = re.compile(r"[\w-]+")
_NUMBER: Final = re.compile(r"[\d.,]+")
_IDS: Final = ("id", "key", "slug", "asin", "sku", "name")  # what a template finds an entry of a list by
_PAID: Final = re.compile(r"[?&]tag=([\w-]+-2\d)\b", re.ASCII)


class Template(Record):
    """A template of a shortcode.

    Attributes:
        printed: The first heading that it prints as it is, with its id; empty without one.
        fixed: All that it prints, where that is the same for every call; ``None`` where Hugo has to evaluate it.
        frame: All that it prints around the inner text, which is Markdown, and that where it stands; empty elsewhere.
        is_other: Whether it prints nothing of what the shortcode of Hugo's own of its name does.
        picture: Address of Amazon's pictures, with ``{}`` in the place of the ASIN; empty without one.
        entries: What it names of the entries of a data file, by what calls them.
        asked: The names or numbers of the arguments by which it finds an entry.
        told: Those of the arguments that readers see.
    """

    path: str
    printed: tuple[str, str] = ("", "")
    fixed: str | None = None
    frame: str = ""
    is_other: bool = False
    amazon: Store | None = None
    picture: str = ""
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    asked: Collection[str] = ()
    told: Collection[str] = ()

    def evaluated(self, name: str) -> EvaluatedCall | None:
        """Return what a call of the shortcode prints, where that is known."""
        return None if self.fixed is None else EvaluatedCall(name=name, offset=0, path=(), output=self.fixed)

    def framed(self, name: str) -> EvaluatedCall | None:
        """Return what a call prints around its inner text, where that is known."""
        frame = EvaluatedCall(name=name, offset=0, path=(), output=self.frame, inner=_INNER_TEXT)
        return frame if self.frame else None

    def means_other(self, name: str, call: EvaluatedCall | None) -> bool:
        """Whether a call, or any where Hugo says nothing, is another than that of Hugo's own with its name."""
        return _is_other(name, call.output) if call else self.is_other

    def shown(self, call: Call) -> Rendering | None:
        """Return what a call shows with what the template adds to its arguments, if nothing that it says is lost."""
        given = {**{str(number): value for number, value in enumerate(call.arguments)}, **call.options}
        key = next((name for name in given if name in self.asked and given[name] in self.entries), "")
        if not key:
            return self._shown(call)
        rest = _without(call, key)
        own = call if key in self.told else rest
        more, beside = (
            self._shown(replace(one, options={**self.entries[given[key]], **one.options})) for one in (own, rest)
        )
        alone = self._shown(own)
        if alone and beside and not (more or alone.html or beside.html):
            more = Rendering(block=f"{alone.block}\n\n{beside.block}", inline=f"{alone.inline} {beside.inline}")
        said = set(_WORD.findall(alone.inline)) if alone else set()
        is_whole = more and said.issubset(_WORD.findall(f"{more.block} {more.html} {more.inline}"))
        return more if is_whole else alone or self._shown(call)

    def _shown(self, call: Call) -> Rendering | None:
        return shown_by(with_link(call, self.amazon, self.picture) if self.amazon else call)


def _without(call: Call, key: str) -> Call:
    """Return a call without one of its arguments, by its name or number."""
    arguments = tuple(value for number, value in enumerate(call.arguments) if str(number) != key)
    options = {name: value for name, value in call.options.items() if name != key}
    return replace(call, arguments=arguments, options=options)


def _is_other(name: str, printed: str) -> bool:
    """Whether a template of a shortcode that is named like one of Hugo's own prints nothing of what that does."""
    pattern = _PRINTED.get(name)
    return bool(pattern and printed.strip() and not pattern.search(printed))


def find_templates(root: Path, site: HugoSite) -> dict[str, Template]:
    """Return the template of each shortcode by its name; the site's own come before those of its themes."""
    found: dict[str, Template] = {}
    tag = next((value for value in site.params.values() if isinstance(value, str) and _TAG.fullmatch(value)), "")
    for folder in (f"{layouts}/{name}" for layouts in site.layouts for name in SHORTCODES):
        for path in sorted(path for path in (root / folder).rglob("*") if path.suffix in TEMPLATES):
            name = path.relative_to(root / folder).as_posix().partition(".")[0]
            if name not in found:
                found[name] = _read(name, path, root, tag)
    return found


def _read(name: str, path: Path, root: Path, tag: str) -> Template:
    relative = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return Template(path=relative)
    heading = _HEADING.search(text[:_LONGEST])
    printed = (" ".join(heading[2].split()), heading[1] or "") if heading else ("", "")
    picture = _PICTURE.search(text[:_LONGEST])
    fixed = _COMMENT.sub("", text).removesuffix("\n") if len(text) <= _LONGEST else "{{"
    seen = _LOOK.sub("", _COMMENT.sub("", text[:_LONGEST]))
    frame = _INNER.sub(_INNER_TEXT, _LOOK.sub(lambda found: _ACTION.sub("", found[0]), fixed))
    asked, told = _arguments(seen)
    return Template(
        path=relative,
        printed=printed,
        fixed=None if "{{" in fixed else fixed,
        frame=frame if frame.count("{{") == frame.count(_INNER_TEXT) == 1 else "",
        is_other=_is_other(name, fixed) and not any(map(_ELSEWHERE.search, _ACTION.findall(fixed))),
        amazon=_amazon(text[:_LONGEST], tag),
        picture=f"https://{picture[1]}{{}}{picture[2]}" if picture else "",
        entries=_entries(root, seen),
        asked=asked,
        told=told,
    )


def _arguments(text: str) -> tuple[set[str], set[str]]:
    """Return by which arguments of a call a template finds entries, and which of them readers see."""
    asked, told, held = set[str](), set[str](), dict[str, set[str]]()
    for action in _ACTION.findall(text):
        rest = _GOT.sub(" ", action)
        names = {name or other for name, other in _GOT.findall(action)}
        names = names.union(*(held.get(variable, ()) for variable in _HELD.findall(rest)))
        if _FOUND.search(rest):
            asked |= names
        elif kept := _KEPT.match(rest):
            held.setdefault(kept[1] or ".", set()).update(names)
        elif not _SILENT.match(rest):
            told |= names
    return asked, told


def _entries(root: Path, text: str) -> Mapping[str, Mapping[str, str]]:
    """Return what a template names of the entries of the data that it names first, by what calls them."""
    match = _DATA.search(text)
    names = set(_NAMED.findall(text))
    try:
        found = _at(root / "data", re.split(r"[./]", match[1])) if match else None
        if isinstance(found, list):
            tables = [entry for entry in found if isinstance(entry, Mapping)]
            found = {entry[key]: entry for key in reversed(_IDS) for entry in tables if key in entry}
        entries = found.items() if isinstance(found, Mapping) else ()
        return {str(name): dict(_said(entry, names)) for name, entry in entries if isinstance(entry, Mapping)}
    except (OSError, ValueError, RecursionError, TypeError):  # Hugo has told its author
        return {}


def _at(place: Path, keys: Sequence[str]) -> object:
    """Return what the files of a folder hold at a path of keys; those of a folder are by their names."""
    if place.is_symlink():
        return None
    files = {path.stem: path for path in sorted(place.glob("*")) if path.suffix in _FILES and is_own(path)}
    if not keys:
        return {name: read_data(path) for name, path in files.items()}
    if keys[0] not in files:
        return _at(place / keys[0], keys[1:])
    found = read_data(files[keys[0]])
    for key in keys[1:]:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _said(entry: Mapping[object, object], names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the texts of an entry whose keys are among *names*; numbers with their key, which says what they are."""
    for key, value in entry.items():
        if str(key) not in names or isinstance(value, bool) or COLOR.fullmatch(str(value)):
            continue
        if isinstance(value, list):
            yield from ((f"{key}-{number}", text) for number, text in enumerate(value) if isinstance(text, str))
        elif isinstance(value, str | int | float):
            is_number = str(key) not in NAMES["look"] and _NUMBER.fullmatch(str(value))
            yield str(key), f"{re.sub('[_-]', ' ', str(key)).capitalize()}: {value}" if is_number else str(value)


def _amazon(text: str, tag: str) -> Store | None:
    """Return the shop that a template names, paid by the tag in it, or else by that of the site."""
    shop, own = _SHOP.search(text), _PAID.search(text)
    preset = PRESETS.get(shop[1]) if shop else None
    return preset.store("amazon", {"tag": own[1] if own else tag}) if preset else None
