"""Meritplan reads published class specifications into a computable classification plan.

Packages, from the inside out: :mod:`meritplan.model` (frozen values), :mod:`meritplan.vocabulary`
(words the field uses, as data), :mod:`meritplan.qualification` (one person against one requirement),
:mod:`meritplan.reading` (documents into class specifications), :mod:`meritplan.cli`.
"""

__version__ = "0.1.0"
