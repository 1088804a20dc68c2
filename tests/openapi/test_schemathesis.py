"""schemathesis generates requests from both documents, the same ones in every run; every response
must be one that the document describes.

Each case runs against the same new tenant, so that a failure can be repeated alone. Errors are not
required for invalid requests: the API accepts more than its documents promise (numbers for strings,
words in any case).
"""

from io import BytesIO
from typing import Any
from zlib import crc32

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.generation.case import Case

from builders import APP_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import Fault, Simulator
from catapult_simulator.app import create_app

pytest_plugins = ["schemathesis.pytest.plugin"]
USER, TOKEN, SECRET = "u-shop", "t-shop", "secret"
_BY_ITSELF = {"extra-data-sources": {"responses": False}}  # no case depends on an earlier one
CONFIG = schemathesis.Config.from_dict(
    {
        "seed": 3,
        "generation": {"deterministic": True, "with-security-parameters": False},
        "phases": {
            "coverage": _BY_ITSELF,
            "fuzzing": _BY_ITSELF | {"error-feedback": {"enabled": False}},
        },
        "checks": {
            "negative_data_rejection": {"enabled": False},
            "positive_data_acceptance": {"enabled": False},
        },
    }
)
BOUNDED = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

simulator = Simulator()
app = create_app(simulator)
v1 = schemathesis.openapi.from_wsgi("/_simulator/openapi-v1.json", app, config=CONFIG)
control = schemathesis.openapi.from_wsgi("/_simulator/openapi.json", app, config=CONFIG)


def new_tenant() -> dict[str, str]:
    """Open one tenant that has some of everything; returns its ids by path parameter."""
    for tenant in simulator.tenants():
        simulator.close_tenant(tenant.user_id)
    tenant = simulator.open_tenant(user_id=USER, token=TOKEN, secret=SECRET)
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    line = tenant.phone_numbers.allocate(LINE, application_id=application.id)
    tenant.phone_numbers.allocate(SECOND_LINE)
    tenant.receive_message(from_=PERSON, to=SECOND_LINE, text="no application: an error")
    tenant.media.put("cat.png", BytesIO(b"meow"), size=4, content_type="image/png")
    tenant.number_info.name(PERSON, "ALICE")
    tenant.faults.add(Fault("carrier", to=PERSON, delivery_code=770))
    return {
        "userId": USER,
        "applicationId": application.id,
        "numberId": line.id,
        "messageId": tenant.messages.send(draft()).id,
        "errorId": tenant.errors.find()[0].id,
        "mediaName": "cat.png",
        "number": PERSON,
    }


def use_existing_ids(case: Case[Any], existing: dict[str, str]) -> None:
    """Replace most generated ids by existing ones; a hash of the generated value decides."""
    for part in (case.path_parameters, *objects(case.body)):
        for name in part.keys() & existing.keys():
            if crc32(repr(part[name]).encode()) % 8:
                part[name] = existing[name]


def objects(body: object) -> list[dict[str, object]]:
    return [part for part in (body if isinstance(body, list) else [body]) if isinstance(part, dict)]


@v1.parametrize()
@BOUNDED
def test_v1_responds_as_its_document_describes(case: Case[Any]) -> None:
    use_existing_ids(case, {"from": LINE} | new_tenant())

    case.call_and_validate(auth=(TOKEN, SECRET))


@control.parametrize()
@BOUNDED
def test_the_control_api_responds_as_its_document_describes(case: Case[Any]) -> None:
    use_existing_ids(case, {"to": LINE} | new_tenant())

    case.call_and_validate()
