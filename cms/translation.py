from modeltranslation.translator import TranslationOptions, register

from cms.models import HouseFacts


@register(HouseFacts)
class HouseFactsTranslation(TranslationOptions):
    fields = ("about", "organiser", "opening_hours", "phone_line", "funder", "emergency", "alert")
