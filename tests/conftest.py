"""What all tests share: where the repository and its sample plan are, and the reference corpus where there is one."""

from pathlib import Path

import pytest

from tests import serving  # sets the server's environment before Django reads it

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_report_header() -> str:
    """Which database the server's tests run on."""
    return f"server tests on: {serving.DATABASE}"


@pytest.fixture
def repository() -> Path:
    """The root of the working copy."""
    return REPOSITORY


@pytest.fixture
def samples(repository: Path) -> Path:
    """The sample plan of the fictional State of Alder."""
    return repository / "samples"


@pytest.fixture
def shared(repository: Path) -> Path:
    """The reference material beside the repository: published documents and trees made by hand.

    It is not part of the product, and a test that needs it is skipped where it is absent.
    """
    found = repository.parent / "shared"
    if not (found / "corpus").is_dir():
        pytest.skip("needs the reference corpus in ../shared, which is not part of the product")
    return found
