"""What is written anew stays in the list, quotation, note or definition that it was in, with its neighbours."""

from __future__ import annotations

from itertools import groupby

import pytest
from hugo_articles import AMAZON, RAKUTEN, box, convert_body
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle.model.problem import Subtype


def card(name: str, url: str, end: str = "") -> str:
    parts = ['<div class="card">', f"<p><strong>{name}</strong></p>", "<p>It boils.</p>", f'<a href="{url}">Shop</a>']
    return end.join([*parts, "</div>"])


STEEL, IRON = card("Steel Kettle", AMAZON), card("Iron Kettle", RAKUTEN)
#: What is before the first line of a container, and before those behind it.
CONTAINERS = {
    "quotation": ("> ", "> "),
    "quotation without a blank": (">", ">"),
    "quotation in a quotation": ("> > ", "> > "),
    "list": ("- ", "  "),
    "numbered list": ("10.  ", "     "),
    "list in a list": ("- * ", "    "),
    "list in a quotation": ("> - ", ">   "),
    "quotation in a list": ("- > ", "  > "),
    "quotation in a list in a quotation": ("> 1. > ", ">    > "),
    "note": ("[^n]: ", "    "),
    "quotation in a note": ("[^n]: > ", "    > "),
    "definition": (":   ", "    "),
    "quotation in a definition": (":   > ", "    > "),
}
AROUND = {
    "alone": ([], []),
    "among texts": (["Before.", ""], ["", "After."]),
    "below a text": (["Before."], ["", "After."]),
    "below a table": (["| a |", "|---|", "| b |", ""], ["", "| c |", "|---|", "| d |"]),
}
ONE_BOX = {
    "card": [STEEL],
    "card on several lines": card("Steel Kettle", AMAZON, "\n").split("\n"),
    "shortcode around a card": box().strip().split("\n"),
    "shortcode on one line": [f"{{{{< rawhtml >}}}}{STEEL}{{{{< /rawhtml >}}}}"],
    "shortcode around a blank line": ["{{< rawhtml >}}", "<div>", "", *STEEL.split("\n"), "</div>", "{{< /rawhtml >}}"],
    "row of links": [f'<p><a href="{AMAZON}">A</a> <a href="{RAKUTEN}">R</a></p>'],
    "script below a card": [STEEL, "", '<script type="application/ld+json">', "{}", "</script>"],
}
TWO_BOXES = {
    "cards on a line": [STEEL + IRON],
    "cards on two lines": [STEEL, IRON],
    "cards apart": [STEEL, "", IRON],
}
OTHERS = {
    "structured data": ['<script type="application/ld+json">', "{}", "</script>"],
    "picture that counts": ['<div>Seen.<img src="https://c.example.org/1" width="1" height="1"></div>'],
    "shortcode": ['{{< details summary="More" >}}', "Text.", "", "More.", "{{< /details >}}"],
    "picture": ['{{< figure src="https://img.example.org/a.png" alt="A" >}}'],
    "code": ["```python {linenos=true}", "x = 1", "", "y = 2", "```"],
    "rule": ["***"],
    "mark of the summary": ["<!--more-->"],
    "heading below HTML": ["<div>x</div>", "## Head"],
    "heading with an id": ["## Head {#own}", "", "Text."],
}
#: Of which nothing is left.
NOTHING = {"structured data", "mark of the summary"}


def skeleton(lines: list[str]) -> list[str]:
    """Return the containers of a text and where they hold blocks, of which several in a row count as one."""
    md = MarkdownIt("commonmark").enable("table").use(footnote_plugin, move_to_end=False)
    tokens = md.use(deflist_plugin).use(colon_fence_plugin).parse("\n".join(lines))
    kinds, depth = list[str](), 0
    for token in tokens:
        is_container = token.type.rsplit("_", 1)[0] in ("blockquote", "list_item", "footnote_reference", "dd")
        kinds.append(token.type if is_container else "block" if token.nesting >= 0 else "")
        depth += token.nesting
    return [kind for kind, _ in groupby(filter(None, kinds))]


def within(container: str, around: str, block: list[str]) -> list[str]:
    first, rest = CONTAINERS[container]
    lines = [*AROUND[around][0], *block, *AROUND[around][1]]
    lines = [f"{rest if number else first}{line}".rstrip() for number, line in enumerate(lines)]
    above = ["Noted[^n].", ""] if "note" in container else ["Term"] if "definition" in container else ["Above.", ""]
    return [*above, *lines, "", "Below."]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("container", CONTAINERS)
def test_blocks_stay_where_they_were(container, around):
    for name, block in (ONE_BOX | TWO_BOXES | OTHERS).items():
        if around == "alone" and name in NOTHING:
            continue  # a quotation of nothing
        body = within(container, around, block)
        lines, conversion = convert_body("\n".join(body), extensions=["colon_fence"])
        assert Subtype.INTERNAL not in [problem.subtype for problem in conversion.problems], name
        text = "\n".join(lines)
        before, after = skeleton(body), skeleton(lines)
        assert after == before, f"{name}\n{text}"
        boxes = [line for line in lines if "{product-box}" in line or "{container}" in line]
        assert len(boxes) == (2 if name in TWO_BOXES else name in ONE_BOX), f"{name}\n{text}"
