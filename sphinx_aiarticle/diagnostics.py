"""Every warning of the extension goes through here."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import wraps
from pathlib import Path
from traceback import walk_tb
from typing import Any, Final, ParamSpec, TypeVar, cast

from docutils import nodes
from docutils.parsers.rst import Directive, DirectiveError
from markdown_it.token import Token
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_aiarticle.model.problem import Problem, Subtype, internal_problem

__all__ = [
    "Problem", "Subtype", "conf_files", "conf_location", "connect_handlers", "guarded", "handles", "post_transform",
    "report", "transform", "warn", "warn_of_error",
]  # fmt: skip

_P = ParamSpec("_P")
_R = TypeVar("_R")
_T = TypeVar("_T")

#: A line by which ``conf.py`` takes all settings of another module.
_FROM: Final = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*\*", re.MULTILINE)
_Change = Callable[[Sphinx, nodes.document], None]
_EVENTS: Final = "aiarticle_events"
_TRANSFORM: Final = "aiarticle_transform"
#: What is raised on purpose.
_MEANT: Final = (SphinxError, DirectiveError, nodes.TreePruningException)
_LOGGER = logging.getLogger(__name__)


def warn(
    subtype: Subtype,
    message: str,
    *args: object,
    location: nodes.Node | tuple[str, int | None] | str | None,
    once: bool = False,
) -> None:
    """Give one warning of type ``aiarticle``, at a node, ``(docname, line)`` or ``"file:line"``.

    *message* says what is wrong and what to do, with ``%`` placeholders. *once* is for what is said once only.
    """
    _LOGGER.warning(message, *args, type="aiarticle", subtype=str(subtype), location=location, once=once)


def report(problems: Iterable[Problem], docname: str) -> None:
    """Warn of the *problems* that pure code found in the source of *docname*."""
    for problem in problems:
        warn(problem.subtype, "%s", problem.message, location=(docname, problem.line))


def conf_location(confdir: str | Path | None, name: str) -> str:
    """Return ``conf.py:line`` of the assignment to *name*, or the best that can be said of its line."""
    files = conf_files(confdir)
    if not files:
        return "conf.py:1"  # before there are documents, Sphinx takes a place without a colon for one of them
    assignment = re.compile(rf"^[ \t]*{name}[ \t]*[:=]", re.MULTILINE)
    for path, text in files.items():
        if found := assignment.search(text):
            return f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
    return f"{next(iter(files))}:1"


def conf_files(confdir: str | Path | None) -> dict[Path, str]:
    """Return the path and the text of ``conf.py``, if there is one, and of the modules from which it takes settings."""
    files: dict[Path, str] = {}
    left = [(Path(confdir or "", "conf.py"), "")]
    while left:
        path, package = left.pop()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            continue
        files[path] = text
        for name in dict.fromkeys(_FROM.findall(text)):
            dots = len(name) - len(name.lstrip("."))
            above = package.split(".")[: 1 - dots or None] if dots else []
            module = sys.modules.get(".".join(filter(None, (*above, name[dots:]))))
            found = Path(str(getattr(module, "__file__", "")))  # None for a name space
            if found.suffix == ".py" and found not in files:
                left.append((found, str(getattr(module, "__package__", ""))))
    return files


def guarded(entry: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return an entrance of ours (a directive, a transform, a handler, a visitor) whose errors never end the build.

    An error costs one warning with file and line, and what the entrance would have done. Of a directive the source
    is shown instead.
    """

    @wraps(entry)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            found = entry(*args, **kwargs)
            return cast("_R", _guarded_steps(found, *args)) if isinstance(found, Generator) else found
        except _MEANT:
            raise
        except Exception as error:
            warn_of_error(error, *args)
            first = args[0] if args else None
            return cast("_R", [nodes.literal_block("", _source_of(first))] if isinstance(first, Directive) else [])

    return run


def _guarded_steps(steps: Iterable[_T], *concerned: object) -> Iterator[_T]:
    """Yield what a generator yields, up to an error of ours: it begins only when somebody asks for the first."""
    try:
        yield from steps
    except _MEANT:
        raise
    except Exception as error:
        warn_of_error(error, *concerned)


def handles(event: str, *, priority: int = 500) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Return a decorator for handlers of an event of Sphinx: they are guarded, and connected with their module."""

    def mark(handler: Callable[_P, _R]) -> Callable[_P, _R]:
        run = guarded(handler)
        run.__dict__[_EVENTS] = (*getattr(handler, _EVENTS, ()), (event, priority))
        return run

    return mark


def transform(*, priority: int) -> Callable[[_Change], _Change]:
    """Return a decorator for what changes each document as it is read: guarded, and connected as handlers are."""
    return _transform(SphinxTransform, default_priority=priority)


def post_transform(*, priority: int, formats: tuple[str, ...] = ()) -> Callable[[_Change], _Change]:
    """Return a decorator for what changes each document as it is written, for all builders or those of some formats."""
    return _transform(SphinxPostTransform, default_priority=priority, formats=formats)


def _transform(base: type[SphinxTransform], **values: object) -> Callable[[_Change], _Change]:
    def mark(change: _Change) -> _Change:
        run = guarded(change)
        run.__dict__[_TRANSFORM] = base, values
        return run

    return mark


def connect_handlers(app: Sphinx, module: object) -> None:
    """Connect the handlers and the transforms that are defined in a module, in their order."""
    for entry in vars(module).values():
        if getattr(entry, "__module__", None) != getattr(module, "__name__", ""):
            continue
        for event, priority in getattr(entry, _EVENTS, ()):
            app.connect(event, entry, priority=priority)
        if made_of := getattr(entry, _TRANSFORM, None):
            _add_transform(app, entry, *made_of)


def _add_transform(app: Sphinx, change: _Change, base: type[SphinxTransform], values: dict[str, object]) -> None:
    is_of_writing = issubclass(base, SphinxPostTransform)

    def changed(self: SphinxTransform, **kwargs: Any) -> None:
        change(app, self.document)

    kind = type(getattr(change, "__name__", ""), (base,), {**values, "run" if is_of_writing else "apply": changed})
    (app.add_post_transform if is_of_writing else app.add_transform)(kind)


def _source_of(directive: Directive) -> str:
    """Return the source of a directive; MyST-Parser 4 leaves its first line out of ``block_text``."""
    argument = " ".join(directive.arguments)
    text = str(directive.block_text)
    return text if argument in text else f"{argument}\n{text}"


def warn_of_error(error: Exception, *concerned: object) -> None:
    """Warn of an error of ours.

    *concerned* tells the document and the line: a directive, a node, a document's name, something with an environment.
    """
    docname, line = "", None
    for one in concerned:
        if isinstance(one, Directive):
            line = one.lineno
        elif isinstance(one, nodes.Node):
            line = line or one.line
        elif isinstance(one, str):
            docname = docname or one
        env = one if isinstance(one, BuildEnvironment) else getattr(one, "env", None)
        if isinstance(env, BuildEnvironment):
            docname = docname or env.current_document.docname
    problem = internal_problem(error, line or _line_of(error))
    warn(problem.subtype, "%s", problem.message, location=(docname, problem.line or 1) if docname else None)


def _line_of(error: Exception) -> int | None:
    """Return the source line of the innermost node or token that was looked at when *error* was raised."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        for value in frame.f_locals.values():
            if isinstance(value, nodes.Node) and value.line:
                return value.line
            if isinstance(value, Token) and value.map:
                return value.map[0] + 1
    return None
