"""One planted fault at a time: it is found, by the right rule, and nothing else is said."""

# ruff: noqa: E501 - one fault a line

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

pytest.importorskip("selectolax")
pytest.importorskip("pyld")

from pottery import (
    AMAZON,
    BASE,
    GLAZE,
    WHEEL,
    as_script,
    breadcrumb,
    findings_of,
    glaze,
    node,
    person,
    question,
    script,
    write_site,
)

GLAZED, WHEELED, HOME, MINA = "glaze.html", "wheel/index.html", "index.html", "mina.html"


@dataclass(frozen=True)
class Fault:
    """A fault: the page, what is changed in it, and the rules that have to speak."""

    name: str
    file: str
    rules: tuple[str, ...]
    graph: object = None
    html: object = None
    scripts: str | None = None
    words: tuple[str, ...] = field(default=())


def setting(*types, **values):
    """Return a change that sets properties of the first node of a type; keywords start with an underscore."""
    named = {f"@{key[1:]}" if key.startswith("_") else key: value for key, value in values.items()}
    return lambda data: node(data, *types).update(named)


def removing(*types, key):
    return lambda data: node(data, *types).pop(key)


def offer(data):
    return node(data, "Product")["offers"]


def review(data):
    return node(data, "Product")["review"]


def replacing(old, new, count=-1):
    return lambda html: html.replace(old, new, count)


def adding(extra):
    return lambda data: data["@graph"].append(extra)


def question_in(data, number=0):
    return node(data, "FAQPage")["mainEntity"][number]


def _moved_down(html):
    notice = html[html.index('<p class="notice">') : html.index("<section")]
    return html.replace(notice, "").replace("</section>", f"</section>{notice}")


