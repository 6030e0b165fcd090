"""What people see: colours and broken lines in a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from hugo_sites import FILES, TEA, make_site

from sphinx_aiarticle.cli.terminal import Item, Style, Terminal
from sphinx_aiarticle.migrate.findings import Report, as_data, closing, handled, left, needs_human, table

LONG = "The reference leads to no page; fix it, or put an address in its place, whichever you like better."
JAPANESE = "題は文章です。" * 30
REPORT = Report(
    findings=[
        handled("question", "a.md"),
        handled("question", "a.md"),
        left("missing cover", "a.md", LONG, 4),
        *(left("unknown form", f"{number}.md", "It stays.") for number in range(7)),
        needs_human("link to nowhere", "b.md", JAPANESE, 12),
    ],
    files={},
    pages=1200,
)


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


def said(stream: io.StringIO) -> str:
    Terminal(stream, io.StringIO()).say([*table(REPORT), *closing(REPORT)])
    return stream.getvalue()


def columns(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(mark) in "WF") for mark in line)


PLAIN = f"""\
                 handled  left as it was  needs a human
-------------------------------------------------------
question               2               -              -
missing cover          -               1              -
unknown form           -               7              -
link to nowhere        -               -              1
-------------------------------------------------------
1,200 pages            2               8              1

Left as it was:
  unknown form (7 times in 7 files): It stays.
    0.md
    1.md
    2.md
    3.md
    4.md
    ... and 2 more; --report FILE.json writes all.
  a.md:4: missing cover: {LONG}

Needs a human:
  b.md:12: link to nowhere: {JAPANESE}

1 thing needs a human; see the list above.
8 more are left for you to mend: missing cover, unknown form.
"""


def test_a_file_or_a_pipe_gets_one_line_for_each_message_and_place():
    assert said(io.StringIO()) == PLAIN


def listed(*findings):
    lines = list(table(Report(findings=findings, files={}, pages=1)))
    return [line.message if isinstance(line, Item) else line for line in lines[lines.index("") + 2 :]]


def test_what_differs_between_equal_messages_is_beside_its_place():
    message = "The image {!r} is not among the files of 'static'; it's gone."
    found = [
        needs_human("missing image", f"{number % 9}.md", message.format(f"/{number}.png"), 3) for number in range(30)
    ]
    first, *places = listed(*found, needs_human("missing image", "x.md", "It is empty."))
    assert first == "The image … is not among the files of 'static'; it's gone."
    assert places[:2] == ["    0.md:3 '/0.png'", "    1.md:3 '/1.png'"]
    assert places[20:] == ["    ... and 10 more; --report FILE.json writes all.", "It is empty."]


def test_what_concerns_most_pages_comes_first_and_more_of_a_page_is_below_it():
    also = [f"line {number}: 'word'" for number in range(8)]
    found = [
        needs_human("lost words", "a.md", "Hugo shows 'soft'.", 3, also),
        *(needs_human("lost link", f"{number}.md", f"Hugo shows 'x{number}'.", 1) for number in range(4)),
        needs_human("lost link", "5.md", "Hugo shows 'x5'.", 1, also),
    ]
    assert listed(*found) == [
        "Hugo shows ….",
        "    5.md:1 'x5' and 8 more",
        *(f"    {number}.md:1 'x{number}'" for number in range(4)),
        "Hugo shows 'soft'.",
        *(f"    {text}" for text in also[:5]),
        "    ... and 3 more; --report FILE.json writes all.",
    ]
    (first, *_) = as_data(Report(findings=found, files={}, pages=1))["findings"]
    assert first["also"] == also


def test_the_report_of_a_thousand_pages_is_read_in_a_minute():
    kinds = [
        (needs_human, "front matter", "unknown key 'seo'; did you mean 'see'?"),
        (left, "unknown form", "It stays."),
    ]
    found = [make(kind, f"{page}.md", said) for page in range(1000) for make, kind, said in kinds]
    found += [left("Hugo", f"{page}.md", f"It says {page} times no.") for page in range(1000)]
    lines = listed(*found)
    assert len(lines) < 60
    assert "  ... and 995 more of this kind; --report FILE.json writes all." in lines


def test_a_terminal_gets_colours_and_lines_that_fit():
    text = said(Tty())
    assert "\x1b[1;31m1 thing needs a human; see the list above.\x1b[0m" in text
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert max(map(columns, plain.splitlines())) <= 80
    assert "".join(plain.split()) == "".join(PLAIN.replace(": The", "The").replace(": It", "It").split()).replace(
        f"linktonowhere:{JAPANESE}", f"linktonowhere{JAPANESE}"
    )
    assert "  a.md:4: missing cover\n      The reference leads" in plain


@pytest.mark.parametrize("columns_wanted", ["20", "0", "nonsense", "500"])
def test_any_width_is_taken(monkeypatch, columns_wanted):
    monkeypatch.setenv("COLUMNS", columns_wanted)
    plain = re.sub(r"\x1b\[[\d;]*m", "", said(Tty()))
    assert max(columns(line) for line in plain.splitlines() if line.startswith("      ")) <= 100
    assert JAPANESE in "".join(plain.split())


@pytest.mark.parametrize(
    ("variables", "stream", "expected"),
    [
        ({}, Tty, True),
        ({"NO_COLOR": "1"}, Tty, False),
        ({"NO_COLOR": ""}, Tty, True),
        ({"TERM": "dumb"}, Tty, False),
        ({}, io.StringIO, False),
        ({"FORCE_COLOR": "1"}, io.StringIO, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, Tty, False),
    ],
)
def test_colours_are_there_where_they_are_wanted(monkeypatch, variables, stream, expected):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in said(stream())) is expected


def test_nothing_in_a_message_steers_the_terminal():
    stream = Tty()
    Terminal(stream, io.StringIO()).say(["\x1b[31mred", Item((("a\rb", Style.BAD),), "\x1b]0;title\x07 and\u202etxt")])
    assert "\\x1b[31mred\n" in stream.getvalue()
    assert "\\x1b]0;title\\x07 and\\u202etxt" in stream.getvalue()
    assert "a\\rb" in stream.getvalue()


def test_a_terminal_that_knows_little_gets_what_it_can_show():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Terminal(stream, io.StringIO()).say([JAPANESE[:3]])
    stream.flush()
    assert stream.buffer.getvalue() == b"\\u984c\\u306f\\u6587\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_a_real_terminal_shows_progress_and_leaves_the_table(tmp_path, monkeypatch):
    import pty

    monkeypatch.delenv("COLUMNS")
    root = make_site(tmp_path, FILES | {f"content/posts/{number}.md": TEA for number in range(3)})
    command = [sys.executable, "-m", "sphinx_aiarticle", "migrate", str(root), str(tmp_path / "docs")]
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdout=follower, stderr=follower)
    os.close(follower)
    output = b""
    while data := _read(leader):
        output += data
    os.close(leader)
    assert process.wait() == 0
    text = output.decode()
    assert "Reading" in text
    assert text.rindex("\x1b[2K") < text.index("left as it was")
    assert "\x1b[33mNothing keeps the site from moving." in text


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # as Linux says that nobody writes any more
        return b""
