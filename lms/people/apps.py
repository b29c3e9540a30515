from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from lms.people import groups, permissions, roles, second_factor

        authenticator_added.connect(second_factor.remember_proof, dispatch_uid="people.remember_proof")
        permissions.register()
        user_logged_in.connect(roles.match_groups_at_sign_in, dispatch_uid="people.match_groups")
        post_migrate.connect(groups.keep_groups, dispatch_uid="people.keep_groups")
