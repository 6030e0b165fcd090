"""What calls of a site's own shortcodes print, where their templates only fill in what is known without Hugo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.frontmatter.publication import is_draft
from sphinx_aiarticle.hugo.shortcodes.call import RAW, CallNode, calls_in
from sphinx_aiarticle.migrate.call_places import byte_offsets
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.hugo_settings import folded, is_own, mapping_at, read_data
from sphinx_aiarticle.migrate.template_escaping import SafeHtml, UnknownError
from sphinx_aiarticle.migrate.template_functions import (
    FUNCTIONS,
    INNER,
    MARKDOWN,
    UNREAD,
    added,
    markdown,
    rel_url,
    text_of,
)
from sphinx_aiarticle.migrate.template_language import MOST, Fields, Filling, KnownValues, Params, Part, parsed

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.site import HugoSite
    from sphinx_aiarticle.migrate.templates import Template

_TYPED: Final = re.compile(r"true|false|[-+]?\d+|[-+]?\d*\.\d+", re.ASCII)
#: What is a number in YAML, other than as it is usually written.
_NUMBER: Final = re.compile(
    r"[-+]?(?:0[xob][\da-f_]++|(?=\.?\d)[\d_]*+\.?[\d_]*+(?:e[-+]?\d++)?|\.(?:inf|nan))", re.ASCII | re.IGNORECASE
)
_CANONICAL: Final = re.compile(r"(?!-0\Z)-?(?:0|[1-9]\d*)(?:\.\d*[1-9]|\.0)?", re.ASCII)
_WHOLE: Final = 1_000_000  # from which on Hugo writes numbers of JSON with exponents
_YEAR: Final = re.compile(r"\d{4}(?=-)")
_FILES: Final = (".toml", ".yaml", ".yml", ".json")
_SET: Final = ("date", "draft", "expirydate", "iscjklanguage", "lastmod", "publishdate")  # by Hugo itself, too
_PARTIALS: Final = ("partials", "_partials")
_LARGEST: Final = 200_000  # bytes of a file that a template asks for


class _Folder(KnownValues):
    """The data files in a folder, read when they are asked for: https://gohugo.io/content-management/data-sources/."""

    def __init__(self, place: Path, *, is_whole: bool) -> None:
        paths = [path for path in sorted(place.glob("*")) if not path.name.startswith(".")]
        names = [path.name if path.is_dir() else path.stem for path in paths]
        read = [not path.is_symlink() and (path.is_dir() or path.suffix in _FILES) for path in paths]
        self._paths = {
            name: path
            for name, path, is_read in zip(names, paths, read, strict=True)
            if is_read and names.count(name) == 1
        }
        super().__init__(self._paths, is_whole=is_whole and len(self._paths) == len(paths))
        self._has_all, self._found = is_whole, dict[str, object]()

    def __getitem__(self, name: str) -> object:
        path = self._paths.get(name)
        if path is None:
            return UnknownError(name)
        if name not in self._found:
            try:
                found = _Folder(path, is_whole=self._has_all) if path.is_dir() else _sure(read_data(path), path.suffix)
                self._found[name] = (
                    KnownValues(found, is_whole=False) if isinstance(found, dict) and not self._has_all else found
                )
            except (OSError, ValueError, RecursionError):  # Hugo has told its author
                self._found[name] = UnknownError(path.name)
        return self._found[name]


