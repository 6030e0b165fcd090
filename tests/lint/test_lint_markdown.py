from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from sphinx_aiarticle.hugo import convert
from sphinx_aiarticle.lint.articles import fix_emphasis_in_text, is_leak, lint_markdown
from sphinx_aiarticle.recognise.prose import prose_lines

PARSER = MarkdownIt("commonmark").enable("table")


def lint(text: str) -> list[tuple[str, int | None]]:
    lines = text.split("\n")
    return [(str(problem.subtype), problem.line) for problem in lint_markdown(lines, prose_lines(lines))]


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("**「やかん」**は速い", True),
        ("これは**「やかん」**", True),
        ("**速い（とても）**やかん", True),
        ("**やかん。**次へ", True),
        ("**やかん**は速い", False),
        ("**「やかん」** は速い", False),
        ("**「やかん」**、鍋", False),
        ("`**「やかん」**は`", False),
        ("[x](/a**「b」**c)", False),
        (r"\**「やかん」\**は", False),
        ("a ** b ** c", True),
        ("2 ** 3", False),
    ],
)
def test_bold_text_that_commonmark_does_not_see(text, literal):
    assert (("emphasis", 1) in lint(text)) == literal


def shows_asterisks(line: str) -> bool:
    inline = PARSER.parseInline(line)[0].children or []
    return any("**" in token.content for token in inline if token.type == "text")


def test_lines_of_real_articles_are_those_in_which_commonmark_leaves_asterisks(corpus_texts):
    found = 0
    for name, source in corpus_texts.items():
        conversion = convert(source)
        prose = set(conversion.prose)
        problems = lint_markdown(conversion.lines, conversion.prose)
        emphasis = {problem.line for problem in problems if problem.subtype == "emphasis"}
        expected = {
            number
            for number, line in enumerate(conversion.lines, 1)
            if number - 1 in prose and "**" in line and shows_asterisks(line)
        }
        assert emphasis == expected, name
        found += len(emphasis)
    assert found


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("**「やかん」**は速い", "{strong}`「やかん」`は速い"),
        ("- **A**と**「B」**と**C**", "- **A**と{strong}`「B」`と**C**"),
        ("**「`code`」**は", "**「`code`」**は"),
        ("**「[x](y)」**は", "**「[x](y)」**は"),
        ("```\n**「a」**は\n```", "```\n**「a」**は\n```"),
        ("a ** b ** c", "a ** b ** c"),
    ],
)
def test_fixing_moves_plain_words_into_a_role(text, fixed):
    assert fix_emphasis_in_text(text, 0) == fixed


def test_mended_text_is_bold_on_the_page(build):
    files = {"index.md": "---\ndate: 2026-02-03\ntitle: H\n---\n\n# H\n\n迷わず**「やかん（鉄）」**は速い\n"}
    site = build(files, conf={"aiarticle_mend_emphasis": True})
    paragraph = site.soup("index.html").select_one("div.body p:has(strong)")
    assert paragraph.strong.get_text() == "「やかん（鉄）」"
    assert paragraph.get_text() == "迷わず「やかん（鉄）」は速い"
    assert site.warnings == []


@pytest.mark.parametrize(
    "line",
    ["**1. Text for the post (TWEET_TEXT)**", "**5. Slug (SLUG)**:", "### 【重要】メタデータ出力", "## Output format",
     "As an AI language model, I cannot", "ご要望に沿って記事を作りました"],
)  # fmt: skip
def test_prompt_text(line):
    assert is_leak(line)


@pytest.mark.parametrize(
    "line",
    ["**1. Boil water (H2O)**は", "**大規模言語モデル (LLM)**", "## 環境変数 (API_KEY)", "**OPENAI_API_KEY**: the key",
     "### 【重要】注意すること", "## 出力"],
)  # fmt: skip
def test_ordinary_text_is_no_prompt(line):
    assert not is_leak(line)


def test_prompt_lines_are_reported_once():
    assert lint("a\n\n**1. X (TWEET_TEXT)**\n**2. Y (SEO_TAGS)**\n") == [("prompt", 3)]
    assert lint("```\n**1. X (TWEET_TEXT)**\n```\n") == []


LINK = "https://amzn.to/abc"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"[kettle]({LINK})", True),
        (f'<a href="{LINK}" rel="noopener">kettle</a>', True),
        (f'<a href="{LINK}" rel="noopener sponsored">kettle</a>', False),
        (f'[kettle]({LINK}){{rel="sponsored"}}', False),
        (f":amazon: {LINK}", False),
        (f"```\n[kettle]({LINK})\n```", False),
        ("[broken](https://[::1/)", False),
    ],
)
def test_affiliate_link_without_rel(text, found):
    assert bool(lint(text)) == found


def test_the_end_of_a_directive_is_no_beginning_of_code():
    text = "```{note}\nprose\n```\nprose\n"
    text += "````{tip}\n```{code-block} sh\ncode\n```\nprose\n````\nprose\n```\ncode\n```\nprose"
    lines = text.split("\n")
    shown = [lines[number] for number in prose_lines(lines)]
    assert [line for line in shown if "{" not in line] == ["prose"] * 5


@pytest.mark.parametrize(
    "text",
    [
        ":::{code-block} md\n**「a」**は\n:::",
        "```{code} md\n**「a」**は\n```",
        "<pre>\n**「a」**は\n</pre>",
        "$$\n**「a」**は\n$$",
        "<!--\n**「a」**は\n-->",
        "% **「a」**は",
        "text\n\n    **「a」**は",
        ":::{note}\n```\n**「a」**は\n```\n:::",
    ],
)
def test_code_formulas_and_comments_are_no_prose(text):
    assert fix_emphasis_in_text(text, 0) == text
    assert lint(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "数式$a**「語」**は$と",
        '[題](https://example.org "**「語」**は")',
        "![絵**「語」**は](x.png)",
        '<b title="**「語」**は">x</b>',
    ],
)
def test_formulas_titles_and_texts_of_pictures_have_no_emphasis(line):
    assert fix_emphasis_in_text(line, 0) == line
    assert fix_emphasis_in_text(f"**「a」**は{line}", 0) == f"{{strong}}`「a」`は{line}"


@pytest.mark.parametrize(
    "text", [":::{note}\n**「a」**は\n:::", "```{tip}\n:class: x\n\n**「a」**は\n```", "> - **「a」**は"]
)
def test_text_in_directives_and_quotes_is_prose(text):
    assert "{strong}`「a」`は" in fix_emphasis_in_text(text, 0)
