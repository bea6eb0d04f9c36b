"""The applicant's side: fill in, come back, check, send, read the confirmation."""

from applications.forms.routes import FormViews
from applications.public.form.check import check
from applications.public.form.chosen_files import upload
from applications.public.form.expired import expired
from applications.public.form.moved import moved
from applications.public.form.preview import preview
from applications.public.form.received import calendar, confirmation
from applications.public.form.returns import again, later, resume
from applications.public.form.steps import outcome, start, step
from applications.public.form.uploads import file

VIEWS = FormViews(
    preview=preview,
    start=start,
    step=step,
    outcome=outcome,
    check=check,
    later=later,
    resume=resume,
    again=again,
    file=file,
    upload=upload,
    confirmation=confirmation,
    calendar=calendar,
)

__all__ = ["VIEWS", "expired", "moved"]
