"""A Hugo site: what its settings say of it, its languages, and the files of each.

All languages move into one project: a page in another language than the site's lies in the folder that Hugo has for the
language, so that its address stays, and says ``lang`` in its front matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from html import unescape
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.permalinks import list_folders, patterns_of, term_folders
from sphinx_aiarticle.hugo.site_context import Goldmark, read_goldmark
from sphinx_aiarticle.migrate.hugo_settings import (
    NOWHERE,
    Mount,
    mapping_at,
    read_mounts,
    shown_languages,
    text_at,
    texts_at,
    weight_of,
)
from sphinx_aiarticle.migrate.menu import menu_of_settings
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sphinx_aiarticle.migrate.files import SourceFile


# Sphinx has catalogues for some regions; of all others the language alone counts.
_LANGUAGES: Final = {
    "zh-cn": "zh_CN", "zh-hans": "zh_CN", "zh-tw": "zh_TW", "zh-hant": "zh_TW", "pt-br": "pt_BR", "pt-pt": "pt_PT",
    "en-gb": "en_GB", "hi-in": "hi_IN", "sr-latn": "sr@latin",
}  # fmt: skip
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_FOLDER: Final = re.compile(r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\\:\x00-\x1f]+")


#: What Hugo takes for pages: https://gohugo.io/configuration/content-types/.
_CONTENT_TYPES: Final = {
    "text/markdown": (".md", ".markdown", ".mdown"),
    "text/html": (".html", ".htm"),
    "text/asciidoc": (".adoc", ".asciidoc", ".ad"),
    "text/org": (".org",),
    "text/rst": (".rst",),
    "text/pandoc": (".pandoc", ".pdc"),
}


class HugoLanguage(Record):
    """A language of the site.

    Attributes:
        key: Its name in the settings, in lower case, which file names and addresses have.
        content: Folder of its pages; several languages may share one.
        folder: First part of its addresses, with a slash; empty for a language without one.
        menu: Weights, names and addresses of the entries of its main menu that the settings have.
        permalinks: Patterns of the addresses of its articles by section: its own, or else those of the site.
        section_permalinks: The same of its sections.
    """

    key: str
    tag: str
    title: str
    content: str
    folder: str
    menu: tuple[tuple[int, str, str], ...] = ()
    permalinks: Mapping[str, str] = field(default_factory=dict)
    section_permalinks: Mapping[str, str] = field(default_factory=dict)


def first_language(languages: Mapping[str, object]) -> str:
    """Return the key of the main language of a site that names none: English, or else the first by weight and key."""
    weights = {key: weight_of(mapping_at(languages, key)) for key in languages}
    return "en" if "en" in languages or not weights else min(weights, key=lambda key: (weights[key], key))


def by_language(
    files: Iterable[SourceFile], mount: Mount, languages: Sequence[HugoLanguage], formats: Container[str]
) -> Iterator[SourceFile]:
    """Yield the files of a folder of pages, each named by its language and its place in the folder of the language.

    https://gohugo.io/content-management/multilingual/: ``desk.en.md`` and ``desk.en.png`` are English in any folder,
    of which the first loses the key; a folder that belongs to another language is passed over.
    """
    inner = tuple(f"{one.content}/" for one in languages if one.content.startswith(f"{mount.source}/"))
    keys = {language.key: language for language in languages}
    own = keys.get(mount.language, languages[0])
    for file in () if mount.language == NOWHERE else files:
        if file.shown.startswith(inner):
            continue
        stem, _, suffix = file.name.rpartition(".")
        start, _, key = stem.rpartition(".")
        named = keys.get(key.lower()) if start else None
        language = named or own
        name = f"{start}.{suffix}" if named and f".{suffix.lower()}" in formats else file.name
        yield replace(file, name=f"{language.folder}{name}", top=language.folder, language=language.key)


class HugoSite(Record):
    """What ``hugo.toml`` says.

    Attributes:
        base_url: Its address with a slash at the end; empty when it is none.
        language: Its language as Sphinx spells it.
        copyright: Whose it is, without the word and the sign that themes write before it.
        authors: Its authors with the address of a page about each, or nothing; the first one wrote what names nobody.
        same_as: Its profiles elsewhere.
        timezone: Time zone of dates without one; may be empty.
        mounts: Where its pages, its static files, the images that pages refer to, and its templates are.
        term_paths: Folders of the terms of taxonomies, where they are not those of their lists.
        list_paths: Folders of lists of terms by taxonomy, where they are not called like it.
        ugly_urls: Whether pages are called ``name.html`` rather than ``name/``.
        languages: Its languages, the main one first; never empty.
        params: The site's own parameters, their keys in lower case.
        emoji: Whether codes such as ``:rocket:`` are emoji.
        taxonomies: Keys of front matter whose terms have lists.
        page_size: How many articles are on one page of a list; 0 for Hugo's default.
        formats: Endings of the names of its pages, in lower case; other files under ``content/`` are no pages.
        feed: The name of each feed without its ending.
        page_outputs: In which forms single pages are that do not say so.
        page_forms: Addresses of pages in HTML of another form by its name; ``{}`` stands for their usual address.
    """

    title: str
    base_url: str
    language: str
    description: str = ""
    copyright: str = ""
    authors: Mapping[str, str] = field(default_factory=dict)
    same_as: tuple[str, ...] = ()
    timezone: str = ""
    mounts: tuple[Mount, ...] = ()
    term_paths: Mapping[str, str] = field(default_factory=dict)
    list_paths: Mapping[str, str] = field(default_factory=dict)
    accents: bool = True
    ugly_urls: bool = False
    languages: tuple[HugoLanguage, ...]
    params: Mapping[str, object] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    emoji: bool = False
    taxonomies: tuple[str, ...] = ("tags", "categories")
    goldmark: Goldmark = field(default_factory=Goldmark)
    numbers_lines: bool = False
    page_size: int = 0
    formats: frozenset[str]
    feed: str = "index"
    page_outputs: tuple[str, ...] = ()
    page_forms: Mapping[str, str] = field(default_factory=dict)

    def language_called(self, key: str) -> HugoLanguage:
        """Return one of its languages."""
        return next(one for one in self.languages if one.key == key)

    @property
    def layouts(self) -> list[str]:
        """Folders of its templates, those of its themes last."""
        own = [mount.source for mount in self.mounts if mount.target == "layouts"]
        return [*own, *(f"themes/{theme}/layouts" for theme in self.themes)]


def read_site(settings: Mapping[str, object], *, fallback: str) -> HugoSite:
    """Return the site that *settings*, their keys in lower case, describe; without a title it is called *fallback*."""
    languages = shown_languages(settings)
    main = text_at(settings, "defaultcontentlanguage").lower() or first_language(languages)
    own = mapping_at(languages, main)
    params = {**mapping_at(settings, "params"), **mapping_at(own, "params")}
    base = re.sub(r"^(?=//)", "https:", text_at(own, "baseurl") or text_at(settings, "baseurl"))
    code = text_at(own, "languagecode") or text_at(own, "locale") or text_at(settings, "languagecode") or main
    schema = params.get("schema")
    patterns = mapping_at(settings, "permalinks")
    markup = mapping_at(settings, "markup")
    listed = tuple(_languages(settings, languages, main, code))
    profiles = texts_at(schema, "sameas") if isinstance(schema, Mapping) else ()
    owner = unescape(re.sub(r"<[^<>]*>", "", text_at(own, "copyright") or text_at(settings, "copyright")))
    return HugoSite(
        title=text_at(own, "title") or text_at(settings, "title") or text_at(params, "title") or fallback,
        base_url=base.rstrip("/") + "/" if is_web_url(base) else "",
        language=_language(code),
        description=text_at(params, "description") or text_at(settings, "description"),
        copyright=re.sub(r"^(?:copyright|\(c\)|©|\s)+", "", owner, flags=re.IGNORECASE).strip(),
        authors=dict(_authors(params.get("author") or params.get("authors") or settings.get("author"))),
        same_as=tuple(url for url in profiles if is_web_url(url)),
        timezone=text_at(settings, "timezone"),
        mounts=read_mounts(settings, _usual(settings, listed)),
        term_paths=term_folders(patterns),
        list_paths=list_folders(patterns),
        accents=settings.get("removepathaccents") is not True,
        ugly_urls=settings.get("uglyurls") is True,
        languages=listed,
        params=params,
        themes=tuple(name for name in texts_at(settings, "theme") if _FOLDER.fullmatch(name)),
        emoji=settings.get("enableemoji") is True,
        taxonomies=_taxonomies(settings),
        goldmark=read_goldmark(mapping_at(markup, "goldmark")),
        numbers_lines=mapping_at(markup, "highlight").get("linenos") not in (None, False),
        page_size=_number(mapping_at(settings, "pagination").get("pagersize") or settings.get("paginate")),
        formats=_formats(settings),
        feed=text_at(mapping_at(mapping_at(settings, "outputformats"), "rss"), "basename") or "index",
        page_outputs=texts_at(mapping_at(settings, "outputs"), "page"),
        page_forms=dict(
            _forms({"amp": {"path": "amp", "mediatype": "text/html"}, **mapping_at(settings, "outputformats")})
        ),
    )


def _forms(formats: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the names of other forms of HTML, and where pages have them: https://gohugo.io/configuration/output-formats/."""
    for name in formats:
        form = mapping_at(formats, name)
        base = text_at(form, "basename") or "index"
        folder = f"/{text_at(form, 'path').strip('/')}".rstrip("/")
        if text_at(form, "mediatype") == "text/html" and (folder or base != "index"):
            yield name, f"{folder}{{}}/{'' if base == 'index' else f'{base}.html'}"


