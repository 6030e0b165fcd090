"""Every documented snippet gives the same doctree in MyST and in reStructuredText."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from conftest import ROOT, png, run_build, write
from docutils import nodes

from sphinx_aiarticle.components.faq import aiarticle_faq, aiarticle_question
from sphinx_aiarticle.components.products.nodes import aiarticle_product_box
from sphinx_aiarticle.components.summary import aiarticle_summary_box

OURS = aiarticle_summary_box | aiarticle_product_box | aiarticle_faq | aiarticle_question
STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"},
    "shop": {"name": "Example Shop", "search": "https://shop.example.com/search?q={keyword}"},
}

#: Name → (MyST, reStructuredText).
SNIPPETS = {
    "summary": (
        """
        :::{summary-box}
        - one
        - *two*
        :::
        """,
        """
        .. summary-box::

           - one
           - *two*
        """,
    ),
    "summary-options": (
        """
        :::{summary-box} In **short**
        :class: framed wide
        :name: in-short

        A paragraph.
        :::
        """,
        """
        .. summary-box:: In **short**
           :class: framed wide
           :name: in-short

           A paragraph.
        """,
    ),
    "product": (
        """
        :::{product-box} Felt mat
        It is *quiet*.
        :::
        """,
        """
        .. product-box:: Felt mat

           It is *quiet*.
        """,
    ),
    "product-search-stores-label": (
        """
        :::{product-box} Felt mat
        :search: felt desk mat
        :stores: shop, amazon
        :label: What we use *ourselves*

        It is quiet.
        :::
        """,
        """
        .. product-box:: Felt mat
           :search: felt desk mat
           :stores: shop, amazon
           :label: What we use *ourselves*

           It is quiet.
        """,
    ),
    "product-facts": (
        """
        :::{product-box} Felt mat
        :image: mat.png
        :url: https://maker.example.com/mat
        :brand: Felt & Sons
        :price: 1,200
        :currency: jpy
        :price-date: 2026-03-01
        :shop: https://shop.example.com/items/mat

        It is quiet.
        :::
        """,
        """
        .. product-box:: Felt mat
           :image: mat.png
           :url: https://maker.example.com/mat
           :brand: Felt & Sons
           :price: 1,200
           :currency: jpy
           :price-date: 2026-03-01
           :shop: https://shop.example.com/items/mat

           It is quiet.
        """,
    ),
    "product-name-class": (
        """
        :::{product-box} HHKB <Pro> *a* a_b_ `c`
        :class: framed
        :name: the-keyboard
        :amazon: https://www.amazon.co.jp/dp/B000000000?tag=example-22&x=1

        It is quiet.
        :::
        """,
        """
        .. product-box:: HHKB <Pro> *a* a_b_ `c`
           :class: framed
           :name: the-keyboard
           :amazon: https://www.amazon.co.jp/dp/B000000000?tag=example-22&x=1

           It is quiet.
        """,
    ),
    "product-without-reason": (
        """
        :::{product-box} Felt mat
        :::
        """,
        """
        .. product-box:: Felt mat
        """,
    ),
    "faq-titled": (
        """
        ::::{faq} Questions
        :class: wide
        :name: my-faq

        :::{question} Is it *quiet*?
        Yes.
        :::
        :::{question} Is it cheap?
        :name: cheap
        :class: money

        No.
        :::
        ::::
        """,
        """
        .. faq:: Questions
           :class: wide
           :name: my-faq

           .. question:: Is it *quiet*?

              Yes.

           .. question:: Is it cheap?
              :name: cheap
              :class: money

              No.
        """,
    ),
    "faq-untitled": (
        """
        ## Questions

        ::::{faq}
        :class: wide
        :name: untitled-faq

        :::{question} Is it quiet?
        Yes.
        :::
        ::::
        """,
        """
        Questions
        ---------

        .. faq::
           :class: wide
           :name: untitled-faq

           .. question:: Is it quiet?

              Yes.
        """,
    ),
    "faq-accordion": (
        """
        ::::{faq} Questions
        :style: accordion

        :::{question} Is it quiet?
        Yes.
        :::
        ::::
        """,
        """
        .. faq:: Questions
           :style: accordion

           .. question:: Is it quiet?

              Yes.
        """,
    ),
    "question-alone": (
        """
        :::{question} Is it quiet?
        Yes.

        Very.
        :::
        """,
        """
        .. question:: Is it quiet?

           Yes.

           Very.
        """,
    ),
    "definition-list": (
        """
        :::{faq} Questions
        Is it *quiet*?
        : Yes.

          Very.

        Is it cheap?
        : - no
          - never
        :::
        """,
        """
        .. faq:: Questions

           Is it *quiet*?
              Yes.

              Very.

           Is it cheap?
              - no
              - never
        """,
    ),
    "definition-list-with-colon": (
        """
        :::{faq}
        Which key : Enter or Return?
        : Either.
        :::
        """,
        """
        .. faq::

           Which key : Enter or Return?
              Either.
        """,
    ),
    "nested-markup": (
        """
        :::::{faq} Questions
        ::::{question} What may stand in an answer?
        A [link](https://example.org/), {ref}`a box <in-nested>` and `code`, **bold**:

        1. first
        2. second
           - deeper

        ```python
        print("a < b")
        ```

        | a | b |
        |---|---|
        | 1 | 2 |

        :::{image} mat.png
        :alt: A mat
        :::

        :::{note}
        Take *care*.
        :::

        They say:

        > Quoted.

        :::{product-box} Felt mat
        :name: in-nested
        :stores: rakuten

        - soft
        - {kbd}`Ctrl`
        :::

        After it.
        ::::
        :::::
        """,
        """
        .. faq:: Questions

           .. question:: What may stand in an answer?

              A `link <https://example.org/>`__, :ref:`a box <in-nested>` and ``code``, **bold**:

              1. first
              2. second

                 - deeper

              .. code-block:: python

                 print("a < b")

              == ==
              a  b
              == ==
              1  2
              == ==

              .. image:: mat.png
                 :alt: A mat

              .. note::

                 Take *care*.

              They say:

                 Quoted.

              .. product-box:: Felt mat
                 :name: in-nested
                 :stores: rakuten

                 - soft
                 - :kbd:`Ctrl`

              After it.
        """,
    ),
    "nested-in-summary-and-product": (
        """
        ::::{summary-box}
        :::{note}
        Inside.
        :::

        ```python
        x = 1
        ```
        ::::

        ::::{note}
        :::{product-box} Felt mat
        | a | b |
        |---|---|
        | 1 | 2 |
        :::
        ::::
        """,
        """
        .. summary-box::

           .. note::

              Inside.

           .. code-block:: python

              x = 1

        .. note::

           .. product-box:: Felt mat

              == ==
              a  b
              == ==
              1  2
              == ==
        """,
    ),
}


def documented():
    """Return the pairs of snippets in the guide: a Markdown fence, then the same in reStructuredText."""
    pair = re.compile(r"^(`{3,})md\n(.*?)^\1\n+(`{3,})rst\n(.*?)^\3$", re.MULTILINE | re.DOTALL)
    for page in sorted(ROOT.glob("example_docs/*.md")):
        for number, found in enumerate(pair.finditer(page.read_text(encoding="utf-8")), 1):
            if not found[2].startswith("---\n"):  # front matter has tests of its own
                # The guide says in each syntax how that syntax indents.
                restructured = found[4].replace("Indent it as far as the first.", "Indent it by two spaces.")
                yield f"{page.stem}-{number}", (found[2], restructured)


GUIDE = dict(documented())
ALL = SNIPPETS | GUIDE


@pytest.fixture(scope="module")
def doctrees(tmp_path_factory):
    """Build each snippet in both syntaxes, under one document name, because anchors are made from it."""
    found = []
    for number, (suffix, heading) in enumerate(((".md", "# Page\n\n"), (".rst", "Page\n====\n\n"))):
        srcdir = tmp_path_factory.mktemp("snippets") / "src"
        pages = {f"{name}{suffix}": heading + dedent(pair[number]) for name, pair in ALL.items()}
        # Targets that snippets of the guide refer to, and their pictures.
        pages |= {f"summary-box{suffix}": heading, f"index{suffix}": heading + "Start.\n"}
        pictures = dict.fromkeys(("mat.png", "images/product-ssd.png", "images/product-keyboard-tkl.png"), png(4, 3))
        write(srcdir, pages | pictures)
        catalog = str(ROOT / "example_docs" / "products.toml")
        conf = {"aiarticle_stores": STORES, "aiarticle_price_max_age": 36500, "aiarticle_catalog": catalog}
        site = run_build(srcdir, builder="dummy", conf=conf)
        assert site.warnings == []
        found.append({name: site.doctree(name) for name in ALL})
    return found


def joined(children):
    """Return *children* with neighbouring texts made one: Markdown has a text for each line."""
    found = []
    for child in children:
        if found and isinstance(child, nodes.Text) and isinstance(found[-1], nodes.Text):
            child = nodes.Text(found.pop() + child)
        found.append(child)
    return found


def shape(document):
    """Return the doctree as text, without what the two parsers themselves do differently."""
    for parent in list(document.findall(nodes.TextElement)):
        parent[:] = joined(parent.children)
    for node in list(document.findall(nodes.Element)):
        for name in ("xml:space", "translation_progress", "highlight_args"):
            node.attributes.pop(name, None)
        if isinstance(node, nodes.document):
            node.attributes.pop("source", None)  # the file's name ends in .md or .rst
        elif isinstance(node, nodes.reference):
            for name in ("name", "anonymous"):  # reStructuredText's links have names, Markdown's have none
                node.attributes.pop(name, None)
        elif isinstance(node, nodes.section):
            node["ids"].sort()  # Markdown moves the id of a target above a section to the front
        elif isinstance(node, nodes.table):
            node["classes"] = []  # both say how they found the column widths
        elif isinstance(node, nodes.colspec):
            node["colwidth"] = 0  # counted in characters of the source
        elif isinstance(node, nodes.enumerated_list | nodes.bullet_list):
            for name in ("enumtype", "prefix", "suffix", "bullet"):  # the sign in the source
                node.attributes.pop(name, None)
        elif isinstance(node, nodes.literal_block):
            for name in ("force", "linenos"):  # options that only the code-block directive sets
                node.attributes.pop(name, None)
    return document.pformat()


@pytest.mark.parametrize("name", ALL)
def test_both_syntaxes_give_the_same_doctree(doctrees, name):
    markdown, restructured = (shape(found[name]) for found in doctrees)
    assert "aiarticle" in markdown or "faq-" in markdown  # the snippet became a component
    assert markdown == restructured


@pytest.mark.parametrize("name", ALL)
def test_both_syntaxes_give_every_node_of_ours_a_line(doctrees, name):
    for found in doctrees:
        for node in found[name].findall(lambda n: isinstance(n, OURS)):
            assert node.line is not None
            assert node.children[0].line is not None or node.children[0].get("translatable") is False


def test_the_guide_shows_every_directive_and_option_in_both_syntaxes():
    for directive in ("summary-box", "product-box", "product-list", "product-index", "faq", "question"):
        assert any(f"{{{directive}}}" in pair[0] and f".. {directive}::" in pair[1] for pair in GUIDE.values())
    text = "".join(pair[0] for pair in ALL.values())
    of_boxes = "id search image url brand price currency price-date price-shop label stores amazon shop class name"
    of_lists = "ids category fields style"
    assert [option for option in f"{of_boxes} {of_lists}".split() if f":{option}:" not in text] == []
