"""`/v1/phoneNumbers/numberInfo/{number}`: who has a number. Not below a user.

Source: methods/numberInfo/getNumberInfo.md.
"""

from typing import Any

from flask import Blueprint

from catapult_simulator.core.moments import wire_time
from catapult_simulator.core.number_info import NumberInfo
from catapult_simulator.reply import Reply, json_reply
from catapult_simulator.rest.entrance import entrance
from catapult_simulator.rest.phone_numbers import plus
from catapult_simulator.rest.visit import Visit

routes = Blueprint("numberInfo", __name__, url_prefix="/v1/phoneNumbers/numberInfo")


@routes.get("/<number>")
@entrance
def get(visit: Visit, number: str) -> Reply:
    return json_reply(200, show(visit.tenant.number_info.look_up(plus(number))))


def show(info: NumberInfo) -> dict[str, Any]:
    return {
        "created": wire_time(info.created_ms),
        "name": info.name,
        "number": info.number,
        "updated": wire_time(info.updated_ms),
    }
