"""Icons, all from one set (Lucide). They are part of the page, so that they never arrive late."""

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup

DRAWINGS = Path(__file__).parents[1] / "static" / "vendor" / "lucide-static" / "icon-nodes.json"


@cache
def icon(name: str) -> Markup:
    """Return the icon as SVG. It is decoration: the text next to it says the same. Raises `KeyError` if unknown."""
    shapes = Markup().join(_shape(tag, attributes) for tag, attributes in _drawings()[name])
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(shapes)


def _shape(tag: str, attributes: dict[str, str]) -> Markup:
    written = Markup(" ").join(Markup('{}="{}"').format(*pair) for pair in attributes.items() if pair[0] != "key")
    return Markup("<{0} {1}></{0}>").format(tag, written)


@cache
def _drawings() -> dict[str, list[tuple[str, dict[str, str]]]]:
    return json.loads(DRAWINGS.read_text())
