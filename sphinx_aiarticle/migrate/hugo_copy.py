"""A throw-away copy of a Hugo site whose templates print facts about each page instead of a design."""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sphinx_aiarticle.hugo.shortcodes.call import all_tags
from sphinx_aiarticle.hugo.site_context import read_goldmark
from sphinx_aiarticle.migrate.hugo_settings import PACKAGES, mapping_at, read_mounts, texts_at
from sphinx_aiarticle.migrate.project import FOLDER

#: Our templates: the design, shortcodes of Hugo's own that note what they print, and parts of others:
#: https://github.com/gohugoio/hugo/tree/master/tpl/tplimpl/embedded/templates/_shortcodes
_OURS: Final = Path(__file__).parent / "layouts"
#: Shortcodes that Hugo brings along; a template of the site's own takes their place.
_OF_HUGO: Final = frozenset({
    "details", "figure", "gist", "highlight", "instagram", "param", "qr", "ref", "relref", "vimeo", "x", "youtube",
})  # fmt: skip
_SKIPPED: Final = frozenset({".git", ".github", PACKAGES, "public", "resources", ".hugo_build.lock"})
_LAYOUTS: Final = "layouts"
#: The folders of templates of shortcodes, before and since Hugo 0.146, and of all that is part of a page.
SHORTCODES: Final = ("shortcodes", "_shortcodes")
PARTS: Final = (*SHORTCODES, "partials", "_partials")  # the others are the design
TEMPLATES: Final = (".html", ".md")  #: how the name of a template of a shortcode ends
_PRINTED: Final = ("html", "rss")
_KINDS: Final = ("home", "section", "taxonomy", "term", "page")
# What would start programs, ask the network, write elsewhere, or concerns the design only.
_DROPPED: Final = (
    "build", "cachedir", "caches", "canonifyurls", "cleandestinationdir", "contentsecuritypolicy", "deployment",
    "enablegitinfo", "ignoreerrors", "ignorelogs", "minify", "module", "outputs", "paniconwarning", "publishdir",
    "relativeurls", "resourcedir", "security", "segments", "services", "staticdir", "theme", "themesdir", "timeout",
)  # fmt: skip
_PARTIAL: Final = re.compile(r'\bpartial(?:Cached)?\s+["`]([^"`]+)["`]')
_DYNAMIC: Final = re.compile(r"\bpartial(?:Cached)?\s+[($.]")
_INNER: Final = re.compile(r"\.Inner\b|\.InnerDeindent\b")
_ANY_TAG: Final = "<[a-z/]"
_BLOCK_TAG: Final = (
    "<(?:article|aside|blockquote|details|div|dl|fieldset|figure|form|h[1-6]|hr|iframe|nav|ol|p|pre|script|section|"
    r"style|svg|table|ul|video)\\b"
)
_NO_MARKDOWN: Final = frozenset(
    {"chart", "code", "katex", "latex", "math", "mermaid", "plantuml", "raw", "rawhtml", "tex"}
)
_FRONT_MATTER: Final = 4000  # bytes in which it is looked for
_NO_CONTENT: Final = frozenset({_LAYOUTS, "themes", "static", "assets", "_vendor", "archetypes", "data", "i18n"})
_TEXT: Final = (".md", ".markdown", ".html", ".htm", ".org", ".adoc", ".rst", ".pandoc")


@dataclass(slots=True, kw_only=True)
class Copy:
    """The copy.

    Attributes:
        layouts: Folder of the site's own templates in it.
    """

    folder: Path
    layouts: Path

    def relative(self, path: str) -> str:
        """Return a path in the copy as it is called in the site; empty for one outside."""
        place = Path(path)
        return place.relative_to(self.folder).as_posix() if place.is_relative_to(self.folder) else ""

    def templates(self, name: str) -> list[str]:
        """Return the templates that Hugo calls *name*, relative to the copy."""
        name = name.removeprefix("_")
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob(Path(name).name))
        return [path for path in found if path.replace("/_", "/").endswith(f"{_LAYOUTS}/{name}")]

    def stub(self, name: str, text: str) -> None:
        """Give a shortcode a template that says nothing of its own."""
        _write(self.layouts / "shortcodes" / f"{name}.html", text)

    def remove(self, relative: str) -> None:
        """Take out a file that keeps Hugo from building the site; one of the site's shortcodes becomes a stub."""
        path = self.folder / relative
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        path.unlink(missing_ok=True)
        parts = Path(relative).parts
        name = Path(relative).name.partition(".")[0]
        if any(part in (*SHORTCODES, "aiarticle") for part in parts):
            self.stub(name, stub(has_inner=_INNER.search(text) is not None))

    def remove_theme_settings(self) -> bool:
        """Take out the settings of themes, which may ask for modules that are not here; say whether there were any."""
        found = [*self.folder.glob("themes/**/config.*"), *self.folder.glob("themes/**/hugo.*")]
        found += [*self.folder.glob("themes/**/theme.toml"), *self.folder.glob("themes/**/go.mod")]
        found += [path for path in self.folder.glob("themes/**/config/*/*") if path.is_file()]
        for path in found:
            path.unlink()
        return bool(found)


