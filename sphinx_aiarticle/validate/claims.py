"""What the data claims against what the page shows, and what readers are told about its affiliate links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from sphinx_aiarticle.model.problem import shown
from sphinx_aiarticle.recognise.own_notices import mentions_advertising
from sphinx_aiarticle.stores.affiliate import is_affiliate, is_amazon
from sphinx_aiarticle.validate.document import things
from sphinx_aiarticle.validate.graph import DataNode, Graph, schema_name
from sphinx_aiarticle.validate.items import notes_of
from sphinx_aiarticle.validate.page import HtmlPage, compact
from sphinx_aiarticle.validate.rules import DataFinding, Rule
from sphinx_aiarticle.validate.vocabulary import Vocabulary, is_number

_SENTENCE: Final = re.compile(r"(?<=[。！？.!?])\s*|\n+")
_WORD: Final = re.compile(r"\w")
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_MARKS: Final = re.compile(r"[*`_]|^[ \t]{0,3}(?:[-+>]|#{1,6}|\d{1,3}[.)])[ \t]+|^-{3,}$|[ \t]-[ \t]", re.MULTILINE)
_TAG: Final = re.compile(r"</?([A-Za-z][\w-]*)")
_NOTE: Final = re.compile(r"\[ ?\d{1,3} ?\]")
_BLOCK: Final = re.compile(r"<(?:p|li|br|h[1-6]|tr|div|pre)\b", re.IGNORECASE)
#: What Google reads in an answer, and what else is HTML and therefore not a slip.
_HTML: Final = frozenset({
    "a", "abbr", "audio", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small", "source", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
    "video",
})  # fmt: skip
_TEXTS: Final = ("name", "headline", "description", "abstract", "caption", "reviewBody", "text")
_MARKUP: Final = re.compile(
    r"\*\*[^*\s][^*\n]{0,200}\*\*|\]\(https?://|\{\{[<%]|\{%-?\s*\w+|:[a-z]+(?:[:-][a-z]+){0,3}:`[^`\n]{1,200}`"
)
_NOT_GENUINE: Final = re.compile(
    r"公開情報(?:のみ)?を(?:もと|元|基)に(?:した|して)?(?:評価|レビュー)|実(?:機|際に)[^。]{0,10}(?:使用|試用|検証)(?:していません|しておりません|せず)"
    r"|(?:have|has)(?:n't| not) (?:personally |actually )?(?:tested|used|tried) (?:this|the|it\b)"
    r"|(?:rating|review|assessment)s? (?:is|are) based (?:only |solely |entirely )?on public",
    re.IGNORECASE,
)
_ASSOCIATE: Final = re.compile(
    r"適格販売|qualifying purchases|(?:amazon|亚马逊|亞馬遜).{0,80}(?:earn|commission|verdien|qualifiziert|bénéfice"
    r"|rémunér|achats|ingres|compras|guadagn|acquisti|수익|수수료|收入|佣金|赚|賺)",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class _Visible:
    """The visible text in the forms that are searched, each made when it is first needed."""

    page: HtmlPage
    _compact: str = field(default="", init=False)
    _labels: str = field(default="", init=False)

    def has(self, text: str) -> bool:
        """Whether readers see a text; where, in which letter case and with which quotation marks does not matter."""
        self._compact = self._compact or compact(self.page.text)
        return compact(text) in self._compact

    def heads(self, text: str) -> bool:
        """Whether readers see a text as a heading, in which marks of notes may be."""
        return self.has(text) or compact(text) in compact(_NOTE.sub("", self.page.text))

    def names(self, text: str) -> bool:
        """Whether readers see a text or hear it as the label of a picture."""
        self._labels = self._labels or compact(self.page.labels)
        return self.has(text) or compact(text) in self._labels

    def number(self, pattern: str) -> bool:
        """Whether a number is in the text or a label, not as a part of a longer one."""
        whole = re.compile(rf"(?<![\d.,]){pattern}(?![\d]|[.,]\d)")
        return bool(whole.search(self.page.text) or whole.search(self.page.labels))


def check_claims(graph: Graph, page: HtmlPage, vocabulary: Vocabulary) -> Iterator[DataFinding]:
    """Yield what the data says and the page does not."""
    visible = _Visible(page=page)
    faqs = []
    for node in things(graph):
        kinds = frozenset().union(*map(vocabulary.ancestors, node.types))
        if "FAQPage" in kinds or "QAPage" in kinds:
            faqs += [node] if "FAQPage" in kinds else []
            for question in graph.held(node, "mainEntity"):
                yield from _check_question(question, graph, visible)
        if (
            not kinds.isdisjoint({"Product", "SoftwareApplication"})
            and (name := node.text("name"))
            and not visible.names(name)
        ):
            yield _hidden(Rule.NAME_HIDDEN, node, "name", name)
        if "Offer" in kinds:
            yield from _check_price(node, visible)
        if "Rating" in kinds:
            yield from _check_rating(node, visible)
        if "Review" in kinds:
            yield from _check_review(node, graph, visible)
        if "Article" in kinds:
            yield from _check_article(node, graph, visible)
        yield from _check_markup(node, visible)
        yield from _check_affiliate_urls(node)
    if len(faqs) > 1:
        message = f"the page holds {len(faqs)} FAQPage; put all questions into one"
        yield faqs[1].finding(Rule.FAQ_SEVERAL, message)
    yield from _check_microdata(graph, page, vocabulary)


def _hidden(rule: Rule, node: DataNode, name: str, value: str) -> DataFinding:
    message = f"the page does not show {name} {shown(value)}; show it, or omit it from the data"
    return node.finding(rule, message, name)


def _check_question(question: DataNode, graph: Graph, visible: _Visible) -> Iterator[DataFinding]:
    name = question.text("name")
    if name and not visible.heads(name) and not visible.heads(plain := _plain(name)):
        yield _hidden(Rule.FAQ_HIDDEN, question, "name", plain)
    for answer in graph.held(question, "acceptedAnswer"):
        text = answer.text("text")
        unknown = next((tag for tag in _TAG.findall(text) if tag.lower() not in _HTML), "")
        if unknown:
            message = f"'<{unknown}' in an answer is read as an HTML tag and disappears; write &lt;{unknown}"
            yield answer.finding(Rule.ANSWER_HTML, message, "text")
        elif not visible.has(plain := _plain(text)):
            bare = [part for part in _sentences(_unmarked(plain)) if not visible.has(part)]
            marked = [part for part in _sentences(plain) if not visible.has(part)]
            if hidden := [part for part in bare if not visible.has(_unmarked(part))]:
                yield _hidden(Rule.FAQ_HIDDEN, answer, "text", hidden[0])
            elif marked and not _MARKUP.search(text):  # else said below
                message = f"{shown(marked[0])} holds Markdown, which is not rendered here; write plain text or HTML"
                yield answer.finding(Rule.MARKUP_IN_TEXT, message, "text")


def _plain(text: str) -> str:
    """Return the text of what may hold HTML."""
    if "<" in text:
        body = LexborHTMLParser(_BLOCK.sub(r"\n\g<0>", text)).body
        return body.text(separator=" ").strip() if body else text
    return unescape(text)


def _sentences(text: str) -> list[str]:
    """Return the sentences of an answer; on the page, something else may come between two of them."""
    return [part for part in _SENTENCE.split(text) if _WORD.search(part)]


def _unmarked(text: str) -> str:
    """Return a text without what Markdown writes around words."""
    return _MARKS.sub("", _LINK.sub(r"\1", text))


def _check_price(node: DataNode, visible: _Visible) -> Iterator[DataFinding]:
    for value in node.texts("price"):
        if not is_number(value) or float(value) == 0:
            continue  # said elsewhere; "free" has too many words
        whole, _, cents = value.partition(".")
        grouped = f"{int(whole):,}".replace(",", r"[,. ’']?")
        cents = cents.rstrip("0")
        pattern = rf"{grouped}[.,]{cents}0*" if cents else rf"{grouped}(?:[.,](?:00?|-+))?"
        if not visible.number(pattern):
            yield _hidden(Rule.PRICE_HIDDEN, node, "price", value)


def _check_rating(node: DataNode, visible: _Visible) -> Iterator[DataFinding]:
    value = node.text("ratingValue")
    if not is_number(value):
        return
    whole, _, part = f"{float(value):g}".partition(".")
    pattern = rf"{whole}[.,]{part}0*" if part else rf"{whole}(?:[.,]0+)?"
    stars = "★" * int(float(value))
    if not visible.number(pattern) and not (stars and not part and stars in visible.page.text):
        yield _hidden(Rule.RATING_HIDDEN, node, "ratingValue", value)


def _check_review(node: DataNode, graph: Graph, visible: _Visible) -> Iterator[DataFinding]:
    for note in notes_of(node, graph):
        if not visible.has(note):
            yield _hidden(Rule.NOTE_HIDDEN, node, "positiveNotes or negativeNotes", note)
    if found := _NOT_GENUINE.search(visible.page.text):
        message = f"the page says {found[0]!r}; a Review has to rest on genuine use, so omit it from the data"
        yield node.finding(Rule.REVIEW_NOT_GENUINE, message)


def _check_article(node: DataNode, graph: Graph, visible: _Visible) -> Iterator[DataFinding]:
    headline = _plain(node.text("headline"))
    if headline and not visible.heads(headline):
        yield _hidden(Rule.HEADLINE_HIDDEN, node, "headline", headline)
    for author in graph.held(node, "author"):
        name = author.text("name")
        if name and not visible.names(name):
            yield _hidden(Rule.AUTHOR_HIDDEN, node, "author", name)


def _check_markup(node: DataNode, visible: _Visible) -> Iterator[DataFinding]:
    for name in _TEXTS:
        for text in node.texts(name):
            found = _MARKUP.search(text)
            if found and not visible.has(found[0]):  # pages about markup do show it
                message = f"{found[0]!r} in {name} is markup, which is not rendered here; write plain text"
                yield node.finding(Rule.MARKUP_IN_TEXT, message, name)


def _check_affiliate_urls(node: DataNode) -> Iterator[DataFinding]:
    for name in ("url", "sameAs", "item", "contentUrl", "urlTemplate"):
        for value in node.texts(name):
            if is_affiliate(value):
                message = "an affiliate link in the data cannot say that it is paid for; write the shop's plain address"
                yield node.finding(Rule.AFFILIATE_IN_DATA, message, name)


def _check_microdata(graph: Graph, page: HtmlPage, vocabulary: Vocabulary) -> Iterator[DataFinding]:
    # What is said to be a work and no more, such as a licence, need not be what the microdata describe.
    types = {name for node in graph.nodes for name in node.types} - {"Thing", "CreativeWork"}
    for address in dict.fromkeys(page.item_types):
        name = schema_name(address)
        if name and any(vocabulary.is_a((own,), name) or vocabulary.is_a((name,), own) for own in types):
            message = f"microdata describes {name}, too; keep one of the two"
            yield DataFinding(rule=Rule.MICRODATA_TOO, message=message, near=address)


def check_notices(page: HtmlPage) -> Iterator[DataFinding]:
    """Yield what is wrong with the affiliate links of a page."""
    links = page.affiliate_links
    if not links:
        return
    for url in dict.fromkeys(url for url, rel in links if rel.isdisjoint({"sponsored", "nofollow"})):
        yield DataFinding(rule=Rule.LINK_REL, message=f'the link to {url} needs rel="sponsored"', near=url)
    first = links[0][0]
    if not mentions_advertising(page.text):
        message = f"the page has {len(links)} affiliate links and does not say so; say it above the first one"
        yield DataFinding(rule=Rule.NOTICE_MISSING, message=message, near=first)
    elif not mentions_advertising(page.text_before_links):
        message = "readers meet the first affiliate link before the notice; put the notice above it"
        yield DataFinding(rule=Rule.NOTICE_LATE, message=message, near=first)
    if any(is_amazon(url) for url, _rel in links) and not _ASSOCIATE.search(page.text):
        message = 'say "As an Amazon Associate I earn from qualifying purchases" with your name'
        yield DataFinding(rule=Rule.NOTICE_AMAZON, message=message)
