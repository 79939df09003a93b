"""City of Los Angeles job bulletins: one class each, from "Class Code" to the statement of the examination's basis.

The requirements stand under "REQUIREMENT(S)" or "REQUIREMENTS/MINIMUM QUALIFICATIONS"; "NOTES", "PROCESS NOTES" and
"SELECTIVE CERTIFICATION" beside them add conditions and admissions. A file's name says nothing about its content.

>>> from meritplan.reading.layouts.los_angeles.filing import exam_type
>>> exam_type("THIS EXAMINATION IS TO BE GIVEN ONLY ON AN INTERDEPARTMENTAL PROMOTIONAL BASIS")
'INT_DEPT_PROM'
"""

from meritplan.reading.layouts.los_angeles.bulletin import read, recognise

__all__ = ["JURISDICTION", "NAME", "read", "recognise"]

NAME = "los_angeles"
JURISDICTION: str | None = "City of Los Angeles"
