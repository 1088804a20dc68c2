"""One simulator for each test worker, and an account for each test."""

from collections.abc import Iterator

import pytest

from sdk.sdk_account import SdkAccount, open_account
from serve_support import serving


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    """The URL of `serve`, without `/v1`, on virtual time."""
    with pytest.MonkeyPatch.context() as environment, serving("--clock", "virtual") as process:
        # The clients read these; they must not use a proxy for 127.0.0.1.
        environment.setenv("NO_PROXY", "127.0.0.1")
        environment.setenv("no_proxy", "127.0.0.1")
        yield process.url


@pytest.fixture
def account(simulator_url: str) -> SdkAccount:
    """A new account without any resources."""
    return open_account(simulator_url)
