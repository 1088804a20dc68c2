"""People of a tenant who answer texts by themselves."""

from typing import Any

from catapult_simulator.control.endpoint import control_endpoint, routes
from catapult_simulator.control.schemas import SCRIPT
from catapult_simulator.core.people.script import AnswerFunction, Script
from catapult_simulator.core.people.scripted_people import number_of_person
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.response import Response, json_response


@routes.get("/tenants/<user_id>/people")
@control_endpoint()
def people(tenant: Tenant) -> Response:
    """List the people who answer texts by themselves."""
    everybody = tenant.people.all().items()
    return json_response(200, [render_person(number, answers) for number, answers in everybody])


@routes.get("/tenants/<user_id>/people/<path:number>")
@control_endpoint()
def get_person(tenant: Tenant, number: str) -> Response:
    """Get how one person answers."""
    answers = tenant.people.get(number)
    return json_response(200, render_person(number_of_person(number), answers))


@routes.put("/tenants/<user_id>/people/<path:number>")
@control_endpoint(body=SCRIPT)
def put_person(tenant: Tenant, number: str, answers: Script) -> Response:
    """Let a person answer each text when it has been delivered. `answers` is a text, a list of
    texts, or an object whose keys are regular expressions of Python, which ignore case: the first
    one that is found in the text counts, and an empty list is silence. A reset forgets it."""
    number = tenant.people.set(number, answers)
    return json_response(200, render_person(number, answers))


@routes.delete("/tenants/<user_id>/people/<path:number>")
@control_endpoint()
def remove_person(tenant: Tenant, number: str) -> Response:
    """Let a person answer no more."""
    tenant.people.remove(number)
    return Response(204, [])


def render_person(number: str, answers: Script | AnswerFunction) -> dict[str, Any]:
    """Number and answers; of a function, which only this process has, its name."""
    if isinstance(answers, Script):
        return {"number": number, "answers": answers.as_data()}
    return {"number": number, "function": getattr(answers, "__qualname__", repr(answers))}
