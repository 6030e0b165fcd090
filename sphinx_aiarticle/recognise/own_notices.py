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
_LABEL: Final = (
    r"[^\w\n]{0,4}(?:pr|ad|ads|advertisement|advertising|advertorial|affiliate|affiliate links?|"
    r"sponsored(?: (?:post|content|article))?|paid (?:partnership|promotion|links?)|"
    r"anzeige|werbung|affiliate-links?|publicité|publi|liens? affiliés?|"
    r"publicidad|enlaces? de afiliados?|広告|プロモーション|アフィリエイト(?:広告|リンク)?|광고|제휴 ?링크|"
    r"广告|廣告|推广|推廣)"
    r"[^\w\n]{0,4}(?:(?<=[:：])|$)"
)

#: In English "PR: …" speaks of a pull request, unless it speaks of advertising; a German "Anzeige: …" may be a display.
_OTHER_LABEL: Final = (
    r"[^\w\n]{0,4}pr\b(?!.*(?:affiliat|sponsor|paid|commission|advert))[\x00-\x7f]*$|"
    r"[^\w\n]{0,4}anzeige\b(?!.*(?:affiliat|werb|sponsor|bezahlt|gesponsert|partner|provision))"
)
#: What is taken out before negations are looked for: "at no extra cost to you" denies nothing.
_HARMLESS: Final = (
    r"\b(?:at |with |for )?no (?:extra|additional|added|more|further) (?:costs?|charges?|fees?|expenses?)|"
    r"\bnot? (?:affect|change|influence)\w*|\bwithout (?:extra|additional|any) (?:costs?|charges?)|"
    r"\b(?:ohne|keine(?:rlei)?) (?:mehr|zusatz|zusätzliche[nr]? |extra)\s?kosten|\bnicht teurer|"
    r"\bohne,? dass\b[^.]{0,60}(?:teurer|kosten|preis)|\bpreis\b[^.]{0,30}\bnicht\b|"
    r"\bsans que\b[^.]{0,60}(?:prix|coût|cher)|\bsenza (?:costi|alcun costo|spese)(?: aggiuntiv[io]| extra)?|"
    r"\b(?:zonder|geen) (?:extra |meer)kosten|\bsem (?:custos?|encargos?)(?: adiciona(?:l|is)| extras?)?|"
    r"\bsans (?:frais|coût|surcoût)(?: supplémentaires?)?|\bsin (?:coste?|cargo|costo)s?(?: adicional(?:es)?| extra)?|"
    r"(?:追加(?:の)?|余分な)?(?:費用|料金|負担)[^。]{0,12}(?:ありません|ございません|かかりません)|"
    r"価格[^。]{0,12}(?:変わりません|変わることはありません)|추가 비용[^.]{0,12}(?:없|않)|"
    r"(?:不|无|無|没有?|沒有?)[^。，,]{0,8}(?:额外|額外|费用|費用|价格|價格|影响|影響)"
)
_DENIES: Final = (
    r"\b(?:not|no|none|never|nobody|without|neither|nor|free of|cannot)\b|n['’]t\b|"
    r"\b(?:kein\w*|nicht|ohne|niemals|weder)\b|\b(?:ne|n['’]\w+|pas|aucune?|sans|jamais)\b|"
    r"\b(?:ningún|ninguna?|sin|nunca|jamás|non|senza|mai|geen|niet|não|sem)\b|"
    r"ません|ない(?:です|$|[。、])|なし(?:です|$|[。、])|無し|ゼロ|不使用|않|없|아닙니다|아니|没有|沒有|[非不](?![仅僅同断斷])|无|無[^料]"
)
#: A condition without what follows from it, a question, another time than now, or a text about such links.
_DOUBTS: Final = (
    r"[?？]\s*$|^\W*(?:wenn|falls|ob|si|cuando|does|do|is|are|why|what|how)\b[^,]*$|か[？?。]?$|かどうか|とは|"
    r"^\W*(?:if|when|whether)\b(?!.*\b(?:we|i) (?:(?:may|might|can|will) )?(?:also )?(?:earn|receive|get)\b)[^,]*$|"
    r"\bused to\b|\b(?:in (?:the )?future|formerly|once)\b|\bhow (?:to|you|we|i|affiliate|bloggers|they)\b|"
    r"\b(?:explain|describe|show|teach|learn)s?\b|\b(?:erklär|beschreib)\w*|\b(?:wie|früher|künftig)\b|"
    r"\b(?:expliqu|décri)\w*|\bcomment\b|\b(?:explic|spieg|enseñ)\w*|\b(?:cómo|qué son|cosa sono|che cos|o que são)\b|"
    r"\b(?:leg(?:gen)?\b.{0,30}\buit|uitleg\w*|hoe)\b|"
    r"方法|やり方|始め方|稼ぎ方|仕組み|(?:解説|説明|紹介)(?:しま|する記事|した記事|しています。?$)|설명|방법|알아보|소개합|"
    r"(?:介绍|介紹|讲解|講解|说明|說明|解释|解釋)(?!的)|如何|怎么|怎麼"
)
#: Words of somebody else, or an example of what to write.
_QUOTED: Final = re.compile(r"""["“„«「『]([^"“”„«»「」『』]+)["”“»」』]""")

