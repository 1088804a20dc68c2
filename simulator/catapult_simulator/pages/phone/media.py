"""Files of messages: pictures are shown, everything else is saved, and no script in one runs."""

from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.rest.v1.media import download
from catapult_simulator.web.response import Response


def media(request: PageRequest, tenant: Tenant, name: str) -> Response:
    """One file of the account. Raises `media-not-found`."""
    response = download(tenant, name)
    response.headers.append(("Content-Security-Policy", "default-src 'none'; sandbox"))
    return response
