"""Documents into class specifications: bytes, then blocks, then sections, then requirement trees.

``documents/`` turns bytes into a :class:`~meritplan.reading.document.Document` of ordered blocks,
``layouts/`` (one module per publisher) finds the classes, their facts and their qualification sections,
``qualifications/`` turns a section into a requirement tree whose every word is accounted for.
"""
