"""California State Personnel Board specifications: a single class, or a series with a table of its classes.

A specification opens with codes and dates, then has parts under fixed headings. In a series, class titles are
headings of their own under each part; a title may be wrapped over two headings, shortened, or share one with others
("Examiner I and II", "All Levels Except Examiner III"). What stands under "All Levels" is given to every class.

>>> from meritplan.reading.layouts.california.titles import TitleBook
>>> book = TitleBook(["Dairy Examiner I", "Dairy Examiner II", "Chief Dairy Examiner"])
>>> sorted(book.scope("Dairy Examiner I and II").classes)
[0, 1]
"""

from meritplan.reading.layouts.california.specification import read, recognise

__all__ = ["JURISDICTION", "NAME", "read", "recognise"]

NAME = "california"
JURISDICTION: str | None = "California"
