"""What the desk keeps of work under way. What is decided about jobs stands in the plan, never here."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from meritplan.server.desk import runs

PERSON = settings.AUTH_USER_MODEL
SILENT = timedelta(minutes=10)  # a run on another machine that has said nothing for so long was ended

OVERDUE = timedelta(minutes=2)  # an import that waits longer may have lost its place with the worker


class Import(models.Model):
    """Documents brought in at one time, read one after the other in the background."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "waits for the background worker"
        RUNNING = "running", "being read"
        DONE = "done", "done"
        STOPPED = "stopped", "stopped"
        CANCELLED = "cancelled", "cancelled"

    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    layout = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    note = models.TextField(blank=True)
    run = models.CharField(max_length=200, blank=True)  # names the run that may go on; a newer one takes its place
    beat = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def silent(self) -> bool:
        """Whether it counts as running, but its process was ended."""
        if self.state != self.State.RUNNING:
            return False
        return self.beat is None or timezone.now() - self.beat > SILENT or runs.gone(self.run)

    @property
    def under_way(self) -> bool:
        """Whether something may still happen by itself."""
        return self.state in {self.State.WAITING, self.State.RUNNING} and not self.silent

    @property
    def can_go_on(self) -> bool:
        """Whether it was interrupted and can be taken up again."""
        left = self.state == self.State.WAITING and timezone.now() - self.at > OVERDUE
        return left or self.silent or self.state == self.State.STOPPED

    @property
    def can_be_cancelled(self) -> bool:
        """Whether there is anything left to cancel."""
        return self.state in {self.State.WAITING, self.State.RUNNING, self.State.STOPPED}


class ImportedFile(models.Model):
    """One document of an import, and what became of it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "waiting"
        READING = "reading", "being read"
        TAKEN = "taken", "read"
        KNOWN = "known", "known before"
        FAILED = "failed", "could not be read"
        REFUSED = "refused", "refused"
        CANCELLED = "cancelled", "cancelled"

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=12, blank=True)
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    arrivals = models.JSONField(default=list)
    issues = models.JSONField(default=list)

    class Meta:
        ordering = ("batch", "number")
        constraints = (models.UniqueConstraint(fields=("batch", "number"), name="one_file_of_a_number"),)

    def __str__(self) -> str:
        return self.name


class Replaced(models.Model):
    """A document of the plan as it was before the desk wrote it: what a later conflict is compared with."""

    path = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("path", "sha256"), name="one_version_of_a_document"),)

    def __str__(self) -> str:
        return f"{self.path} {self.sha256[:8]}"


class Correction(models.Model):
    """Steps somebody took to correct a requirement, not yet put into the plan.

    ``base`` is the hash of the document they were taken on. ``steps`` are taken, ``undone`` were taken back.
    """

    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    class_key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    tree = models.CharField(max_length=12)
    base = models.CharField(max_length=64)
    steps = models.JSONField(default=list)
    undone = models.JSONField(default=list)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("by", "class_key", "number", "tree"), name="one_correction_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.class_key}/{self.number} {self.tree}"


class Submission(models.Model):
    """An edition submitted for approval as it was then: ``sha256`` is the hash of its document.

    Whether it still stands for the edition as it is now, the plan says: another hash, and it is void.
    """

    class State(models.TextChoices):
        """What was decided."""

        WAITING = "waiting", "waits for approval"
        APPROVED = "approved", "approved"
        RETURNED = "returned", "returned"
        TAKEN_BACK = "taken back", "taken back"
        PUBLISHED = "published", "published"

    class_key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    comment = models.TextField(blank=True)
    despite = models.TextField(blank=True)  # why it is to be published although questions are open
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("class_key", "number")),)

    def __str__(self) -> str:
        return f"{self.class_key}/{self.number} {self.title}"

    @property
    def path(self) -> str:
        """Where the edition stands in the plan."""
        return f"classes/{self.class_key}/{self.number}.yaml"
