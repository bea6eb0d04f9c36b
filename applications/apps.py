from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Applications")

    def ready(self) -> None:
        """Each capability answers what is asked below it, and hears of what happens there: see its ``doors``."""
        from applications.accounts import doors as accounts  # noqa: PLC0415 - models, which exist only now
        from applications.dossiers import doors as dossiers  # noqa: PLC0415 - models, which exist only now
        from applications.drafts import doors as drafts  # noqa: PLC0415 - models, which exist only now
        from applications.forms import doors as forms  # noqa: PLC0415 - models, which exist only now
        from applications.letters import doors as letters  # noqa: PLC0415 - models, which exist only now
        from applications.privacy import doors as privacy  # noqa: PLC0415 - models, which exist only now
        from applications.public import doors as public  # noqa: PLC0415 - models, which exist only now
        from applications.registrations import doors as registrations  # noqa: PLC0415 - models, which exist only now
        from applications.staff import doors as staff  # noqa: PLC0415 - models, which exist only now

        forms.open_doors()
        drafts.open_doors()
        dossiers.open_doors()
        registrations.open_doors()
        letters.open_doors()
        privacy.open_doors()
        accounts.open_doors()
        public.open_doors()
        staff.open_doors()
