"""The innermost of wrapped errors, in few words."""

from http.client import RemoteDisconnected
from ssl import SSLCertVerificationError

import pytest
from requests import ConnectionError as NoConnection
from requests.exceptions import SSLError as NoTls
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError
from urllib3.exceptions import SSLError as HttpSslError

from catapult_simulator.control_client.wrapped_errors import innermost_reason

REFUSED = NewConnectionError(
    HTTPConnection("app.test"),
    "Failed to establish a new connection: [Errno 111] Connection refused",
)
UNTRUSTED = HttpSslError(
    SSLCertVerificationError(
        1, "certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)"
    )
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
        pytest.param(
            NoConnection(ProtocolError("Connection aborted.", RemoteDisconnected("the end"))),
            "the end",
            id="wrapped after words",
        ),
        pytest.param(
            NoTls(MaxRetryError(HTTPConnectionPool("app.test"), "/", UNTRUSTED)),
            "unable to get local issuer certificate",
            id="of TLS",
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
