"""The words the field uses, as data and look-ups that can say "unknown".

>>> from meritplan.vocabulary import numbers
>>> numbers.value("Three and one-half (3 1/2)")
Fraction(7, 2)
"""