#: Words by which a sentence speaks of this page, its links or its author.
_SELF: Final = (
    r"\b(?:this|these|our|my|we|i|above|below)\b|^\W*(?:contains?|enthält)\b|\b(?:some|all|many)(?: of the)? links\b|"
    r"\b(?:product|following) links\b|\blinks? (?:marked|labell?ed|with an? (?:asterisk|star))\b|"
    r"\b(?:dies\w*|unser\w*|wir|ich)\b|^\W*(?:der (?:beitrag|artikel)|die (?:seite|links))\b|\bden links\b|"
    r"\b(?:cet|cette|ces|ce|nos|notre|nous|je|ci-dess(?:ous|us))\b|\b(?:est[ea]s?|nuestr\w*|recibimos|ganamos)\b|"
    r"\b(?:quest[eio]|questa|nostr[aeio]|di[et]|deze|onze|nossos?|nossas?|neste|nesta)\b|"
    r"\b(?:en calidad de|in qualità di|como) (?:afiliad|affiliat|associad)|\bals amazon-partner\b|"
    r"アソシエイトとして|作[为為](?:亚马逊|亞馬遜|amazon)|記事[内中]|を含む記事です|^商品の|아마존 어소시에이트로서|"
    r"(?:本|当|弊)(?:記事|ページ|サイト|ブログ|投稿|動画|コンテンツ)|(?:この|上の|下の|以下の|上記の?|下記の?)(?:記事|ページ|"
    r"サイト|ブログ|投稿|枠|商品|リンク)|^[※＊*【(\[]|(?:이|본) ?(?:글|문|포스팅|페이지|사이트|게시물)|"
    r"(?:本|此)(?:文|页|頁|站|博客)|文[中内內]"
)
_DECLARES: Final = (
    # English
    r"\b(?:contains?|includes?|uses?|has|have|features?|are|may be|is|find|disclosure)\b[^.]{0,40}"
    r"\b(?:affiliate|referral|commission|sponsored|paid) ?(?:links?|programmes?|programs?|content|by\b)|"
    r"\b(?:earn|receive|get|make|collect|(?:are|am|is|be) paid)\b[^.]{0,40}"
    r"\b(?:commissions?|compensation|fees?|money|percentage|share|cut|qualifying purchases)\b|"
    r"\bamazon associate\b[^.]{0,60}\bearns?\b|\b(?:post|article|page|review|video) is (?:a )?(?:paid|sponsored)\b|"
    # German, French, Spanish
    r"\b(?:enthält|enthalten|nutzt|sind|befinden|handelt)\b[^.]{0,60}"
    r"(?:affiliate|werbe-?links?|partner-?links?|(?:bezahlte|gesponserte)[nr]? links?|werbung|provision)|"
    r"\b(?:erhalten?|bekommen?|verdienen?)\b[^.]{0,60}(?:provision|vergütung|qualifizierten (?:ver)?käufen)|"
    r"\b(?:contient|contiennent|comporte|sont)\b[^.]{0,60}(?:affiliés?|affiliation|sponsorisés?|rémunérés?)|"
    r"\b(?:percev\w+|perçoi\w+|touch\w+|reç\w+|gagn\w+)\b[^.]{0,60}commissions?|"
    r"\b(?:contiene|incluye|contienen|son)\b[^.]{0,60}(?:afiliados?|patrocinad\w+|publicidad)|"
    r"\b(?:recib\w+|gan\w+|obten\w+|cobr\w+)\b[^.]{0,60}comisi\w+|"
    # Italian, Dutch, Portuguese; then what Amazon asks its associates to say in these and the former languages
    r"\b(?:contiene|contengono|sono|bevat(?:ten)?|contêm|contém)\b[^.]{0,60}(?:affiliazione|affiliat\w*|afiliad\w*)|"
    r"\b(?:ricev\w+|guadagn\w+|percep\w+)\b[^.]{0,60}commission\w+|"
    r"\b(?:ontvang\w*|verdien\w*|krijg\w*)\b[^.]{0,60}(?:commissie|provisie|aankopen)|"
    r"\b(?:receb\w+|ganh\w+)\b[^.]{0,60}(?:comiss\w+|compras qualificadas)|"
    r"\b(?:réalis\w+|obten\w+|ricev\w+|recebo)\b[^.]{0,40}(?:bénéfice|ingresos|guadagno)[^.]{0,20}(?:achats|compras|acquisti)|"
    # Japanese, Korean, Chinese
    r"(?:アフィリエイト|広告|プロモーション|(?<![a-z])PR(?![a-z]))[^。]{0,20}(?:含み|含ん|含まれ|含む(?:場合|こと|記事)|利用して|使用して|参加して|掲載して|活用して)|"
    r"アソシエイト[^。]{0,12}参加して|"
    r"(?:リンク|記事|ページ|投稿)[^。]{0,10}(?:広告|アフィリエイト|プロモーション|PR)[^。]{0,8}(?:です|になります)|"
    r"(?:収益|報酬|紹介料|手数料|収入|売上)[^。]{0,24}(?:得|受け取|発生|いただ|頂|還元|(?<!お)支払|入り|入る)|"
    r"(?:제휴|광고|파트너스|수수료)[^.]{0,40}(?:포함|받|제공)|(?:광고|링크)(?:입니다|가 있습니다)|"
    r"적격 구매[^.]{0,20}수입|"
    r"(?:包含|含有|[含为為是])[^。]{0,12}(?:联盟|聯盟|推广|推廣|广告|廣告|返利)|"
    r"(?:获得|獲得|赚取|賺取|得到)[^。]{0,12}(?:佣金|收入)|(?:佣金|购买|購買)[^。]{0,12}(?:获得|獲得)"
)
#: What is earned has to come from links or purchases: "we make money with desks" discloses nothing.
_BY_LINKS: Final = (
    r"link|buy|purchas|shop|affiliat|referral|commission|sponsor|paid|publicidad|patrocin|kauf|werbung|provision|comisi|"
    r"afiliad|affili|rémunér|käufe|compras|acquist|achats|commissi|aankopen|comiss|[^\x00-\x7f]"
)
_AMAZON: Final = (
    r"(?:amazon|亚马逊|亞馬遜|아마존)[\s\S]{0,80}(?:associate|partner|partenaire|afiliad|アソシエイト|联盟|聯盟|파트너스)|"
    r"(?:associate|partner|partenaire|afiliad|affiliato|associado|アソシエイト)[\s\S]{0,20}amazon"
)
#: Words that speak of advertising, whatever they say of it.
_MENTIONS: Final = (
    r"aff?ili|(?<!in)advert|sponsor|commission|paid link|qualifying purchases|amazon associate|(?<![a-z])PR(?![a-z])|"
    r"werbung|anzeige|provision|publicit|publicid|pubblicit|comisi|"
    r"広告|プロモーション|アフィリエイト|宣伝|광고|제휴|수수료|广告|廣告|推广|推廣|佣金|联盟|聯盟"
)
_EARNS: Final = r"\bearn|verdien|bénéfice|rémunér|ingres|guadagno|recebo|収入|収益|佣金|收入|수수료"


