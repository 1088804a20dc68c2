"""Awaited: gives an account `aio`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catapult_simulator.testing.aio import Aio, AwaitedAccount


class Awaited:
    """An account whose verbs can be awaited."""

    @property
    def aio(self: "AwaitedAccount") -> "Aio":
        """The verbs that wait for the app, to be awaited: for an app on the test's event loop."""
        from catapult_simulator.testing.aio import Aio  # asyncio: few tests need it

        return Aio(self)
