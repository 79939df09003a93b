"""The record of what was done: rows that are only ever added, each bound to the one before by a keyed hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One thing somebody did. ``mac`` binds the row to its ``previous`` one."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ("sequence",)
        indexes = (models.Index(fields=("kind", "key")), models.Index(fields=("verb",)), models.Index(fields=("at",)))

    def __str__(self) -> str:
        return f"{self.sequence} {self.actor_name} {self.verb} {self.kind} {self.key}"


class AuditHead(models.Model):
    """Where the chain ends: one row, so that removing the last events shows, and the lock of who writes next."""

    sequence = models.BigIntegerField()
    last = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.sequence}:{self.last}"
