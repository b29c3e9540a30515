from modeltranslation.translator import TranslationOptions, register

from sessions.models import Room, Run, Session


@register(Room)
class RoomTranslation(TranslationOptions):
    fields = ("name", "floor", "directions")


@register(Run)
class RunTranslation(TranslationOptions):
    fields = ("theme",)


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("topic",)
