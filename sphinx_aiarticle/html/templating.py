"""Component templates: found in the project, the theme and the package, autoescaped.

A mistake in a template of the project or the theme is a warning, and the package's own template is used in its place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import jinja2
import sphinx
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2 import nodes as parsed
from jinja2.defaults import DEFAULT_POLICIES
from jinja2.filters import FILTERS
from jinja2.sandbox import SandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import missing
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.locale import get_translator

from sphinx_aiarticle import i18n
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import digest
from sphinx_aiarticle.model.problem import did_you_mean

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

TEMPLATE_DIR = Path(__file__).parents[1] / "templates"
View = dict[str, Any]
_PLAIN: Final = str | int | None
_UNKNOWN: Final = re.compile(r"'(\w+)' is undefined")
_NOT_FOUND: Final = "there is no template %r"
_RECURSION: Final = 'it extends or includes itself; write "!!%s" for the template of sphinx-aiarticle'


class OverrideLoader(BaseLoader):
    """Looks for a template in several levels of folders.

    ``!name`` starts one level down, as in Sphinx's own templates; ``!!name`` starts at the third level.
    """

    def __init__(self, *levels: Sequence[Path]) -> None:
        self._levels = [FileSystemLoader([*level], followlinks=True) for level in levels]

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the first source found."""
        name = template.lstrip("!")
        for level in self._levels[min(len(template) - len(name), 2) :]:
            with suppress(TemplateNotFound):
                return level.get_source(environment, name)
        raise TemplateNotFound(template)


class MisusedTemplateError(TemplateSyntaxError):
    """A template that cannot be used although its syntax is right."""


_Find = Callable[[str], "Template"]
#: What finds the templates of a builder: those of all levels, and those of the package alone.
_templates: WeakKeyDictionary[StandaloneHTMLBuilder, tuple[_Find, _Find]] = WeakKeyDictionary()