def _finds(pattern: str, text: str) -> bool:
    """Whether a text has a pattern, which is compiled when a page first asks for it: many sites never ask."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def mentions_advertising(text: str) -> bool:
    """Whether a text has a word of advertising, in any language that notices are known in."""
    return _finds(_MENTIONS, text)


def is_amazon_statement(text: str) -> bool:
    """Whether a paragraph makes the statement that Amazon asks of its associates (Operating Agreement, section 5)."""
    return bool(len(text) <= _LONGEST and _finds(_AMAZON, text) and _finds(_EARNS, text) and discloses(text))


def discloses(text: str) -> bool:
    """Whether *text*, a paragraph above a link and no heading, says that the page earns by links."""
    if len(text) > _LONGEST:
        return False
    text = unicodedata.normalize("NFKC", text).strip()
    text = _QUOTED.sub(lambda quoted: quoted[0] if quoted[0] == text else _without_statement(quoted), text)
    return any(_sentence_discloses(sentence) for sentence in _SENTENCE_END.split(text) if sentence)


def _without_statement(quoted: re.Match[str]) -> str:
    return "" if any(map(_sentence_discloses, _SENTENCE_END.split(quoted[1]))) else quoted[0]


def _sentence_discloses(sentence: str) -> bool:
    label = re.match(_LABEL, sentence, re.IGNORECASE)
    if label and label.end() == len(sentence):
        return True
    if label and not re.match(_OTHER_LABEL, sentence, re.IGNORECASE) and not _denies(sentence):
        return True
    if not all(_finds(pattern, sentence) for pattern in (_BY_LINKS, _SELF, _DECLARES)):
        return False
    return not _finds(_DOUBTS, sentence) and not _denies(sentence)


def _denies(sentence: str) -> bool:
    return _finds(_DENIES, re.sub(_HARMLESS, "", sentence, flags=re.IGNORECASE))
