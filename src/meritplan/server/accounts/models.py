"""People who sign in, and the roles they were given."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What somebody does in the system. A person may have several; a visitor has none."""

    ANALYST = "analyst", "classification analyst"
    APPROVER = "approver", "approver"
    PLACEMENT = "placement", "placement officer"
    HIRING = "hiring", "hiring manager"
    AUDITOR = "auditor", "auditor"
    ADMINISTRATOR = "administrator", "administrator"
    APPLICANT = "applicant", "applicant"


class User(AbstractUser):
    """A person with an account. ``must_change_password`` holds while the password is one that somebody else made."""

    must_change_password = models.BooleanField(default=False)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the person has now."""
        return frozenset(self.grants.values_list("role", flat=True)) if self.is_active else frozenset()

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class RoleGrant(models.Model):
    """A role given to a person: by whom and when. Taking it away deletes the row; the audit keeps both."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="one_grant_of_a_role"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
