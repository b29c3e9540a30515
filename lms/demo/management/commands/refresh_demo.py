from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lms.demo.seed.refresh import refresh


class Command(BaseCommand):
    help = "Brings a demonstration loaded some days ago up to today. Run again, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for a house that is one: set KROK_DEMO=1.")
        refresh()
