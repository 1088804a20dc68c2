"""Each option has an effect from each place that may give it, and the documents name it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from inspect import getdoc
from typing import Any, NamedTuple

import pytest
import requests

from catapult_simulator import CatapultConfig, Fault, MakeCatapult, pytest_plugin
from catapult_simulator.testing.plugin.open_accounts import OpenAccount
from catapult_simulator.testing.plugin.options import AccountOptions, OptionError

KEYS = [*CatapultConfig.__annotations__]
NUMBER = "+19195551212"


class Effect(NamedTuple):
    """A value of an option, and what the account shows with it and without it."""

    value: object
    seen: Callable[[OpenAccount], object]
    with_it: object
    without: object


def _complaints(opened: OpenAccount) -> int:
    """How many of an account that has ended, with a fault that never struck."""
    opened.account.faults.add(Fault("rest", path="media", error="media-not-found"))
    opened.ended = True
    return len(opened.complaints())


def _is_redirected(_: OpenAccount) -> bool:
    return requests.adapters.HTTPAdapter.send is not _UNTOUCHED


_UNTOUCHED = requests.adapters.HTTPAdapter.send
EFFECTS = {
    "clock": Effect("wall", lambda opened: opened.account.can_advance, False, True),
    "profile": Effect("2018", lambda opened: opened.account.rules.profile.name, "2018", "2019"),
    "now": Effect(
        datetime(2030, 1, 1, tzinfo=UTC), lambda opened: opened.account.now.year, 2030, 2019
    ),
    "strict": Effect(False, _complaints, 0, 1),
    "redirect": Effect(True, _is_redirected, True, False),
    "rules": Effect(
        {"mms_allowed": False}, lambda opened: opened.account.rules.mms_allowed, False, True
    ),
    "setup": Effect(
        {"numbers": [{"number": NUMBER}]},
        lambda opened: opened.account.phone_numbers.owned(NUMBER) is not None,
        True,
        False,
    ),
}


@pytest.fixture
def config() -> dict[str, object]:
    """The options that `catapult_config` gives; a test fills them in."""
    return {}


@pytest.fixture
def catapult_config(config: dict[str, object]) -> dict[str, object]:
    return config


def _by_config(name: str, value: object, request: pytest.FixtureRequest) -> dict[str, Any]:
    request.getfixturevalue("config")[name] = value
    return {}


def _by_marker(name: str, value: object, request: pytest.FixtureRequest) -> dict[str, Any]:
    request.node.add_marker(pytest.mark.catapult(**{name: value}))
    return {}


def _by_call(name: str, value: object, request: pytest.FixtureRequest) -> dict[str, Any]:
    return {name: value}


def _opened(make_catapult: MakeCatapult, keywords: dict[str, Any]) -> OpenAccount:
    account = make_catapult(**keywords)
    return next(each for each in make_catapult.accounts if each.account is account)


def test_each_option_is_known_to_have_an_effect() -> None:
    assert [*EFFECTS] == KEYS
    assert [*AccountOptions._fields] == KEYS


@pytest.mark.parametrize("give", [_by_config, _by_marker, _by_call])
@pytest.mark.parametrize("name", EFFECTS)
def test_an_option_has_an_effect_from_each_place(
    name: str, give: Any, make_catapult: MakeCatapult, request: pytest.FixtureRequest
) -> None:
    effect = EFFECTS[name]

    opened = _opened(make_catapult, give(name, effect.value, request))

    assert effect.seen(opened) == effect.with_it


@pytest.mark.parametrize("name", [name for name in EFFECTS if name != "strict"])
def test_an_effect_is_that_of_its_option(name: str, make_catapult: MakeCatapult) -> None:
    assert EFFECTS[name].seen(_opened(make_catapult, {})) == EFFECTS[name].without


def test_an_account_is_strict_unless_told(catapult: Any, make_catapult: MakeCatapult) -> None:
    opened = next(each for each in make_catapult.accounts if each.account is catapult)

    assert _complaints(opened) == EFFECTS["strict"].without
    catapult.faults.clear()


@pytest.mark.catapult(now=datetime(2030, 1, 1, tzinfo=UTC))
@pytest.mark.parametrize(("given", "year"), [({}, 2030), ({"now": None}, 2019)])
def test_none_differs_from_what_is_not_given(
    given: CatapultConfig, year: int, make_catapult: MakeCatapult
) -> None:
    assert make_catapult(**given).now.year == year


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"clok": "wall"}, "make_catapult: no option 'clok'; there are clock, profile, "),
        ({"profile": None}, "make_catapult: profile=None; choose one of 2018, 2019"),
        ({"strict": None}, "make_catapult: strict=None; pass True or False"),
    ],
)
def test_a_call_refuses_what_is_no_option(
    given: dict[str, Any], sentence: str, make_catapult: MakeCatapult
) -> None:
    with pytest.raises(OptionError, match=f"^{re.escape(sentence)}"):
        make_catapult(**given)


def test_the_marker_names_each_option() -> None:
    assert re.findall(r"(\w+)=", pytest_plugin.MARKER) == KEYS


def test_the_documentation_of_the_config_names_each_option() -> None:
    sentence = re.search(r"Keys: ([\w\s,]+)\.", str(getdoc(pytest_plugin.catapult_config)))

    assert sentence is not None
    assert re.split(r",\s+", sentence[1]) == KEYS
