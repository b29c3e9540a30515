from cms.models.activity import Activity, ActivityIndexPage, ActivityPage
from cms.models.campaign import FosterCampaignPage
from cms.models.duties import AccessibilityDeclarationPage, PrivacyPage, StandardsPage
from cms.models.files import Captions, Paper, Picture, PictureRendition, Video
from cms.models.home import HomePage, InformationPage
from cms.models.leaflet import LeafletCount, LeafletEdition, LeafletIndexPage, LeafletPage
from cms.models.news import EventPage, NewsIndexPage, NewsPage
from cms.models.office import Closure, Counter, HoursException, Office, Weekday, WeeklyHours
from cms.models.office_pages import ContactPage, OfficePage
from cms.models.partner import PartnerIndexPage, PartnerPage
from cms.models.public_page import PublicPage
from cms.models.settings import HeaderMark, HouseFacts, MenuLink
from cms.models.translation import TextState, TranslationTask

__all__ = [
    "AccessibilityDeclarationPage",
    "Activity",
    "ActivityIndexPage",
    "ActivityPage",
    "Captions",
    "Closure",
    "ContactPage",
    "Counter",
    "EventPage",
    "FosterCampaignPage",
    "HeaderMark",
    "HomePage",
    "HoursException",
    "HouseFacts",
    "InformationPage",
    "LeafletCount",
    "LeafletEdition",
    "LeafletIndexPage",
    "LeafletPage",
    "MenuLink",
    "NewsIndexPage",
    "NewsPage",
    "Office",
    "OfficePage",
    "Paper",
    "PartnerIndexPage",
    "PartnerPage",
    "Picture",
    "PictureRendition",
    "PrivacyPage",
    "PublicPage",
    "StandardsPage",
    "TextState",
    "TranslationTask",
    "Video",
    "Weekday",
    "WeeklyHours",
]
