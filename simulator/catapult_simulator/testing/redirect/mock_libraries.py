"""Mock libraries that may be started after a redirect: the real API is none of their concern."""

import sys
from typing import Any
from urllib.parse import urlsplit

from catapult_simulator.testing.redirect.patches import Function, Patch
from catapult_simulator.testing.redirect.state import target_for


def patches(library: str) -> list[Patch]:
    return _OF[library]()


def _responses() -> list[Patch]:
    return [Patch(sys.modules["responses"].RequestsMock, "_on_request", _wrap_on_request)]


def _requests_mock() -> list[Patch]:
    from catapult_simulator.testing.redirect.requests_adapters import wrap_send

    return [Patch(sys.modules["requests_mock.adapter"].Adapter, "send", wrap_send)]


def _vcr() -> list[Patch]:
    cassette = sys.modules["vcr.cassette"].Cassette
    return [
        Patch(cassette, "can_play_response_for", _ignoring(False)),
        Patch(cassette, "filter_request", _ignoring(None)),
        Patch(cassette, "append", _ignoring(None)),
    ]


def _wrap_on_request(original: Function) -> Function:
    from catapult_simulator.testing.redirect.requests_adapters import wrap_send

    def on_request(mock: Any, adapter: Any, request: Any, *arguments: Any, **options: Any) -> Any:
        def answer(adapter: Any, request: Any, *arguments: Any, **options: Any) -> Any:
            return original(mock, adapter, request, *arguments, **options)

        return wrap_send(answer)(adapter, request, *arguments, **options)

    return on_request


def _ignoring(instead: Any) -> Any:
    """A method of a cassette that takes a request: it neither plays nor records one of ours."""

    def wrap(original: Function) -> Function:
        def method(cassette: Any, request: Any, *arguments: Any) -> Any:
            if target_for(urlsplit(request.uri).hostname) is not None:
                return instead
            return original(cassette, request, *arguments)

        return method

    return wrap


_OF = {"responses": _responses, "requests_mock": _requests_mock, "vcr": _vcr}
