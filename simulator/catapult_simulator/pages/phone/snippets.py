"""Snippets: a message as a curl command, as a test of pytest, and as a line of a terminal."""

import json
import shlex
from typing import NamedTuple

from catapult_simulator.core.callback_fields import query_fields
from catapult_simulator.core.callbacks import Payload
from catapult_simulator.core.masking import MASK, without_credentials
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.urls import parts_of
from catapult_simulator.pages.phone.command_lines import JSON_DATA, Address, Same
from catapult_simulator.pages.phone.reports import Report
from catapult_simulator.pages.phone.same import connect, receive, replay, update_application


class Snippets(NamedTuple):
    """Texts to copy; an empty one where there is nothing to show."""

    curl: str
    pytest: str
    again: Same
    mend: Same


def snippets(address: Address, tenant: Tenant, report: Report) -> Snippets:
    """The snippets of the message of a report."""
    message = report.message
    others = replay(address, tenant, message.id), _mend(address, tenant, message.to)
    if message.direction == "out":
        return Snippets(_request(address, tenant, report), "", *others)
    return Snippets(_callback(tenant, report), _test(tenant, message), *others)


def texted(address: Address, tenant: Tenant, message: Message) -> Same:
    """A text of a person by other ways."""
    return receive(address, tenant, message.from_, message.to, message.text or "")


def _mend(address: Address, tenant: Tenant, number: str) -> Same:
    """The app of a number gets another URL; a number without any gets one."""
    application_id = tenant.phone_numbers.application_of(number)
    if application_id is None:
        return connect(address, tenant, number)
    return update_application(address, tenant, application_id)


def _callback(tenant: Tenant, report: Report) -> str:
    """The callback, as curl sends it. The secrets of the URL were not recorded: the shell asks for
    them."""
    if not report.callbacks:
        return ""
    last = report.callbacks[-1]
    if last.method == "GET":
        fields = query_fields(last.payload)
        data = [word for name, value in fields for word in ("--data-urlencode", f"{name}={value}")]
        return f"{_curl(tenant, last.url, '-G ')} {shlex.join(data)}"
    return f"{_curl(tenant, last.url)} {shlex.join([*JSON_DATA, _compact(last.payload)])}"


def _curl(tenant: Tenant, url: str, way: str = "") -> str:
    """Its beginning, with variables of the shell for what was left out of the URL."""
    login = f"-u {_LOGIN} " if _has_login(tenant, url) else ""
    return f"curl -i {way}{login}{shlex.quote(url).replace(MASK, _SECRET)}"


def _has_login(tenant: Tenant, url: str) -> bool:
    """Whether an application has user and password in this URL."""
    used = [
        each
        for application in tenant.applications.find()
        for each in (
            application.incoming_message_url,
            application.incoming_message_fallback_url,
        )
    ]
    return any(
        each and "@" in parts_of(each).netloc and without_credentials(each) == url for each in used
    )


def _request(address: Address, tenant: Tenant, report: Report) -> str:
    """The request of the app, as curl sends it."""
    if not report.requests:
        return ""
    asked = report.requests[0]
    login = f"{tenant.credentials.token}:{tenant.credentials.secret}"
    words = ["curl", "-i", "-u", login, f"{address.origin}{asked.url}"]
    return shlex.join(
        [*words, *JSON_DATA, " ".join(asked.sent.split("\n"))] if asked.sent else words
    )


def _test(tenant: Tenant, message: Message) -> str:
    """A test that texts the app and expects what it answered."""
    application_id = tenant.phone_numbers.application_of(message.to)
    url = application_id and tenant.applications.get(application_id).incoming_message_url
    if not url:
        return ""
    safe = without_credentials(url)
    lines = [
        *([] if safe == url else [_LEFT_OUT]),
        *_TEST_ACCOUNT,
        "def test_the_app_answers(catapult):",
        f"    line = catapult.connect({safe!r}, number={message.to!r})",
        f"    phone = catapult.phone({message.from_!r})",
        "",
        f"    phone.text({message.text or ''!r}, to=line)",
    ]
    if (reply := _reply(tenant, message)) is not None:
        lines += ["", f"    assert phone.wait_for_reply().text == {reply!r}"]
    return "\n".join(lines)


# The app that was texted answers the account of this page.
_TEST_ACCOUNT = (
    "# Each test has an account of its own: start the app with its credentials and catapult_url,",
    "# or, in the same process, with catapult_redirect = true in the ini file of pytest.",
)


def _reply(tenant: Tenant, message: Message) -> str | None:
    """The text that the app wrote to the person next."""
    messages = iter(tenant.messages.latest_with_person(message.from_, _NEWEST))
    if not any(each.id == message.id for each in messages):  # ends at the message, if it is there
        return None
    following = next(messages, None)
    return following.text if following is not None and following.direction == "out" else None


def _compact(payload: Payload) -> str:
    return json.dumps(payload, ensure_ascii=False)


_NEWEST = 500
_LOGIN = '"${APP_LOGIN:?user:password of the URL of the app}"'
_SECRET = """'"${APP_SECRET:?the secret in the URL of the app}"'"""  # within single quotes
_LEFT_OUT = "# The URL of the app has secrets, which were left out: write them in."