class SiteFields:
    """What templates may ask of a site, and of its pages, and the partials that they print.

    What its themes and modules may add to the settings and the data, and its folders to its pages, is unknown.
    """

    def __init__(self, root: Path, site: HugoSite, settings: Mapping[str, object]) -> None:
        self._root, self._site, self._settings = root, site, settings
        self._partials: dict[str, Sequence[Part]] = {}
        is_whole = not settings.keys() & {"theme", "datadir"} and "imports" not in mapping_at(settings, "module")
        has_all = is_whole and all(mount.component != "data" for mount in site.mounts)
        self.fields = Fields(Data=_Folder(root / "data", is_whole=has_all))
        self.functions: dict[str, object] = {"site.": self.fields, "hugo.": self.fields}
        if len(site.languages) == 1:  # of several, each has its own
            self.fields |= {"Params": Params(_sure(site.params, ""), is_whole=is_whole), "GetPage": self._page_called}
            self.functions["relURL"] = partial(rel_url, site.base_url)

    def page(self, shown: str, data: Mapping[str, object]) -> Fields:
        """Return what templates may ask of the page in a file with this front matter."""
        own, name = folded(_sure(data, "")), PurePosixPath(shown)
        params = mapping_at(own, "params")
        twice = (key for key, value in params.items() if own.get(key, value) != value)
        params = {**_unknown(_SET), **params, **own, **_unknown(twice)}
        title, year = own.get("title"), _YEAR.match(str(own.get("publishdate", own.get("date"))))
        file = Fields(BaseFileName=name.stem, LogicalName=name.name, Ext=name.suffix.removeprefix("."))
        fields = Fields(
            Params=Params(params, is_whole=not self._hands_down), Site=self.fields, RenderString=markdown, File=file
        )
        fields |= {"Title": title} if isinstance(title, str) and title else {}
        return Fields(fields | ({"PublishDate": Fields(Year=int(year[0]))} if year else {}))

    @cached_property
    def _hands_down(self) -> bool:
        """Whether the settings or a folder may add to the front matter of pages."""
        places = [mount.source for mount in self._site.mounts if mount.component == "content"]
        places += [f"themes/{theme}/content" for theme in self._site.themes]
        paths = (path for place in places for path in (self._root / place).rglob("_index.*") if is_own(path))
        return "cascade" in str(self._settings) or any(b"cascade" in path.read_bytes().lower() for path in paths)

    def partial(self, name: object) -> Sequence[Part]:
        """Return the parts of a partial."""
        name = text_of(name)
        if name not in self._partials:
            file = name if name.endswith(".html") else f"{name}.html"
            folders = (self._root / layouts / folder for layouts in self._site.layouts for folder in _PARTIALS)
            paths = [folder / file for folder in folders]
            start = paths[0].name.partition(".")[0]
            if {other.name for path in paths for other in path.parent.glob(f"{start}.*")} - {paths[0].name}:
                raise UnknownError("templates by language or format")
            self._partials[name] = parsed(self._read(paths))
        return self._partials[name]

    def _page_called(self, name: object) -> Fields:
        """Return the page of a file, by its path from the root of the content."""
        path = text_of(name).strip("/")
        ends = ("",) if path.endswith(".md") else (".md", "/index.md", "/_index.md")
        mounts = [mount for mount in self._site.mounts if mount.target == "content"]
        data = read_hugo(
            self._read(self._root / mount.source / f"{path}{end}" for mount in mounts for end in ends)
        ).data
        if is_draft(data):
            raise UnknownError(".GetPage")
        return self.page(path, data)

    def _read(self, paths: Iterable[Path]) -> str:
        """Return the text of the first of some files of the site that there is."""
        for path in paths:
            is_inside = ".." not in path.parts and path.resolve().is_relative_to(self._root.resolve())
            if is_inside and is_own(path) and path.stat().st_size < _LARGEST:
                return path.read_text(encoding="utf-8-sig")
        raise LookupError


def filled_calls(
    source: str, templates: Mapping[str, Template], site: SiteFields, shown: str
) -> Sequence[EvaluatedCall]:
    """Return what the calls of a page print that have a template, or as an error what only Hugo can evaluate.

    An inner text that is not known as HTML is left in its place.
    """
    nodes = calls_in(source)
    names = {node.name for outer in nodes for node in outer.walk()}
    if not (names - {RAW}) & templates.keys():  # what is raw needs no template
        return ()
    filler = _Filler(source=source, templates=templates, site=site, page=site.page(shown, read_hugo(source).data))
    offsets = byte_offsets(source)
    for number, node in enumerate(nodes):
        filler.fill(node, offsets[node.tag.begin], (number,), None)
    return filler.calls


