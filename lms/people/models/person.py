from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.names import search_keys, search_terms

if TYPE_CHECKING:
    from lms.people.models.user import User

AGE_OF_MAJORITY = 18


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, typed: str) -> Self:
        """Find people by any spelling of their names: Шевченко, Szewczenko, Shevchenko."""
        found = self
        for spellings in search_terms(typed):
            condition = Q()
            for spelling in spellings:
                condition |= Q(search_key__contains=spelling)
            found = found.filter(condition)
        return found

    def found_by(self, typed: str) -> Self:
        """Find people by any spelling of the name, by e-mail, or by the end of the telephone number."""
        if "@" in typed:
            return self.filter(email__icontains=typed)
        if digits := "".join(sign for sign in typed if sign.isdigit()):
            return self.filter(phone__icontains=digits[-9:])
        return self.named(typed)

    def in_care_of(self, carer: Person, *, on: date | None = None) -> Self:
        """The people this carer may act for on a day (today when none is given)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(guardianships_over__ends_on=None) | Q(guardianships_over__ends_on__gte=day),
            guardianships_over__carer=carer,
            guardianships_over__starts_on__lte=day,
            guardianships_over__revoked_at=None,
        ).distinct()


class Person(models.Model):
    """A human the house knows: carer, child, trainer, employee. May have no sign-in."""

    class Language(models.TextChoices):
        POLISH = "pl", "Polski"
        UKRAINIAN = "uk", "Українська"
        ENGLISH = "en", "English"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sign-in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
    )
    given_name = models.CharField(
        _("given name"), max_length=100, help_text=_("In Latin letters, as in the document.")
    )
    family_name = models.CharField(
        _("family name"), max_length=100, help_text=_("In Latin letters, as in the document.")
    )
    given_name_cyrillic = models.CharField(_("given name in Cyrillic"), max_length=100, blank=True)
    family_name_cyrillic = models.CharField(_("family name in Cyrillic"), max_length=100, blank=True)
    alias = models.CharField(
        _("alias"),
        max_length=60,
        blank=True,
        help_text=_("Stands on paper and on lists instead of the name where safety asks for it."),
    )
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.POLISH)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    search_key = models.TextField(editable=False, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("family_name", "given_name", "pk")
        indexes = [models.Index(fields=["family_name", "given_name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = search_keys(
            self.given_name, self.family_name, self.given_name_cyrillic, self.family_name_cyrillic, self.alias
        )
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def full_name_cyrillic(self) -> str:
        return f"{self.given_name_cyrillic} {self.family_name_cyrillic}".strip()

    @property
    def display_name(self) -> str:
        """The name on lists and at the door: the alias where there is one."""
        return self.alias or self.full_name

    def age_on(self, day: date) -> int | None:
        born = self.date_of_birth
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def is_child(self) -> bool:
        age = self.age_on(timezone.localdate())
        return age is not None and age < AGE_OF_MAJORITY

    @classmethod
    def of(cls, user: User) -> Person | None:
        """The person behind a sign-in, or none."""
        return cls.objects.filter(user=user).first() if user.is_authenticated else None
