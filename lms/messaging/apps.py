from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "lms.messaging"
    label = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from lms.messaging import checks, codes, permissions  # noqa: F401
        from lms.people.signals import code_made

        permissions.register()
        code_made.connect(codes.write_code, dispatch_uid="messaging.write_code")
