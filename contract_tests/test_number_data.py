"""Which numbers there are: exchanges, area codes, towns, rate centres, numbers abroad."""

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD
from contract_tests.evidence import assumed, documented, needs
from contract_tests.wire import assert_invalid, assert_refused

NANPA = "the North American Numbering Plan"
LOCAL = "methods/availableNumbers/getAvailableNumbersLocal.md"
RESERVED = {"555", "950", "958", "959", "976"}
TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")

pytestmark = needs("accounts", "numbers")


def offered(account: Account, query: str, kind: str = "local") -> list[dict[str, str]]:
    return list(account.read(f"/availableNumbers/{kind}?{query}&quantity=5000"))


@documented(f"{NANPA}: neither N11 nor reserved exchanges are given to subscribers")
@pytest.mark.parametrize(
    ("kind", "query"),
    [("local", "areaCode=919"), ("local", "state=NC"), ("tollFree", "")],
    ids=["code", "state", "toll-free"],
)
def test_service_codes_are_never_offered(account: Account, kind: str, query: str) -> None:
    exchanges = {number["number"][5:8] for number in offered(account, query, kind)}

    if query == "state=NC":
        assert len(exchanges) > 500
    else:
        assert len(exchanges) == 800 - 8 - len(RESERVED)
    assert not {each for each in exchanges if each[1:] == "11" or each[0] in "01"}
    assert not exchanges & RESERVED


@documented(f"{NANPA}: the exchange is no N11, and no part begins with 0 or 1; 404: assumption D8")
@pytest.mark.parametrize(
    "number",
    [
        *(f"+1919{first}115551"[:12] for first in "23456789"), "+19190551212", "+19191551212",
        "+10195551212", "+11195551212", "+18004115551", "+18001551212", "+18000551212",
    ],
)  # fmt: skip
@pytest.mark.parametrize("imported", [False, True], ids=["order", "import"])
def test_no_subscriber_has_such_a_number(account: Account, number: str, imported: bool) -> None:
    body = {"number": number} | ({"provider": DASHBOARD} if imported else {})

    refused = account.post("phoneNumbers", body)

    assert_refused(refused, 404, "number-not-found", details={"number": number})


@assumed("assumption D15")
@pytest.mark.parametrize("number", ["+441632960123", "+4915112345678", "+521234567890"])
@pytest.mark.parametrize("imported", [False, True], ids=["order", "import"])
def test_no_account_has_a_number_of_another_country(
    account: Account, number: str, imported: bool
) -> None:
    body = {"number": number} | ({"provider": DASHBOARD} if imported else {})

    refused = account.post("phoneNumbers", body)

    assert_refused(refused, 404, "number-not-found", details={"number": number})
    assert account.read("phoneNumbers") == []


@assumed("assumption D8")
@pytest.mark.parametrize("number", ["+14165551234", "+18765551234", "+17875551234"])
def test_a_number_of_canada_or_the_caribbean_has_no_place(account: Account, number: str) -> None:
    read = account.read(f"phoneNumbers/{account.create('phoneNumbers', {'number': number})}")

    national = f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    assert (read["number"], read["nationalNumber"]) == (number, national)
    assert not {"city", "state"} & set(read)
    assert read["price"] == "0.60"


@assumed("assumption D11")
@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("+123456", False), ("+1234567", True), ("+123456789012345", True),
        ("+1234567890123456", False), ("+0123456789", False), ("1234567", False),
        ("919555121", False), ("9195551212", True), ("19195551212", True), ("29195551212", False),
        ("+49 (151) 1234-5678", True), ("919/555/1212", False), ("٩١٩٥٥٥١٢١٢", False),
    ],
)  # fmt: skip
def test_a_number_has_7_to_15_digits_and_its_country(
    account: Account, number: str, fits: bool
) -> None:
    answer = account.post("phoneNumbers", {"number": "+19195551212", "fallbackNumber": number})

    if not fits:
        assert_invalid(answer, "Invalid phone number")
    assert (answer.status_code == 201) is fits


@documented(f"{NANPA}: the area codes of these states")
@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("RI", "401"), ("WY", "307"), ("ND", "701"), ("VT", "802"), ("ME", "207"), ("MT", "406"),
        ("HI", "808"), ("AK", "907"), ("NH", "603"), ("SD", "605"), ("DE", "302"),
        ("ID", "208 986"), ("UT", "385 435 801"), ("WV", "304 681"),
        ("NJ", "201 551 609 640 732 848 856 862 908 973"),
    ],
    ids=lambda value: value if len(value) == 2 else "",
)  # fmt: skip
def test_a_state_has_its_area_codes(account: Account, state: str, codes: str) -> None:
    found = offered(account, f"state={state}")

    assert {number["state"] for number in found} == {state}
    assert {number["number"][2:5] for number in found} == set(codes.split())


@documented(f"{NANPA}: the toll-free codes; {LOCAL}: prices")
def test_toll_free_codes_have_a_price_of_their_own(account: Account) -> None:
    found = offered(account, "", "tollFree")

    assert {number["number"][2:5] for number in found} == set(TOLL_FREE)
    assert {number["price"] for number in found} == {"2.00"}
    for code in TOLL_FREE:
        number = account.read(
            f"phoneNumbers/{account.create('phoneNumbers', {'number': f'+1{code}5551234'})}"
        )
        assert (number["price"], number.get("state")) == ("2.00", None)
        assert account.read(f"/availableNumbers/local?areaCode={code}") == []
    for code in ("811", "822", "801", "898"):
        made = account.create("phoneNumbers", {"number": f"+1{code}5551234"})
        assert account.read(f"phoneNumbers/{made}")["price"] == "0.60"


@assumed("assumption D32")
@pytest.mark.parametrize(
    ("city", "state", "shown", "rate_center"),
    [
        ("Cary", "NC", "CARY", "CARY"),
        ("Fort Collins", "CO", "FORT COLLINS", "FT COLLINS"),
        ("Ft. Collins", "CO", "FORT COLLINS", "FT COLLINS"),
        ("ft collins", "co", "FORT COLLINS", "FT COLLINS"),
        ("Jersey City", "NJ", "JERSEY CITY", "JERSEYCITY"),
        ("Lake St. Louis", "MO", "LAKE SAINT LOUIS", "LAKESTLOUI"),
        ("Mt. Vernon", "MO", "MOUNT VERNON", "MOUNTVERNO"),
        ("Coeur dAlene", "ID", "COEUR D'ALENE", "COEURD'ALE"),
        ("Croton on Hudson", "NY", "CROTON-ON-HUDSON", "CROTON-ON-"),
        ("Hasbrouck Heights", "NJ", "HASBROUCK HTS", "HASBROUCKH"),
        ("Cape May Ct House", "NJ", "CAPE MAY CT HSE", "CAPEMAYCTH"),
    ],
    ids=lambda value: value,
)
def test_a_town_has_a_rate_centre(
    account: Account, city: str, state: str, shown: str, rate_center: str
) -> None:
    found = account.read("/availableNumbers/local", city=city, state=state)

    assert len(found) == 10
    assert {(number["city"], number["rateCenter"]) for number in found} == {(shown, rate_center)}
    assert {number["state"] for number in found} == {state.upper()}
