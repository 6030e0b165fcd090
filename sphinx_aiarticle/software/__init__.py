"""Software as a file of its own project describes it, of whichever kind → ``Software``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.software.citation import read_citation
from sphinx_aiarticle.software.codemeta import read_codemeta
from sphinx_aiarticle.software.pyproject import read_pyproject

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_aiarticle.model.page import Software

_LONGEST: Final = 1_000_000  # characters; citation files with all papers of a project have 100,000
_READERS: Final = {".toml": read_pyproject, ".cff": read_citation, ".json": read_codemeta}


def software_text(path: Path) -> str:
    """Return the text of a known file; :class:`ValueError` for another one, and for what cannot be read."""
    if path.suffix.lower() not in _READERS:
        raise ValueError(f"{path.name!r} is none of pyproject.toml, CITATION.cff and codemeta.json")
    try:
        if path.exists() and not path.is_file():
            raise OSError(0, "it is no file")  # reading a pipe would never end
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST + 1)
    except UnicodeError:
        raise ValueError("it is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        why = f"{str(path.resolve())!r} cannot be read: {error.strerror or error}"
        raise ValueError(f"{why}; write its path from the folder of conf.py, such as '../{path.name}'") from None
    if len(text) > _LONGEST:
        raise ValueError(f"it has more than {_LONGEST:,} characters and is not read")
    return text


def read_software(path: Path) -> tuple[Software | None, list[Problem]]:
    """Read a file, and what is wrong, which is left out; ``None`` where it describes no software. Never raises."""
    try:
        text = software_text(path)
    except ValueError as error:
        return None, [Problem(subtype=Subtype.SOFTWARE, message=str(error), line=None)]
    return _READERS[path.suffix.lower()](text)
