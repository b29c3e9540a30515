from cms.models.pages import HomePage, InformationPage
from cms.models.public_page import PublicPage
from cms.models.settings import HouseFacts

__all__ = ["HomePage", "HouseFacts", "InformationPage", "PublicPage"]
