r"""Bytes to documents: plain text, HTML, PDF and Word files become ordered blocks that point into one text.

>>> document = open_bytes(b"Duties\n\n1. files letters and\nother papers.\n2. answers the telephone.")
>>> for block in document.blocks:
...     print(block.kind, block.marker, block.text)
heading None Duties
item 1. files letters and other papers.
item 2. answers the telephone.
"""

from meritplan.reading.documents.opening import open_bytes, open_document

__all__ = ["open_bytes", "open_document"]
