"""Build the specimen with every theme, photograph it, and measure it in a real Chromium.

    python tests/themes/matrix.py                       # every theme: pictures, contact sheets and checks
    python tests/themes/matrix.py --themes furo,shibuya --no-pictures
    python tests/themes/matrix.py --themes furo --language de
    python tests/themes/matrix.py --faults              # spoil the pages first: every check has to notice

Needs the extra ``browser`` and a Chromium. The themes are installed into environments of their own. The contact sheet
is ``index.html`` in the folder of results.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import sites
from themes import BY_NAME, THEMES, Theme

try:
    import checks
    import pictures
    from playwright.sync_api import sync_playwright
except ImportError as error:
    sys.exit(f'{error}; the browser\'s tools are an extra: pip install -e ".[browser]"')

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SHOWN = 8


@dataclass
class Outcome:
    """What came out of one theme."""

    theme: Theme
    skipped: str = ""
    warnings: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[checks.Result] = field(default_factory=list)
    seconds: float = 0


def run(theme: Theme, python: Path, folder: Path, options: argparse.Namespace) -> Outcome:
    """Build, photograph and measure one theme."""
    outcome, start, site = Outcome(theme), time.perf_counter(), folder / "sites" / theme.name
    try:
        outcome.warnings = sites.build(theme, python, folder / "source", site, options.language)
    except sites.NotBuiltError as error:
        outcome.skipped = str(error)
        return outcome
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=arguments)
        if options.pictures:
            pictures.shoot(browser, theme, site, folder / "shots")
            pictures.draw_sheets(browser, theme, folder / "shots")
        if options.checks:
            fault = checks.FAULTS if options.faults else ""
            shortened = (
                {"looks": (checks.DESKTOP, checks.PHONE), "pages": ("article", "site", "tags/index")} if fault else {}
            )
            subject = checks.Subject(browser, theme, site, fault=fault, **shortened)
            for check in checks.CHECKS:
                for result in check(subject):
                    outcome.counts[result.check] += 1
                    if result.problem:
                        outcome.problems.append(result)
        browser.close()
    outcome.seconds = time.perf_counter() - start
    return outcome


def report(outcome: Outcome) -> None:
    """Print what came out of a theme."""
    name = outcome.theme.name
    if outcome.skipped:
        print(f"{name}: skipped, {outcome.skipped}")
        return
    wrong = Counter(problem.check for problem in outcome.problems)
    cells = [f"{check} {total - wrong[check]}/{total}" for check, total in outcome.counts.items()]
    print(f"{name}: {len(outcome.problems)} problems in {outcome.counts.total()} checks, {outcome.seconds:.0f} s")
    print(f"    {', '.join(cells)}")
    for warning in outcome.warnings:
        print(f"    WARNING {warning}")
    seen = Counter((problem.check, problem.problem) for problem in outcome.problems)
    places = {(problem.check, problem.problem): problem.where for problem in outcome.problems}
    for (check, problem), times in list(seen.items())[:_SHOWN]:
        print(f"    {check}: {problem} ({times} x, such as {places[check, problem]})")
    if len(seen) > _SHOWN:
        print(f"    and {len(seen) - _SHOWN} more")


def main() -> int:
    """Run the matrix; the exit status says whether anything is wrong, or a theme could not be looked at."""
    options = _options()
    themes = [BY_NAME[name] for name in options.themes.split(",")] if options.themes else list(THEMES)
    folder: Path = options.into.resolve()
    (folder / "shots").mkdir(parents=True, exist_ok=True)
    sites.assemble(folder / "source")
    environments = sites.Environments(folder / "env", options.sphinx)
    environments.prepare(themes)
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        waiting = []
        for theme in themes:
            try:
                waiting.append(pool.submit(run, theme, environments.python_for(theme), folder, options))
            except sites.NotBuiltError as error:
                outcomes.append(Outcome(theme, skipped=str(error)))
                report(outcomes[-1])
        for future in waiting:
            outcomes.append(future.result())
            report(outcomes[-1])
    if options.pictures:
        (folder / "index.html").write_text(pictures.sheet(themes, folder / "shots"), encoding="utf-8")
        print(f"contact sheet: {folder / 'index.html'}")
    return _verdict(outcomes, options)


def _verdict(outcomes: list[Outcome], options: argparse.Namespace) -> int:
    built = [outcome for outcome in outcomes if not outcome.skipped]
    totals: Counter[str] = sum((outcome.counts for outcome in built), Counter())
    problems = sum(len(outcome.problems) for outcome in built)
    print(", ".join(f"{check} {total}" for check, total in totals.items()))
    print(f"{len(built)} themes, {len(outcomes) - len(built)} skipped, {totals.total()} checks, {problems} problems")
    if options.faults:
        noticed = {problem.check for outcome in built for problem in outcome.problems}
        noticed -= checks.BY_CHANCE
        print(f"of {len(checks.FAULTY)} faults not noticed: {sorted(checks.FAULTY - noticed) or 'none'}")
        print(f"noticed where no fault was planted: {sorted(noticed - checks.FAULTY) or 'nothing'}")
        return int(noticed != checks.FAULTY)
    return int(len(built) < len(outcomes) or problems > 0 or any(outcome.warnings for outcome in built))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--themes", default="", help="names, separated by commas; all when left out")
    parser.add_argument("--sphinx", default="sphinx>=8.2,<10", help="the Sphinx to build with, as pip names it")
    parser.add_argument("--language", default="en", help="the language of labels and dates")
    parser.add_argument("--into", type=Path, default=sites.ROOT / ".themes", help="folder of environments and results")
    parser.add_argument(
        "--chromium", default=os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-pictures", dest="pictures", action="store_false")
    parser.add_argument("--no-checks", dest="checks", action="store_false")
    parser.add_argument("--faults", action="store_true", help="spoil the pages, to see whether the checks notice")
    options = parser.parse_args()
    if not options.chromium:
        parser.error("no Chromium is found; install one (apt-get install chromium) or name it with --chromium")
    return options


if __name__ == "__main__":
    sys.exit(main())
