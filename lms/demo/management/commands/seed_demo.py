from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.demo.seed import seed


class Command(BaseCommand):
    help = "Fills the house with invented people, courses and places. Run again, it adds what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for a house that is one: set KROK_DEMO=1.")
        began = time.monotonic()
        seed()
        self.stdout.write(f"The demonstration is ready ({time.monotonic() - began:.0f} s).")
