"""The picture at the head of an article."""

from __future__ import annotations

from dataclasses import replace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.i18n import search_image_for_language
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import add_component
from sphinx_aiarticle.diagnostics import Subtype, post_transform, warn
from sphinx_aiarticle.html.address import has_own_pages
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import image_src
from sphinx_aiarticle.model.article import Cover, Picture
from sphinx_aiarticle.nodes import Collector, HiddenNode, SemanticNode, find_elements, first_of
from sphinx_aiarticle.reading.named_files import find_image, source_uri
from sphinx_aiarticle.reading.source import Source
from sphinx_aiarticle.url import is_picture, is_web_url, picture_without_blanks

_LOGGER = logging.getLogger(__name__)


class aiarticle_cover_image(SemanticNode, nodes.image):
    """The picture at the head of an article."""

    is_teaser = True

    def collect(self, content: Collector) -> None:
        """Give the picture, with the words on the page; the first one is the cover."""
        if content.cover is None:
            facts: Picture = self.facts
            caption = self.caption
            content.cover = replace(
                facts,
                uri=self["uri"],
                url=content.image_url(self["uri"]),
                alt=self.get("alt", ""),
                caption=caption.astext() if caption else facts.caption,
            )

    @property
    def caption(self) -> aiarticle_cover_caption | None:
        """What the article says of the picture below it."""
        return first_of(self.parent.children, aiarticle_cover_caption)


class aiarticle_cover_caption(SemanticNode, nodes.paragraph):
    """The caption of a cover: no ``figure``, which would take a number from those of the text."""

    def prepare_for_paper(self) -> None:
        """Stand in italics, as the caption of a figure would; or go with a picture that is left out."""
        self[:] = [nodes.emphasis("", "", *self.children)]
        if not first_of(self.parent.children, aiarticle_cover_image):
            self.parent.remove(self)


class aiarticle_hidden_cover(HiddenNode):
    """Holds a cover that no reader sees, whose file Sphinx copies all the same."""

    is_teaser = True

    def collect(self, content: Collector) -> None:
        """Give the picture all the same: social networks and search engines show it."""
        for image in self.findall(aiarticle_cover_image):
            image.collect(content)


def cover_of(env: BuildEnvironment, source: Source, cover: Cover, *, is_ours: bool) -> aiarticle_cover_image | None:
    """Return the picture of a cover, or nothing for one that cannot be shown, after a warning.

    Nothing is said of one that is not *is_ours*, as on a page that is no article, where it may be meant for another
    tool; and of a file that is missing in Hugo, as another build may serve it.
    """
    location = (env.docname, source.lines.get("cover.image", source.lines.get("cover")))
    cover = replace(cover, image=picture_without_blanks(cover.image))
    if not is_picture(cover.image):
        message = "the cover %r is neither a picture nor an http(s) address; write a path such as '/images/cover.png'"
        _tell(Subtype.URL, message, cover.image, location, warns=is_ours)
        return None
    if is_web_url(cover.image):
        uri, width, height = cover.image, 0, 0
    else:
        path = find_image(env, cover.image)
        if path is None:
            message = "the cover %r is not found, so the page has none; "
            message += "give its path from the source folder, such as '/images/cover.png'"
            _tell(Subtype.IMAGE, message, cover.image, location, warns=is_ours and not source.is_hugo)
            return None
        uri = source_uri(env, path)
        _relative, shown = env.relfn2path(search_image_for_language(uri, env))  # as Sphinx does later
        width, height = get_image_size(shown) or (0, 0)
    alt = {"alt": cover.alt} if cover.alt else {}  # an empty one is an empty name where text stands for pictures
    image = aiarticle_cover_image(uri=uri, classes=["aiarticle-header__cover"], **alt)
    image.source, image.line = str(env.doc2path(env.docname)), location[1] or 1
    image.facts = Picture(uri=uri, alt=cover.alt, caption=cover.caption, width=width, height=height)
    return image


def _tell(subtype: Subtype, message: str, image: str, location: tuple[str, int | None], *, warns: bool) -> None:
    if warns:
        warn(subtype, message, image, location=location)
    else:
        _LOGGER.info(message, image, location=location)


def caption_of(cover: aiarticle_cover_image) -> list[nodes.Node]:
    """Return the caption of a picture, if it has one."""
    text = cover.facts.caption
    if not text:
        return []
    caption = aiarticle_cover_caption(text, text)
    caption.source, caption.line = cover.source, cover.line
    return [caption]


@post_transform(priority=90)  # before Sphinx downloads images (100)
def leave_out_unshown_covers(app: Sphinx, document: nodes.document) -> None:
    """Leave out covers that nobody can see: hidden ones where no data tell of them, and those that need a download.

    Catalogues of messages keep them all.
    """
    builder = app.builder
    if builder.format and not has_own_pages(builder):
        for hidden in find_elements(document, aiarticle_hidden_cover):
            hidden.parent.remove(hidden)
    if builder.supported_remote_images or not builder.supported_image_types:
        return
    for image in list(document.findall(aiarticle_cover_image)):
        if "://" in image["uri"]:
            caption = image.caption
            image.parent.remove(image)
            if caption:
                caption.parent.remove(caption)


def cover_view(translator: HTML5Translator, image: aiarticle_cover_image) -> View:
    """Return what the template of the header may use of a cover."""
    caption = image.caption
    return {
        "src": image_src(translator.builder, image["uri"]),
        "alt": image.get("alt", ""),
        "caption": caption.astext() if caption else "",
        "width": image.facts.width,
        "height": image.facts.height,
        "is_first": has_own_pages(translator.builder),  # what a browser shows first; EPUB knows no priorities
    }


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_cover_image, aiarticle_cover_caption, aiarticle_hidden_cover)
