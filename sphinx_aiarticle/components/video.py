"""Videos: the directive ``video`` shows a picture that leads to one, and data say what the page shows of it.

Nothing of another site is loaded: the picture is a file of the project, and the video is a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, cast
from urllib.parse import urlsplit

from docutils import nodes

from sphinx_aiarticle.clock import now
from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive, one_line
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded
from sphinx_aiarticle.i18n import long_date
from sphinx_aiarticle.model.problem import shown
from sphinx_aiarticle.model.video import Video, read_seconds
from sphinx_aiarticle.nodes import SemanticNode
from sphinx_aiarticle.prose import plain_text
from sphinx_aiarticle.recognise.outline import Kind
from sphinx_aiarticle.stores.affiliate import is_affiliate
from sphinx_aiarticle.url import is_safe_image, is_web_url
from sphinx_aiarticle.values import parse_date

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from sphinx_aiarticle.nodes import Collector


_OPTIONS: Final = ("url", "image", "date", "duration")


class aiarticle_video(SemanticNode, nodes.figure):
    """A video: a picture that leads to it, its name as the caption, and a legend with the author's words and facts."""

    is_prose = False
    block_kind = Kind.BOX

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

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        **dict.fromkeys(_OPTIONS, one_line),
    }

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the figure."""
        given = {key: self.options.get(key, "") for key in _OPTIONS}
        figure = aiarticle_video(classes=["aiarticle-video"])
        figure.facts = video = self._read(given)
        name, messages = self.state.inline_text(self.arguments[0], self.lineno)
        url = given["url"] if is_web_url(given["url"]) else ""
        if given["image"] and is_safe_image(given["image"]):
            label = "".join(part.astext() for part in name)
            figure += self._linked(url, nodes.image(uri=given["image"], alt=label))
        caption = nodes.caption(self.arguments[0], "", *name)
        legend = self.body_into(nodes.legend())
        shown_facts = [video.clock, long_date(video.date.date(), self.language.locale)] if video else []
        facts = nodes.paragraph(translatable=False)
        facts += self._linked(url, nodes.Text(urlsplit(url).hostname or ""))
        facts += nodes.Text("".join(f" · {fact}" for fact in shown_facts if fact))
        legend += facts
        for node in (caption, facts):
            self.set_source_info(node)
        figure += [caption, legend]
        self.finish(figure, "video", self.arguments[0])
        return [figure, *messages]

    def _linked(self, url: str, node: nodes.Node) -> nodes.Node:
        rel = {"rel": "sponsored noopener"} if url and is_affiliate(url) else {}
        return nodes.reference("", "", node, refuri=url, **rel) if url else node

    def _read(self, given: dict[str, str]) -> Video | None:
        """Return what data say of the video; what Google requires (name, picture, date) has to be there."""
        date = parse_date(given["date"], settings(self.config).timezone)
        seconds = read_seconds(given["duration"])
        problem = ""
        if not is_web_url(given["url"]):
            problem = f"`:url:` is {shown(given['url'])}; write the web address at which it can be watched"
        elif not given["image"] or not is_safe_image(given["image"]):
            problem = "it has no picture; give one of the project with `:image:`"
        elif date is None:
            problem = f"`:date:` is {shown(given['date'])}; write when it was published, such as 2026-03-01"
        elif date > now():
            problem = f"`:date:` {shown(given['date'])} is in the future; write when it was published"
        if problem:
            self.warn(Subtype.VIDEO, "the data leave out this video: %s", problem)
            return None
        if given["duration"] and not seconds:
            message = "`:duration:` is %s and left out; write minutes and seconds such as 4:12"
            self.warn(Subtype.VIDEO, message, shown(given["duration"]))
        return Video(url=given["url"], date=date, seconds=seconds) if date else None


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_video)
    add_directive(app, "video", VideoDirective)