def prepare(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Find the templates of *builder*, and warn of mistakes that can be seen in them before any page is written."""
    theme = getattr(builder, "theme", None)
    project = [Path(app.confdir, folder) for folder in app.config.templates_path]
    themes = [Path(folder) for folder in theme.get_theme_dirs()] if theme else []
    folder = Path(app.doctreedir, "aiarticle-templates")
    folder.mkdir(parents=True, exist_ok=True)
    compiled = _Compiled(str(folder))
    own = _environment(OverrideLoader(project, themes, [TEMPLATE_DIR]), app.config, compiled)
    package = _environment(OverrideLoader([TEMPLATE_DIR]), app.config, compiled)
    of_theme = getattr(builder.templates, "environment", None)  # a project may have templates of another kind
    if isinstance(of_theme, Environment) and of_theme.bytecode_cache is None:
        of_theme.bytecode_cache = compiled

    @cache
    def own_template(name: str) -> Template:
        template = own.get_template(name)
        template.globals = dict(template.globals)  # it chains maps, and each rendering copies it
        return template

    _templates[builder] = own_template, package.get_template
    for name in sorted(path.name for path in TEMPLATE_DIR.glob("aiarticle/*.html")):
        try:
            if own.loader.get_source(own, f"aiarticle/{name}")[1] != str(TEMPLATE_DIR / "aiarticle" / name):  # type: ignore[union-attr]
                _check(own, f"aiarticle/{name}")
        except Exception as error:  # whatever the author of a theme has written
            _warn_of(error, f"aiarticle/{name}", {})


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates, for which Jinja takes longest where little has changed; it compares their sources."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Look for what was compiled in the same way; what was not is replaced."""
        compiler = _compiler(bucket.environment)
        if compiler:
            bucket.checksum = digest((bucket.checksum, compiler))
            super().load_bytecode(bucket)
        else:
            bucket.key = ""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the next build compiles in the same way."""
        if bucket.key:
            super().dump_bytecode(bucket)


def _compiler(environment: Environment) -> tuple[object, ...]:
    """Return all that decides, beside its source, what is made of a template; nothing where only a project knows it.

    Jinja calls filters and tests for constants when it compiles, and writes down which of them take the context.
    """
    words = [
        (name, word)
        for known, given in ((FILTERS, environment.filters), (TESTS, environment.tests))
        for name, word in sorted(given.items())
        if word is not known.get(name)
    ]
    makers = (type(environment), environment.code_generator_class, *map(type, environment.extensions.values()))
    rooms = {
        str(getattr(maker, "__module__", "")).partition(".")[0] for maker in (*makers, *(word for _, word in words))
    }
    policies = [(name, said) for name, said in environment.policies.items() if said != DEFAULT_POLICIES.get(name)]
    is_known = rooms <= {"jinja2", "sphinx", "sphinx_aiarticle"} and not environment.finalize
    if not is_known or callable(environment.autoescape) or not all(isinstance(said, _PLAIN) for _, said in policies):
        return ()
    options = sorted((name, value) for name, value in vars(environment).items() if isinstance(value, _PLAIN))
    own = [(name, getattr(word, "__qualname__", word)) for name, word in words]
    names = sorted(environment.filters), sorted(environment.tests), sorted(environment.extensions)
    return jinja2.__version__, sphinx.__version__, makers, names, own, options, sorted(policies)


class _Environment(SandboxedEnvironment):
    """A sandbox that looks for a key first: what templates get are dictionaries, without attributes of their own."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value of a name behind a dot."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


def _environment(loader: BaseLoader, config: Config, cache: BytecodeCache) -> Environment:
    environment = _Environment(
        loader=loader,
        bytecode_cache=cache,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=_Missing,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(get_translator(i18n.CATALOG), newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(messages_in(config))
    return environment


class _Missing(StrictUndefined):
    """What a value has not; its message names what it has."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        if hint is None and isinstance(obj, Mapping) and name:
            hint = f"'dict object' has no attribute {name!r}{did_you_mean(name, list(map(str, obj)))}"
        super().__init__(hint, obj, name, exc)


def _check(environment: Environment, name: str) -> set[str]:
    """Compile a template and those that it extends, warn of blocks that nothing shows, and return all blocks.

    :class:`TemplateError` when one cannot be compiled, or extends itself.
    """
    source, file, _uptodate = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
    tree = environment.parse(source, name, file)
    blocks = set(environment.get_template(name).blocks)
    parent = next((node.template for node in tree.find_all(parsed.Extends)), None)
    if not isinstance(parent, parsed.Const):
        return blocks
    if parent.value == name:
        raise MisusedTemplateError(_RECURSION % name.lstrip("!"), parent.lineno, name, file)
    try:
        known = _check(environment, parent.value)
    except TemplateNotFound as error:
        raise MisusedTemplateError(_NOT_FOUND % error.name, parent.lineno, name, file) from error
    for block in tree.body:
        if isinstance(block, parsed.Block) and block.name not in known:
            message = "the block %r is not shown: %r has no such block%s"
            place = f"{file}:{block.lineno}"
            warn(Subtype.TEMPLATE, message, block.name, parent.value, did_you_mean(block.name, known), location=place)
    return blocks | known


def messages_in(config: Config, tag: str = "") -> View:
    """Return the function of a template that translates into the language of the site or of a page, by its names."""
    translate = i18n.language_of(config, tag).gettext

    @cache
    def escaped(message: str) -> Markup:
        return Markup(escape(translate(message), quote=False).replace('"', "&quot;"))  # noqa: S704

    def gettext(message: str, /, **values: Any) -> Markup:
        return escaped(message) % values if values else escaped(message)

    return {"gettext": gettext, "_": gettext}


def render(builder: StandaloneHTMLBuilder, name: str, view: View) -> Markup:
    """Return the HTML of one component; a mistake in a template gives a warning, and the HTML of the package's own."""
    (own, package), path = _templates[builder], f"aiarticle/{name}"
    try:
        html = own(path).render(view)
    except Exception as error:  # whatever the author of a theme has written
        _warn_of(error, path, view)
        html = package(path).render(view)
    return Markup(html)  # noqa: S704  # rendered with autoescape


def _warn_of(error: Exception, name: str, view: View) -> None:
    """Warn of a mistake once, at its place in the template."""
    file, line = _place_of(error)
    if file and Path(file).parent.name == "aiarticle":  # a template that this one includes
        name = f"aiarticle/{Path(file).name}"
    if isinstance(error, RecursionError):
        said = _RECURSION % name
    elif isinstance(error, TemplateNotFound):
        said = _NOT_FOUND % error.name
    elif isinstance(error, TemplateSyntaxError):
        said = str(error.message)
    else:
        unknown = _UNKNOWN.fullmatch(str(error)) if isinstance(error, UndefinedError) else None
        said = f"{type(error).__name__}: {error}{did_you_mean(unknown[1], list(view)) if unknown else ''}"
    # One text without placeholders: what parallel writers say is compared by it.
    message = f"the template {name!r} is replaced by that of sphinx-aiarticle because of a mistake: {said}"
    warn(Subtype.TEMPLATE, message, location=f"{file or name}:{line or 1}", once=True)


def _place_of(error: Exception) -> tuple[str | None, int | None]:
    """Return file and line of a template: Jinja rewrites tracebacks so that its last frame has them."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename, error.lineno
    frames = ((frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__))
    places = [(file, line) for file, line in frames if file.endswith(".html")]
    return places[-1] if places else (None, None)


def templates_digest(*folders: Path) -> str:
    """Return a digest of the package's own templates, of those in *folders* for them, and of the names of the others.

    Pages are written again when it changes: Sphinx notices templates that are newer than the pages, but neither an
    upgrade of this package nor a template that is gone.
    """
    found = hashlib.sha256()
    for folder in (TEMPLATE_DIR, *folders):
        for path in sorted(folder.glob("aiarticle/*.html")):
            found.update(path.name.encode())
            found.update(path.read_bytes())
        found.update(repr(sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))).encode())
    return found.hexdigest()[:16]


@handles("config-inited", priority=902)
def on_config_inited(app: Sphinx, config: Config) -> None:
    """Note the component templates of the project."""
    config.aiarticle_templates_digest = templates_digest(
        *(Path(app.confdir, folder) for folder in config.templates_path)
    )
