"""Libraries that are imported within a redirect are redirected too."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from catapult_simulator import Server, Simulator
from catapult_simulator.testing.catapult import Catapult

def ours():
    return [each for each in sys.meta_path if "catapult" in type(each).__module__]

with Server(Simulator(tenant_type=Catapult)) as server:
    account = server.simulator.open_tenant()
    path = f"api.catapult.inetwork.com/v1/users/{account.user_id}/messages"
    me = account.credentials
    with account.redirect():
        assert ours()
        assert "{library}" not in sys.modules
        import {library}
        answer = {call}
    assert answer == 200, answer
    import requests
    assert requests.adapters.HTTPAdapter.send.__module__ == "requests.adapters"
    assert not ours()
"""
CALLS = {
    "requests": 'requests.get("https://" + path, auth=(me.token, me.secret)).status_code',
    "httpx": 'httpx.get("https://" + path, auth=(me.token, me.secret)).status_code',
    "urllib3": 'urllib3.PoolManager().request("GET", "https://" + path, headers='
    'urllib3.make_headers(basic_auth=f"{me.token}:{me.secret}")).status',
}


@pytest.mark.parametrize("library", CALLS)
def test_a_library_that_is_imported_later(library: str) -> None:
    pytest.importorskip(library)
    script = SCRIPT.replace("{library}", library).replace("{call}", CALLS[library])

    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=60
    )

    assert ran.returncode == 0, ran.stderr
