from modeltranslation.translator import TranslationOptions, register

from sessions.models import (
    Childcare,
    Equipment,
    PriorityClass,
    Room,
    Run,
    Service,
    Session,
    Specialist,
)


@register(Room)
class RoomTranslation(TranslationOptions):
    fields = ("name", "floor", "directions")


@register(Run)
class RunTranslation(TranslationOptions):
    fields = ("theme",)


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("topic",)


@register(Childcare)
class ChildcareTranslation(TranslationOptions):
    fields = ("name",)


@register(Equipment)
class EquipmentTranslation(TranslationOptions):
    fields = ("name",)


@register(PriorityClass)
class PriorityClassTranslation(TranslationOptions):
    fields = ("name",)


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = (
        "name",
        "summary",
    )


@register(Specialist)
class SpecialistTranslation(TranslationOptions):
    fields = ("about",)
