"""The typed interface under /api/v1/: the routers of the rooms, and a document that describes them."""

from ninja import NinjaAPI
from ninja.security import SessionAuth

from attendance.api import router as desk

# No page of documentation: it would load its scripts from another house.
api = NinjaAPI(
    title="Krok",
    version="1",
    urls_namespace="api",
    docs_url=None,
    auth=SessionAuth(),
)
api.add_router("/desk", desk)
