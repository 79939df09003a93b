"""Keys that programs identify themselves with, and what each has used of its allowance."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


class Scope(models.TextChoices):
    """What a key opens."""

    READ = "read", "read the plan: classes, requirements, ladders, pay, changes"
    QUALIFY = "qualify", "hold records against requirements"
    DRAFTS = "drafts", "read editions that are not published yet"


class ApiKey(models.Model):
    """One key. The key itself is not stored: ``prefix`` finds the row, ``digest`` (sha256) proves the rest.

    Keys are long and random, so that a plain hash keeps them as safe as a slow one.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def usable(self, now: datetime | None = None) -> bool:
        """Whether it opens anything: not revoked, not expired, and its owner's account active."""
        return self.revoked_at is None and (now or timezone.now()) < self.expires_at and self.owner.is_active

    @property
    def state(self) -> str:
        """What it is, in a word."""
        if self.revoked_at is not None:
            return "revoked"
        return "in use" if self.usable() else "expired" if timezone.now() >= self.expires_at else "owner inactive"

    @property
    def scopes_in_words(self) -> list[str]:
        """What it opens, for a page."""
        return [Scope(one).label for one in self.scopes if one in Scope.values]


class Allowance(models.Model):
    """How many requests somebody sent in one minute; rows of minutes past are deleted.

    ``subject`` is a key's number or a keyed hash of an address, so that no address is kept.
    """

    subject = models.CharField(max_length=48)
    minute = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "minute"), name="one_allowance_a_minute"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.minute}: {self.used}"
