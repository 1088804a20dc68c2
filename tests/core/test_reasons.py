"""The reason of an exception, in few words."""

import pytest
from requests import ConnectionError as NoConnection
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from catapult_simulator.core.reasons import innermost_reason

REFUSED = NewConnectionError(
    HTTPConnection("app.test"),
    "Failed to establish a new connection: [Errno 111] Connection refused",
)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(
            ConnectionRefusedError(111, "Connection refused"), "Connection refused", id="errno"
        ),
        pytest.param(
            NoConnection(MaxRetryError(HTTPConnectionPool("app.test"), "/", REFUSED)),
            "Connection refused",
            id="wrapped by requests",
        ),
        pytest.param(ValueError("port out of range: 99999"), "99999", id="after the last colon"),
        pytest.param(
            ValueError("no host in http://b:s3cret@"), "no host in http://***@", id="secrets"
        ),
        pytest.param(TimeoutError(), "TimeoutError", id="without words"),
    ],
)
def test_the_innermost_reason_is_named_without_its_wrapping(error: Exception, reason: str) -> None:
    assert innermost_reason(error) == reason
