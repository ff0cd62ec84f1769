"""Checks SVG drawings. They are stored unchanged, so they must contain nothing but a drawing."""

import re
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from store.errors import Refused

SHAPE = re.compile(
    r"svg|g|defs|symbol|use|title|desc|metadata|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|style"
    r"|linearGradient|radialGradient|stop|clipPath|mask|pattern|marker|image|switch|filter"
    r"|fe(GaussianBlur|Offset|Blend|ColorMatrix|Composite|Flood|Merge|MergeNode|DropShadow)"
)
SVG = "{http://www.w3.org/2000/svg}"
OWN_TARGET = re.compile(r"#|data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\"]?#)|expression\(|javascript:", re.IGNORECASE)


def refuse_if_harmful(content: bytes) -> None:
    """Raise `Refused` for a drawing that could run code or load something from elsewhere, or that is damaged."""
    try:
        root = fromstring(content)
    except DefusedXmlException as error:
        # A few entities can expand to gigabytes.
        raise Refused("This drawing defines its own entities. Export it as plain SVG or PNG.") from error
    except (ElementTree.ParseError, ValueError) as error:
        raise Refused("This drawing is damaged. Export it again.") from error
    for element in root.iter():
        _refuse_if_harmful(element)


def _refuse_if_harmful(element: ElementTree.Element) -> None:
    name = str(element.tag)
    is_drawing = name.startswith(SVG)
    if (is_drawing and not SHAPE.fullmatch(name.removeprefix(SVG))) or name.lower().endswith("script"):
        raise Refused("This drawing can run code or load external content. Export it as plain SVG or PNG.")
    texts = [element.text or "", *element.attrib.values()]
    if any(_is_harmful(*pair) for pair in element.attrib.items()) or any(FOREIGN_STYLE.search(text) for text in texts):
        raise Refused("This drawing can run code or load external content. Export it as plain SVG or PNG.")


def _is_harmful(attribute: str, value: str) -> bool:
    name = attribute.rpartition("}")[2].lower()
    return name.startswith("on") or (name in ("href", "src") and not OWN_TARGET.match(value.strip()))
