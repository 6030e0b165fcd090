"""Which addresses may be linked, which are equal, what they are on a site; and which tags name a language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from babel import localedata
from babel.core import Locale, get_global

# What a browser strips or folds before it reads the scheme (WHATWG URL, "basic URL parser").
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\u2060\ufeff]")
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")  # a drive letter too
_PICTURES = (
    ".apng", ".avif", ".bmp", ".gif", ".heic", ".ico", ".jfif", ".jpeg", ".jpg", ".jxl", ".png", ".svg", ".tif",
    ".tiff", ".webp", ".*",
)  # fmt: skip


def is_web_url(url: str) -> bool:
    """Whether *url* is an absolute http(s) address with a host and no character that hides another scheme."""
    if _IGNORED.search(url) or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


_WITH_HOST = re.compile(r"https?://[^\s/?#\\]+[/?#]", re.IGNORECASE)


def picture_without_blanks(name: str) -> str:
    """Return the http(s) address of a picture with ``%20`` for blanks behind its host; other text stays as it is.

    Only an address that ends as a file does is surely one: words or a second address may be behind a page's.
    """
    is_one = _WITH_HOST.match(name) and name.count("://") == 1 and is_image_file(re.split("[?#]", name)[0])
    return name.replace(" ", "%20") if is_one else name


def is_safe_link(url: str) -> bool:
    """Whether *url* may be a link on a page: http, https or mailto, absolute."""
    return is_web_url(url) or (url.lower().startswith("mailto:") and not _IGNORED.search(url))


def is_safe_image(uri: str) -> bool:
    """Whether *uri* may be an image: an http(s) address, or a path (no other scheme, no protocol-relative address).

    The check is on what is left when blanks are gone, as docutils and browsers take them out.
    """
    if re.search(_CONTROL, uri):
        return False
    return is_web_url(uri) or not _SCHEME.match(_IGNORED.sub("", "".join(uri.split())))


_VECTORS = re.compile(r"\.svgz?(?:#|$)", re.IGNORECASE)  # behind a query is what a service makes of it


def is_vector(uri: str) -> bool:
    """Whether a picture is an SVG by its name, which social networks do not show."""
    return _VECTORS.search(uri) is not None


def is_image_file(path: str) -> bool:
    """Whether a file is a picture by its name; any other one that is named as a picture would be published."""
    return path.lower().endswith(_PICTURES)


def is_picture(name: str) -> bool:
    """Whether *name* is an http(s) address, or the path of a file that is a picture by its name."""
    return is_web_url(name) or (is_safe_image(name) and is_image_file(name))


_DEFAULT_PORT = re.compile(r":(?:80|443)?$")


def host_key(host: str) -> str:
    """Return what equal hosts have in common, with letters as they are, escaped, or in Punycode (RFC 3492)."""
    name = _DEFAULT_PORT.sub("", unquote(host).lower()).removesuffix(".")
    return unicodedata.normalize("NFC", ".".join(map(_letters, name.split("."))))


def _letters(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def address_key(url: str) -> str:
    """Return what equal addresses have in common: those of http and https, with another host or escape, are equal."""
    url = unicodedata.normalize("NFC", unquote(url.strip())).replace("&amp;", "&").removesuffix("#")
    scheme, mark, rest = ("", "//", url[2:]) if url.startswith("//") else url.partition("://")
    if not mark or scheme.lower() not in ("", "http", "https"):
        return url
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    return f"{host_key(host)}{rest[len(host) :]}".rstrip("/")


_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}


@lru_cache(maxsize=64)  # asked for each page and each article on it
def language_tag(name: str) -> str:
    """Return the BCP 47 tag of a language that may be named as a POSIX locale: ``sr-Latn-RS`` for ``sr_RS@latin``."""
    locale, _, modifier = name.partition("@")
    code, *rest = locale.partition(".")[0].replace("_", "-").split("-")
    script = _SCRIPTS.get(modifier.lower())
    return "-".join((code, script, *rest) if script else (code, *rest))


def language_problem(tag: str) -> str:
    """Return why *tag* names no language, and what to write; empty when it does.

    Codes of two letters are those of ISO 639-1, as the CLDR has them; the thousands of three letters are taken.
    """
    code = tag.partition("-")[0].lower()
    if _TAG.fullmatch(tag) and (len(code) > 2 or localedata.exists(code) or code in _languages()):
        return ""
    likely = get_global("likely_subtags").get(f"und_{code.upper()}", "").partition("_")[0]
    hint = f"did you mean {likely!r}, the language of that country?" if likely else "write for example 'en' or 'zh-TW'"
    return f"{tag!r} is not a language tag; {hint}"


@cache
def _languages() -> frozenset[str]:
    return frozenset(Locale("en").languages)  # loading it takes longer than all else that is asked of a language


def base_folder(base_url: str) -> str:
    """Return the folder of its host that a site is in, such as ``/docs``; nothing if it is in none or has none."""
    try:
        return urlsplit(base_url).path.rstrip("/")
    except ValueError:
        return ""


def below_base(path: str, base_url: str) -> str:
    """Return a path on a host as it is seen from the site, which may be in a folder of the host; any other stays."""
    base = base_folder(base_url)
    return path.removeprefix(base) if base and f"{path}/".startswith(f"{base}/") else path


def on_host(path: str, base_url: str) -> str:
    """Return the address of a path, with its query and fragment, on the host of a site; the path if that is unknown."""
    try:
        return urljoin(base_url, quote(path, safe="/?#%=&:;@+,~!$'*()", errors="replace"))
    except ValueError:
        return path
