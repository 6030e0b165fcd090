"""Turn ``aiarticle_stores`` into stores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sphinx_aiarticle.config_values import RESERVED_OPTIONS, note
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.records import Network, Preset
from sphinx_aiarticle.stores.registry import IDENTIFIERS, PRESETS, TAG_ENDINGS
from sphinx_aiarticle.stores.template import MIN_CONTRAST, Store, contrast, ink_on, is_colour
from sphinx_aiarticle.url import is_web_url
from sphinx_aiarticle.values import Values

_PRESET_KEYS: Final = ("preset", "network", "deep_link", "name", "label", "background", "color", "own_ids")
_OWN_KEYS: Final = (*_PRESET_KEYS[1:], "search", "item", "parameters")
#: A scheme and a host that no keyword can change.
_FIXED: Final = re.compile(r"https?://[^/?#{}\s]+[/?]", re.IGNORECASE)


def read_stores(value: Mapping[str, Any], problems: list[Problem] | None = None) -> dict[str, Store]:
    """Read the stores in button order.

    Args:
        value: What ``conf.py`` says.
        problems: Takes what is wrong: a store that cannot be used is left out, and so is a key without which it can.

    Raises:
        ValueError: A mistake, where nothing takes the problems.
    """
    found: list[Problem] = []
    stores: dict[str, Store] = {}
    for key, entry in value.items():
        try:
            stores[str(key)] = _read_store(str(key), entry, found)
        except ValueError as error:
            note(found, f"the store {key!r} is left out, and boxes have no button for it: {error}")
    if problems is None and found:
        raise ValueError(found[0].message)
    if problems is not None:
        problems += found
    return stores


def store_problems(stores: Mapping[str, Store]) -> Iterator[str]:
    """Yield what is wrong with stores that can be used nevertheless."""
    for key, store in stores.items():
        if store.background and store.color:
            found = contrast(store.background, store.color)
            if found < MIN_CONTRAST:
                yield (
                    f"the words of store {key!r} cannot be read: {store.color} on {store.background} has a contrast of "
                    f"{found:.1f}, and {MIN_CONTRAST} is needed; {store.ink} is used, leave 'color' out to have it so"
                )


def _read_store(key: str, value: object, problems: list[Problem]) -> Store:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", key) or key in RESERVED_OPTIONS:
        message = "use lower-case letters, digits and hyphens, and no option name"
        raise ValueError(f"a store cannot be called {key!r}; {message}")
    data = {"preset" if value in PRESETS else "search": value} if isinstance(value, str) else value
    if not isinstance(data, dict):
        raise ValueError(f"store {key!r} must be a mapping of texts with a 'preset' or a 'search' address")
    own_ids = _own_ids(key, data, problems)
    texts = {str(name): entry for name, entry in data.items() if name != "own_ids" and isinstance(entry, str)}
    preset = _preset(key, texts)
    network = _network(key, preset, texts)
    names = (*network.ids, *network.optional)
    values = Values(data=data, problems=problems, prefix=f"{key}.", subtype=Subtype.CONFIG)
    known = (*(_PRESET_KEYS if "preset" in texts else _OWN_KEYS), *names)
    values.check_keys(known, " is left out")
    if odd := next((name for name in data if name in known and name not in (*texts, "own_ids")), None):
        raise ValueError(f"{odd!r} of store {key!r} must be a text, not {data[odd]!r}")
    _check_ids(key, texts, preset, network, problems)
    store = preset.store(key, texts, label=texts.get("label", ""), network=network)
    try:
        background, color = _colours(key, texts, store)
    except ValueError as error:
        note(problems, f"{error}; the colours of the preset are used")
        background, color = store.background, store.color
    store = replace(
        store,
        name=texts.get("name") or store.name,
        parameters=texts.get("parameters") or store.parameters,
        background=background,
        color=color,
        own_ids=own_ids,
    )
    if not is_web_url(store.search_link("x")):
        raise ValueError(f"the links of store {key!r} must be absolute http(s) addresses")
    return store


def _check_ids(key: str, texts: Mapping[str, str], preset: Preset, network: Network, problems: list[Problem]) -> None:
    """Note ids that nobody is paid by; of several that belong together all are needed."""
    missing = [name for name in network.ids if not texts.get(name)]
    if missing and ("network" in texts or len(missing) < len(network.ids)):
        raise ValueError(f"store {key!r} needs {', '.join(map(repr, missing))} too; its links earn nothing without")
    if empty := [name for name in missing if name in texts]:
        note(
            problems, f"{empty[0]!r} of store {key!r} is empty, so its links earn nothing; write your id, or delete it"
        )
    if preset.amazon and (tag := texts.get("tag", "")) and not re.fullmatch(r"[\w-]+-2\d", tag, re.ASCII):
        note(problems, f"the tag {tag!r} of store {key!r} is none that Amazon gives, as 'example-22'; correct it")
    elif preset.amazon and tag and (ending := TAG_ENDINGS.get(preset.key, tag[-3:])) != tag[-3:]:
        message = f"tags of {preset.key} end in {ending!r}, and one of another country earns nothing there; correct it"
        note(problems, f"the tag {tag!r} of store {key!r}: {message}")


def _like(preset: str) -> list[str]:
    """Return the presets of the same shop and country, such as ".co.jp" for ".jp"; all where there is none."""
    shop, _, site = preset.partition(".")
    country = site.rpartition(".")[2]
    return [key for key in PRESETS if key.startswith(f"{shop}.") and key.endswith(f".{country}")] or list(PRESETS)


def _preset(key: str, data: Mapping[str, str]) -> Preset:
    if preset := data.get("preset"):
        if preset not in PRESETS:
            raise ValueError(f"unknown preset {preset!r} of store {key!r}{did_you_mean(preset, _like(preset))}")
        return PRESETS[preset]
    search, item = data.get("search", ""), data.get("item", "")
    if "{keyword}" not in search:
        raise ValueError(f"'search' of store {key!r} must be an address with {{keyword}} where the search word goes")
    if item and not re.search(r"\{\w+\}", item):
        raise ValueError(f"'item' of store {key!r} must be an address with an identifier in braces, such as {{jan}}")
    for address in filter(None, (search, item, data.get("deep_link"))):
        if not _FIXED.match(address):
            raise ValueError(f"the links of store {key!r} must be absolute http(s) addresses of one host")
    return Preset(key=key, family=key, name=key, search=search, item=item, identifiers=tuple(IDENTIFIERS.values()))


def _network(key: str, preset: Preset, data: Mapping[str, str]) -> Network:
    deep_link = data.get("deep_link")
    if deep_link and "network" in data:
        raise ValueError(f"store {key!r} has a 'network' and a 'deep_link'; one of them can pay")
    if deep_link:
        if "{url}" not in deep_link:
            raise ValueError(f"'deep_link' of store {key!r} must be an address with {{url}} where the shop's link goes")
        if not _FIXED.match(deep_link):
            raise ValueError(f"the links of store {key!r} must be absolute http(s) addresses of one host")
        return Network(key="", deep_link=deep_link)
    if "network" not in data:
        return preset.network
    name = data["network"]
    if name in NETWORKS and not NETWORKS[name].is_writable:
        raise ValueError(f"links of the network {name!r} have no common form; give store {key!r} its 'deep_link'")
    if name not in NETWORKS:
        writable = [name for name, network in NETWORKS.items() if network.is_writable]
        raise ValueError(f"unknown network {name!r} of store {key!r}{did_you_mean(name, writable)}")
    return NETWORKS[name]


def _colours(key: str, data: Mapping[str, str], store: Store) -> tuple[str, str]:
    background, color = data.get("background", ""), data.get("color", "")
    for name, colour in (("background", background), ("color", color)):
        if colour and not is_colour(colour):
            raise ValueError(f"{name!r} of store {key!r} must be a colour such as '#bf0000', not {colour!r}")
    if background:
        return background, color or ink_on(background)
    if color and not store.background:
        raise ValueError(f"store {key!r} has a 'color' for words and no 'background'")
    return store.background, color or store.color


def _own_ids(key: str, data: Mapping[str, object], problems: list[Problem]) -> tuple[str, ...]:
    value = data.get("own_ids", ())
    if not isinstance(value, list | tuple) or not all(isinstance(entry, str) for entry in value):
        note(problems, f"'own_ids' of store {key!r} must be a list of further ids of yours; it is left out")
        return ()
    return tuple(value)