def make_copy(root: Path, folder: Path, settings: Mapping[str, Any], *, with_static: bool) -> Copy:
    """Copy a site to a new folder, and put our templates in the place of its design."""
    published = str(settings.get("publishdir") or "public").strip("/")
    skipped = {*_SKIPPED, published}

    def ignored(place: str, names: list[str]) -> set[str]:
        known = skipped if Path(place) == root else {".git"}
        return {name for name in names if name in known or _is_special(Path(place, name))}

    shutil.copytree(root, folder, ignore=ignored)
    for mount in read_mounts(settings):
        source = root / mount.source
        if mount.is_package and source.is_dir() and source.resolve().is_relative_to(root.resolve()):
            shutil.copytree(source, folder / mount.source, ignore=ignored, dirs_exist_ok=True)
    themes = list(_themes(folder, settings))
    config = _closed(settings, themes, with_static=with_static)
    for place in (folder / name for name in ("config", "go.mod", "go.sum", "go.work", "_vendor")):
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    for path in (*folder.glob("hugo.*"), *folder.glob("config.*")):
        path.unlink()
    _write(folder / "hugo.json", json.dumps(config, default=str))
    own = _own_layouts(folder, settings)
    layouts = [own, *(folder / "themes" / theme / _LAYOUTS for theme in themes)]
    for path in (_OURS / SHORTCODES[0]).iterdir():
        if not any((place / folder / path.name).is_file() for place in layouts for folder in SHORTCODES):
            _write(own / SHORTCODES[0] / path.name, path.read_text(encoding="utf-8"))
    for place in layouts:
        for path in (path for path in place.glob("*") if path.name not in PARTS):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        _wrap(place)
    _keep_used_partials(layouts)
    for path in (_OURS / "design").rglob("*.*"):
        _write(own / path.relative_to(_OURS / "design"), path.read_text(encoding="utf-8"))
    _write(own / "_default/list.html", _ours("design/_default/single.html"))
    content = list(_content(folder))
    _rename_build(content)
    copy = Copy(folder=folder, layouts=own)
    goldmark = mapping_at(mapping_at(settings, "markup"), "goldmark")
    _stub_missing(copy, layouts, content, keeps_html=read_goldmark(goldmark).shows_html)
    return copy


def _is_special(path: Path) -> bool:
    """Whether something is a link, no ordinary file or folder, or the project of a migration."""
    mode = path.lstat().st_mode
    is_folder = stat.S_ISDIR(mode) and not (path / FOLDER).is_dir()
    return not (is_folder or stat.S_ISREG(mode))


def _own_layouts(folder: Path, settings: Mapping[str, Any]) -> Path:
    """Return the folder of the templates of the site's own, in which those are, too, that it mounts."""
    own = folder / str(settings.get("layoutdir") or _LAYOUTS).strip("/")
    for mount in read_mounts(settings)[::-1]:
        source, target = folder / mount.source, own / mount.place("")
        if mount.component == _LAYOUTS and source.is_dir() and not target.is_relative_to(source):
            shutil.copytree(source, target, dirs_exist_ok=True)
    return own


