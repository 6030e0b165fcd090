"""Videos: the directive and the front matter show a picture that leads to one, and data say what the page shows.

Nothing of another site is loaded: the picture is a file of the project, and the video is a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import OptionSpec

from sphinx_aiarticle.clock import now
from sphinx_aiarticle.components.directive import (
    ArticleDirective,
    add_component,
    add_directive,
    front_matter_place,
    insert_facts,
    one_line,
)
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, transform, warn
from sphinx_aiarticle.html.assets import STATIC_DIR, add_stylesheet
from sphinx_aiarticle.html.view import size_view
from sphinx_aiarticle.i18n import Language, long_date
from sphinx_aiarticle.model.problem import shown
from sphinx_aiarticle.model.video import Video, VideoText, read_seconds
from sphinx_aiarticle.node_text import plain_text
from sphinx_aiarticle.nodes import Collector, SemanticNode, after_header, linked
from sphinx_aiarticle.reading.anchors import stable_anchor
from sphinx_aiarticle.reading.source import ARTICLES, language_of_page, source_of
from sphinx_aiarticle.recognise.outline import BlockKind
from sphinx_aiarticle.url import is_safe_image, is_web_url
from sphinx_aiarticle.values import parse_date

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

_OPTIONS: Final = ("url", "image", "date", "duration")


class aiarticle_video(SemanticNode, nodes.figure):
    """A video: a picture that leads to it, its name as the caption, and a legend with the author's words and facts."""

    is_prose = False
    block_kind = BlockKind.BOX

    def collect(self, content: Collector) -> None:
        """Give the video (https://schema.org/VideoObject) where its picture, date and address are known."""
        video: Video | None = self.facts
        picture = next(iter(self.findall(nodes.image)), None)
        if video is None or picture is None:
            return
        candidates: dict[str, str] = picture.get("candidates") or {}  # the translator overwrites the uri
        source = candidates.get("*", picture["uri"])
        if not (thumbnail := content.image_url(source)):
            return
        caption, legend = (cast("nodes.Element", part) for part in self.children[-2:])
        words = " ".join(filter(None, (plain_text(part, content.tex) for part in legend.children[:-1])))
        node = {
            "@type": "VideoObject",
            "@id": f"{content.page_url}#{self['ids'][0]}",
            "name": plain_text(caption, content.tex),
            "description": words,
            "thumbnailUrl": thumbnail,
            "uploadDate": video.date.isoformat(),
            "duration": video.duration,
            **video.places,
        }
        content.properties.setdefault("video", []).append({key: value for key, value in node.items() if value})


