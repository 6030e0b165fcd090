"""Finding elements in a doctree."""

from functools import partial

from docutils import nodes

from sphinx_aiarticle.nodes import find_elements


def page() -> nodes.section:
    strong = partial(nodes.strong, "")
    prose = nodes.paragraph("", "before ", strong("within"), nodes.literal("", "code"))
    note = nodes.note("", nodes.paragraph("", "a ", strong("hidden"), nodes.Text(" word")))
    return nodes.section("", nodes.title("", "Title"), prose, note, nodes.paragraph("", "", strong("last")))


def texts(found: list[nodes.Element]) -> list[str]:
    return [node.astext() for node in found]


def test_elements_are_found_in_the_order_of_the_page():
    assert texts(find_elements(page(), nodes.strong)) == ["within", "hidden", "last"]
    assert texts(find_elements(page(), (nodes.literal, nodes.title))) == ["Title", "code"]


def test_the_root_is_found_too_and_text_never():
    section = page()
    found = find_elements(section, nodes.Element)
    assert found == [node for node in section.findall() if not isinstance(node, nodes.Text)]
    assert found[0] is section


def test_what_is_not_gone_into_is_found_itself():
    assert texts(find_elements(page(), (nodes.note, nodes.strong), skip=nodes.Admonition)) == [
        "within",
        "a hidden word",
        "last",
    ]


def test_a_root_is_gone_into_whatever_it_is():
    note = page().children[2]
    assert texts(find_elements(note, nodes.strong, skip=nodes.note)) == ["hidden"]
