"""The pictures that ``conf.py`` names: found, measured, and published once for all pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.util.images import get_image_size
from sphinx.util.osutil import relative_uri

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, warn
from sphinx_aiarticle.html.files import WrittenFiles
from sphinx_aiarticle.jsonld import DATA_SUFFIX
from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.reading.named_files import is_file
from sphinx_aiarticle.url import is_web_url

#: The pictures of authors, by how ``conf.py`` names them.
_portraits: WeakKeyDictionary[Builder, dict[str, Picture]] = WeakKeyDictionary()


def prepare(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Publish the pictures of authors, once a build."""
    found = {name: publish(app, builder, "picture", name, "aiarticle_authors") for name in _portrait_names(app.config)}
    _portraits[builder] = {name: picture for name, picture in found.items() if picture}


def portrait_urls(builder: StandaloneHTMLBuilder, base: str) -> dict[str, str]:
    """Return where the pictures of authors are on the site at *base*, by how ``conf.py`` names them."""
    return {name: on_site(picture, base).url for name, picture in _portraits[builder].items()}


def portrait_src(builder: Builder, page: str, agent: Agent) -> str:
    """Return the address of the picture of an author from *page*; empty where the builder cannot show it."""
    picture = _portraits.get(builder, {}).get(agent.image)
    if picture is None:
        return ""
    if is_web_url(picture.uri):
        return picture.uri if builder.supported_remote_images else ""
    return relative_uri(builder.get_target_uri(page), quote(picture.uri))


def on_site(picture: Picture, base: str) -> Picture:
    """Return a published picture with its address on the site at *base*."""
    return replace(picture, url=picture.uri if is_web_url(picture.uri) else f"{base}{quote(picture.uri)}")


def publish(app: Sphinx, builder: StandaloneHTMLBuilder, kind: str, name: str, setting: str) -> Picture | None:
    """Return a picture that *setting* names by its path in the output, where it is copied unless Sphinx does that.

    A picture from elsewhere keeps its address. One that is not there is ``None``, after a warning.
    """
    if is_web_url(name):
        return Picture(uri=name)
    path = _find(app, name)
    if path is None:
        message = (
            "the %s %r of %s is neither a file nor an http(s) address; "
            "write the path of a picture from the folder of conf.py"
        )
        warn(Subtype.IMAGE, message, kind, name, setting, location=conf_location(app.confdir, setting))
        return None
    target = copied_by_sphinx(app, path)
    if not target:
        is_logo = kind == "logo"  # Sphinx puts html_logo there
        target = f"_static/{(not is_logo and _below((app.confdir, app.srcdir), path)) or path.name}"
        if builder.out_suffix != DATA_SUFFIX:
            copy = Path(builder.outdir, target)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    width, height = get_image_size(path) or (0, 0)
    return Picture(uri=target, width=width, height=height)


def delete_old(app: Sphinx, builder: StandaloneHTMLBuilder, logo: Picture | None) -> None:
    """Delete what earlier builds have published and ``conf.py`` names no more; Sphinx copies its own again."""
    files = WrittenFiles(app, "pictures")
    shown = (picture.uri for picture in (*_portraits[builder].values(), logo) if picture)
    files.now = {uri: "" for uri in shown if not is_web_url(uri)}
    files.finish()


@handles("config-inited", priority=902)
def on_config_inited(app: Sphinx, config: Config) -> None:
    """Note the sizes of the pictures, which many pages show: when they change, pages are written again."""
    publisher = settings(config).publisher
    names = [(publisher.image if publisher else "") or config.html_logo or "", *_portrait_names(config)]
    paths = [_find(app, name) for name in names if name and not is_web_url(name)]
    config.aiarticle_picture_sizes = str([path and (get_image_size(path) or path.name) for path in paths])


def _portrait_names(config: Config) -> list[str]:
    return [name for name in dict.fromkeys(agent.image for agent in settings(config).authors.values()) if name]


def _find(app: Sphinx, name: str) -> Path | None:
    found = (Path(top, given) for top in (app.confdir, app.srcdir) for given in (name, name.lstrip("/")))
    return next(filter(is_file, found), None)


def copied_by_sphinx(app: Sphinx, path: Path) -> str:
    """Return where Sphinx copies a file among static ones, or as a file of the site; empty where it does not."""
    static = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    extra = [Path(app.confdir, folder) for folder in app.config.html_extra_path]
    inside = _below(static, path)
    return f"_static/{inside}" if inside else _below(extra, path)


def _below(folders: Iterable[str | Path], path: Path) -> str:
    """Return the path of a file from the first of *folders* that has it."""
    path = path.resolve()
    inside = (path.relative_to(top) for folder in folders if (top := Path(folder).resolve()) in path.parents)
    return next((found.as_posix() for found in inside), "")
