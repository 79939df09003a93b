"""States of the plan that programs were told of, so that they can ask what changed since."""

from __future__ import annotations

from django.db import models


class PlanState(models.Model):
    """One state: its fingerprint, and the hash of each published edition then (compressed lines)."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    documents = models.BinaryField()

    def __str__(self) -> str:
        return self.fingerprint
