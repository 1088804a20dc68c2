"""Files of a tenant, without a trace in its journal: a test prepares them, or looks at them."""

from flask import request

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.problems import with_problem
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.rest.v1.media import download, upload
from catapult_simulator.web.response import Response


@routes.put("/tenants/<user_id>/media/<path:media_name>")
@control_endpoint()
@with_problem
def put_media(tenant: Tenant, media_name: str) -> Response:
    """Store a file, or replace one. The body is its content, as in the API; no fault strikes, and
    the journal has no entry of it."""
    upload(tenant, media_name, request.environ)
    return Response(204, [])


@routes.get("/tenants/<user_id>/media/<path:media_name>")
@control_endpoint()
@with_problem
def get_media(tenant: Tenant, media_name: str) -> Response:
    """Download a file, as in the API; no fault strikes, and the journal has no entry of it."""
    return download(tenant, media_name)
