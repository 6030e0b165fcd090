"""The affiliate networks: one record each. Shops are in :mod:`sphinx_aiarticle.stores.registry`."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from sphinx_aiarticle.stores.records import Form, Network, Programme
from sphinx_aiarticle.stores.template import LinkKind

_URL: Final = MappingProxyType({"url": "url"})
RAKUTEN_KNOWN: Final = (
    r"link_type|ut|scid|sc2id|rafcid|rafmid|rafst|_RTLinkId|l-id|s-id|variantId|f|v|x|p|sf|s|st|nitem|g"
)
_RAKUTEN_WRAPPED: Final = MappingProxyType({"pc": "url", "m": "mobile"})
_RAKUTEN_LINKS: Final = "hb.afl.rakuten.co.jp"

_CJ_HOSTS: Final = (
    "www.jdoqocy.com", "www.tkqlhce.com", "www.kqzyfj.com", "www.dpbolvw.net", "anrdoezrs.net", "jdoqocy.com",
    "tkqlhce.com", "kqzyfj.com", "dpbolvw.net", "www.emjcd.com", "cj.dotomi.com",
)  # fmt: skip
_OTHER_HOSTS: Final = (
    "t.afi-b.com", "t.felmat.net", "click.j-a-net.jp", "al.dmm.com", "al.dmm.co.jp", "al.fanza.co.jp",
    "cl.link-ag.net", "link-a.net", "www.tcs-asp.net", "room.rakuten.co.jp", "track.webgains.com",
    "tc.tradetracker.net", "ds1.nl", "track.flexlinkspro.com", "ad.admitad.com", "t.cfjump.com",
    "partners.webmasterplan.com", "ad.zanox.com", "*.hop.clickbank.net", "geni.us", "shop-links.co", "howl.me",
    "rstyle.me", "invol.co", "ad.jp.ap.valuecommerce.com", "aml.valuecommerce.com", "xml.affiliate.rakuten.co.jp",
    "s.skimresources.com", "px.moba8.net", "track.affiliate-b.com", "smart-c.jp", "ad2.trafficgate.net",
    "link.coupang.com", "coupa.ng", "s.click.taobao.com", "u.jd.com", "shope.ee", "s.shopee.tw", "s.shopee.sg",
    "s.shopee.co.id", "s.shopee.vn", "c.lazada.com", "temu.to", "ekaro.in", "shopstyle.it", "liketk.it", "bhpho.to",
    "union-click.jd.com", "s.shopee.co.th", "s.shopee.com.br", "s.shopee.com.my", "s.shopee.ph", "s.lazada.co.id",
    "s.lazada.co.th", "s.lazada.com.my", "s.lazada.com.ph", "s.lazada.sg", "s.lazada.vn", "*.belboon.com",
    "*.belboon.de", "go.hotmart.com", "tp.media", "www.avantlink.com", "www.pntra.com", "www.pntrs.com",
    "www.pntrac.com", "www.pjtra.com", "www.pjatr.com", "www.gopjn.com", "www.financeads.net",
    "www.shareasale-analytics.com", "m.do.co",
)  # fmt: skip

_NETWORKS: Final = (
    Network(key="amazon", parameters="tag={tag}", ids=("tag",), hosts=("*.amazon-adsystem.com",), store="amazon"),
    Network(  # developer.ebay.com, "Constructing EPN links"
        key="ebay",
        parameters="mkcid=1&mkrid={mkrid}&campid={campid}&toolid=10001&mkevt=1",
        ids=("campid",),
        optional=("mkrid",),
        hosts=("rover.ebay.com",),
        forms=(Form(kind=LinkKind.NETWORK, path=r"/rover/1/[^/]+/1", roles={"mpre": "url"}),),
        known=r"icep_\w+|pub|toolid|customid|ipn|kw\w*|mtid|ff\d|mk\w+",
        store="ebay",
    ),
    Network(  # one form for new links, "hgc" and others for old ones, then the id, and a name that link tools add
        key="rakuten-ichiba",
        deep_link=f"https://{_RAKUTEN_LINKS}/ichiba/{{id}}/?pc={{url}}&link_type={{link_type}}&ut={{ut}}",
        ids=("id",),
        optional=("link_type", "ut"),
        hosts=("pt.afl.rakuten.co.jp",),
        forms=(Form(kind=LinkKind.NETWORK, path=r"/ichiba/(?P<id>[^/]+)(?:/.*)?", roles=_RAKUTEN_WRAPPED),),
        known=RAKUTEN_KNOWN,
        store="rakuten",
        programme="rakuten",
    ),
    Network(
        key="rakuten",
        deep_link=f"https://{_RAKUTEN_LINKS}/hgc/{{id}}/?pc={{url}}&m={{url}}",
        ids=("id",),
        hosts=("pt.afl.rakuten.co.jp",),
        forms=(Form(kind=LinkKind.NETWORK, path=r"/\w+/(?P<id>[^/]+)(?:/.*)?", roles=_RAKUTEN_WRAPPED),),
        known=RAKUTEN_KNOWN,
        store="rakuten",
    ),
    Network(
        key="valuecommerce",
        deep_link="https://ck.jp.ap.valuecommerce.com/servlet/referral?sid={sid}&pid={pid}&vc_url={url}",
        ids=("sid", "pid"),
        known=r"vcptn|va|vcid|vc_item|vs|vp|dlp_\w+",
        store="yahoo",
    ),
    Network(
        key="a8",
        deep_link="https://px.a8.net/svt/ejp?a8mat={a8mat}&a8ejpredirect={url}",
        ids=("a8mat",),
        hosts=("rpx.a8.net",),
        known=r"rakuten|asid|id\d",
    ),
    Network(
        key="moshimo",
        deep_link="https://af.moshimo.com/af/c/click?a_id={a_id}&p_id={p_id}&pc_id={pc_id}&pl_id={pl_id}&url={url}",
        ids=("a_id", "p_id", "pc_id", "pl_id"),
        hosts=("dn.msmstatic.com",),  # where the script of its easy links is
        known=r"guid|s_v|m|r_v",
    ),
    Network(
        key="accesstrade", deep_link="https://h.accesstrade.net/sp/cc?rk={rk}&url={url}", ids=("rk",), known=r"guid|add"
    ),
    Network(
        key="linkshare",
        deep_link="https://click.linksynergy.com/deeplink?id={id}&mid={mid}&murl={url}",
        ids=("id", "mid"),
        hosts=("*.linksynergy.com",),
        forms=(Form(kind=LinkKind.NETWORK, path=r"/(?:fs-bin/(?:click|statform)|link)", roles={"RD_PARM1": "url"}),),
        known=r"u1|LSNSUBSITE|offerid|type|subid|tmpid|bids|b|catid|gridnum",
    ),
    Network(
        key="awin",
        deep_link="https://www.awin1.com/cread.php?awinmid={awinmid}&awinaffid={awinaffid}&ued={url}",
        ids=("awinaffid", "awinmid"),
        short_hosts=("tidd.ly",),
        known=r"clickref\d?|p|pref\d|campaign|platform|linkid",
    ),
    Network(
        key="bol",
        deep_link="https://partner.bol.com/click/click?p=1&t=url&s={s}&f=TXL&url={url}",
        ids=("s",),
        known=r"p|t|f|name|subid|pid",
    ),
    Network(
        key="cj",
        deep_link="https://www.anrdoezrs.net/click-{pid}-{aid}?url={url}",
        ids=("pid", "aid"),
        hosts=_CJ_HOSTS,
        forms=(Form(kind=LinkKind.NETWORK, path=r"/click-(?P<pid>\d+)-(?P<aid>\d+)", roles=_URL),),
        known=r"sid|cjsku|URL",
    ),
    Network(
        key="shareasale",
        deep_link="https://www.shareasale.com/r.cfm?b={b}&u={u}&m={m}&urllink={url}",
        ids=("u", "m", "b"),
        hosts=("shareasale.com",),
        forms=(Form(kind=LinkKind.NETWORK, path=r"/(?:r|m-pr|u)\.cfm", roles={"urllink": "url"}),),
        known=r"afftrack|merchantID|userID|productID|d",
    ),
    Network(
        key="skimlinks",
        deep_link="https://go.skimresources.com/?id={id}&url={url}",
        ids=("id",),
        hosts=("go.redirectingat.com",),
        short_hosts=("fave.co",),
        known=r"xs|xcust|sref|xguid",
    ),
    Network(
        key="sovrn",
        deep_link="https://redirect.viglink.com/?key={key}&u={url}",
        ids=("key",),
        short_hosts=("sovrn.co",),
        known=r"cuid|subId|out|opt|format|loc|reaf|utm_\w+",
    ),
    Network(
        key="partnerize",
        deep_link="https://prf.hn/click/camref:{camref}/destination:{url}",
        ids=("camref",),
        hosts=("*.prf.hn",),
        forms=(
            Form(
                kind=LinkKind.NETWORK,
                path=r"/click/camref:(?P<camref>\w+)(?:/(?!destination:)[^/]*)*(?:/destination:(?P<url>.+))?",
            ),
        ),
        known=r".*",  # the rest of an address that is not encoded
    ),
    Network(
        key="tradedoubler",
        deep_link="https://clk.tradedoubler.com/click?p={p}&a={a}&url={url}",
        ids=("a", "p"),
        hosts=("*.tradedoubler.com",),
        known=r"g|epi\d?|ttid|prod",
    ),
    Network(
        key="adtraction",
        deep_link="https://track.adtraction.com/t/t?a={a}&as={as}&t=2&tk=1&url={url}",
        ids=("as", "a"),
        hosts=("*.adtraction.com",),
        known=r"t|tk|epi\d?",
    ),
    Network(
        key="aliexpress",
        deep_link="https://s.click.aliexpress.com/deep_link.htm?aff_short_key={aff_short_key}&dl_target_url={url}",
        ids=("aff_short_key",),
        known=r"dp|sk|af|cn|cv",
    ),
    Network(
        key="rentracks",
        hosts=("www.rentracks.jp", "www.rentracks.co.jp"),
        ids=("idx",),
        forms=(Form(kind=LinkKind.NETWORK, path=r"/adx/r\.html"),),
        known=r"dna|url",
    ),
    Network(  # each brand has a host of its own
        key="impact",
        ids=("partner", "ad", "campaign"),
        hosts=("*.pxf.io", "*.sjv.io", "*.evyy.net", "*.7eer.net", "*.ojrq.net", "goto.walmart.com", "goto.target.com"),
        forms=(
            Form(
                kind=LinkKind.NETWORK,
                path=r"/c/(?P<partner>\d+)/(?P<ad>\d+)(?:/(?P<campaign>\d+))?/?",
                roles={"u": "url"},
            ),
            Form(kind=LinkKind.SHORT, path=r"/[^/]+"),
        ),
        known=r"subId\d?|sharedid|trafsrc|partnerpropertyid|prodsku|intsrc",
    ),
    # Networks whose links say nothing of the shop, or whose forms are not published.
    Network(key="others", hosts=_OTHER_HOSTS),
)
NETWORKS: Final[dict[str, Network]] = {network.key: network for network in _NETWORKS}

#: Shops of which nothing is known but what in their addresses pays.
PROGRAMMES: Final = (
    Programme(
        key="apple",
        ids=("at",),
        hosts=("apps.apple.com", "books.apple.com", "music.apple.com", "podcasts.apple.com", "tv.apple.com",
               "itunes.apple.com", "geo.itunes.apple.com"),
    ),
    Programme(key="agoda", ids=("cid",), hosts=("www.agoda.com",)),
    Programme(key="booking", ids=("aid",), hosts=("www.booking.com",)),
    Programme(key="bookshop", ids=("id",), hosts=("bookshop.org", "uk.bookshop.org"), path=r"/a/(?P<id>\d+)/.*"),
    Programme(
        key="digistore24", ids=("aff",), hosts=("www.digistore24.com",), path=r"/redir/\d+/(?P<aff>[^/]+)/?.*"
    ),
    Programme(key="digistore24", ids=("aff",), hosts=("www.digistore24.com",)),
    Programme(key="gumroad", ids=("id",), hosts=("gumroad.com",), path=r"/a/(?P<id>\d+).*"),
    Programme(key="iherb", ids=("rcode",), hosts=("*.iherb.com",)),
    Programme(key="klook", ids=("aid",), hosts=("www.klook.com",)),
    Programme(key="mercari", ids=("afid",), hosts=("jp.mercari.com",)),
    Programme(key="viator", ids=("mcid",), hosts=("www.viator.com",)),
)  # fmt: skip