def _themes(folder: Path, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the themes and vendored modules that are here, and put them into ``themes/``."""
    imports = mapping_at(settings, "module").get("imports")
    modules = (entry for entry in imports if isinstance(entry, dict)) if isinstance(imports, list) else ()
    names = [*texts_at(settings, "theme"), *(str(entry.get("path", "")) for entry in modules)]
    here = folder / str(settings.get("themesdir") or "themes").strip("/")
    for name in dict.fromkeys(filter(None, names)):
        goal = folder / "themes" / name
        source = next((place for place in (here / name, folder / "_vendor" / name) if place.is_dir()), None)
        if source is None or ".." in Path(name).parts or not goal.is_relative_to(folder):
            continue
        if source != goal:
            shutil.copytree(source, goal, dirs_exist_ok=True)
        for extra in ("exampleSite", "content", "static", "archetypes"):
            shutil.rmtree(goal / extra, ignore_errors=True)
        yield name


def _closed(settings: Mapping[str, Any], themes: Iterable[str], *, with_static: bool) -> dict[str, Any]:
    """Return the settings for the copy: what decides about pages stays, what reaches out of it goes."""
    config = {key: value for key, value in settings.items() if key not in _DROPPED}
    mounts = mapping_at(settings, "module").get("mounts")
    if isinstance(mounts, list):
        inside = [mount for mount in mounts if isinstance(mount, dict) and _is_inside(mount)]
        config["module"] = {"mounts": inside}
    static = settings.get("staticdir", "static")
    outputs = mapping_at(settings, "outputs")
    return {
        **config,
        "theme": list(themes),
        "outputs": {kind: _formats(outputs, kind) for kind in _KINDS},
        "reflinkserrorlevel": "WARNING",
        "disablekinds": list({*texts_at(settings, "disablekinds"), "sitemap", "robotsTXT", "404"}),
        "staticdir": static if with_static else [],
        "timeout": "60s",
        "enablegitinfo": False,
    }


def _is_inside(mount: Mapping[str, Any]) -> bool:
    """Whether a mount shows a folder of the site, and none of templates: those are ours."""
    source, target = str(mount.get("source", "")), str(mount.get("target", ""))
    parts = Path(source).parts
    return not Path(source).is_absolute() and ".." not in parts and not target.startswith(_LAYOUTS)


def _formats(outputs: Mapping[str, object], kind: str) -> list[str]:
    formats = [name for name in map(str.lower, texts_at(outputs, kind)) if name in _PRINTED]
    return formats or (["html"] if kind == "page" else ["html", "rss"])


def _wrap(layouts: Path) -> None:
    """Let each shortcode note what it prints."""
    for folder in SHORTCODES:
        paths = (path for path in (layouts / folder).rglob("*") if path.suffix in TEMPLATES)
        for number, path in enumerate(sorted(paths)):
            text = path.read_text(encoding="utf-8", errors="replace")
            partial = f"{layouts.parent.name}-{folder}-{number}-{path.stem.partition('.')[0]}{path.suffix}"
            _write(layouts / "partials" / "aiarticle" / partial, text)
            path.write_text(_wrapper(partial, text), encoding="utf-8")


@cache
def _ours(name: str) -> str:
    return (_OURS / name).read_text(encoding="utf-8")


def _wrapper(partial: str, text: str) -> str:
    """Return the template that notes what a template of the site prints, which has become a *partial*."""
    wrapper = _ours("wrapper.html").replace("PARTIAL", partial)
    return wrapper.replace("INNER\n", _ours("inner.html") if _INNER.search(text) else "")


def stub(*, has_inner: bool = False) -> str:
    """Return what stands for a template, and prints the inner text of a call as it is, if it has one."""
    return _ours("stub.html") + ("{{ .Inner }}" if has_inner else "")


def _keep_used_partials(layouts: Iterable[Path]) -> None:
    """Delete the partials that no shortcode asks for; many a design does not fit the Hugo that is here."""
    folders = [place / name for place in layouts for name in ("partials", "_partials")]
    partials: dict[str, list[Path]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                partials.setdefault(path.relative_to(folder).as_posix().partition(".")[0], []).append(path)
    waiting = [name for name in partials if name.startswith("aiarticle/")]
    used = set(waiting)
    while waiting:
        for path in partials.get(waiting.pop(), ()):
            text = path.read_text(encoding="utf-8", errors="replace")
            if _DYNAMIC.search(text):
                return  # the name is only known when it is asked for
            asked = {name.strip("/").partition(".")[0] for name in _PARTIAL.findall(text)} - used
            used |= asked
            waiting += asked
    for name in partials.keys() - used:
        for path in partials[name]:
            path.unlink()


def _stub_missing(copy: Copy, layouts: Iterable[Path], content: Iterable[Path], *, keeps_html: bool) -> None:
    """Give names that have no template a stub."""
    known = set(_OF_HUGO)
    for folder in (place / name for place in layouts for name in SHORTCODES):
        known |= {path.relative_to(folder).as_posix().partition(".")[0] for path in folder.rglob("*") if path.is_file()}
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in content)
    for name, text in _missing_templates(texts, known, keeps_html=keeps_html).items():
        copy.stub(name, text)


def _missing_templates(texts: Iterable[str], known: Collection[str], *, keeps_html: bool) -> dict[str, str]:
    """Return a template for each shortcode that texts call and that is not among the *known* ones; by name."""
    opened: dict[str, None] = {}
    closed: set[str] = set()
    sources = set(_NO_MARKDOWN)  # names whose inner text is not to be read as Markdown here
    for text in texts:
        for tag in all_tags(text):
            name = tag.call.name if tag.call else ""
            if not name or name in known or name.endswith(".inline"):
                continue
            if tag.closing:
                closed.add(name)
            else:
                opened[name] = None
            if text[tag.begin + 2] == "%":
                sources.add(name)
    with_markdown = stub() + _ours("markdown.html").replace("TAG", _BLOCK_TAG if keeps_html else _ANY_TAG)
    with_inner = {name: stub(has_inner=True) if name in sources else with_markdown for name in closed}
    return {name: with_inner.get(name, stub()) for name in opened}


def _rename_build(content: Iterable[Path]) -> None:
    """Call the key `_build` as Hugo does since 0.145, which ignores the old name; no offset moves."""
    for path in content:
        data = path.read_bytes()
        if b"_build" in data[:_FRONT_MATTER]:
            head = re.sub(rb'(?m)^([ \t"\[]*)_build("?)(?=[ \t]*[:.\]])', rb"\1build\2 ", data[:_FRONT_MATTER])
            path.write_bytes(head + data[_FRONT_MATTER:])


def _content(folder: Path) -> Iterator[Path]:
    for top in folder.iterdir():
        for path in (top, *top.rglob("*")) if top.name not in _NO_CONTENT else ():
            if path.suffix.lower() in _TEXT and path.is_file():
                yield path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
