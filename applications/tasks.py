"""What the worker does when it is told: an id in, one call out."""

from django_tasks import task

from applications.mail.sending import send_due

AT_MOST = 20


@task()
def send_due_emails() -> None:
    """The few mails that somebody waits for; the rest leaves in the worker's own rounds."""
    send_due(at_most=AT_MOST)
