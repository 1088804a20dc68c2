"""`/v1/phoneNumbers/numberInfo/{number}`: the name of a caller. Not below a user.

Source: methods/numberInfo/getNumberInfo.md.
"""

from flask import Blueprint

from catapult_simulator.core.evidence import documented
from catapult_simulator.core.numbers.number_info import NumberInfo
from catapult_simulator.core.time.timestamps import wire_time
from catapult_simulator.rest.v1.endpoint import endpoint
from catapult_simulator.rest.v1.phone_numbers import plus
from catapult_simulator.web.paging import item_response
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.response import Response

routes = Blueprint("numberInfo", __name__, url_prefix="/v1/phoneNumbers/numberInfo")


NUMBER_INFO = ResourceView[NumberInfo](
    "NumberInfo",
    documented("methods/numberInfo/getNumberInfo.md"),
    (
        Field("created", lambda info, _: wire_time(info.created_ms), "date-time"),
        Field("name", lambda info, _: info.name),
        Field("number", lambda info, _: info.number),
        Field("updated", lambda info, _: wire_time(info.updated_ms), "date-time"),
    ),
)


@routes.get("/<number>")
@endpoint(documented("methods/numberInfo/getNumberInfo.md"))
def get(request: ApiRequest, number: str) -> Response:
    """Look up a caller's name."""
    return item_response(request, request.tenant.number_info.look_up(plus(number)), NUMBER_INFO)
