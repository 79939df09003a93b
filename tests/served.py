"""Fixtures: the sample plan served, people with roles, and clients signed in as them."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from meritplan.plan import Plan, load
from meritplan.sample import sample_plan as build_sample_plan
from meritplan.server.accounts.models import RoleGrant, User


@pytest.fixture(scope="session")
def sample_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan, built once. Not to be written: see ``own_plan``."""
    root = tmp_path_factory.mktemp("plan") / "alder"
    build_sample_plan(root)
    return root


def _serve(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = dataclasses.replace(django_settings.CONFIGURATION, plan=root, home=home)
    monkeypatch.setattr(django_settings, "CONFIGURATION", said)


@pytest.fixture(autouse=True)
def served_plan(sample_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan being served in this test: the sample plan, which nobody writes."""
    _serve(sample_plan, tmp_path, monkeypatch)
    return sample_plan


@pytest.fixture
def own_plan(sample_plan: Path, served_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A copy of the sample plan served in this test, for tests that write."""
    root = tmp_path / "plan"
    shutil.copytree(sample_plan, root)
    _serve(root, tmp_path, monkeypatch)
    return load(root)


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Makes people: ``person("analyst")``, ``person("analyst", "approver", name="ada")``."""

    def make(*roles: str, name: str | None = None) -> User:
        user = User.objects.create_user(username=name or "-".join(roles) or "nobody", password="a-long-password-1")
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
        return user

    return make


@pytest.fixture
def as_person(person: Callable[..., User]) -> Callable[..., Client]:
    """Clients signed in: ``as_person("analyst").get("/desk/")``; without a role, a visitor's."""

    def sign_in(*roles: str, name: str | None = None) -> Client:
        client = Client()
        if roles or name:
            client.force_login(person(*roles, name=name))
        return client

    return sign_in
