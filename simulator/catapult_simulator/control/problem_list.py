"""The list of problems: where the `type` of each error of the control API leads."""

from catapult_simulator.control.endpoint import ERRORS, OTHER_ERRORS, control_endpoint, routes
from catapult_simulator.core.catalogue.index import by_code
from catapult_simulator.web.errors import STATUSES
from catapult_simulator.web.problem_details import problem_type
from catapult_simulator.web.response import Response, json_response


@routes.get("/problems")
@control_endpoint()
def problems() -> Response:
    """List the errors of the control API, those of the simulated API included, which some of its
    routes answer with. Each error has them in the form of RFC 9457."""
    api = {code: row.status or STATUSES[row.category] for code, row in by_code().items()}
    own = {code: status for status, code in ERRORS.values()}
    every = api | own | OTHER_ERRORS
    return json_response(200, [problem_type(every[code], code) for code in sorted(every)])
