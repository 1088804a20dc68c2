"""requests: the shortest way, from the prepared request into the WSGI application.

Where an adapter retries, and where the connection is broken or late, urllib3 handles it, so that
the app meets the exceptions and the retries that it knows.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
import requests.adapters
from requests import exceptions
from urllib3 import exceptions as urllib3_exceptions
from urllib3._collections import HTTPHeaderDict
from urllib3.response import HTTPResponse
from urllib3.util import Timeout

from catapult_simulator.http_server.in_process import Answer, call, environ_of
from catapult_simulator.testing.redirect.memory_socket import MemorySocket
from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import target_for
from catapult_simulator.testing.redirect.target import Target, service_environ
from catapult_simulator.testing.redirect.urllib3_pools import SimulatorPool

_OPTIONS = ("stream", "timeout", "verify", "cert", "proxies")  # of `send`, in its order


def patches(library: str) -> list[Patch]:
    return [
        Patch(requests.adapters.HTTPAdapter, "send", wrap_send),
        Patch(requests.Session, "merge_environment_settings", _wrap_settings),
    ]


def wrap_send(original: Function) -> Function:
    """A method `send(adapter, request, …)`, also of a mock, that redirects."""

    def send(adapter: Any, request: Any, *arguments: Any, **options: Any) -> Any:
        target = target_for(_host(request.url))
        if target is None:
            return original(adapter, request, *arguments, **options)
        options |= dict(zip(_OPTIONS, arguments, strict=False))
        return _send(target, adapter, request, options.get("timeout"))

    return send


def _wrap_settings(original: Function) -> Function:
    """Proxies of the environment are not for the simulator. To look for them takes a third of the
    time of a request."""

    def merge_environment_settings(
        session: Any, url: str, proxies: Any, stream: Any, verify: Any, cert: Any
    ) -> Any:
        if target_for(_host(url)) is None:
            return original(session, url, proxies, stream, verify, cert)
        return {
            "proxies": {},
            "stream": session.stream if stream is None else stream,
            "verify": session.verify if verify is None else verify,
            "cert": session.cert if cert is None else cert,
        }

    return merge_environment_settings


@lru_cache(maxsize=64)
def _host(url: str) -> str | None:
    return urlsplit(url).hostname


def _send(target: Target, adapter: Any, request: Any, timeout: Any) -> Any:
    retries = getattr(adapter, "max_retries", None)
    connect = target.connect
    if target.application is not None and not getattr(retries, "total", None):
        answer = _ask(target, request)
        if answer.is_plain:
            response = _response(adapter, request, _Raw(answer))
            response._content = answer.body  # it is here: `raw` need not be read
            response._content_consumed = True
            return response
        connect = _giving(answer)
    raw = _by_urllib3(SimulatorPool(connect), request, retries, timeout)
    return _response(adapter, request, raw)


def _response(adapter: Any, request: Any, raw: Any) -> Any:
    """Built by the adapter of the user. Those of mocks cannot."""
    build = getattr(adapter, "build_response", _ADAPTER.build_response)
    return build(request, raw)


def _ask(target: Target, request: Any) -> Answer:
    headers = [(_text(name), _text(value)) for name, value in request.headers.items()]
    body = _body(request.body)
    environ = environ_of(service_environ(), request.method, request.path_url, headers, body)
    assert target.application is not None
    return call(target.application, environ)


class _Raw(HTTPResponse):
    """A response that has been read. The rest of it is made when somebody asks for it: few do, and
    it takes a tenth of the time of a request."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._original_response = None
        self.status, self.reason = answer.status, answer.reason
        self.headers = HTTPHeaderDict(answer.all_headers)

    def __getattr__(self, name: str) -> Any:
        answer: Answer | None = vars(self).pop("_answer", None)
        if answer is None:
            raise AttributeError(name)
        super().__init__(
            body=BytesIO(b"" if answer.is_head else answer.body),
            headers=self.headers,
            status=self.status,
            reason=self.reason,
            version=11,
            preload_content=False,
            decode_content=False,
        )
        return getattr(self, name)

    def __del__(self) -> None:
        """There is nothing to close, and nothing is made for that."""


def _giving(answer: Answer) -> Any:
    return lambda timeout: MemorySocket(lambda data: answer, timeout)


def _by_urllib3(pool: SimulatorPool, request: Any, retries: Any, timeout: Any) -> Any:
    """As requests itself does: the request by urllib3, its exceptions as those of requests."""
    try:
        return pool.urlopen(
            request.method,
            request.path_url,
            body=request.body,
            headers=request.headers,
            redirect=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
            retries=0 if retries is None else retries,
            timeout=_timeout(timeout),
            chunked=request.body is not None and "Content-Length" not in request.headers,
        )
    except (urllib3_exceptions.ProtocolError, OSError) as error:
        raise exceptions.ConnectionError(error, request=request) from error
    except urllib3_exceptions.MaxRetryError as error:
        raise _out_of_retries(error)(error, request=request) from error
    except urllib3_exceptions.ReadTimeoutError as error:
        raise exceptions.ReadTimeout(error, request=request) from error


def _out_of_retries(error: urllib3_exceptions.MaxRetryError) -> type[exceptions.RequestException]:
    if isinstance(error.reason, urllib3_exceptions.ResponseError):
        return exceptions.RetryError
    return exceptions.ConnectionError


def _timeout(timeout: Any) -> Timeout:
    if isinstance(timeout, Timeout):
        return timeout
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    return Timeout(connect=connect, read=read)


def _body(body: Any) -> bytes:
    """A body as requests takes it: text, bytes, a file, or chunks."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes | bytearray):
        return bytes(body)
    if hasattr(body, "read"):
        return _body(body.read())
    return b"".join(_chunks(body))


def _chunks(body: Any) -> Iterator[bytes]:
    return (_body(chunk) for chunk in body)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


_ADAPTER = requests.adapters.HTTPAdapter()  # builds responses, and sends nothing
