"""Checks SVG drawings and writes them anew, so that browsers get what was checked and nothing else."""

import re
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from store.errors import Refused

SHAPE = re.compile(
    r"svg|g|defs|symbol|use|title|desc|metadata|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|style"
    r"|linearGradient|radialGradient|stop|clipPath|mask|pattern|marker|image|switch|filter"
    r"|fe(GaussianBlur|Offset|Blend|ColorMatrix|Composite|Flood|Merge|MergeNode|DropShadow)"
)
SVG = "{http://www.w3.org/2000/svg}"
KEPT_ATTRIBUTES = ("{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
OWN_TARGET = re.compile(r"#|data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\"]?#)|expression\(|javascript:", re.IGNORECASE)


# Some megabytes of tiny elements would take up gigabytes, and deep nesting would exhaust the stack.
MOST_ELEMENTS = 200_000
MOST_LEVELS = 200

ElementTree.register_namespace("", SVG.strip("{}"))
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def redrawn(content: bytes) -> bytes:
    """Return a drawing without comments, instructions to programs, and notes of the program that made it.

    Raises `Refused` for a drawing that could run code or load something from elsewhere, is damaged, or is too large.
    """
    try:
        root = _parsed(content)
    except DefusedXmlException as error:
        # A few entities can expand to gigabytes.
        raise Refused("This drawing defines its own entities. Export it as plain SVG or PNG.") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused("This drawing is damaged. Export it again.") from error
    for element in root.iter():
        _refuse_if_harmful(element)
    for element in list(root.iter()):
        _leave_out_notes(element)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


class _Limited(ElementTree.TreeBuilder):
    """Builds a tree, unless it has too many elements or levels."""

    elements = 0
    levels = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        self.elements += 1
        self.levels += 1
        if self.elements > MOST_ELEMENTS or self.levels > MOST_LEVELS:
            raise Refused("This drawing has too many parts. Export it as PNG.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        self.levels -= 1
        return super().end(tag)


def _parsed(content: bytes) -> ElementTree.Element:
    parser = DefusedXMLParser(target=_Limited())
    parser.feed(content)
    root: ElementTree.Element = parser.close()
    if root.tag != f"{SVG}svg":
        raise Refused("This drawing is damaged. Export it again.")
    return root


def _leave_out_notes(element: ElementTree.Element) -> None:
    for child in list(element):
        if not str(child.tag).startswith(SVG):
            element.remove(child)
    for name in list(element.attrib):
        if name.startswith("{") and not name.startswith(KEPT_ATTRIBUTES):
            del element.attrib[name]


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
