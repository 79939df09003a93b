"""The promotion graph of a published plan against what a person read in 59 of its bulletins."""

import pytest

from meritplan.ladders import ladders
from meritplan.plan import ClassEdition, create, newest, write
from meritplan.reading.pipeline import read_path

# The code of a class: the codes of all classes of the plan its requirement leads from.
LEADS_FROM = """
1119: 1223 1368; 1211: 1179 1519; 1519: 1514; 1524: 1519; 1525: 1523; 1555: 1523; 1619: 1625; 1714: 9167;
1777: 1769; 1862: 1861; 1961: 1960; 2236: 1539; 3218: 3214; 3228: 3227; 3353: 3351; 3424: 3423; 3558: 3584;
3718: 3714; 3795: 3773; 3819: 3799 3818; 3865: 3863 3864; 3930: 3912 3931; 3931: 1600 1611 3912; 4226: 4213
4223 4244 4247 4253 4262; 4260: 4262; 4275: 4273; 4316: 4311; 6157: 6155; 7550: 7210; 9167: 1731 1769 9184;
9286: 9279; 9304: 7260
"""
# Bulletins that name no class of the plan: trades, degrees and licenses, or classes whose bulletins are not there.
LEADS_FROM_NONE = """
1117 1481 1494 1554 1835 1968 2200 2317 2400 2478 3163 3176 3691 3755 3763 3799 3987 4124 4283 4289 5601 5927
7239 7255 7278 7527 7941
"""


def read_by_hand():
    said = {}
    for line in LEADS_FROM.replace("\n", " ").split(";"):
        code, _, those = line.partition(":")
        said[code.strip()] = set(those.split())
    return said | dict.fromkeys(LEADS_FROM_NONE.split(), frozenset())


@pytest.fixture(scope="module")
def bulletins(tmp_path_factory):
    """The plan of these bulletins and of those they lead from."""

    def made(shared):
        said = read_by_hand()
        wanted = {*said, *(code for those in said.values() for code in those)}
        paths = [path for path in (shared / "corpus" / "los_angeles").iterdir() if wanted & set(path.stem.split())]
        found = {}
        for path in sorted(paths):
            for one in read_path(path).classes:
                found[one.code] = ClassEdition(class_key=one.code, number=1, job_class=one)
        return newest(write(create(tmp_path_factory.mktemp("plan") / "la", title="Plan"), list(found.values())))

    return made


@pytest.mark.slow
def test_moves_are_those_a_person_reads(shared, bulletins):
    """Disciplines named in place of titles (4226) are out of reach: "senior inspector in any of the following ..."."""
    graph = ladders(bulletins(shared))
    said = read_by_hand()
    assert set(said) <= set(graph.rungs)
    mine = {(move.start, code) for code in said for move in graph.down.get(code, ())}
    true = {(start, code) for code, those in said.items() for start in those}
    assert mine <= true
    assert {code for _, code in true - mine} <= {"4226"}
    assert len(mine & true) / len(true) > 0.85
