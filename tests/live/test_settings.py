"""The environment of a live run: one sentence for each wrong value."""

import pytest
from contract_tests.live.settings import TargetError, read

from .builders import OWN, VARIABLES, settings


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LIVE", "", "spends money at https://api.example.com; set CATAPULT_LIVE=yes"),
        ("BASE_URL", "api", 'CATAPULT_BASE_URL is "api"; accepted is an absolute URL, such as'),
        ("BASE_URL", "http://a.example.com", "sends your secret unencrypted; set CATAPULT_ALLOW"),
        ("TOKEN", "", "--target live needs CATAPULT_TOKEN in the environment."),
        ("NUMBERS", "4352154439", 'CATAPULT_NUMBERS has "4352154439"; accepted is E.164 with'),
        ("NUMBERS", f"{OWN},{OWN}", f'"{OWN},{OWN}"; accepted are different numbers.'),
        ("PERSON", "me", 'CATAPULT_PERSON has "me"; accepted is E.164'),
        ("CALLBACK_URL", "//x", 'CATAPULT_CALLBACK_URL is "//x"; accepted is an absolute URL'),
        ("PERSON", "+442071838750", 'has "+442071838750"; accepted is E.164 with +1, such as'),
        ("CALLBACK_URL", "https://h:x", '"https://h:x"; accepted is an absolute URL'),
        ("CALLBACK_URL", "https://h:99999", '"https://h:99999"; accepted is an absolute URL'),
        ("CALLBACK_URL", "https://[::1", '"https://[::1"; accepted is an absolute URL'),
        ("BASE_URL", "https://a.example.com/api", "in small letters, without a path."),
        ("BASE_URL", "https://A.example.com", "in small letters, without a path."),
        ("BASE_URL", "https://me:k@a.example.com", "in small letters, without a path."),
        ("BASE_URL", "https://a.example.com?x=1", "in small letters, without a path."),
        ("USER_ID", "u-…", r'CATAPULT_USER_ID is "u-\u2026"; accepted are ASCII letters'),
        ("SECRET", "hush…", "CATAPULT_SECRET has other letters; accepted are ASCII letters"),
        ("TOKEN", "t-token\n", "CATAPULT_TOKEN has other letters; accepted are ASCII letters"),
        ("BUDGET", "", 'CATAPULT_BUDGET is ""; accepted is an amount'),
        ("URL", "x", "CATAPULT_URL is no variable of --target live; "),
        ("COLOUR", "x", "CATAPULT_COLOUR is no variable of --target live; unset it."),
        ("CALLBACK_LISTEN", "8000", 'CATAPULT_CALLBACK_LISTEN is "8000"; accepted is HOST:PORT'),
        ("CALLBACK_LISTEN", "h:99999", '"h:99999"; accepted is HOST:PORT'),
        ("BUDGET", "$5", 'CATAPULT_BUDGET is "$5"; accepted is an amount of US dollars, such as'),
        ("BUDGET", "-1", 'CATAPULT_BUDGET is "-1"; accepted is an amount'),
        ("BUDGET", "nan", 'CATAPULT_BUDGET is "nan"; accepted is an amount'),
        ("ORDER_NUMBERS", "true", 'CATAPULT_ORDER_NUMBERS is "true"; accepted is yes or no.'),
        ("RATE", "0", 'CATAPULT_RATE is "0"; accepted is a number above 0, such as 1 or 0.5.'),
        ("REQUEST_RATE", "fast", 'CATAPULT_REQUEST_RATE is "fast"; accepted is a number'),
        ("PATIENCE", "inf", 'CATAPULT_PATIENCE is "inf"; accepted is a number above 0'),
        ("PROFILE", "2017", 'CATAPULT_PROFILE is "2017"; accepted is 2018 or 2019.'),
        ("BUGDET", "1", "CATAPULT_BUGDET is no variable of --target live; did you mean CATAPULT_B"),
    ],
)
def test_a_wrong_value_has_one_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(TargetError) as refused:
        read(VARIABLES | {f"CATAPULT_{name}": value})

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_not_set_has_a_default() -> None:
    found = settings()

    assert (found.rate, found.request_rate, found.patience, found.profile) == (1, 1, 20, "2019")
    assert (str(found.budget), found.order_numbers) == ("10", False)
    assert found.listen == ("hooks.example.com", 443)
    assert found.person == "+13362154440"


@pytest.mark.parametrize("name", ["SIMULATOR_PORT", "SIMULATOR_PROFILE"])
def test_other_variables_are_left_alone(name: str) -> None:
    assert settings(**{name: "8080"}).base_url == "https://api.example.com"
