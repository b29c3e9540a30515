from modeltranslation.translator import TranslationOptions, register

from lms.people.models import InformationClause, Organisation


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "funder_line")


@register(InformationClause)
class InformationClauseTranslation(TranslationOptions):
    fields = ("summary", "text")
