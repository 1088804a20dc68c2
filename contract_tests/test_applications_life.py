"""Applications: update, delete and list them."""

import pytest

from contract_tests.account import Account, Json
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.live.belongings import MARK
from contract_tests.wire import (
    assert_done,
    assert_invalid,
    assert_json,
    assert_refused,
    links,
)

CALLS = "http://example.com/calls.php"
MESSAGES = "http://example.com/messages.php"
APPLICATION = {"name": MARK, "incomingCallUrl": CALLS, "incomingMessageUrl": MESSAGES}


@documented("methods/applications/postApplicationsApplicationId.md: what is not sent stays")
def test_an_update_leaves_the_other_properties(account: Account) -> None:
    made = account.create("applications", APPLICATION)

    assert_done(
        account.post(f"applications/{made}", {"incomingCallUrl": "http://other.example.com"})
    )

    application = account.read(f"applications/{made}")
    assert application["incomingCallUrl"] == "http://other.example.com"
    assert (application["name"], application["incomingMessageUrl"]) == (MARK, MESSAGES)


@observed("python-bandwidth 3.x sends null for everything that does not change")
@pytest.mark.parametrize("body", [{}, dict.fromkeys(APPLICATION)], ids=["empty", "nulls"])
def test_an_update_with_nothing_changes_nothing(account: Account, body: Json) -> None:
    made = account.create("applications", APPLICATION)
    before = account.read(f"applications/{made}")

    assert_done(account.post(f"applications/{made}", body))

    assert account.read(f"applications/{made}") == before


@observed("java-bandwidth sends back everything it has read but the id")
def test_an_application_can_be_updated_with_its_own_representation(account: Account) -> None:
    made = account.create("applications", APPLICATION)
    before = account.read(f"applications/{made}")
    name, whole = f"applications/{made}", {key: before[key] for key in list(before)[1:]}

    assert_done(account.post(name, whole))

    assert account.read(name) == before


@assumed("assumption E6")
def test_an_empty_url_removes_the_url(account: Account) -> None:
    made = account.create("applications", APPLICATION)

    assert_done(account.post(f"applications/{made}", {"incomingCallUrl": ""}))

    assert "incomingCallUrl" not in account.read(f"applications/{made}")
    answer = account.post(f"applications/{made}", {"incomingMessageUrl": ""})
    assert_invalid(answer, "Your application must have a least one callback URL.")


@documented("errors.md, application-not-found")
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_application_is_not_found(account: Account, method: str) -> None:
    answer = account.request(method, "applications/a-xxx")

    message = "The application a-xxx could not be found"
    assert_refused(
        answer, 404, "application-not-found", message, details={"applicationId": "a-xxx"}
    )


@documented("methods/applications/deleteApplicationsApplicationId.md")
def test_a_deleted_application_is_not_found(account: Account) -> None:
    made = account.create("applications", APPLICATION)

    assert_done(account.delete(f"applications/{made}"))

    assert account.get(f"applications/{made}").status_code == 404
    assert account.delete(f"applications/{made}").status_code == 404
    listed = account.read("applications", size=1000)
    assert made not in [application["id"] for application in listed]


@assumed("assumption E2")
@needs("sending")
def test_numbers_lose_a_deleted_application(account: Account, line: str) -> None:
    made = account.create("applications", APPLICATION)
    account.post(f"phoneNumbers/{line}", {"applicationId": made})

    account.delete(f"applications/{made}")

    assert "application" not in account.read(f"phoneNumbers/{line}")


@observed("java-bandwidth RestResponse (form of the links), node-bandwidth (always first)")
@needs("accounts")
def test_pages_are_linked(account: Account) -> None:
    for number in range(5):
        account.create("applications", APPLICATION | {"name": str(number)})
    at = account.url("applications?page={}&size=2")

    pages = [account.get("applications", page=page, size=2) for page in range(4)]

    assert [[item["name"] for item in page.json()] for page in pages] == [
        ["0", "1"], ["2", "3"], ["4"], [],
    ]  # fmt: skip
    assert links(pages[0]) == {"first": at.format(0), "next": at.format(1)}
    assert links(pages[1]) == {
        "first": at.format(0), "previous": at.format(0), "next": at.format(2),
    }  # fmt: skip
    assert list(links(pages[1])) == ["first", "previous", "next"]
    assert links(pages[2]) == {"first": at.format(0), "previous": at.format(1)}
    assert "next" not in links(pages[3])


@observed("java- and php-bandwidth stop where no next page is linked")
@needs("accounts")
def test_a_full_last_page_has_no_next_link(account: Account) -> None:
    for _ in range(4):
        account.create("applications", APPLICATION)

    assert "next" not in links(account.get("applications", page=1, size=2))


@documented("methods/applications/getApplications.md: 25 by default, at most 1000")
@needs("accounts")
def test_a_page_has_25_applications(account: Account) -> None:
    for _ in range(26):
        account.create("applications", APPLICATION)

    answer = account.get("applications")

    assert_json(answer)
    assert len(answer.json()) == 25
    assert links(answer)["next"] == account.url("applications?page=1&size=25")
    assert len(account.read("applications", size=5000)) == 26


@assumed("assumption A11")
@pytest.mark.parametrize(("name", "value"), [("size", "0"), ("size", "x"), ("page", "-1")])
@pytest.mark.parametrize("path", ["applications", "phoneNumbers", "errors"])
def test_a_bad_page_is_refused(account: Account, path: str, name: str, value: str) -> None:
    assert_invalid(account.get(path, **{name: value}))
