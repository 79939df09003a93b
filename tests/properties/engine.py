"""The engine, asked through its public function, answering in the form of the worked cases."""

from meritplan.qualification import determine_case


def evaluate(case):
    """Decide one case: ``{"result", "reason_kinds", "shortfall_months", "conditional"}``."""
    found = determine_case(case)
    return {
        "result": found.result,
        "reason_kinds": sorted({reason.kind for reason in found.reasons}),
        "shortfall_months": found.shortfall_months,
        "conditional": bool(found.conditional),
    }
