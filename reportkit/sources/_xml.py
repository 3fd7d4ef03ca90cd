"""XML as it comes from strangers: parsed without entities, network or external files.

Takes bytes, gives an element. Knows nothing of what the elements mean.
"""

from __future__ import annotations

from lxml import etree

__all__ = ["local_name", "parse_xml"]


def parse_xml(data: bytes) -> etree._Element:
    """Give the root element; ``etree.XMLSyntaxError`` where it is no well-formed XML."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        huge_tree=True,
    )
    return etree.fromstring(data, parser)


def local_name(element: etree._Element) -> str:
    """Give the element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
