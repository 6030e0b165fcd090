"""Tables of the reference, made from the code that they describe."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

import sphinx_aiarticle
from sphinx_aiarticle.catalog.product import PRODUCT
from sphinx_aiarticle.config import OPTIONS
from sphinx_aiarticle.config_values import labels
from sphinx_aiarticle.frontmatter.keys import KEYS
from sphinx_aiarticle.model.problem import Subtype
from sphinx_aiarticle.stores.judge import LinkRule
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.validate.document import FEATURES
from sphinx_aiarticle.validate.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx

    from sphinx_aiarticle.frontmatter.keys import Key


class Table(SphinxDirective):
    """A table whose rows come from the code."""

    titles: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Return the rows as inline markup of the document's own language."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        group = nodes.tgroup(cols=len(self.titles))
        group += [nodes.colspec(colwidth=width) for width in self.widths]
        group += nodes.thead("", self._row(self.titles))
        group += nodes.tbody("", *(self._row(row) for row in self.rows()))
        # The widths are for PDF: a browser finds better ones.
        columns = "".join(rf"\X{{{width}}}{{{sum(self.widths)}}}" for width in self.widths)
        return [addnodes.tabular_col_spec(spec=columns), nodes.table("", group)]

    def _row(self, cells: Sequence[str]) -> nodes.row:
        row = nodes.row()
        for cell in cells:
            children, messages = self.state.inline_text(cell, self.lineno)
            row += nodes.entry("", nodes.paragraph("", "", *children, *messages))
        return row


class ConfigTable(Table):
    """Every configuration value."""

    titles = ("Value", "Type and default", "What it is")
    widths = (34, 20, 46)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a value."""
        for option in OPTIONS:
            kinds = " or ".join(f"`{kind.__name__}`" for kind in option.types)
            name = f"{{def}}`setting: aiarticle_{option.name}`"
            yield name, f"{kinds}; `{option.default!r}`", option.description


class LabelTable(Table):
    """Every label, which projects may have in words of their own."""

    titles = ("Labels",)
    widths = (100,)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """All labels in one row: a page has room for it."""
        yield (", ".join(f"`{label}`" for label in labels()),)


class WarningTable(Table):
    """Every warning subtype."""

    titles = ("Subtype", "When it is given")
    widths = (30, 70)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a subtype."""
        for subtype in Subtype:
            yield f"[`aiarticle.{subtype}`](#warning-{subtype})", subtype.description


class WarningSentence(SphinxDirective):
    """What a warning subtype means, where the guide says what to do about it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the sentence, with an address for the subtype."""
        subtype = Subtype(self.arguments[0])
        anchor = f"warning-{subtype}"
        index = addnodes.index(entries=[("pair", f"warning; aiarticle.{subtype}", anchor, "", None)])
        target = nodes.target("", "", ids=[anchor], names=[anchor])
        self.state.document.note_explicit_target(target)
        children, messages = self.state.inline_text(subtype.description, self.lineno)
        return [index, target, nodes.paragraph("", "", *children), *messages]


class KeyTable(Table):
    """Every key of the front matter, or of a product."""

    titles = ("Key", "Value", "What becomes of it")
    widths = (28, 22, 50)
    keys: tuple[Key, ...] = KEYS
    kind = "front matter key"

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a key; those of a mapping follow it."""
        for key in self.keys:
            others = [f"`{name}`" for name in dict.fromkeys(key.names) if name != key.name]
            yield ", ".join([f"{{def}}`{self.kind}: {key.name}`", *others]), str(key.kind), key.help
            for inner in key.keys:
                yield f"{{def}}`{self.kind}: {key.name}.{inner.name}`", str(inner.kind), inner.help


class ProductKeyTable(KeyTable):
    """Every key of a product in a catalogue."""

    keys = PRODUCT
    kind = "catalogue key"


class PresetTable(Table):
    """Every store preset."""

    titles = ("Preset", "Your ids", "Search address")
    widths = (25, 20, 55)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a preset."""
        for name, preset in PRESETS.items():
            yield f"`{name}`", _listed(preset.network.ids), f"`{preset.search}`"


class NetworkTable(Table):
    """Every affiliate network."""

    titles = ("Network", "Your ids", "Optional")
    widths = (30, 40, 30)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a network."""
        for name, network in NETWORKS.items():
            if network.is_writable:
                yield f"`{name}`", _listed(network.ids), _listed(network.optional)


class RuleTable(Table):
    """Every rule of the check of links."""

    titles = ("Rule", "Level", "What is wrong")
    widths = (25, 15, 60)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a rule."""
        for rule in LinkRule:
            yield f"`{rule}`", rule.level, rule.description


class ValidateRuleTable(Table):
    """Every rule of the check of structured data."""

    titles = ("Rule", "Level", "What is wrong", "Source")
    widths = (25, 12, 43, 20)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a rule."""
        for rule in Rule:
            host = rule.source.partition("//")[2].partition("/")[0]
            yield f"`{rule}`", rule.level, rule.description, f"[{host}]({rule.source}), {rule.date}"


class FeatureTable(Table):
    """What search engines require and recommend."""

    titles = ("Feature", "Types", "Required", "Recommended", "Source")
    widths = (18, 18, 26, 20, 18)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """One row a feature."""
        for feature in FEATURES:
            required, recommended = (
                ", ".join(" or ".join(f"`{name}`" for name in names.split("|")) for names in wanted)
                for wanted in (feature.required, feature.recommended)
            )
            source = f"[{feature.date}]({feature.source})"
            yield feature.name, _listed(feature.types), required, recommended, source


def stylesheet_size() -> str:
    """Return the size of the stylesheet as servers send it."""
    css = Path(sphinx_aiarticle.__file__).with_name("static") / "aiarticle.css"
    return f"{len(gzip.compress(css.read_bytes())) / 1000:.1f}"


class StylesheetSize(SphinxRole):
    """The compressed size of the stylesheet, and its unit."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return it as text."""
        return [nodes.Text(f"{stylesheet_size()} {self.text}")], []


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the tables."""
    app.add_role("stylesheet-size", StylesheetSize())
    app.add_directive("aiarticle-config-table", ConfigTable)
    app.add_directive("aiarticle-label-table", LabelTable)
    app.add_directive("aiarticle-warning-table", WarningTable)
    app.add_directive("aiarticle-warning", WarningSentence)
    app.add_directive("aiarticle-key-table", KeyTable)
    app.add_directive("aiarticle-product-key-table", ProductKeyTable)
    app.add_directive("aiarticle-preset-table", PresetTable)
    app.add_directive("aiarticle-network-table", NetworkTable)
    app.add_directive("aiarticle-rule-table", RuleTable)
    app.add_directive("aiarticle-validate-rule-table", ValidateRuleTable)
    app.add_directive("aiarticle-feature-table", FeatureTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
