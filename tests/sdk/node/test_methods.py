"""node-bandwidth 2.4.1: the script calls each method in scope."""

from sdk.scripts import Script


def test_every_method_is_exercised(script: Script) -> None:
    assert script.exercised == set(script.available)
