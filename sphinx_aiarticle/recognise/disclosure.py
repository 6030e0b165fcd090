"""Whether a paragraph of the author's discloses that a page earns by its links.

Only a plain statement counts: the page, its links or their author earn something. A negation, a question, a condition,
a mention of advertising elsewhere does not. In doubt the answer is no: a notice too many harms nobody, one too few may
break the law (in Japan the rule on stealth marketing of 2023-10-01, in the European Union directive 2005/29/EC, in the
United States 16 CFR part 255).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 600  # characters; a longer paragraph speaks of something else, too
_SENTENCE_END: Final = re.compile(r"(?<=[.!?。！？])\s*")

#: A label that says it all, alone or before a colon: "PR", "[Ad]", "Anzeige: …".
_LABEL: Final = re.compile(
    r"[^\w\n]{0,4}(?:pr|ad|ads|advertisement|advertising|advertorial|affiliate|affiliate links?|sponsored|"
    r"paid (?:partnership|promotion|links?)|anzeige|werbung|affiliate-links?|publicité|publi|liens? affiliés?|"
    r"publicidad|enlaces? de afiliados?|広告|プロモーション|アフィリエイト(?:広告|リンク)?|광고|제휴 ?링크|"
    r"广告|廣告|推广|推廣)"
    r"[^\w\n]{0,4}(?:(?<=[:：])|$)",
    re.IGNORECASE,
)

#: In English "PR: …" speaks of a pull request, unless it speaks of advertising.
_PULL_REQUEST: Final = re.compile(
    r"[^\w\n]{0,4}pr\b(?!.*(?:affiliat|sponsor|paid|commission|advert))[\x00-\x7f]*$", re.IGNORECASE
)
#: What is taken out before negations are looked for: "at no extra cost to you" denies nothing.
_HARMLESS: Final = re.compile(
    r"\b(?:at |with |for )?no (?:extra|additional|added|more|further) (?:costs?|charges?|fees?|expenses?)|"
    r"\bnot? (?:affect|change|influence)\w*|\bwithout (?:extra|additional|any) (?:costs?|charges?)|"
    r"\b(?:ohne|keine(?:rlei)?) (?:mehr|zusatz|zusätzliche[nr]? |extra)\s?kosten|\bnicht teurer|"
    r"\bsans (?:frais|coût|surcoût)(?: supplémentaires?)?|\bsin (?:coste?|cargo|costo)s?(?: adicional(?:es)?| extra)?|"
    r"(?:追加(?:の)?|余分な)?(?:費用|料金|負担)[^。]{0,12}(?:ありません|ございません|かかりません)|"
    r"価格[^。]{0,12}(?:変わりません|変わることはありません)|추가 비용[^.]{0,12}(?:없|않)|"
    r"不会?[^。]{0,8}额外|不會?[^。]{0,8}額外",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"\b(?:not|no|none|never|nobody|without|neither|nor|free of|cannot)\b|n['’]t\b|"
    r"\b(?:kein\w*|nicht|ohne|niemals|weder)\b|\b(?:ne|n['’]\w+|pas|aucune?|sans|jamais)\b|"
    r"\b(?:ningún|ninguna?|sin|nunca|jamás|non|senza|mai|geen|niet|não|sem)\b|"
    r"ません|ない(?:です|$|[。、])|なし(?:です|$|[。、])|無し|ゼロ|不使用|않|없|아닙니다|아니|没有|沒有|并非|並非|不含|不是|无广告|無廣告",
    re.IGNORECASE,
)
#: A condition, a question, or the words of somebody else.
_DOUBTS: Final = re.compile(
    r"[?？]\s*$|^\W*(?:if|when|whether|wenn|falls|ob|si|cuando|does|do|is|are|why|what|how)\b[^,]*$|か[？?。]?$|かどうか|とは",
    re.IGNORECASE,
)

#: Words by which a sentence speaks of this page, its links or its author.
_SELF: Final = re.compile(
    r"\b(?:this|these|our|my|we|i|above|below)\b|^\W*contains?\b|\b(?:some|all|many)(?: of the)? links\b|"
    r"\b(?:dies\w*|unser\w*|wir|ich)\b|"
    r"\b(?:cet|cette|ces|ce|nos|notre|nous|je)\b|\b(?:est[ea]s?|nuestr\w*|recibimos|ganamos)\b|"
    r"\b(?:quest[eio]|questa|nostr[aeio]|di[et]|deze)\b|"
    r"\b(?:en calidad de|in qualità di|como) (?:afiliad|affiliat|associad)|"
    r"アソシエイトとして|作[为為](?:亚马逊|亞馬遜|amazon)|"
    r"(?:本|当|弊)(?:記事|ページ|サイト|ブログ|投稿|動画|コンテンツ)|(?:この|上の|下の|以下の|上記の?|下記の?)(?:記事|ページ|"
    r"サイト|ブログ|投稿|枠|商品|リンク)|^[※＊*【(\[]|(?:이|본) ?(?:글|포스팅|페이지|사이트|게시물)|"
    r"(?:本|此)(?:文|页|頁|站|博客)",
    re.IGNORECASE,
)
_DECLARES: Final = re.compile(
    # English
    r"\b(?:contains?|includes?|uses?|has|have|features?|are|may be|is|disclosure)\b[^.]{0,40}"
    r"\b(?:affiliate|referral|commission|sponsored|paid) ?(?:links?|programmes?|programs?|content|by\b)|"
    r"\b(?:earn|receive|get|make|collect|(?:are|am|is) paid)\b[^.]{0,40}"
    r"\b(?:commissions?|compensation|fees?|money|percentage|share|cut|qualifying purchases)\b|"
    r"\bamazon associate\b[^.]{0,60}\bearns?\b|\b(?:post|article|page|review|video) is (?:a )?(?:paid|sponsored)\b|"
    # German, French, Spanish
    r"\b(?:enthält|enthalten|nutzt|sind)\b[^.]{0,60}(?:affiliate|werbe-?links?|partner-?links?|werbung|provision)|"
    r"\b(?:erhalten?|bekommen?|verdienen?)\b[^.]{0,60}(?:provision|vergütung|qualifizierten (?:ver)?käufen)|"
    r"\b(?:contient|contiennent|comporte|sont)\b[^.]{0,60}(?:affiliés?|affiliation|sponsorisés?|rémunérés?)|"
    r"\b(?:percev\w+|perçoi\w+|touch\w+|reç\w+|gagn\w+)\b[^.]{0,60}commissions?|"
    r"\b(?:contiene|incluye|contienen|son)\b[^.]{0,60}(?:afiliados?|patrocinad\w+|publicidad)|"
    r"\b(?:recib\w+|gan\w+|obten\w+|cobr\w+)\b[^.]{0,60}comisi\w+|"
    # Italian, Dutch, Portuguese; then what Amazon asks its associates to say in these and the former languages
    r"\b(?:contiene|contengono|sono|bevat(?:ten)?|contêm|contém)\b[^.]{0,60}(?:affiliazione|affiliat\w*|afiliad\w*)|"
    r"\b(?:réalis\w+|obten\w+|ricev\w+|recebo)\b[^.]{0,40}(?:bénéfice|ingresos|guadagno)[^.]{0,20}(?:achats|compras|acquisti)|"
    r"\brecebo por compras|"
    # Japanese, Korean, Chinese
    r"(?:アフィリエイト|広告|プロモーション|(?<![a-z])PR(?![a-z]))[^。]{0,20}(?:含み|含ん|含まれ|利用して|使用して|参加して|掲載して|活用して)|"
    r"(?:リンク|記事|ページ|投稿)[^。]{0,10}(?:広告|アフィリエイト|プロモーション|PR)[^。]{0,8}(?:です|になります)|"
    r"(?:収益|報酬|紹介料|手数料|収入)[^。]{0,24}(?:得|受け取|発生|いただ|頂|還元|支払)|"
    r"(?:제휴|광고|파트너스|수수료)[^.]{0,40}(?:포함|받|제공|있습니다|입니다)|"
    r"(?:联盟|聯盟|推广|推廣|广告|廣告|返利|佣金)[^。]{0,30}(?:链接|連結|包含|含有|佣金|获得|獲得|收入)",
    re.IGNORECASE,
)
#: What is earned has to come from links or purchases: "we make money with desks" discloses nothing.
_BY_LINKS: Final = re.compile(
    r"link|buy|purchas|shop|affiliat|referral|commission|sponsor|paid|publicidad|patrocin|kauf|werbung|provision|comisi|"
    r"afiliad|affili|rémunér|käufe|compras|acquist|achats|[^\x00-\x7f]",
    re.IGNORECASE,
)
_AMAZON: Final = re.compile(
    r"(?:amazon|亚马逊|亞馬遜|아마존)[\s\S]{0,80}(?:associate|partner|partenaire|afiliad|アソシエイト|联盟|聯盟|파트너스)|"
    r"(?:associate|partner|partenaire|afiliad|affiliato|associado|アソシエイト)[\s\S]{0,20}amazon",
    re.IGNORECASE,
)
_EARNS: Final = re.compile(
    r"\bearn|verdien|bénéfice|rémunér|ingres|guadagno|recebo|収入|収益|佣金|收入|수수료", re.IGNORECASE
)


def is_amazon_statement(text: str) -> bool:
    """Whether a paragraph makes the statement that Amazon asks of its associates (Operating Agreement, section 5)."""
    return bool(len(text) <= _LONGEST and _AMAZON.search(text) and _EARNS.search(text) and discloses(text))


def discloses(text: str) -> bool:
    """Whether *text*, a paragraph above a link, says that the page earns by links.

    Args:
        text: The words of a paragraph, not of a heading.
    """
    if len(text) > _LONGEST:
        return False
    text = unicodedata.normalize("NFKC", text).strip()
    return any(_sentence_discloses(sentence) for sentence in _SENTENCE_END.split(text) if sentence)


def _sentence_discloses(sentence: str) -> bool:
    label = _LABEL.match(sentence)
    if label and label.end() == len(sentence):
        return True
    if label and not _PULL_REQUEST.match(sentence) and not _DENIES.search(_HARMLESS.sub("", sentence)):
        return True
    if _DOUBTS.search(sentence) or _DENIES.search(_HARMLESS.sub("", sentence)):
        return False
    return bool(_SELF.search(sentence) and _DECLARES.search(sentence) and _BY_LINKS.search(sentence))
