"""All accounts: opened, closed, and kept as a file; setups that are refused with their place."""

import json
from typing import Any

import pytest

from builders import APP_URL, LINE, draft
from catapult_simulator import Simulator
from catapult_simulator.core.limits import MAX_SETUP_BYTES
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor

ALL = "/phone/@accounts"
NUMBERS = {"numbers": [f"{LINE}={APP_URL}"]}
WRONG = '{\n  "numbers": ["+19195551212"],\n  "numbrs": ["<i>"]\n}'


def opened(simulator: Simulator) -> list[str]:
    return [each.user_id for each in simulator.tenants()]


# -- opening and closing -------------------------------------------------------------------------


def test_without_an_account_the_first_page_opens_one(
    visitor: Visitor, simulator: Simulator
) -> None:
    form = visitor.get("/").fields(ALL)

    page = visitor.send(ALL, form | {"userId": "u-shop"})

    assert opened(simulator) == ["u-shop"]
    assert "See what your app does" in page.text


def test_an_account_is_opened_with_everything_that_it_can_have(
    visitor: Visitor, simulator: Simulator
) -> None:
    form = {"userId": "u-1", "token": "t-1", "secret": "s-1", "profile": "2018", "seed": ""}
    visitor.send(ALL, form | {"clock": "virtual", "now": "2020-01-01T00:00:00Z"})

    tenant = simulator.tenant("u-1")
    assert tuple(tenant.credentials) == ("u-1", "t-1", "s-1")
    assert (tenant.rules.profile.name, tenant.now_text) == ("2018", "2020-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"userId": "u 1"}, "userId: 'u 1' is not an id"),
        ({"userId": "<b>x</b>"}, "'<b>x</b>' is not an id"),
        ({"userId": "u-taken"}, "tenant 'u-taken' is open already"),
        ({"token": "t-taken"}, "token 't-taken' belongs to another tenant"),
        ({"profile": "1999"}, "'1999' is not one of"),
        ({"now": "noon"}, "now: "),
        ({"clock": "wall", "now": "2020-01-01T00:00:00Z"}, "runs on the wall clock"),
        ({"surprise": "1"}, "surprise: unknown property"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_form_as_it_was(
    visitor: Visitor, simulator: Simulator, form: dict[str, str], sentence: str
) -> None:
    simulator.open_tenant("u-taken", "t-taken")

    page = visitor.post(ALL, {"secret": "s-typed"} | form)

    assert page.status == 422
    assert sentence in page.text
    assert page.fields(ALL)["secret"] == "s-typed"
    assert opened(simulator) == ["u-taken"]


def test_an_account_is_closed_once_somebody_is_sure(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, home: str
) -> None:
    simulator.open_tenant("u-other")

    unsure = visitor.post(f"{home}/close", {})
    still_open = opened(simulator)
    page = visitor.send(f"{home}/close", {"sure": "1"})

    assert (unsure.status, "tick the box" in unsure.text) == (422, True)
    assert still_open == [tenant.user_id, "u-other"]
    assert opened(simulator) == ["u-other"]
    assert tenant.user_id not in page.text
    assert visitor.get(home).status == 404


def test_the_list_of_accounts_leads_to_each(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    simulator.open_tenant("account")

    page = visitor.get(ALL)

    assert {home, "/phone/account"} <= set(page.links())
    assert f"{tenant.user_id} 2019 virtual 1 0" in page.text
    assert ALL in visitor.get(f"{home}/about").links()


# -- setups --------------------------------------------------------------------------------------


def test_an_account_starts_anew_with_a_pasted_setup(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    setup = 'numbers = ["+19195557777=http://app.test/sms"]'
    page = visitor.send(f"{home}/setup", {"setup": setup})

    assert [each.number for each in tenant.phone_numbers.enabled()] == ["+19195557777"]
    assert "returns to the setup" in page.text


def test_an_account_starts_anew_with_a_file(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.messages.send(draft(text="kept"))
    saved = visitor.get_bytes(f"{home}/snapshot")
    tenant.reset()

    answer = visitor.post_file(f"{home}/setup", {"setup": ""}, "file", "a.json", saved)

    assert answer.status == 303
    assert [each.text for each in tenant.messages.find()] == ["kept"]


@pytest.mark.parametrize("path", ["{home}/setup", f"{ALL}/setup"])
def test_a_wrong_setup_is_refused_with_line_column_and_the_line_itself(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, path: str
) -> None:
    page = visitor.post(path.format(home=home), {"setup": WRONG})

    assert page.status == 422
    assert "The text is refused, and nothing has changed: line 3, column 3 : numbrs" in page.text
    assert "<mark>&#34;numbrs&#34;: [&#34;&lt;i&gt;&#34;]</mark>" in page.html
    assert page.fields(path.format(home=home))["setup"] == WRONG
    assert tenant.phone_numbers.enabled() == [line]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("", b"", "no setup; choose a file, or paste one"),
        ("<b>.json", b"\xff", "<b>.json: byte 1 is no UTF-8"),
        ("a.json", b"{", "a.json is refused, and nothing has changed: line 1, column 2"),
        ("a.toml", b"numbers = 5", "line 1, column 11 : numbers"),
        ("a.json", b'{"accounts": [{}, {}]}', "declares 2 accounts"),
        ("a.json", b'{"media": [{"name": "x", "file": "/etc/passwd"}]}', "file"),
        ("a.json", b'{"x": "' + b"y" * 100_000 + b'"}', "unknown key"),
    ],
)
def test_a_file_that_is_no_setup_is_refused(
    visitor: Visitor, tenant: Tenant, home: str, name: str, content: bytes, sentence: str
) -> None:
    page = visitor.post_file(f"{home}/setup", {"setup": ""}, "file", name, content)

    assert page.status == 422
    assert sentence in page.text
    assert "<b>" not in page.html
    assert len(page.html) < 40_000
    assert not tenant.has_setup


def test_a_path_that_is_pasted_is_no_file_of_the_server(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    page = visitor.post(f"{home}/setup", {"setup": __file__})

    assert page.status == 422
    assert "line 1, column" in page.text


def test_a_file_and_a_text_are_one_too_many(visitor: Visitor, tenant: Tenant, home: str) -> None:
    page = visitor.post_file(f"{home}/setup", {"setup": "{}"}, "file", "a.json", b"{}")

    assert (page.status, "both a.json and a text" in page.text) == (422, True)


def test_a_setup_may_be_larger_than_a_picture(visitor: Visitor, tenant: Tenant, home: str) -> None:
    large = json.dumps(NUMBERS).encode() + b" " * 9_000_000
    too_large = b" " * (MAX_SETUP_BYTES + 2**20)

    taken = visitor.post_file(f"{home}/setup", {}, "file", "a.json", large)
    refused = visitor.post_file(f"{home}/setup", {}, "file", "a.json", too_large)

    assert (taken.status, refused.status) == (303, 413)
    assert "a setup 32 MiB" in refused.text


def test_all_accounts_are_kept_and_opened_again(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.messages.send(draft(text="kept"))
    simulator.open_tenant("u-two").phone_numbers.allocate("+19195557777")
    page = visitor.get(f"{ALL}/snapshot")
    for user_id in opened(simulator):
        simulator.close_tenant(user_id)

    answer = visitor.post_file(f"{ALL}/setup", {}, "file", "all.json", page.html.encode())

    assert answer.headers["location"] == ALL
    assert opened(simulator) == [tenant.user_id, "u-two"]
    assert simulator.tenant(tenant.user_id).messages.find()[0].text == "kept"
    assert 'filename="accounts.json"' in page.headers["content-disposition"]


@pytest.mark.parametrize("path", ["{home}/snapshot", f"{ALL}/snapshot"])
def test_a_bare_setup_has_no_messages(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str, path: str
) -> None:
    tenant.messages.send(draft(text="gone"))

    content: Any = json.loads(visitor.get(f"{path.format(home=home)}?bare=1").html)

    (account,) = content.get("accounts") or [content]
    assert "messages" not in account
    assert [each["number"] for each in account["numbers"]] == [LINE]


def test_a_setup_with_the_token_of_another_account_changes_nothing(
    visitor: Visitor, simulator: Simulator, tenant: Tenant
) -> None:
    setup = {"userId": "u-new", "token": tenant.credentials.token}

    page = visitor.post(f"{ALL}/setup", {"setup": json.dumps(setup)})

    assert (page.status, "belongs to another tenant" in page.text) == (422, True)
    assert opened(simulator) == [tenant.user_id]