class _Filler:
    """Fills in the templates of the calls of a page, those within others first."""

    def __init__(self, *, source: str, templates: Mapping[str, Template], site: SiteFields, page: Fields) -> None:
        self._source, self._templates, self._page, self._site = source, templates, page, site
        self._stores = list[tuple[Fields, dict[object, object]]]()  # of the page and of the calls that are open
        self._keep(self._page)
        self._left = 10 * MOST
        self.calls: list[EvaluatedCall] = []

    def fill(self, node: CallNode, offset: int, path: tuple[int, ...], parent: Fields | None) -> EvaluatedCall | None:
        """Find what a call prints, and those in it."""
        fields = self._fields(node, path[-1], parent)
        self._keep(fields)
        children = [self.fill(child, offset, (*path, number), fields) for number, child in enumerate(node.children)]
        template, inner = self._templates.get(node.name), self._inner(node, children)
        if template is None:
            self._stores.pop()
            return None
        if self._source[node.tag.begin + 2] == "%" and (parent or _is_old(template)):
            inner = UNREAD  # Hugo renders it
        call = EvaluatedCall(name=node.name, offset=offset, path=path, output="")
        stored = [dict(values) for _, values in self._stores]
        for text in dict.fromkeys((inner, UNREAD)) if node.close else (SafeHtml(),):
            try:
                output = self._printed(template, Fields(fields | {"Inner": text}))
                if text is UNREAD and output.count(INNER) != 1:
                    raise UnknownError(".Inner")
            except UnknownError as error:
                call = replace(call, error=call.error or str(error) or "?")
                for (_, values), old in zip(self._stores, stored, strict=True):
                    values.clear()
                    values.update(old)
            else:
                shown = INNER if text is UNREAD else MARKDOWN.render(str(text))
                call = replace(call, output=output.replace("\r\n", "\n"), inner=shown, error="")
                break
        for one, _ in self._stores if call.error else ():  # it might have stored something
            one |= dict.fromkeys(("Scratch", "Store"), UnknownError(".Store"))
        self._stores.pop()
        self.calls.append(call)
        return None if call.error else call

    def _keep(self, fields: Fields) -> None:
        """Give a page or a call what keeps values for later calls."""
        values = dict[object, object]()
        fields |= dict.fromkeys(("Scratch", "Store"), _store(values))
        self._stores.append((fields, values))

    def _printed(self, template: Template, dot: Fields) -> str:
        if template.refused:
            raise UnknownError(template.refused)

        def part(name: object, dot: object = None) -> SafeHtml:
            return SafeHtml(filling.fill(self._site.partial(name), dot))

        most = min(MOST, self._left)
        functions = {**FUNCTIONS, **self._site.functions, "page.": self._page, "partial": part}
        filling = Filling(functions=functions, left=most)
        try:
            return filling.fill(template.parts, dot)
        finally:
            self._left -= most - filling.left

    def _fields(self, node: CallNode, number: int, parent: Fields | None) -> Fields:
        call, text = node.tag.call, self._source[node.tag.begin : node.tag.end]
        values = [*call.options.values(), *call.arguments] if call else []
        options = {name: _typed(value, text, values) for name, value in call.options.items()} if call else {}
        arguments = [_typed(value, text, values) for value in call.arguments] if call else []

        def get(key: object) -> object:
            if isinstance(key, int):
                return None if options or not arguments else arguments[key] if 0 <= key < len(arguments) else ""
            return options.get(str(key), "") if options else None

        return Fields(
            Get=get, Params=options or arguments, IsNamedParams=bool(options), Name=node.name, Ordinal=number,
            Page=self._page, Site=self._site.fields, Parent=parent,
        )  # fmt: skip

    def _inner(self, node: CallNode, children: Iterable[EvaluatedCall | None]) -> object:
        """Return the inner text of a call with what the calls in it print."""
        pieces, end = list[str](), node.tag.end
        for child, call in zip(node.children, children, strict=True):
            if call is None or call.inner == INNER:
                return UNREAD
            pieces += (self._source[end : child.tag.begin], call.output)
            end = child.end
        return SafeHtml("".join([*pieces, self._source[end : node.close.begin if node.close else end]]))


def _is_old(template: Template) -> bool:
    """Whether a template asks for how Hugo read shortcodes before 0.55."""
    return any(isinstance(part, list) and part[:1] == ["$_hugo_config"] for part in template.parts)


def _sure(data: Any, ending: str) -> Any:
    """Return data, with an error for each number that Hugo reads or writes otherwise: 1.10 in YAML, floats of JSON."""
    if isinstance(data, Mapping):
        return {key: _sure(value, ending) for key, value in data.items()}
    if isinstance(data, list):
        return [_sure(value, ending) for value in data]
    if ending == ".json":
        return UnknownError(str(data)) if isinstance(data, int | float) and abs(data) >= _WHOLE else data
    is_other = (
        ending != ".toml" and isinstance(data, str) and _NUMBER.fullmatch(data) and not _CANONICAL.fullmatch(data)
    )
    return UnknownError(data) if is_other else data


def _unknown(names: Iterable[str]) -> dict[str, object]:
    return {name: UnknownError(f".{name}") for name in names}


def _store(values: dict[object, object]) -> Fields:
    """Return what keeps values: https://gohugo.io/methods/shortcode/store/."""

    def add(key: object, value: object) -> None:
        values[key] = added(values[key], value) if key in values else value

    return Fields(Get=values.get, Set=values.__setitem__, Add=add)


def _typed(value: str, tag: str, values: Sequence[str]) -> object:
    """Return an argument as Hugo reads it: without quotation marks it may be a number."""
    quoted = tag.count(f'"{value}"') + tag.count(f"`{value}`")
    if not _TYPED.fullmatch(value) or quoted >= values.count(value):
        return value
    if quoted:  # it may be either
        return UnknownError(value)
    return value == "true" if value in ("true", "false") else float(value) if "." in value else int(value)
