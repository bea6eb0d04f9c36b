"""Tasks of the background worker: an id in, one call out."""

from django_tasks import task

from applications.drafts.scans import scan_file


@task()
def scan_attachment(attachment_id: str) -> None:
    scan_file(attachment_id=attachment_id)
