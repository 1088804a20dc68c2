"""Callbacks that fail: the fallback, and what counts as a success."""

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Serve
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.receiver import Mailbox

pytestmark = needs("callbacks", "inbound")


@documented("faq applications/retries.md: the URL once, its fallback once, nothing more")
@needs("accounts")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["broken", "silent", "elsewhere"])
def test_a_failed_callback_goes_to_the_fallback(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    mailbox: Mailbox,
    name: str,
    method: str,
) -> None:
    mailbox.answer("broken", 503)
    mailbox.answer("silent", hold=True)
    mailbox.answer("elsewhere", 307, Location=mailbox.url("sms"))
    serve(
        incomingMessageUrl=mailbox.url(name),
        incomingMessageFallbackUrl=mailbox.url("fallback"),
        incomingMessageUrlCallbackTimeout=1000 if name == "silent" else 10000,
        callbackHttpMethod=method,
    )

    simulated.text_in(line)

    assert [told.path.rpartition("/")[2] for told in mailbox.arrived] == [name, "fallback"]
    assert [told.method for told in mailbox.arrived] == [method, method]
    assert mailbox.arrived[0].fields == mailbox.arrived[1].fields
    assert len(account.read("errors")) == 1


@documented("faq applications/retries.md: nothing more than the fallback")
@needs("accounts", "clock")
def test_a_failed_fallback_ends_it(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, mailbox: Mailbox
) -> None:
    url, fallback = mailbox.answer("one", 500), mailbox.answer("two", 500)
    serve(incomingMessageUrl=url, incomingMessageFallbackUrl=fallback)

    simulated.text_in(line)
    simulated.settle()

    assert len(mailbox.arrived) == 2
    assert [error["code"] for error in account.read("errors")] == ["callback-io-error"] * 2
    assert account.read("messages")[0]["state"] == "received"


@assumed("any 2xx is a success, whatever the body")
@pytest.mark.parametrize("status", [200, 201, 204])
@needs("accounts")
def test_any_2xx_is_a_success(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    serve: Serve,
    mailbox: Mailbox,
    status: int,
) -> None:
    url = mailbox.answer("sms", status)
    serve(incomingMessageUrl=url, incomingMessageFallbackUrl=mailbox.url("fallback"))

    simulated.text_in(line)

    assert len(mailbox.arrived) == 1
    assert account.read("errors") == []


@documented("methods/phoneNumbers/postPhoneNumbersNumberId.md: no application, nobody to tell")
@needs("accounts")
def test_an_unbound_number_tells_nobody(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, mailbox: Mailbox
) -> None:
    serve()
    account.post(f"phoneNumbers/{line}", {"applicationId": ""})

    simulated.text_in(line)

    assert mailbox.arrived == []
