"""Begin a new key for badges before its year is over, or because the present one fell into wrong hands."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from courses.badges.claiming import sign_anew
from courses.badges.keys import rotate
from courses.models import SigningKey


class Command(BaseCommand):
    help = "Begin a new key for signing badges. Badges signed before stay valid."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--compromised",
            action="store_true",
            help="The present key fell into wrong hands: publish it no more and sign its badges anew.",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        old = SigningKey.objects.filter(valid_until=None).first()
        new = rotate(is_compromised=options["compromised"])
        again = sign_anew(old) if old and options["compromised"] else 0
        self.stdout.write(f"The key {new.kid} signs from now on; {again} badges were signed anew.")
