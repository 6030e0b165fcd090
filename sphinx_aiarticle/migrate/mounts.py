"""Which files and folders of a Hugo site are its content, static files, assets and templates.

They are the usual folders, unless the site mounts others in their place:
https://gohugo.io/configuration/module/#mounts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.migrate.settings import mapping_at, texts_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PART: Final = re.compile(r"/\*\*/|\*\*|\*|\?|\{[^{}]*\}")
_WILD: Final = {"/**/": "/(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A file or folder of the site, and what it is there for.

    Attributes:
        source: The file or folder, relative to the site.
        target: Its place: ``content``, or ``content/docs`` for a part of it.
        language: Key of the language of its pages, in lower case; empty for the main one.
        include: Patterns of the files in it that count; empty for all.
        exclude: Patterns of the files in it that do not count.
    """

    source: str
    target: str
    language: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def component(self) -> str:
        """What its files are: ``content``, ``static``, ``assets``, ``layouts`` and others."""
        return self.target.partition("/")[0]

    def place(self, name: str) -> str:
        """Return the place of a file within its component; *name* is its path in the folder, empty for the file."""
        return "/".join(filter(None, (self.target.partition("/")[2], name)))

    def holds(self, name: str) -> bool:
        """Whether a file with this path in the folder counts."""
        if any(_matches(pattern, name) for pattern in self.exclude):
            return False
        return not self.include or any(_matches(pattern, name) for pattern in self.include)


def mounted_name(file: str, language: str, place: str) -> str:
    """Return what a file is called that is mounted at several places, for one of them."""
    return f"{file} ({language}: {place})"


def _matches(pattern: str, name: str) -> bool:
    """Whether a pattern matches a path: ``*`` within a folder, ``**`` in all; ``**/x`` begins in a folder."""
    pieces, end = [], 0
    pattern = pattern.lstrip("/")
    for match in _PART.finditer(pattern):
        pieces.append(re.escape(pattern[end : match.start()]))
        choices = "|".join(map(re.escape, match[0][1:-1].split(",")))
        pieces.append(_WILD.get(match[0], f"(?:{choices})"))
        end = match.end()
    return re.fullmatch("".join([*pieces, re.escape(pattern[end:])]), name, re.IGNORECASE) is not None


def read_mounts(settings: Mapping[str, object], usual: Iterable[Mount] = ()) -> tuple[Mount, ...]:
    """Return the mounts of a site's own files, of which the first counts where several have a file for one place.

    Args:
        settings: The settings, their keys in lower case.
        usual: The folders of what is not mounted.
    """
    own = tuple(_mounts(settings))
    mounted = {mount.component for mount in own}
    return (*own, *(mount for mount in usual if mount.component not in mounted))


def _mounts(settings: Mapping[str, object]) -> Iterator[Mount]:
    """Yield what the settings mount; what lies outside the site is left out."""
    mounts = mapping_at(settings, "module").get("mounts")
    for mount in mounts if isinstance(mounts, list) else ():
        if not isinstance(mount, Mapping):
            continue
        data = {str(key).lower(): value for key, value in mount.items()}
        source, target = (posixpath.normpath(str(data.get(key, "..")).strip("/")) for key in ("source", "target"))
        if str(data.get("source", "")).startswith("/") or source.split("/")[0] == ".." or ".." in target:
            continue
        patterns = [*texts_at(data, "files"), *texts_at(data, "includefiles")]
        yield Mount(
            source=source,
            target=target,
            language=str(data.get("lang") or data.get("language") or "").lower(),
            include=tuple(pattern for pattern in patterns if not pattern.startswith("!")),
            exclude=(
                *(pattern[1:].strip() for pattern in patterns if pattern.startswith("!")),
                *texts_at(data, "excludefiles"),
            ),
        )
