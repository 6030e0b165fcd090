"""Read typed values from one mapping: each fault becomes a problem with the line of its key."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import PurePath
from typing import Final

from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean, shown
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import is_web_url

# Line breaks and ASCII white space; a no-break space and Japanese full-width space are part of the text.
_SPACE: Final = r"[\t-\r \x85\u2028\u2029]+"
_CONTROL: Final = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
#: A mail address in brackets, with the blank before it, as git, docutils and metadata of packages have it.
_MAIL: Final = re.compile(r"\s?[<(\[]\s?[^<>()\[\]@\s]+@[^<>()\[\]@\s]+\s?[>)\]]")
FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


def clean(text: str) -> str:
    """Return *text* on one line: white space collapsed, control characters and lone surrogates dropped."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return re.sub(_SPACE, " ", re.sub(_CONTROL, "", text)).strip()


def as_text(value: object) -> str | None:
    """Return a text, a number or a path as clean text, an empty value as ``""``, and ``None`` for a list or mapping."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float | PurePath) else None


def split_list(text: str) -> list[str]:
    """Return the entries of a list in one line, such as ``a, b``; where semicolons separate, commas do not."""
    return [
        part.strip()
        for part in (text.split(";") if ";" in text else text.replace("、", ",").split(","))
        if part.strip()
    ]


def read_name(text: str) -> str:
    """Return the name of a person without the mail address in brackets beside it, which nobody means to publish."""
    return _MAIL.sub("", text).strip() or text


class Values(Record):
    """Reads one mapping; a value that cannot be used is noted in ``problems`` and counts as not given.

    Attributes:
        lines: Source line of each dotted key; empty where nothing is known of lines.
        prefix: Dotted key of the mapping itself and a dot; empty at the top level.
        subtype: The kind of the problems.
        owner: What ends each message, such as `` (product 'felt-mat')``.
        root: Dotted key of the outermost mapping in ``lines``; empty where that is the whole file.
        longest: Most characters of a text; 0 for no limit.
    """

    data: Mapping[str, object]
    problems: list[Problem]
    lines: Mapping[str, int] = field(default_factory=dict)
    prefix: str = ""
    subtype: Subtype = Subtype.FRONT_MATTER
    owner: str = ""
    root: str = ""
    longest: int = 0

    def text(self, *keys: str) -> str:
        """Return the first of *keys* that is given, as one line of text."""
        for key in keys:
            value = self.data.get(key)
            text = as_text(value)
            if text is None:
                self.complain(key, f"must be text, not {shown(value)}; write it in one line.")
            elif text:
                return self._cut(key, text) if self.longest else text
        return ""

    def given(self, *keys: str) -> str:
        """Return the first of *keys* whose value is not empty; an empty string when none is given."""
        return next((key for key in keys if as_text(self.data.get(key)) not in ("", None)), "")

    def texts(self, *keys: str, inner: Collection[str] = ()) -> tuple[str, ...]:
        """Return the texts under all *keys*, without repetition: a list, or one text with commas each.

        Of an item that is a mapping, the first of its keys *inner* counts.
        """
        found: dict[str, None] = {}
        for key in keys:
            for item in _entries(self.data.get(key)):
                text = as_text(_inside(item, inner))
                if text:
                    found[text] = None
                elif text is None:
                    expected = f"text, or a mapping with '{next(iter(inner))}'" if inner else "text"
                    self.complain(key, f"takes {expected}, one or a list of them; {shown(item)} is left out.")
        return tuple(found)

    def web_url(self, *keys: str) -> str:
        """Return the first of *keys* that is given, which must be an absolute http(s) address."""
        url = self.text(*keys)
        return url if not url or self._is_web_url(self.given(*keys), url) else ""

    def web_urls(self, key: str) -> tuple[str, ...]:
        """Return the absolute http(s) addresses under *key*."""
        return tuple(url for url in self.texts(key) if self._is_web_url(key, url))

    def _is_web_url(self, key: str, url: str) -> bool:
        if not is_web_url(url):
            example = "write it as 'https://example.org/page'."
            self.complain(key, f"must be an absolute http(s) address, not {shown(url)}; it is left out; {example}")
        return is_web_url(url)

    def flag(self, key: str) -> bool | None:
        """Return the boolean under *key*, ``None`` when it is not given."""
        value = self.data.get(key)
        if isinstance(value, bool):
            return value
        text = as_text(value)
        if text == "":
            return None
        if text is None or text.lower() not in FLAGS:
            self.complain(key, f"must be true or false, not {shown(value)}; write '{key}: true' or '{key}: false'.")
            return None
        return FLAGS[text.lower()]

    def choice(self, key: str, choices: Collection[str], default: str = "") -> str:
        """Return the text under *key*, which must be one of *choices*; *default* when it is not."""
        text = self.text(key)
        if not text or text in choices:
            return text or default
        used = f"; {default!r} is used" if default else ""
        self.complain(key, f"is one of {', '.join(choices)}, not {shown(text)}{used}")
        return default

    def date(self, *keys: str, timezone: tzinfo, consequence: str = "") -> datetime | None:
        """Return the time under the first of *keys* that is given, in *timezone* where it has no zone of its own.

        *consequence* is a sentence on what an invalid date means for the page.
        """
        for key in keys:
            value = self.data.get(key)
            text = as_text(value)
            if text == "":
                continue
            date = parse_date(text, timezone) if text else None
            if date is not None:
                return date
            self.complain(key, f"{shown(value)} is not a valid date: {advice(text or '')}.{consequence}")
        return None

    def day(self, key: str) -> dt.date | None:
        """Return the day under *key*, without a problem where it is none."""
        found = parse_date(as_text(self.data.get(key)) or "", UTC)
        return found.date() if found else None

    def mapping(self, key: str) -> Values | None:
        """Return the values of the mapping under *key*."""
        value = self.data.get(key)
        return replace(self, data=value, prefix=f"{self.prefix}{key}.") if isinstance(value, Mapping) else None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each key with its text, without empty ones."""
        for key in self.data:
            if value := self.text(key):
                yield key, value

    def check_keys(self, known: Collection[str], consequence: str = "") -> None:
        """Note keys that nothing reads; *consequence* says what follows."""
        for key in map(str, self.data):  # those of conf.py may be anything
            if key not in known:
                name = shown(f"{self.prefix}{key}")
                self.note(key, f"unknown key {name}{consequence}{did_you_mean(key, known)}")

    def complain(self, key: str, what: str) -> None:
        """Note that the value of *key* cannot be used; *what* goes on after the key's name."""
        self.note(key, f"'{self.prefix}{key}' {what}")

    def note(self, key: str, message: str, subject: str = "") -> None:
        """Note a problem at *key*, or at the mapping itself for an empty one; of a *subject* the site is told once."""
        message = message.rstrip(".") + self.owner if self.owner else message
        self.problems.append(Problem(subtype=self.subtype, message=message, line=self.line(key), subject=subject))

    def line(self, key: str) -> int | None:
        """Return the source line of *key*, else of the nearest mapping around it."""
        return nearest_line(self.lines, ".".join(filter(None, (self.root, self.prefix[:-1], key))))

    def _cut(self, key: str, text: str) -> str:
        if len(text) > self.longest:
            self.complain(key, f"is longer than {self.longest} characters and is cut")
        return text[: self.longest]


