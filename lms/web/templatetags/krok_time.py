"""Dates in templates: ``{% load krok_time %}{{ session.starts_at|day }}``."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from lms.web import dates

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    return dates.day(value) if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    return dates.weekday(value) if value else ""


@register.filter
def near_day(value: date | datetime | None) -> str:
    return dates.near_day(value) if value else ""


@register.filter
def date_in_words(value: date | datetime | None) -> str:
    return dates.date_in_words(value) if value else ""


@register.filter
def full_date(value: date | datetime | None) -> str:
    return dates.full_date(value) if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    return dates.hour(value) if value else ""


@register.filter
def hours(start: datetime | None, end: datetime) -> str:
    """``{{ session.starts_at|hours:session.ends_at }}``"""
    return dates.hours(start, end) if start else ""


@register.simple_tag
def moment(start: datetime | None, end: datetime | None = None) -> str:
    return dates.moment(start, end) if start else ""


@register.simple_tag
def span(first: date | datetime | None, last: date | datetime | None) -> str:
    return dates.span(first, last) if first and last else ""
