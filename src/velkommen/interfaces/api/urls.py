"""The API's addresses. `api` knows every operation: `api.get_openapi_schema()["paths"]`."""

from django.urls import path

from velkommen.interfaces.api import booking, counting, deeds, placing, reading
from velkommen.interfaces.api.asking import Json, Token
from velkommen.interfaces.api.description import INTRODUCTION, DescribedAPI, description
from velkommen.interfaces.api.problems import add_handlers

api = DescribedAPI(
    title="Velkommen",
    version="1",
    description=INTRODUCTION,
    auth=Token(),
    parser=Json(),
    openapi_url=None,  # served below, made once
    docs_url=None,  # a page of documentation would need scripts from elsewhere, which our policy refuses
    urls_namespace="api",
)
api.add_router("", deeds.router)
api.add_router("", reading.router)
api.add_router("", placing.router)
api.add_router("", counting.router)
api.add_router("/booking", booking.router)
add_handlers(api)

urlpatterns = [path("openapi.json", description(api), name="openapi"), path("", api.urls)]