def _languages(
    settings: Mapping[str, object], languages: Mapping[str, object], main: str, code: str
) -> Iterator[HugoLanguage]:
    """Yield the languages, the main one first; addresses of the others begin with their key."""
    content = _folder(text_at(settings, "contentdir"), "content")
    has_hosts = any(text_at(mapping_at(languages, key), "baseurl") for key in languages)
    in_folder = (len(languages) > 1 and has_hosts) or settings.get("defaultcontentlanguageinsubdir") is True
    for key in dict.fromkeys((main, *languages)):
        own = mapping_at(languages, key)
        patterns = mapping_at({**settings, **own}, "permalinks")
        tag = code if key == main else text_at(own, "languagecode") or text_at(own, "locale") or key
        yield HugoLanguage(
            key=key,
            tag=_tag(tag),
            title=text_at(own, "title") or text_at(settings, "title"),
            content=_folder(text_at(own, "contentdir"), content),
            folder=f"{key}/" if key != main or in_folder else "",
            menu=tuple(menu_of_settings(own)) or tuple(menu_of_settings(settings)),
            permalinks=patterns_of("page", patterns),
            section_permalinks=patterns_of("section", patterns),
        )


def _formats(settings: Mapping[str, object]) -> frozenset[str]:
    types = [str(name).lower() for name in mapping_at(settings, "contenttypes")] or list(_CONTENT_TYPES)
    return frozenset(ending for name in types for ending in _CONTENT_TYPES.get(name, ()))


