"""`number` and `application`."""

import json

import pytest

from catapult_simulator import CatapultError, Tenant
from cli.commands import LINE, PERSON, Run

URL = "http://127.0.0.1:3000/sms"


def test_a_number_is_ordered_listed_and_released(run: Run, tenant: Tenant) -> None:
    added = run("number", "add", "(919) 555-1212", "--name", "support")
    listed = run("number", "list")
    released = run("number", "release", LINE)

    assert added.output.startswith(f"{LINE}  n-")
    assert added.output.endswith("  support  no application: no app is told\n")
    assert listed.output == added.output
    assert released.output == f"{LINE} is released\n"
    assert tenant.phone_numbers.find() == []


def test_without_a_number_the_next_free_one_is_ordered(run: Run, tenant: Tenant) -> None:
    tenant.phone_numbers.release(tenant.phone_numbers.allocate("+19195551213").id)

    ordered = [run("number", "add").output[:12] for _ in range(2)]

    assert ordered == ["+19195551212", "+19195551214"]


def test_numbers_as_json_have_the_names_of_the_api(run: Run, tenant: Tenant) -> None:
    shop = tenant.applications.create("shop", incoming_message_url=URL)
    run("number", "add", LINE, "--application", shop.id)

    [number] = json.loads(run("number", "list", "--json").output)

    assert (number["number"], number["applicationId"]) == (LINE, shop.id)
    assert "$" not in number


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("number", "add", "+15550001111"), "The number +15550001111 could not be found"),
        (("number", "release", LINE), f"The number {LINE} could not be found"),
        (("number", "add", LINE, "--application", "a-9"), "The application a-9 could not be found"),
        (("application", "delete", "a-9"), "The application a-9 could not be found"),
        (("application", "add", URL, "--number", LINE), f"The number {LINE} could not be found"),
        (("application", "add", URL, "--timeout-ms", "0"), "timeout"),
    ],
)
def test_a_refusal_is_one_line_and_changes_nothing(
    run: Run, tenant: Tenant, words: tuple[str, ...], sentence: str
) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert sentence in result.output
    assert (tenant.phone_numbers.find(), tenant.applications.find()) == ([], [])


def test_an_empty_list_says_how_to_get_one(run: Run) -> None:
    assert run("number", "list").stderr == "no numbers yet: catapult-simulator number add\n"
    assert "no applications yet: catapult-simulator application add" in (
        run("application", "list").stderr
    )


def test_an_application_is_added_bound_changed_and_deleted(run: Run, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)
    added = run("application", "add", URL, "--name", "shop", "--number", LINE, "--method", "get")
    [application] = tenant.applications.find()
    changed = run("application", "update", application.id, "--to", f"{URL}/2", "--method", "POST")
    listed = run("application", "list")
    [number] = tenant.phone_numbers.find()
    deleted = run("application", "delete", application.id)

    assert added.output == f"{application.id}  shop  GET {URL}\n"
    assert changed.output == listed.output == f"{application.id}  shop  POST {URL}/2\n"
    assert deleted.output == f"{application.id} is deleted\n"
    assert number.application_id == application.id


def test_an_application_has_the_options_of_the_api(run: Run, tenant: Tenant) -> None:
    options = ("--fallback", f"{URL}/other", "--timeout-ms", "2000", "--json")

    shown = json.loads(run("application", "add", URL, *options).output)

    assert shown["incomingMessageFallbackUrl"] == f"{URL}/other"
    assert tenant.applications.find()[0].message_timeout_ms == 2000


def test_a_fallback_is_removed(run: Run, tenant: Tenant) -> None:
    shop = tenant.applications.create(
        "shop", incoming_message_url=URL, incoming_message_fallback_url=URL
    )

    run("application", "update", shop.id, "--no-fallback")
    both = run("application", "update", shop.id, "--no-fallback", "--fallback", URL)

    assert tenant.applications.find()[0].incoming_message_fallback_url is None
    assert (both.exit_code, "give either --fallback or" in both.output) == (2, True)


def test_a_change_of_nothing_is_wrong_usage(run: Run) -> None:
    result = run("application", "update", "a-1")

    assert result.exit_code == 2
    assert "nothing to change; give --to" in result.output


def test_a_number_is_changed_and_unbound(run: Run, tenant: Tenant) -> None:
    shop = tenant.applications.create("shop", incoming_message_url=URL)
    tenant.phone_numbers.allocate(LINE)

    bound = run("number", "update", LINE, "--application", shop.id, "--name", "support")
    unbound = run("number", "update", LINE, "--no-application")

    assert bound.output.endswith(f"  support  application {shop.id}\n")
    assert unbound.output.endswith("  support  no application: no app is told\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "nothing to change; give --application"),
        (("--application", "a-1", "--no-application"), "give either --application or"),
    ],
)
def test_a_change_of_a_number_must_be_clear(
    run: Run, options: tuple[str, ...], sentence: str
) -> None:
    result = run("number", "update", LINE, *options)

    assert result.exit_code == 2
    assert sentence in result.output


def test_a_caller_is_named_and_unnamed(run: Run, tenant: Tenant) -> None:
    named = run("number", "name", PERSON, "JANE DOE")
    before = tenant.number_info.look_up(PERSON).name
    unnamed = run("number", "name", PERSON, "")

    assert (named.output, before) == (f"{PERSON} is JANE DOE\n", "JANE DOE")
    assert unnamed.output == f"{PERSON} has no name\n"
    with pytest.raises(CatapultError):
        tenant.number_info.look_up(PERSON)


def test_a_number_that_is_none_is_shown(run: Run) -> None:
    result = run("number", "add", "abc")

    assert result.exit_code == 2
    assert "'abc' is no phone number; use E.164, such as +19195551212" in result.output
