from modeltranslation.translator import TranslationOptions, register

from cms.models import (
    Activity,
    Closure,
    Counter,
    HeaderMark,
    HoursException,
    HouseFacts,
    MenuLink,
    Office,
    Picture,
    Video,
)


@register(HouseFacts)
class HouseFactsTranslation(TranslationOptions):
    fields = ("about", "organiser", "opening_hours", "phone_line", "funder", "emergency", "alert")


@register(MenuLink)
class MenuLinkTranslation(TranslationOptions):
    fields = ("label", "address")


@register(HeaderMark)
class HeaderMarkTranslation(TranslationOptions):
    fields = ("name",)


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("name",)


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name", "floor", "directions")


@register(Counter)
class CounterTranslation(TranslationOptions):
    fields = ("name", "note")


@register(HoursException)
class HoursExceptionTranslation(TranslationOptions):
    fields = ("reason",)


@register(Closure)
class ClosureTranslation(TranslationOptions):
    fields = ("reason",)


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("description",)


@register(Video)
class VideoTranslation(TranslationOptions):
    fields = ("transcript",)
