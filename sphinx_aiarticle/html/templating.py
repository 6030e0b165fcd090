"""Component templates: found in the project, the theme and the package, autoescaped, compiled once a builder."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from jinja2 import BaseLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from sphinx.errors import ExtensionError
from sphinx.locale import get_translator

from sphinx_aiarticle import i18n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docutils import nodes
    from jinja2 import Environment, Template
    from jinja2.runtime import Context
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

TEMPLATE_DIR = Path(__file__).parents[1] / "templates"
View = dict[str, Any]
NAMES = (
    "header.html",
    "summary-box.html",
    "product-box.html",
    "product-list.html",
    "faq.html",
    "question.html",
)

_BLOCK: Final = re.compile(r"{% (?:end)?block\b.*?%}")
_templates: WeakKeyDictionary[StandaloneHTMLBuilder, dict[str, Template]] = WeakKeyDictionary()


class OverrideLoader(BaseLoader):
    """Looks for a template in the project, then in the theme and its parents, then in the package.

    ``!name`` starts one level down, at the theme, as in Sphinx's own templates; ``!!name`` starts at the package.
    """

    def __init__(self, project: Iterable[Path], theme: Iterable[Path], package: Iterable[Path]) -> None:
        self._levels = [
            [FileSystemLoader(str(folder), followlinks=True) for folder in level] for level in (project, theme, package)
        ]

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the first source found."""
        name = template.lstrip("!")
        for level in self._levels[min(len(template) - len(name), 2) :]:
            for loader in level:
                try:
                    return loader.get_source(environment, name)
                except TemplateNotFound:
                    continue
        raise TemplateNotFound(template)


class ComponentEnvironment(SandboxedEnvironment):
    """Jinja's sandbox with short ways to what these templates ask most: keys of views, and messages."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a dictionary before its attributes."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call(
        self, context: Context, obj: Any, /, *args: Any, _block_vars: Any = None, _loop_vars: Any = None, **kwargs: Any
    ) -> Any:
        """Call *obj*; messages need no look at the context."""
        is_message = obj is self.globals["gettext"]
        if is_message:
            return obj(*args, **kwargs)
        return super().call(context, obj, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **kwargs)


def prepare(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Compile the templates of *builder* before it forks, so that mistakes in them show early."""
    theme = getattr(builder, "theme", None)
    loader = OverrideLoader(
        [Path(app.confdir, folder) for folder in app.config.templates_path],
        [Path(folder) for folder in theme.get_theme_dirs()] if theme else [],
        [TEMPLATE_DIR],
    )
    environment = ComponentEnvironment(
        loader=loader,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    _install_messages(environment)
    templates = _templates[builder] = {}
    for name in NAMES:
        try:
            templates[name] = _compiled(environment, loader, f"aiarticle/{name}")
        except TemplateError as error:
            raise ExtensionError(_described(error, name)) from error


def _compiled(environment: Environment, loader: OverrideLoader, name: str) -> Template:
    """Return a template; the package's own loses its blocks, which take time, where no other template extends it."""
    source, file, _uptodate = loader.get_source(environment, name)
    if file and Path(file).is_relative_to(TEMPLATE_DIR):
        source = _BLOCK.sub("{##}", source)  # a comment, which leaves lines and spaces as they are
    code = environment.compile(source, name, file)
    # no chain of maps, as Jinja has it, because each drawing copies them
    return environment.template_class.from_code(environment, code, dict(environment.globals))


def _install_messages(environment: Environment) -> None:
    """Let templates use the catalogue of the package."""
    translator = get_translator(i18n.CATALOG)
    environment.install_gettext_translations(translator, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(_messages(translator.gettext))


@cache
def messages_in(tag: str) -> View:
    """Return the functions of a template that translate, for a page with a language of its own."""
    return _messages(i18n.named(tag).gettext)


def _messages(translate: Callable[[str], str]) -> View:
    """Return ``gettext`` and ``_``; a message without values is looked up once a build."""

    @cache
    def plain(message: str) -> Markup:
        return translated(message, {})

    def translated(message: str, values: Mapping[str, Any]) -> Markup:
        return Markup(translate(message)) % values  # noqa: S704  # as Jinja does: catalogues are ours

    def gettext(message: str, /, **values: Any) -> Markup:
        return translated(message, values) if values else plain(message)

    return {"gettext": gettext, "_": gettext}


def render(builder: StandaloneHTMLBuilder, name: str, view: View, node: nodes.Element) -> Markup:
    """Return the HTML of one component.

    Args:
        builder: The running builder.
        name: File name of the template.
        view: What the template may use; every key is always there.
        node: What it draws, for the error message.

    Raises:
        ExtensionError: The template is broken; the message names template and page.
    """
    try:
        html = _templates[builder][name].render(view)
    except Exception as error:  # whatever a theme author's template does
        place = f"{builder.current_docname}:{node.line or ''}"
        raise ExtensionError(f"{_described(error, name)}, while drawing {place}") from error
    return Markup(html)  # noqa: S704  # rendered with autoescape


def digest(*folders: Path) -> str:
    """Return a digest of the package's own templates and of those in *folders*.

    Pages are written again when it changes: Sphinx notices templates that are newer than the pages, but neither an
    upgrade of this package nor a template that is gone.
    """
    found = hashlib.sha256()
    for folder in (TEMPLATE_DIR, *folders):
        for path in sorted(folder.glob("aiarticle/*.html")):
            found.update(path.name.encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Note the component templates of the project."""
    config.aiarticle_templates_digest = digest(*(Path(app.confdir, folder) for folder in config.templates_path))


def _described(error: Exception, name: str) -> str:
    line = getattr(error, "lineno", None) or _template_line(error)
    file = getattr(error, "filename", None) or f"aiarticle/{name}"
    return f"{file}{f':{line}' if line else ''}: {type(error).__name__}: {error}"


def _template_line(error: Exception) -> int | None:
    """Return the template's line: Jinja rewrites tracebacks so that the last frame of a template has it."""
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