class VideoDirective(ArticleDirective):
    """A video that is watched elsewhere.

    The argument is its name; the content describes it.
    """

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {**ArticleDirective.option_spec, **dict.fromkeys(_OPTIONS, one_line)}

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the figure."""
        written = "".join(self.arguments)
        text = VideoText(name=written, **{key: self.options.get(key, "") for key in _OPTIONS})
        video = _read(text, self.config, "`:{}:`", self.get_location())
        if not written:
            return self.text_alone(*self._link(text.url))
        name, messages = self.state.inline_text(written, self.lineno)
        caption, legend = nodes.caption(written, "", *name), self.body_into(nodes.legend())
        figure = _figure(text, video, caption, legend, self.language, self.get_source_info())
        self.finish(figure, "video", written)
        return [figure, *messages]

    def _link(self, url: str) -> Sequence[nodes.Node]:
        """Return the address of a video without a name, which would be a figure without a caption."""
        if not is_web_url(url):
            return []
        link = nodes.paragraph("", "", nodes.reference("", url, refuri=url), translatable=False)
        self.set_source_info(link)
        return [link]


@transform(priority=16)  # after a summary is looked for (15), before the translations (20)
def add_video(app: Sphinx, document: nodes.document) -> None:
    """Put the video of the front matter below the header of a page and what belongs to it, such as its lead."""
    env = app.env
    text, front_matter = ARTICLES.get(env, env.docname).video, source_of(env)
    if text is None:
        return
    lines = front_matter.lines if front_matter else {}
    video = _read(text, app.config, "'video.{}'", (env.docname, lines.get("video")))
    caption, legend = nodes.caption(text.name, text.name), nodes.legend()
    if text.description:
        legend += nodes.paragraph(text.description, text.description)
    location = front_matter_place(env)[0], lines.get("video", 1)
    figure = _figure(text, video, caption, legend, language_of_page(env), location)
    for part in (caption, *legend):
        part.source, part.line = location
        part["support_smartquotes"] = False
    figure["ids"].append(stable_anchor(document, env.docname, "video", text.name))
    document.note_implicit_target(figure, figure)
    section, start = after_header(document)
    while start < len(section) and getattr(section[start], "is_lead", False):
        start += 1
    insert_facts(env, [figure], (section, start))


def _read(text: VideoText, config: Config, label: str, location: Any) -> Video | None:
    """Return what data say of a video; ``None`` without what Google requires (name, picture, date), and its address."""
    date, seconds = parse_date(text.date, settings(config).timezone), read_seconds(text.duration)
    url, image, day, duration = map(label.format, ("url", "image", "date", "duration"))
    problem = ""
    if not text.name:
        problem = "it has no name, so its text and address are shown alone; write one behind `video`"
    elif not is_web_url(text.url):
        problem = f"{url} is {_said(text.url)}; write the web address at which it can be watched"
    elif not text.image or not is_safe_image(text.image):
        problem = f"it has no picture; give one of the project with {image}"
    elif date is None:
        problem = f"{day} is {_said(text.date)}; write when it was published, such as 2026-03-01"
    elif date > now():
        problem = f"{day} {shown(text.date)} is in the future; write when it was published"
    if problem or date is None:
        warn(Subtype.VIDEO, "the data leave out this video: %s", problem, location=location)
        return None
    if text.duration and not seconds:
        message = "%s is %s and left out; write minutes and seconds such as 4:12"
        warn(Subtype.VIDEO, message, duration, shown(text.duration), location=location)
    return Video(url=text.url, date=date, seconds=seconds)


def _said(value: str) -> str:
    return shown(value) if value else "missing"


def _figure(
    text: VideoText,
    video: Video | None,
    caption: nodes.caption,
    legend: nodes.Element,
    language: Language,
    place: tuple[str | None, int | None],
) -> aiarticle_video:
    figure = aiarticle_video(classes=["aiarticle", "aiarticle-video"])
    figure.facts = video
    url = text.url if is_web_url(text.url) else ""
    if text.image and is_safe_image(text.image):
        figure += linked(nodes.image(uri=text.image, alt=caption.astext()), url)
    shown_facts = [video.clock, long_date(video.date.date(), language.locale)] if video else []
    facts = nodes.paragraph(translatable=False)
    facts += linked(nodes.Text(urlsplit(url).hostname or ""), url)
    mark = "\N{RIGHT-TO-LEFT MARK}" if language.is_rtl else ""  # else a day follows the host into its direction
    facts += nodes.Text("".join(f" {mark}· {fact}" for fact in shown_facts if fact))
    legend += facts
    figure += [caption, legend]
    for part in (*figure.findall(nodes.image), caption, facts):
        part.source, part.line = place
    return figure


def _visit(translator: HTML5Translator, node: aiarticle_video) -> None:
    for image in node.findall(nodes.image):
        size = size_view(translator.builder, image["uri"])
        image.attributes |= {name: str(pixels) for name, pixels in size.items() if pixels}
    translator.visit_figure(node)


def _depart(translator: HTML5Translator, node: aiarticle_video) -> None:
    translator.depart_figure(node)


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_video, html=(_visit, _depart))
    add_directive(app, "video", VideoDirective)
    add_stylesheet(app, STATIC_DIR / "aiarticle-video.css", "aiarticle-video")
