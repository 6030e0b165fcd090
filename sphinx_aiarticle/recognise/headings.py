"""Which headings introduce a summary or a FAQ, which ask a question, and what of a question is its number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sphinx_aiarticle.record import Record

SUMMARY_HEADINGS = (
    "3行要約", "要約", "この記事の要約", "この記事の要点", "要点", "この記事のポイント", "この記事でわかること",
    "この記事で作るもの", "この記事で学べること", "まとめ", "TL;DR", "TLDR", "Summary", "Key points", "Key takeaways",
    "Takeaways", "In brief", "At a glance", "What you will learn", "What you'll learn",
)  # fmt: skip
FAQ_HEADINGS = (
    "よくある質問", "よくある質問（FAQ）", "よくある質問と回答", "よくあるご質問", "よくある疑問", "FAQ", "FAQs",
    "Q&A", "質問と回答", "People also ask", "Your questions answered", "Frequently asked question",
    "Frequently asked questions", "Frequently asked questions (FAQ)", "Questions", "Questions and answers",
    "Common questions", "Preguntas frecuentes", "Preguntas y respuestas", "Häufige Fragen", "Häufig gestellte Fragen",
    "Fragen und Antworten", "Foire aux questions", "Questions fréquentes", "Questions fréquemment posées",
    "Domande frequenti", "Domande e risposte", "Perguntas frequentes", "Perguntas e respostas", "Veelgestelde vragen",
    "Vragen en antwoorden", "Ofte stillede spørgsmål", "Spørgsmål og svar", "Ofte stilte spørsmål", "Vanliga frågor",
    "Frågor och svar", "Usein kysytyt kysymykset",
    "Najczęściej zadawane pytania", "Często zadawane pytania", "Často kladené otázky", "Часто задаваемые вопросы",
    "Sık sorulan sorular", "Câu hỏi thường gặp", "Pertanyaan yang sering diajukan", "자주 묻는 질문", "常见问题",
    "常見問題", "سوالات متداول", "سؤالات متداول", "پرسش‌های متداول", "پرسشهای متداول", "الأسئلة الشائعة", "أسئلة شائعة",
    "שאלות נפוצות", "שאלות ותשובות", "Вопросы и ответы", "Частые вопросы", "Поширені запитання", "Часті запитання",
    "Често задавани въпроси", "Συχνές ερωτήσεις", "คำถามที่พบบ่อย", "Gyakori kérdések", "Întrebări frecvente",
)  # fmt: skip
#: The heading that says least: it introduces a FAQ when it stands alone.
QUESTIONS = "questions"
_SHORT = 3  # letters of "FAQ", which "How to write a FAQ page" has, too
_MOST_WORDS = 9
_CUT = re.compile(r"[:：、,;|｜()（）\[\]【】–—]|\s-\s")
_PAUSE = re.compile(r"[\s:：、,;|｜()（）\[\]【】–—-]+")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")  # kana and Chinese characters
_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
# "Q1:", "Q.2", "Question 4)", "Q:", "質問5：", "質問6"; but not "Q.E.D.", "Q4_K_M", "Q1.5" or "Q2 results".
_NUMBER = re.compile(
    r"(?:Q(?:uestion)?|質問)\.?\s*\d{1,3}\s*[:：.．)）、・](?!\d)\s*|Q\.\s*\d{1,3}(?![\d_.])\s*|質問\s*\d{1,3}\s*"
    r"|(?:Q(?:uestion)?|質問)\s*(?:[:：)）、・]\s*|[.．]\s+)",
    re.IGNORECASE,
)
_QUESTION_MARK = re.compile(r"[?？؟]")
_MARKS = " \t#*_+>:-"  # of headings, lists, bold text and quotes
_VALUE = re.compile(r'"([^"\n]*)"')
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
_LEAK = re.compile(r"\d+\. .*\([A-Z][A-Z_]+\):?\s*$", re.MULTILINE)


def heading_key(text: str) -> str:
    """Return what two headings have in common that differ in case, width, spaces, or symbols around the words."""
    words = _WORDS.search(unicodedata.normalize("NFKC", text))
    return "".join(words[0].split()).casefold() if words else ""


@lru_cache(maxsize=32)
def heading_keys(headings: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of *headings* without the empty one."""
    return frozenset(map(heading_key, headings)) - {""}


