from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):  # type: ignore[django-manager-missing] # pages have Wagtail's manager
    """MOPS, an NGO, a school, a donor: whoever organises, employs or pays."""

    code = models.SlugField(
        _("code"), max_length=20, unique=True, help_text=_("Short, as in certificate numbers: MOPS.")
    )
    name = models.CharField(_("name"), max_length=200)
    is_organiser = models.BooleanField(_("organises runs"), default=True)
    is_funder = models.BooleanField(_("funds runs"), default=False)
    funder_line = models.CharField(
        _("funder line"),
        max_length=300,
        blank=True,
        help_text=_("The sentence printed on papers this funder pays for."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
