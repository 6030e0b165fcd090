"""Plain links in the text to shops that pay: a lint, or the project's id, as ``aiarticle_add_ids`` says."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config

from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.config_values import Affiliation
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.nodes import SemanticNode, addresses_in, change_addresses
from sphinx_aiarticle.stores.affiliate import host_of, paid_link, project_of, unpaid, web_link
from sphinx_aiarticle.stores.link import Link, parse
from sphinx_aiarticle.stores.template import LinkKind


def shop_reference(node: addnodes.pending_xref | addnodes.download_reference, conf: Settings) -> nodes.reference | None:
    """Put a link in the place of a reference or download at a store or network, and return it.

    Networks hand out ``//host/path``, and MyST looks for a document of that name, or of ``HTTPS://…``. Sphinx writes no
    ``rel`` for downloads, which the pages of shops are not.
    """
    target, is_download = str(node.get("reftarget", "")), isinstance(node, addnodes.download_reference)
    if not (is_download or "//" in target[:8]) or host_of(target) not in conf.link_forms:
        return None
    found = nodes.reference("", "", *node.children, refuri=web_link(target))
    found.source, found.line = node.source, node.line
    node.parent.replace(node, found)
    return found


def complete_link(node: nodes.reference | nodes.raw, config: Config) -> None:
    """Give the plain shop links of *node* the project's id, or warn that nobody is paid for them."""
    conf = settings(config)
    if conf.affiliate is not Affiliation.PAID or not conf.stores or isinstance(node, SemanticNode):
        return
    urls = addresses_in(node)
    if conf.add_ids and any(_completed(url, conf) != url for url in urls):
        change_addresses(node, lambda url: _completed(url, conf))
    if not conf.add_ids and Subtype.LINT_MISSING_ID in conf.lint and Subtype.LINT_AFFILIATE not in conf.lint:
        for url in urls:
            if why := _unpaid(url, conf):
                warn(Subtype.LINT_MISSING_ID, "%s, or set aiarticle_add_ids", why, location=node)


def _completed(url: str, conf: Settings) -> str:
    return paid_link(url, project_of(tuple(conf.stores.values()))) if _unpaid(url, conf) else url


def _unpaid(url: str, conf: Settings) -> str:
    if host_of(url) not in conf.link_forms:
        return ""
    link = parse(url, conf.link_forms)
    if not isinstance(link, Link) or link.is_paid or link.kind not in (LinkKind.SEARCH, LinkKind.ITEM):
        return ""
    return unpaid(link, project_of(tuple(conf.stores.values())), in_box=False)
