"""What the portal knows about its own machines."""

from django.db import models


class WorkerBeat(models.Model):
    """A background worker's last sign of life. In the database, so that every web node can see it."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker
