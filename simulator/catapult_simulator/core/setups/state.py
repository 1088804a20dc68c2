"""The state of a simulator: a text of all its accounts, written one by one, and read as a whole.

It is a setup with a limit of its own. An account that does not fit is left out, and told.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from catapult_simulator.core import limits
from catapult_simulator.core.limits import MIB
from catapult_simulator.core.setups import VERSION
from catapult_simulator.core.setups.document import require_size, text_of
from catapult_simulator.core.setups.problems import SetupError, SnapshotTooLarge
from catapult_simulator.core.setups.setup import Setup
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed

_BEGINNING = f'{{\n"version": {VERSION},\n"accounts": ['.encode()
_END = b"\n]\n}\n"


class StateText:
    """The bytes of a state in parts, so that they need not be in memory at once. `left_out` has a
    sentence for each account that does not fit, once all parts have been taken."""

    def __init__(self, tenants: Iterable[Tenant]) -> None:
        self.left_out: list[str] = []
        self._tenants = tenants

    def __iter__(self) -> Iterator[bytes]:
        """Raises TenantClosed for an account that is reset meanwhile."""
        self.left_out.clear()
        room = limits.MAX_STATE_BYTES - len(_BEGINNING) - len(_END)
        joint = b"\n"
        yield _BEGINNING
        for user_id, text in self._accounts():
            if len(joint) + len(text) > room:
                most = limits.MAX_STATE_BYTES // MIB
                self.left_out.append(f"{user_id} is left out: with it, there are over {most} MiB")
                continue
            room -= len(joint) + len(text)
            yield joint + text
            joint = b",\n"
        yield _END

    def _accounts(self) -> Iterator[tuple[str, bytes]]:
        for tenant in self._tenants:
            try:
                content = dict(tenant.state().content)
            except (SetupError, SnapshotTooLarge) as error:
                self.left_out.append(f"{tenant.user_id} is left out: {_sentence(error)}")
            except TenantClosed:
                if not tenant.is_closed:
                    raise
            else:
                del content["version"]
                yield tenant.user_id, json.dumps(content, indent=1, ensure_ascii=False).encode()


def read_state(path: Path) -> Setup:
    """Raises SetupError with line and column, OSError."""
    require_size(path.stat().st_size, path.name, max_bytes=limits.MAX_STATE_BYTES)
    text = text_of(path.read_bytes(), path.name)
    return Setup.of_text(text, path.name, max_bytes=limits.MAX_STATE_BYTES)


def _sentence(error: ValueError) -> str:
    return str(error.problems[0]) if isinstance(error, SetupError) else str(error)
