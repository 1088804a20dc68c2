"""`/v1/phoneNumbers/numberInfo/{number}`: who has a number. Not below a user.

Source: methods/numberInfo/getNumberInfo.md.
"""

from flask import Blueprint

from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.number_info import NumberInfo
from catapult_simulator.evidence import documented
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import entrance
from catapult_simulator.rest.phone_numbers import plus
from catapult_simulator.rest.resource import Field, Resource
from catapult_simulator.rest.visit import Visit

routes = Blueprint("numberInfo", __name__, url_prefix="/v1/phoneNumbers/numberInfo")


RESOURCE = Resource[NumberInfo](
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
@entrance(documented("methods/numberInfo/getNumberInfo.md"))
def get(visit: Visit, number: str) -> Reply:
    """Look up a caller's name."""
    return json_reply(
        200, RESOURCE.show(visit.tenant.number_info.look_up(plus(number)), visit.scene)
    )