def faq_keys(further: Iterable[str] = ()) -> frozenset[str]:
    """Return the keys of the headings of a FAQ, those of a project among them."""
    return heading_keys((*FAQ_HEADINGS, *further))


class FaqHeading(Record):
    """What introduces a FAQ, with its level; below one that is not *sure*, only clear questions are some."""

    level: int
    is_sure: bool = False


def faq_heading(heading: str, keys: frozenset[str], level: int = 1) -> FaqHeading | None:
    """Return the heading of a FAQ, which has one of *keys*, or the words of one among others; ``None`` for another.

    "FAQ: kettles", "7. Frequently asked questions about kettles" and "ケトルのよくある質問" do; a question does not.
    """
    is_sure = heading_key(heading) in keys
    is_faq = is_sure or (not has_question_mark(heading) and any(_holds(part, keys) for part in _CUT.split(heading)))
    return FaqHeading(level=level, is_sure=is_sure) if is_faq else None


def _holds(heading: str, keys: frozenset[str]) -> bool:
    words = [word for part in _PAUSE.split(heading) if (word := heading_key(part)) and not word.isdecimal()]
    text = "".join(words)
    if not _any_of(keys).search(text):  # as in most headings
        return False
    parts = {"".join(words[begin : begin + count]) for begin in range(len(words)) for count in range(1, _MOST_WORDS)}
    known = {part for part in parts & (keys - {QUESTIONS}) if len(part) > _SHORT or part in (words[0], words[-1])}
    return bool(known) or any(
        _WITHOUT_SPACES.fullmatch(found[0])
        or _WITHOUT_SPACES.fullmatch(text[: found.start()][-1:] + text[found.end() :][:1])
        for found in _any_of(keys).finditer(text)
    )


@lru_cache(maxsize=32)
def _any_of(keys: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(keys - {QUESTIONS}, key=lambda key: (-len(key), key))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def without_number(question: str) -> str:
    """Return a question without the number in front of it, such as ``Q1:``; one that is nothing else stays."""
    text = question.strip()
    match = _NUMBER.match(text)
    return (text[match.end() :].strip() or text) if match else text


def missing_questions(text: str, questions: Iterable[str]) -> list[str]:
    """Return the questions with which no line of a text begins, whatever marks and number are in front of it.

    A shortcode may have one among its values.
    """
    lines = text.split("\n")
    rows = [line.rpartition("{question}")[2].rpartition("<summary>")[2].lstrip(_MARKS) for line in lines]
    rows += (value for line in lines if "{{" in line for value in _VALUE.findall(line))
    keys = [heading_key(without_number(row)) for row in rows]

    def is_there(key: str) -> bool:
        return any(row.startswith(key) and not row[len(key) : len(key) + 1].isalnum() for row in keys)

    return [question for question in questions if not is_there(heading_key(without_number(question)))]


def unshown_questions(text: str, questions: Sequence[str], keys: frozenset[str]) -> str:
    """Return what is wrong with questions of the front matter beside a text with a FAQ of its own; empty if nothing."""
    missing = missing_questions(text, questions)
    headings = (faq_heading(match[1], keys) for match in _HEADING.finditer(text))
    if not missing or not ("{question}" in text or any(heading and heading.is_sure for heading in headings)):
        return ""
    some = f"{len(missing)} of {len(questions)} questions in 'faq', such as {missing[0]!r}, are"
    which = f"{missing[0]!r} in 'faq' is" if len(questions) == 1 else some
    return f"{which} not shown, because the text has a FAQ; add what is missing there, or delete one of the two."


def has_number(heading: str) -> bool:
    """Whether a heading begins with the number of a question, such as ``Q1:``."""
    return _NUMBER.match(heading.strip()) is not None


def has_question_mark(heading: str) -> bool:
    """Whether a heading holds a question mark, in either width."""
    return _QUESTION_MARK.search(heading) is not None


def is_leaked_prompt(text: str) -> bool:
    """Whether bold text is a leftover of the prompt that wrote the article: ``1. Text for X (TWEET_TEXT)``."""
    return _LEAK.match(text) is not None