def _usual(settings: Mapping[str, object], languages: Iterable[HugoLanguage]) -> Iterator[Mount]:
    """Yield the folders of a site that mounts nothing; languages may share one."""
    owners: dict[str, str] = {}
    for language in languages:
        owners.setdefault(language.content, language.key)
    for folder, key in owners.items():
        yield Mount(source=folder, target="content", language=key)
    for name in texts_at(settings, "staticdir") or ("static",):
        yield Mount(source=_folder(name, "static"), target="static")
    yield Mount(source=_folder(text_at(settings, "assetdir"), "assets"), target="assets")
    yield Mount(source="layouts", target="layouts")


def _taxonomies(settings: Mapping[str, object]) -> tuple[str, ...]:
    """Return the taxonomies: https://gohugo.io/configuration/taxonomies/."""
    disabled = {kind.lower() for kind in texts_at(settings, "disablekinds")}
    if disabled & {"taxonomy", "taxonomyterm"}:
        return ()
    languages = mapping_at(settings, "languages")
    parts = (settings, *(mapping_at(languages, code) for code in languages))
    written = (mapping_at(part, "taxonomies").values() for part in parts)
    names = [name.lower() for values in written for name in values if isinstance(name, str)]
    return tuple(dict.fromkeys(names if "taxonomies" in settings else ("tags", "categories", *names)))


def _tag(code: str) -> str:
    """Return a language tag as BCP 47 recommends it: ``en-US``, ``zh-Hans``."""
    first, *others = code.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in others)])


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 < value != 10 else 0


def _language(code: str) -> str:
    code = code.lower().replace("_", "-")
    known = next((name for prefix, name in _LANGUAGES.items() if code.startswith(prefix)), "")
    match = _LANGUAGE.match(code)
    return known or (match[0] if match else "en")


def _folder(name: str, default: str) -> str:
    """Return a folder of the site; one outside of it counts as not given."""
    name = name.strip("/") if not name.startswith("/") else name
    return name if _FOLDER.fullmatch(name) else default


def _authors(value: object) -> Iterator[tuple[str, str]]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str) and entry.strip():
            yield " ".join(entry.split()), ""
        elif isinstance(entry, Mapping) and text_at(entry, "name"):
            url = text_at(entry, "url")
            yield text_at(entry, "name"), url if is_web_url(url) else ""