def nearest_line(lines: Mapping[str, int], path: str) -> int | None:
    """Return the line of the dotted key *path*, else of the nearest mapping around it."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)


def _entries(value: object) -> Sequence[object]:
    if isinstance(value, str):
        return split_list(value)
    return value if isinstance(value, list | tuple) else (value,)


def _inside(item: object, keys: Collection[str]) -> object:
    """Return the first of *keys* that the mapping *item* has, a name in parts as one, and anything else as it is."""
    if not isinstance(item, Mapping):
        return item
    found = next((item[key] for key in keys if key in item), item)
    if keys and isinstance(found, Mapping):  # as mystmd and Quarto have it
        parts = (found.get("literal"),) if "literal" in found else (found.get("given"), found.get("family"))
        return " ".join(filter(None, map(as_text, parts))) or found
    return found


_ISO: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ][ \t]*(\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)"
    r"[ \t]*(Z|UTC|GMT)?([+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII | re.IGNORECASE,
)
_RFC: Final = (
    r"(?ai)(?:mon|tue|wed|thu|fri|sat|sun), \d{1,2} [a-z]{3} \d{4}"
    r" \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC|UT|Z)"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEARLY: Final = r"(?a)(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?!\d)日?(?:[T ]+(\d{1,2}):(\d{2}))?"
_NAMED: Final = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:(\d{1,2})\.? )?"
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?,?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})(?!\d)",
    re.ASCII | re.IGNORECASE,
)
EXAMPLE: Final = "2026-03-01 or 2026-03-01T09:00:00+09:00"


@lru_cache(maxsize=256)  # equal times of a document are one object, which the environment keeps once
def parse_date(text: str, timezone: tzinfo) -> datetime | None:
    """Return the time that *text* states, or ``None`` when it states none.

    Accepted is ISO 8601's calendar date, alone or with ``T`` or a space and a time to the minute, the second or a
    fraction of it, and with ``Z``, ``UTC`` or an offset (``+09:00``, ``+0900``, ``+09``; a space before it is allowed).
    So is the form of feeds and mail with its weekday (RFC 2822, section 3.3), ``Sun, 01 Mar 2026 09:00:00 +0900``, and
    a day in English words as ablog and mystmd have it, ``Mar 1, 2026`` or ``1 March 2026``.

    Args:
        text: What the author wrote.
        timezone: Zone of a time without one; a date alone is midnight there.
    """
    match = _ISO.fullmatch(meant_day(text) if _NAMED.fullmatch(text) else text)
    if match is None and not re.fullmatch(_RFC, text):
        return None
    try:
        if match is None:
            date = parsedate_to_datetime(text)
        else:
            day, time, utc, offset = match.groups()
            date = datetime.fromisoformat(f"{day}T{time or '00:00'}{offset or (utc and 'Z') or ''}")
        offset = date.utcoffset()
        date = date.replace(tzinfo=timezone if offset is None else _zone(offset))
        date.astimezone(UTC)  # a year 1 or 9999 may have no time in UTC
    except (ValueError, OverflowError):
        return None
    return date


_zone: Final = lru_cache(maxsize=64)(dt.timezone)


def advice(text: str) -> str:
    """Return what to write instead of *text*, which is not a date."""
    instead = meant_day(text)
    if _ISO.fullmatch(text) or (instead and parse_date(instead, UTC) is None):
        return f"there is no such day or time; write one such as {EXAMPLE}"
    return f"it is not in ISO 8601 form; write {instead or f'a date such as {EXAMPLE}'}"


def meant_day(text: str) -> str:
    """Return the day that *text* means in another form than ours, which may not exist; nothing if that is unclear."""
    if nearly := re.match(_NEARLY, text):
        year, month, day, hour, minute = (int(group or 0) for group in nearly.groups())
        return f"{year:04}-{month:02}-{day:02}" + (f"T{hour:02}:{minute:02}" if nearly[4] else "")
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(text[:10]), UTC).strftime("%Y-%m-%d")
    if (named := _NAMED.match(text)) and bool(named[1]) != bool(named[3]):
        month = _MONTHS.index(named[2][:3].lower()) + 1
        return f"{named[4]}-{month:02}-{int(named[1] or named[3]):02}"
    return ""
