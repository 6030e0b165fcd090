"""The addresses that patterns in Hugo's ``permalinks`` give to articles, to terms and to lists of terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

_TOKEN: Final = re.compile(r":(\w+)(\[[a-z\d:]*\])?", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
_SLICE: Final = r"\[(?P<first>last|\d{0,3})(?P<colon>:?)(?P<end>last|\d{0,3})\]"
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: What a layout of Go's has of a moment, such as ``:15`` for its hour: https://pkg.go.dev/time#pkg-constants.
_LAYOUT: Final = re.compile(r"2006|January|Jan|Monday|Mon|002|0[1-6]|15|PM|__2|_2(?!006)|[1-5]")
_NAMES: Final = frozenset({
    "section", "sections", "title", "slug", "filename", "contentbasename", "slugorfilename", "slugorcontentbasename",
    "year", "month", "monthname", "day", "weekday", "weekdayname", "yearday",
})  # fmt: skip


def read_permalinks(value: Mapping[object, object]) -> dict[str, str]:
    """Read the patterns of ``conf.py`` by section; :class:`ValueError` for no text, or a token that is not known."""
    patterns = {}
    for section, pattern in value.items():
        if not isinstance(section, str) or not isinstance(pattern, str):
            raise ValueError(f"{section!r} must name a section, and its pattern must be a text such as '/:year/:slug/'")
        unknown = next((match[0] for match in _TOKEN.finditer(pattern) if not _is_token(match)), "")
        if unknown:
            known = ", ".join(f":{name}" for name in sorted(_NAMES))
            raise ValueError(f"{unknown!r} in the pattern of {section!r} is not known; known are {known}")
        patterns[section.strip("/") or "/"] = pattern
    return patterns


def permalink(pattern: str, *, sections: list[str], name: str, title: str, slug: str, date: str) -> str:
    """Return the site path of a pattern such as ``/:year/:slug/``; nothing when the article lacks what it asks for.

    https://gohugo.io/configuration/permalinks/#tokens. Sections, name, title and slug are as addresses have them.
    Without a date it is the first day of all, which Hugo gives to what has none. There may be no folder that
    ``:sections[5]`` asks for.
    """
    values = {
        "section": sections[0] if sections else "", "sections": "/".join(sections), "title": title,
        "slug": slug or title, "filename": name, "contentbasename": name, "slugorfilename": slug or name,
        "slugorcontentbasename": slug or name,
    }  # fmt: skip
    moment = _moment(date) if date else dt.datetime.min
    parts = _parts(moment) if moment else {}
    values |= parts
    pieces, last = [], 0
    for match in _TOKEN.finditer(pattern):
        value = _sliced(sections, match[2]) if match[2] else values.get(match[1], "")
        if parts and not match[2] and match[1] not in values:
            value = _LAYOUT.sub(lambda found: parts[found[0]], match[1]).lower()
        if not (value or match[2]) or not _is_token(match):
            return ""
        pieces += [pattern[last : match.start()], value]
        last = match.end()
    path = "/".join(filter(None, "".join([*pieces, pattern[last:]]).split("/")))
    return f"/{path}/" if path else "/"


def _is_token(match: re.Match[str]) -> bool:
    if match[2]:
        return match[1] == "sections" and re.fullmatch(_SLICE, match[2]) is not None
    return match[1] in _NAMES or _LAYOUT.search(match[1]) is not None


def _moment(date: str) -> dt.datetime | None:
    match = _DATE.match(date)
    try:
        return dt.datetime.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _parts(moment: dt.datetime) -> dict[str, str]:
    """Return what the tokens of a date stand for, and the parts of Go's layouts, in lower case as addresses are."""
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    parts = {
        "2006": f"{moment.year:04}", "06": f"{moment.year % 100:02}", "January": month, "Jan": month[:3],
        "01": f"{moment:%m}", "Monday": day, "Mon": day[:3], "002": f"{moment:%j}", "02": f"{moment:%d}",
        "15": f"{moment:%H}", "03": f"{moment:%I}", "04": f"{moment:%M}", "05": f"{moment:%S}",
        "PM": "am" if moment.hour < 12 else "pm",
    }  # fmt: skip
    parts |= {str(number): str(int(parts[f"0{number}"])) for number in range(1, 6)}
    parts |= {"_2": parts["2"].rjust(2, "-"), "__2": str(int(parts["002"])).rjust(3, "-")}  # for blanks
    return parts | {
        "year": str(moment.year), "month": parts["01"], "monthname": month, "day": parts["02"],
        "weekday": f"{moment:%w}", "weekdayname": day, "yearday": str(int(parts["002"])),
    }  # fmt: skip


def _sliced(sections: list[str], brackets: str) -> str:
    """Return some of the folders, as ``[1:]``, ``[0]`` or ``[last]`` says."""
    match = re.fullmatch(_SLICE, brackets)
    if match is None or not sections:
        return ""
    last = len(sections) - 1
    first, end = (last if match[part] == "last" else int(match[part] or 0) for part in ("first", "end"))
    if not match["colon"]:
        return sections[first] if first <= last and match["first"] else ""
    return "/".join(sections[first : end if match["end"] else None])


_OF_NAMES: Final = re.compile(
    r"/*([^:]*[^:/])/+:(?:slug|title|filename|contentbasename|slugorfilename|slugorcontentbasename)/*"
)
_FIXED: Final = re.compile(r"/*([^:]*[^:/])/*")


def patterns_of(kind: str, settings: Mapping[str, object]) -> dict[str, str]:
    """Return the patterns of a kind of page, as Hugo calls it, by section or taxonomy, from what is in ``permalinks``.

    Patterns outside of any table are those of pages and of terms: https://gohugo.io/configuration/permalinks/.
    """
    table = settings.get(kind)
    common = settings if kind in ("page", "term") else {}
    found = {**common, **(table if isinstance(table, Mapping) else {})}
    return {name: pattern for name, pattern in found.items() if isinstance(pattern, str)}


def term_folders(settings: Mapping[str, object]) -> dict[str, str]:
    """Return the folders of terms by taxonomy; a pattern of another shape than ``/tag/:slug/`` has none."""
    return _matched(_OF_NAMES, patterns_of("term", settings))


def list_folders(settings: Mapping[str, object]) -> dict[str, str]:
    """Return the folders of lists of terms by taxonomy."""
    return _matched(_FIXED, patterns_of("taxonomy", settings))


def _matched(shape: re.Pattern[str], patterns: Mapping[str, str]) -> dict[str, str]:
    matches = ((name, shape.fullmatch(pattern.replace(":section", name))) for name, pattern in patterns.items())
    return {name: match[1] for name, match in matches if match}