TEXT = json.dumps(glaze(), indent=1)
FAULTS = [
    # The script
    Fault("trailing comma", GLAZED, ("json-syntax",), scripts=script(TEXT[:-1].rstrip() + ",}"), words=("comma",)),
    Fault("single quotes", GLAZED, ("json-syntax",), scripts=script("{'@context': 'https://schema.org'}")),
    Fault("escaped as HTML", GLAZED, ("json-syntax",), scripts=script(TEXT.replace('"', "&quot;")), words=("&quot;",)),
    Fault("line break in a text", GLAZED, ("json-syntax",), scripts=script(TEXT.replace("without", "with\nout"))),
    Fault("not a number", GLAZED, ("json-syntax",), scripts=script(TEXT.replace("420", "NaN")), words=("NaN",)),
    Fault("nothing in it", GLAZED, ("json-syntax",), scripts=script(" "), words=("empty",)),
    Fault("comment around it", GLAZED, ("json-syntax",), scripts=script(f"<!-- {TEXT} -->"), words=("comment",)),
    Fault("cut by its own text", GLAZED, ("json-syntax",), scripts=script(TEXT.replace("early", "</script>"))),
    Fault("bare text", GLAZED, ("json-ld-syntax",), scripts=script('"pots"')),
    Fault("key twice", GLAZED, ("json-duplicate-key",), scripts=script(TEXT.replace('"width"', '"height"', 1))),
    Fault("type of script", GLAZED, ("script-type",), scripts=script(TEXT, "application/json+ld")),
    # JSON-LD
    Fault("no context", GLAZED, ("context-missing",), lambda data: data.pop("@context")),
    Fault("context misspelt", GLAZED, ("context-unknown",), lambda data: data.update({"@context": "https://shema.org"})),
    Fault("context without names", GLAZED, ("context-missing",), lambda data: data.update({"@context": {}})),
    Fault("id is a number", GLAZED, ("id-dangling", "json-ld-syntax"), setting("ImageObject", _id=7), words=("7",)),
    Fault("type is an object", HOME, ("json-ld-syntax", "type-missing"), setting("WebSite", _type={"is": "site"})),
    Fault("keyword misspelt", HOME, ("json-ld-keyword",), setting("WebSite", _graf=1), words=("@graf",)),
    Fault("null", HOME, ("empty-value",), setting("WebSite", alternateName=None), words=("null",)),
    Fault("blank text", HOME, ("empty-value",), setting("WebSite", description="  ")),
    Fault("empty object", GLAZED, ("empty-value",), setting("BlogPosting", about={})),
    Fault("empty list", GLAZED, ("empty-value",), setting("BlogPosting", keywords=[])),
    # The vocabulary
    Fault("type misspelt", GLAZED, ("type-unknown",), setting("Organization", _type="Organisation"), words=("Organization",)),
    Fault("no type", HOME, ("type-missing",), removing("CollectionPage", key="@type")),
    Fault("type of text", GLAZED, ("type-is-data",), setting("BlogPosting", keywords={"@type": "Text", "name": "ash"})),
    Fault("property misspelt", GLAZED, ("property-unknown",), setting("BlogPosting", dateModifed="2026-02-05"), words=("dateModified",)),
    Fault("letter case", GLAZED, ("property-unknown",), setting("BlogPosting", wordcount=3), words=("wordCount",)),
    Fault("property of another type", HOME, ("property-domain",), setting("Organization", wordCount=3), words=("wordCount",)),
    Fault("object of a wrong type", GLAZED, ("value-type",), setting("BlogPosting", author={"@type": "Place", "name": "Mina Okabe", "url": BASE})),
    Fault("object for text", GLAZED, ("value-type",), setting("BlogPosting", headline={"@type": "Thing", "name": "Ash"})),
    Fault("member misspelt", WHEELED, ("value-enumeration",), lambda data: offer(data).update(availability="https://schema.org/InStok"), words=("InStock",)),
    Fault("member of another list", WHEELED, ("value-enumeration",), lambda data: offer(data).update(availability="NewCondition")),
    Fault("words for a number", GLAZED, ("value-format",), setting("BlogPosting", wordCount="many")),
    Fault("words for a duration", WHEELED, ("value-format",), setting("BlogPosting", timeRequired="12 min"), words=("PT40M",)),
    Fault("truth for a date", GLAZED, ("value-format",), setting("BlogPosting", dateModified=True)),
    Fault("text for an object", GLAZED, ("text-for-object",), setting("BlogPosting", author="Mina Okabe")),
    Fault("old property", WHEELED, ("superseded",), lambda data: node(data, "Product").update(awards="Best of 2025"), words=("award",)),
    Fault("old type", GLAZED, ("superseded",), adding({"@type": "Code", "name": "Ash glaze without tears"}), words=("SoftwareSourceCode",)),
    # Ids and addresses
    Fault("reference to nothing", GLAZED, ("id-dangling",), setting("WebPage", isPartOf={"@id": f"{BASE}#sight"})),
    Fault("blank reference to nothing", GLAZED, ("id-dangling",), setting("WebPage", isPartOf={"@id": "_:site"})),
    Fault("reference to another page", GLAZED, ("id-elsewhere",), setting("WebPage", mentions={"@id": f"{WHEEL}#wheel"})),
    Fault("reference beside the folder", GLAZED, ("id-elsewhere",), setting("WebPage", mentions={"@id": "https://kiln.example.org/#shop"})),
    Fault("two names on a page", GLAZED, ("id-conflict",), adding({"@type": "Organization", "@id": f"{BASE}#studio", "name": "Blue Kiln"})),
    Fault("two names on the site", HOME, ("id-conflict",), setting("WebSite", name="Red Kilns"), words=("Red Kiln Studio",)),
    Fault("relative id", GLAZED, ("url-relative",), setting("BlogPosting", _id="#article")),
    Fault("relative picture", GLAZED, ("url-relative",), setting("ImageObject", contentUrl="cover.jpg")),
    Fault("relative entry", GLAZED, ("url-relative",), lambda data: node(data, "BreadcrumbList")["itemListElement"][0].update(item="../")),
    Fault("space in an address", GLAZED, ("url-invalid",), setting("ImageObject", contentUrl=f"{BASE}my cover.jpg"), words=("%20",)),
    Fault("own machine", GLAZED, ("url-local",), setting("ImageObject", contentUrl="http://127.0.0.1:8000/cover.jpg")),
    Fault("own network", GLAZED, ("url-local",), setting("ImageObject", contentUrl="http://nas.local/cover.jpg")),
    Fault("file of the author", GLAZED, ("url-local",), setting("ImageObject", contentUrl="file:///home/mina/cover.jpg")),
    Fault("picture in the data", GLAZED, ("url-local",), setting("ImageObject", contentUrl="data:image/png;base64,AAAA")),
    Fault("no such picture", GLAZED, ("url-missing",), setting("ImageObject", contentUrl=f"{BASE}covers.jpg")),
    Fault("no such page", GLAZED, ("url-missing",), lambda data: node(data, "BreadcrumbList")["itemListElement"][0].update(item=f"{BASE}pots/")),
    Fault("no such anchor", GLAZED, ("url-anchor",), lambda data: question_in(data).update(url=f"{GLAZE}#q7"), words=("q7",)),
    Fault("no such anchor elsewhere", GLAZED, ("url-anchor",), setting("WebPage", significantLink=f"{WHEEL}#spokes")),
    Fault("other address than the canonical", WHEELED, ("url-canonical",), setting("WebPage", url=f"{WHEEL}index.html")),
    # Dates and prices
    Fault("date of a country", GLAZED, ("date-format",), setting("BlogPosting", dateModified="5.2.2026")),
    Fault("day that is none", GLAZED, ("date-format",), setting("BlogPosting", dateModified="2026-02-29T08:00:00+09:00")),
    Fault("time without zone", GLAZED, ("date-timezone",), setting("BlogPosting", dateModified="2026-02-05T08:30:00")),
    Fault("day without time", GLAZED, ("date-without-time",), setting("BlogPosting", dateModified="2026-02-05")),
    Fault("changed before it was there", GLAZED, ("date-order",), setting("BlogPosting", dateModified="2026-02-01T08:30:00+09:00")),
    Fault("date to come", GLAZED, ("date-future",), setting("BlogPosting", dateModified="2027-02-05T08:30:00+09:00")),
    Fault("price with a sign", WHEELED, ("price-format",), lambda data: offer(data).update(price="¥64,800")),
    Fault("price without currency", WHEELED, ("price-currency",), lambda data: offer(data).pop("priceCurrency")),
    Fault("currency by its sign", WHEELED, ("price-currency",), lambda data: offer(data).update(priceCurrency="¥")),
    # Search engines
    Fault("article without headline", GLAZED, ("recommended",), removing("BlogPosting", key="headline"), words=("headline",)),
    Fault("author without an address", GLAZED, ("recommended",), setting("BlogPosting", author={"@type": "Person", "name": "Mina Okabe"}), words=("author.url or author.sameAs",)),
    Fault("author without a name", GLAZED, ("recommended",), setting("BlogPosting", author={"@type": "Person", "url": BASE}), words=("should have a name",)),
    Fault("article without an author", GLAZED, ("recommended",), removing("BlogPosting", key="author"), words=("should have author (",)),
    Fault("kind of article", GLAZED, ("article-type",), setting("BlogPosting", _type="TechArticle"), words=('["TechArticle", "BlogPosting"]',)),
    Fault("bare product", GLAZED, ("required",), adding({"@type": "Product", "name": "Ash glaze"}), words=("review or aggregateRating or offers",)),
    Fault("product without a name", WHEELED, ("required",), removing("Product", key="name")),
    Fault("offer without a price", WHEELED, ("required",), lambda data: offer(data).pop("price")),
    Fault("review without author", WHEELED, ("required",), lambda data: review(data).pop("author")),
    Fault("review without rating", WHEELED, ("recommended",), lambda data: review(data).pop("reviewRating")),
    Fault("rating without a value", WHEELED, ("required",), lambda data: review(data)["reviewRating"].pop("ratingValue")),
    Fault("average of nobody", WHEELED, ("required",), lambda data: node(data, "Product").update(aggregateRating={"@type": "AggregateRating", "ratingValue": 4.5})),
    Fault("picture without address", WHEELED, ("required",), lambda data: [node(data, "ImageObject").pop(key) for key in ("url", "contentUrl")]),
    Fault("question without answer", GLAZED, ("required",), lambda data: question_in(data).pop("acceptedAnswer")),
    Fault("question without a name", GLAZED, ("required",), lambda data: question_in(data).pop("name"), words=("needs name",)),
    Fault("question of a page without any answer", GLAZED, ("required",), lambda data: (question_in(data).pop("acceptedAnswer"), node(data, "FAQPage").update({"@type": "QAPage"})), words=("suggestedAnswer",)),
    Fault("FAQ of other things", GLAZED, ("required",), lambda data: node(data, "FAQPage").update(mainEntity={"@type": "Thing", "name": "Ash glaze"}), words=("needs a Question",)),
    Fault("FAQ without questions", GLAZED, ("required",), lambda data: node(data, "FAQPage").pop("mainEntity")),
    Fault("instructions", GLAZED, ("feature-removed",), adding({"@type": "HowTo", "name": "Ash glaze"}), words=("2023-09",)),
    Fault("search box", HOME, ("feature-removed",), setting("WebSite", potentialAction={"@type": "SearchAction", "target": f"{BASE}?q={{q}}", "query-input": "required name=q"})),
    Fault("two authors in one", GLAZED, ("author-hidden", "author-name"), setting("BlogPosting", author={"@type": "Person", "name": "Mina and Ken", "url": BASE})),
    Fault("breadcrumb of one", GLAZED, ("breadcrumb",), lambda data: node(data, "BreadcrumbList")["itemListElement"].pop()),
    Fault("breadcrumb without address", GLAZED, ("breadcrumb",), lambda data: node(data, "BreadcrumbList")["itemListElement"][0].pop("item")),
    Fault("breadcrumb without a name", GLAZED, ("breadcrumb",), lambda data: node(data, "BreadcrumbList")["itemListElement"][0].pop("name"), words=("entry 1 has no name",)),
    Fault("positions from nought", GLAZED, ("list-position",), lambda data: node(data, "BreadcrumbList")["itemListElement"][0].update(position=0)),
    Fault("position twice in a list", WHEELED, ("list-position",), lambda data: review(data)["positiveNotes"]["itemListElement"][1].update(position=1), words=("position 1",)),
    Fault("stars for a number", WHEELED, ("rating-value",), lambda data: review(data)["reviewRating"].update(ratingValue="★★★★")),
    Fault("decimal comma", WHEELED, ("rating-value",), lambda data: review(data)["reviewRating"].update(ratingValue="4,5")),
    Fault("more than the best", WHEELED, ("rating-range",), lambda data: review(data)["reviewRating"].update(bestRating=4)),
    Fault("review of an article", WHEELED, ("review-item",), lambda data: node(data, "BlogPosting").update(review={key: value for key, value in review(data).items() if key != "@id" and not key.endswith("Notes")})),
    Fault("review of oneself", WHEELED, ("review-of-own",), lambda data: node(data, "Organization").update(review={"@id": f"{WHEEL}#verdict"})),
    Fault("a single pro", WHEELED, ("review-notes",), lambda data: [review(data).pop("negativeNotes"), review(data)["positiveNotes"]["itemListElement"].pop()]),
    # The page
    Fault("question not on the page", GLAZED, ("faq-hidden",), lambda data: question_in(data).update(name="Is ash food-safe?")),
    Fault("answer not on the page", GLAZED, ("faq-hidden",), lambda data: question_in(data)["acceptedAnswer"].update(text="It melts early. Keep it off the shelf."), words=("Keep it off the shelf.",)),
    Fault("answer that is hidden", GLAZED, ("faq-hidden",), None, replacing("<p>It melts", "<p hidden>It melts")),
    Fault("answer without display", GLAZED, ("faq-hidden",), None, replacing("<p>It melts", '<p style="display: none">It melts')),
    Fault("two FAQs", GLAZED, ("faq-several",), adding({"@type": "FAQPage", "mainEntity": {**question(2, "Can I fire twice?", "Yes"), "@id": f"{GLAZE}#again"}})),
    Fault("tag in an answer", GLAZED, ("answer-html",), lambda data: question_in(data)["acceptedAnswer"].update(text="Use <cone6> for that.")),
    Fault("price not on the page", WHEELED, ("price-hidden",), lambda data: offer(data).update(price=6480)),
    Fault("rating not on the page", WHEELED, ("rating-hidden",), lambda data: review(data)["reviewRating"].update(ratingValue=4.8)),
    Fault("pro not on the page", WHEELED, ("note-hidden",), None, replacing("<li>Quiet at full", "<li>Quiet at")),
    Fault("product not on the page", WHEELED, ("name-hidden",), lambda data: node(data, "Product").update(name="Floorwheel 90")),
    Fault("headline not on the page", GLAZED, ("headline-hidden",), setting("BlogPosting", headline="Secrets of ash")),
    Fault("author not on the page", GLAZED, ("author-hidden",), None, replacing(">Mina Okabe<", ">the studio<")),
    Fault("review by hearsay", WHEELED, ("review-not-genuine",), None, replacing("<p>4.5", "<p>We have not tested the wheel.</p><p>4.5")),
    Fault("Markdown in a text", GLAZED, ("markup-in-text",), setting("BlogPosting", description="A **year** at the kiln.")),
    Fault("microdata beside it", GLAZED, ("microdata-too",), None, replacing("<h1>", '<h1 itemscope itemtype="https://schema.org/BlogPosting">')),
    # Affiliate links
    Fault("paid link without rel", WHEELED, ("link-rel",), None, replacing(' rel="sponsored noopener"', "")),
    Fault("no notice", WHEELED, ("notice-amazon", "notice-missing"), None, lambda html: html.replace(html[html.index('<p class="notice">') : html.index("<section")], "")),
    Fault("notice after the link", WHEELED, ("notice-late",), None, _moved_down),
    Fault("no statement for Amazon", WHEELED, ("notice-amazon",), None, replacing(" earns from qualifying purchases", "")),
    Fault("paid link in the data", WHEELED, ("affiliate-in-data",), lambda data: offer(data).update(url=AMAZON)),
]  # fmt: skip


