"""Several processes migrate a site together as one does alone, and end together."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hugo_sites import make_site, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")

#: With as many processors as the first argument says, and few things enough for all of them.
BEGIN = """\
import os, signal, sys
from sphinx_aiarticle.migrate import processes
from sphinx_aiarticle.migrate.processes import Processes
count = int(sys.argv[1])
os.sched_getaffinity = lambda _: range(count)
processes._FEWEST = 1
def share(together, work, items="abcdefgh"):
    return together.share(work, items, str, iter)
def say_if_alone():
    try:
        os.wait()
    except ChildProcessError:
        print("alone")
"""
MIGRATE = """
from sphinx_aiarticle.__main__ import main
sys.exit(main(["migrate", *sys.argv[2:]]))
"""


def run(script, count, *arguments, **environment):
    command = [sys.executable, "-c", BEGIN + script, str(count), *map(str, arguments)]
    environment = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)


@pytest.mark.parametrize("hugo", [[], ["--no-hugo"]])
def test_several_processes_migrate_a_site_as_one_does(tmp_path, hugo):
    root = make_site(tmp_path)
    for number in range(12):
        text = f"---\ntitle: Cup {number}\n---\n{{{{< mat >}}}}\n\n## Cup\n\n[Next](cup-{number + 1}.md)\n"
        (root / f"content/posts/cup-{number}.md").write_text(text, encoding="utf-8")
    (root / "content/posts/broken.md").write_bytes(b"\xff")
    found = []
    for count in (1, 3):
        docs, report = tmp_path / "docs", tmp_path / "report.json"
        result = run(MIGRATE, count, root, docs, "--report", report, *hugo)
        assert result.stderr == ""
        files = {name: text for name, (text, _time) in tree(docs).items()}
        found.append((result.returncode, result.stdout, report.read_text(encoding="utf-8"), files))
        docs.rename(tmp_path / f"docs-{count}")
    assert found[0] == found[1]


def test_a_migration_ends_when_nothing_that_it_made_elsewhere_is_left(tmp_path):
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    result = run(MIGRATE, 2, make_site(tmp_path), tmp_path / "docs", TMPDIR=str(elsewhere))
    assert result.stderr == ""
    assert list(elsewhere.iterdir()) == []


def test_a_folder_is_removed_while_the_process_goes_on():
    result = run(
        """
import multiprocessing
def remove(folder, ignore_errors):
    signal.pause()
processes.shutil.rmtree = remove
with processes.temporary_folder() as folder:
    print(folder.is_dir())
print(folder.is_dir())
[remover] = multiprocessing.active_children()
remover.kill()
folder.rmdir()
""",
        1,
    )
    assert (result.stdout, result.stderr) == ("True\nTrue\n", "")


@pytest.mark.parametrize("reason", ["threading.Thread(target=wait.wait, daemon=True).start()", "os.fork = limited"])
def test_without_another_process_a_folder_is_removed_at_once_and_the_migration_can_be_stopped(reason):
    result = run(
        f"""
import threading
wait = threading.Event()
signal.signal(signal.SIGINT, signal.default_int_handler)
def limited():
    raise BlockingIOError
{reason}
with processes.temporary_folder() as folder:
    pass
print(folder.exists(), signal.getsignal(signal.SIGINT) is signal.default_int_handler)
""",
        1,
    )
    assert (result.stdout, result.stderr) == ("False True\n", "")


def test_folders_of_a_site_in_which_nothing_may_be_written_are_removed(tmp_path):
    root = make_site(tmp_path)
    (root / "content/posts").chmod(0o555)
    result = run(MIGRATE, 1, root, tmp_path / "docs", TMPDIR=str(tmp_path))
    (root / "content/posts").chmod(0o755)
    assert result.stderr == ""
    assert not list(tmp_path.glob("aiarticle-*"))


def test_each_process_does_its_part_and_gets_the_results_of_all():
    result = run(
        """
mine = []
with Processes(9) as together:
    first = share(together, lambda item: (mine.append(item), os.getpid(), item.upper())[1:])
    second = share(together, lambda item: (item in mine, os.getpid()), "hgfe")
print("".join(item for _, item in first), len({pid for pid, _ in first}), all(had for had, _ in second))
print([dict(zip("abcdefgh", first))[item][0] for item in "hgfe"] == [pid for _, pid in second])
""",
        3,
    )
    assert (result.stdout, result.stderr) == ("ABCDEFGH 3 True\nTrue\n", "")


#: What only copies do.
FAIL = """
first = os.getpid()
def fail(item):
    if os.getpid() != first:
        {}
try:
    with Processes(9) as together:
        share(together, fail)
except Exception as error:
    print(type(error).__name__, error)
say_if_alone()
"""


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("raise ValueError(item in 'abcdefgh')", "ValueError True"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "ChildProcessError a process of the migration was ended"),
        ("raise type('Odd', (Exception,), {})('tea')  # which cannot be sent", "RuntimeError Traceback"),
        ("raise UnicodeDecodeError('utf-8', b'x', 0, 1, 'tea')", "UnicodeDecodeError 'utf-8' codec"),
        ("import subprocess; raise subprocess.CalledProcessError(1, 'tea')", "CalledProcessError Command 'tea'"),
    ],
)
def test_an_error_in_one_process_ends_all(what, said):
    result = run(FAIL.format(what), 3)
    assert result.stdout.startswith(said)
    assert result.stdout.endswith("alone\n")
    assert result.stderr == ""


@pytest.mark.parametrize("what", ["os.fork", "processes.Pipe"])
def test_one_does_all_where_no_more_processes_or_pipes_are_allowed(what):
    result = run(
        f"""
make, made = {what}, []
def limited():
    if made:
        raise BlockingIOError
    made.append(make())
    return made[0]
{what} = limited
files = os.listdir("/proc/self/fd")
with Processes(9) as together:
    print(*share(together, str.upper), together.count)
say_if_alone()
print(os.listdir("/proc/self/fd") == files)
""",
        3,
    )
    assert (result.stdout, result.stderr) == ("A B C D E F G H 1\nalone\nTrue\n", "")


def test_who_stops_the_first_process_stops_all():
    result = run(
        """
def stop(item):
    if os.getpid() == first:
        raise KeyboardInterrupt
    signal.pause()
first = os.getpid()
try:
    with Processes(9) as together:
        share(together, stop)
except KeyboardInterrupt:
    print("stopped", together._copies != [])
say_if_alone()
""",
        3,
    )
    assert (result.stdout, result.stderr) == ("stopped True\nalone\n", "")


def test_few_things_or_other_threads_leave_one_process_alone():
    script = """
import threading
counts = [Processes(1).count, Processes(9).count]
wait = threading.Event()
threading.Thread(target=wait.wait, daemon=True).start()
print(*counts, Processes(9).count)
"""
    assert run(script, 3).stdout == "1 3 1\n"
    assert run(script, 1).stdout == "1 1 1\n"
