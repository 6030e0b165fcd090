"""How affiliate networks mark the way to a shop: a parameter in the shop's address, or an address around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """An affiliate network or a shop's own programme, whose links are known; the user's ids complete them.

    Attributes:
        deep_link: Address of the network with ``{url}`` for the shop's address; ids stand in braces too.
        parameters: What is added to the query of the shop's address instead.
        ids: The ids a user gives; the first one says who is paid.
        optional: Further values that a user may give; a parameter whose value is missing is left out.
    """

    deep_link: str = ""
    parameters: str = ""
    ids: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


NETWORKS: dict[str, Network] = {
    "amazon": Network(parameters="tag={tag}", ids=("tag",)),
    "rakuten": Network(deep_link="https://hb.afl.rakuten.co.jp/hgc/{id}/?pc={url}&m={url}", ids=("id",)),
    "rakuten-ichiba": Network(
        deep_link="https://hb.afl.rakuten.co.jp/ichiba/{id}/?pc={url}&link_type={link_type}&ut={ut}",
        ids=("id",),
        optional=("link_type", "ut"),
    ),
    "valuecommerce": Network(
        deep_link="https://ck.jp.ap.valuecommerce.com/servlet/referral?sid={sid}&pid={pid}&vc_url={url}",
        ids=("sid", "pid"),
    ),
    "a8": Network(deep_link="https://px.a8.net/svt/ejp?a8mat={a8mat}&a8ejpredirect={url}", ids=("a8mat",)),
    "moshimo": Network(
        deep_link="https://af.moshimo.com/af/c/click?a_id={a_id}&p_id={p_id}&pc_id={pc_id}&pl_id={pl_id}&url={url}",
        ids=("a_id", "p_id", "pc_id", "pl_id"),
    ),
    "accesstrade": Network(deep_link="https://h.accesstrade.net/sp/cc?rk={rk}&url={url}", ids=("rk",)),
    "linkshare": Network(
        deep_link="https://click.linksynergy.com/deeplink?id={id}&mid={mid}&murl={url}", ids=("id", "mid")
    ),
    "awin": Network(
        deep_link="https://www.awin1.com/cread.php?awinmid={awinmid}&awinaffid={awinaffid}&ued={url}",
        ids=("awinaffid", "awinmid"),
    ),
}