def test_there_are_many_faults():
    assert len(FAULTS) >= 100
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_nothing_is_said_of_the_good_site(tmp_path):
    write_site(tmp_path)
    assert findings_of(tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_and_nothing_else(tmp_path, fault):
    write_site(tmp_path, fault.file, fault.graph, fault.html, fault.scripts)
    found = findings_of(tmp_path)
    assert sorted({str(located.rule) for located in found}) == sorted(fault.rules)
    assert all(word in "".join(located.message for located in found) for word in fault.words)


def test_the_licence_of_software_is_not_what_microdata_describe(tmp_path):
    licence = {"@type": "CreativeWork", "name": "MIT OR Apache-2.0"}
    software = {"@type": "SoftwareSourceCode", "@id": f"{BASE}#code", "name": "kiln", "license": licence}
    theme = replacing("<h1>", '<h1 itemscope itemtype="https://schema.org/TechArticle">')
    write_site(tmp_path, HOME, adding(software), theme)
    assert findings_of(tmp_path) == []


def test_all_rules_are_planted():
    from sphinx_aiarticle.validate.rules import Rule

    elsewhere = {"context-foreign", "page-unreadable"}  # tested with scripts and pages of their own
    assert set(map(str, Rule)) - {rule for fault in FAULTS for rule in fault.rules} == elsewhere


def test_faults_are_located_in_the_page(tmp_path):
    write_site(tmp_path, WHEELED, lambda data: offer(data).update(price="¥64,800"))
    (located,) = findings_of(tmp_path)
    lines = (tmp_path / WHEELED).read_text(encoding="utf-8").splitlines()
    assert lines[located.line - 1][located.column - 1 :].startswith('"price": "¥64,800"')
    assert located.file == WHEELED


def test_syntax_errors_are_located_where_json_ends(tmp_path):
    write_site(tmp_path, GLAZED, scripts=script('{\n "@context": "https://schema.org",\n "name": pot\n}'))
    (located,) = findings_of(tmp_path)
    lines = (tmp_path / GLAZED).read_text(encoding="utf-8").splitlines()
    assert lines[located.line - 1][located.column - 1 :] == "pot"


def test_a_second_script_is_located_too(tmp_path):
    both = as_script(glaze()) + "\n" + as_script({"@context": "https://schema.org", "@type": "Persona", "name": "x"})
    write_site(tmp_path, GLAZED, scripts=both)
    (located,) = findings_of(tmp_path)
    lines = (tmp_path / GLAZED).read_text(encoding="utf-8").splitlines()
    assert '"@type": "Persona"' in lines[located.line - 1]
    assert located.line > 100


def test_several_processes_say_the_same(tmp_path):
    write_site(tmp_path)
    for number in range(120):
        data = breadcrumb(f"{BASE}pot{number}.html", "Pot")
        data["itemListElement"].pop(number % 2)
        text = as_script({"@context": "https://schema.org", "@graph": [data, {**person(), "name": f"Mina {number}"}]})
        (tmp_path / f"pot{number}.html").write_text(text, encoding="utf-8")
    alone = findings_of(tmp_path)
    assert findings_of(tmp_path, processes=3) == alone
    assert len(alone) > 120
    (conflict,) = (located for located in alone if located.rule == "id-conflict")  # one id, one message
    assert conflict.line > 1, "it is located where the second description is"


def test_what_is_about_the_page_is_located_at_its_link(tmp_path):
    write_site(tmp_path, WHEELED, None, replacing(' rel="sponsored noopener"', ""))
    (located,) = findings_of(tmp_path)
    lines = (tmp_path / WHEELED).read_text(encoding="utf-8").splitlines()
    assert lines[located.line - 1][located.column - 1 :].startswith(AMAZON)


MARKED = {
    "bold": "It **melts** early. `Keep` it *off* the foot.",
    "link": "It melts early. [Keep it off](/foot.html) the foot.",
    "list": "- It melts early.\n- Keep it off the foot.\n\n---",
}


@pytest.mark.parametrize("answer", MARKED.values(), ids=MARKED)
def test_an_answer_in_markdown_is_one_finding_of_its_kind(tmp_path, answer):
    write_site(tmp_path, GLAZED, lambda data: question_in(data)["acceptedAnswer"].update(text=answer))
    assert {str(located.rule) for located in findings_of(tmp_path)} <= {"markup-in-text"}


@pytest.mark.parametrize("mark", ["**", "`", "_"])
def test_a_hidden_sentence_counts_more_than_the_marks_around_another(tmp_path, mark):
    answer = f"It {mark}melts{mark} early. It never runs."
    write_site(tmp_path, GLAZED, lambda data: question_in(data)["acceptedAnswer"].update(text=answer))
    (located,) = (one for one in findings_of(tmp_path) if one.rule == "faq-hidden")
    assert "It never runs." in located.message


GOOD_ANSWERS = {
    "list": "<ul><li>It melts early.</li><li>Keep it off the foot.</li></ul>",
    "quotes": "It melts early. Keep it off the foot.",
    "entities": "It melts early&#46; Keep it off the&nbsp;foot.",
    "width": "It ｍelts early. Keep it off the foot.",
    "rule": "It melts early.\n---\nKeep it off the foot.",
}


@pytest.mark.parametrize("answer", GOOD_ANSWERS.values(), ids=GOOD_ANSWERS)
def test_forms_of_one_visible_answer_are_right(tmp_path, answer):
    write_site(tmp_path, GLAZED, lambda data: question_in(data)["acceptedAnswer"].update(text=answer))
    assert findings_of(tmp_path) == []


def test_what_stands_between_the_blocks_of_an_answer_is_no_part_of_it(tmp_path):
    answer = "<p>It melts early</p><p>keep it off the foot</p>"
    between = replacing("Keep it off", "</p><aside>An offer</aside><p>Keep it off")
    write_site(tmp_path, GLAZED, lambda data: question_in(data)["acceptedAnswer"].update(text=answer), between)
    assert findings_of(tmp_path) == []


def test_marks_of_notes_are_no_part_of_the_name_of_a_question(tmp_path):
    mark = "<a href='#n'><span>[</span>1<span>]</span></a>"
    shown = replacing("</h1>", f"</h1><p>Does (1) {mark} hold?</p>")
    write_site(tmp_path, GLAZED, lambda data: question_in(data).update(name="Does (1) hold?"), shown)
    assert findings_of(tmp_path) == []


def test_the_name_of_a_question_is_text(tmp_path):
    name = "Is &lt; an entity?"
    shown = replacing("</h1>", f"</h1><p>{name.replace('&', '&amp;')}</p>")
    write_site(tmp_path, GLAZED, lambda data: question_in(data).update(name=name), shown)
    assert findings_of(tmp_path) == []


PRICES = {
    "plain": ("64800", "64800"), "dots": ("64800", "64.800"), "cents": ("64800", "64,800.00"), "spaces": ("64800", "64 800 €"),
    "swiss": ("64800", "64’800.–"), "comma": ("19.5", "19,50 €"), "text": ("19.00", "$19"), "width": ("64800", "６４，８００円"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), PRICES.values(), ids=PRICES)
def test_a_price_is_found_as_countries_write_it(tmp_path, value, shown):
    def change(html):
        return html.replace("¥64,800", shown).replace('"price": 64800', f'"price": "{value}"')

    write_site(tmp_path, WHEELED, None, change)
    assert findings_of(tmp_path) == []


@pytest.mark.parametrize("shown", ["164,800", "64,8000", "64,800,000", "4,800"])
def test_a_part_of_another_number_is_not_the_price(tmp_path, shown):
    write_site(tmp_path, WHEELED, None, replacing("¥64,800", shown))
    assert [located.rule for located in findings_of(tmp_path)] == ["price-hidden"]
