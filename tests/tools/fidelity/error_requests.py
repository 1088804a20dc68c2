"""For each error that is reached naturally, the request that is answered with it.

Errors that occur only in the errors resource have an event instead of a request.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from builders import LINE, PERSON, SECOND_LINE, TOLL_FREE, Client, Response, draft
from catapult_simulator.core import catalogue
from catapult_simulator.core.callbacks import Callback, Outcome, Problem
from catapult_simulator.core.catalogue import ErrorKind
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.json_body import MAX_BYTES

Given = Callable[[Tenant], object]
URL = "http://app.test/sms"
SMS = {"from": LINE, "to": PERSON, "text": "Yes."}
MMS = {**SMS, "media": "http://app.test/cat.jpg"}
SHOP = {"name": "shop", "incomingMessageUrl": URL}
PHONES = {"name": "shop", "incomingCallUrl": URL}
IMPORT = {
    "number": SECOND_LINE,
    "provider": {
        "providerName": "bandwidth-dashboard",
        "properties": {"accountId": "9", "userName": "wileCoyote", "password": "catchThatBird"},
    },
}


class ErrorRequest(NamedTuple):
    """A request, sent `times` times for a tenant with a number and these `rules`."""

    method: str
    path: str
    body: Any = None
    rules: dict[str, Any] = {}  # noqa: RUF012 - never changed
    given: Given = lambda tenant: None
    times: int = 1
    options: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def send(self, client: Client, tenant: Tenant) -> Response:
        tenant.rules = tenant.rules.but(**self.rules)
        self.given(tenant)
        path = self.path
        if "{application}" in path:
            path = path.format(application=tenant.applications.find()[0].id)
        for _ in range(self.times - 1):
            client.call(self.method, path, self.body, **self.options)
        return client.call(self.method, path, self.body, **self.options)


def _sms(**changes: Any) -> ErrorRequest:
    return ErrorRequest("POST", "messages", SMS | changes)


def _app(body: dict[str, Any], **changes: Any) -> ErrorRequest:
    return ErrorRequest("POST", "applications", body | changes)


def _change(**changes: Any) -> ErrorRequest:
    """An update of the application of the tenant's number."""
    return ErrorRequest("POST", "applications/{application}", changes)


def _search(query: str) -> ErrorRequest:
    return ErrorRequest("GET", f"/v1/availableNumbers/local?{query}")


def _order(query: str, given: Given = lambda tenant: None) -> ErrorRequest:
    return ErrorRequest("POST", f"/v1/availableNumbers/local?{query}", given=given)


def _upload(length: str) -> ErrorRequest:
    return ErrorRequest("PUT", "media/cat.jpg", b"cat", options={"CONTENT_LENGTH": length})


def _limited(request: ErrorRequest, times: int = 2, **rules: Any) -> ErrorRequest:
    return request._replace(rules=rules, times=times)


def _allocate_all_but_one(tenant: Tenant) -> None:
    """Allocate all but one of the thousand numbers that begin with 919 380-1."""
    for last in range(999):
        tenant.phone_numbers.allocate(f"+19193801{last:03}")


ACCOUNT = ErrorRequest("GET", "account")
REQUESTS: dict[ErrorKind, ErrorRequest] = {
    catalogue.MISSING_PROPERTY: ErrorRequest("POST", "messages", {"from": LINE, "text": "Yes."}),
    catalogue.BLANK_PROPERTY: _sms(text=" "),
    catalogue.UNRECOGNIZED_PROPERTY: _app(SHOP, color="red"),
    catalogue.UNRECOGNIZED_MESSAGE_PROPERTY: _sms(color="red"),
    catalogue.EXCEEDS_LIMIT: _sms(callbackTimeout=10_001),
    catalogue.MUST_BE_GREATER: _sms(callbackTimeout=0),
    catalogue.NOT_ONE_OF: _sms(receiptRequested="some"),
    catalogue.BAD_PARAMETERS: ErrorRequest("GET", "messages?size=0"),
    catalogue.INVALID_PHONE_NUMBER: ErrorRequest("POST", "phoneNumbers", {"number": "pizza"}),
    catalogue.METHOD_NOT_ALLOWED: ErrorRequest("PUT", "account"),
    catalogue.NOT_JSON: _sms()._replace(options={"type": "text/plain"}),
    catalogue.BODY_TOO_LARGE: ErrorRequest("POST", "messages", b" " * (MAX_BYTES + 1)),
    catalogue.ACCESS_DENIED: ACCOUNT._replace(options={"HTTP_AUTHORIZATION": ""}),
    catalogue.RESOURCE_NOT_FOUND: ErrorRequest("GET", "calls"),
    catalogue.RATE_LIMIT_REACHED: _limited(ACCOUNT, request_interval_ms=1000),
    catalogue.RATE_LIMIT_REACHED_IN_WORDS: _limited(
        ACCOUNT, request_interval_ms=1000, message_on_429=True
    ),
    catalogue.INSUFFICIENT_AVAILABLE_BALANCE: _sms()._replace(
        given=lambda tenant: tenant.account.set_balance(0)
    ),
    catalogue.TEXT_TOO_LONG: _sms(text="x" * 2049),
    catalogue.RECEIPT_WITH_MEDIA: ErrorRequest(
        "POST", "messages", MMS | {"receiptRequested": "all"}
    ),
    catalogue.CALLBACK_INVALID_URL: _sms(callbackUrl="app.test"),
    catalogue.MESSAGE_DELAY_LIMIT: _limited(
        _sms(), messages_per_second=0.001, queues_messages=True
    ),
    catalogue.NUMBER_ACCESS_DENIED: _sms(**{"from": PERSON}),
    catalogue.MESSAGE_RATE_LIMIT: _limited(_sms(), messages_per_second=0.1),
    catalogue.MESSAGE_RATE_LIMIT_PER_TN: _limited(_sms(), messages_per_second_and_number=0.1),
    catalogue.MULTI_MESSAGE_LIMIT: ErrorRequest("POST", "messages", [SMS] * 51),
    catalogue.RESTRICT_MESSAGE_TYPE: ErrorRequest("POST", "messages", MMS, {"mms_allowed": False}),
    catalogue.RESTRICTED_NUMBER: _sms(to="+22"),
    catalogue.MESSAGE_FROM_TOLL_FREE: ErrorRequest(
        "POST",
        "messages",
        MMS | {"from": TOLL_FREE},
        given=lambda tenant: tenant.phone_numbers.allocate(TOLL_FREE),
    ),
    catalogue.MESSAGE_NOT_FOUND: ErrorRequest("GET", "messages/m-none"),
    catalogue.NUMBER_NOT_FOUND: ErrorRequest("GET", "phoneNumbers/n-none"),
    catalogue.DUPLICATE_NUMBER: ErrorRequest("POST", "phoneNumbers", {"number": LINE}),
    catalogue.INVALID_PROVIDER_CREDENTIALS: ErrorRequest(
        "POST", "phoneNumbers", IMPORT, {"dashboard_password": "beepBeep"}
    ),
    catalogue.INVALID_CNAM_SEARCH: ErrorRequest("GET", "/v1/phoneNumbers/numberInfo/+23232"),
    catalogue.CNAM_NOT_FOUND: ErrorRequest("GET", "/v1/phoneNumbers/numberInfo/+442071234567"),
    catalogue.APPLICATION_NOT_FOUND: ErrorRequest("GET", "applications/a-none"),
    catalogue.CALLBACK_URL_INVALID: _app(SHOP, incomingMessageUrl="app.test"),
    catalogue.NO_CALLBACK_URL: _app({"name": "shop"}),
    catalogue.BLANK_CALL_FALLBACK: _change(incomingCallFallbackUrl=""),
    catalogue.CALL_FALLBACK_WITHOUT_URL: _app(SHOP, incomingCallFallbackUrl=URL),
    catalogue.BLANK_MESSAGE_FALLBACK: _change(incomingMessageFallbackUrl=""),
    catalogue.MESSAGE_FALLBACK_WITHOUT_URL: _app(PHONES, incomingMessageFallbackUrl=URL),
    catalogue.CALL_TIMEOUT_TOO_SMALL: _app(PHONES, incomingCallUrlCallbackTimeout=0),
    catalogue.CALL_TIMEOUT_TOO_LARGE: _app(PHONES, incomingCallUrlCallbackTimeout=10_001),
    catalogue.MESSAGE_TIMEOUT_TOO_SMALL: _app(SHOP, incomingMessageUrlCallbackTimeout=0),
    catalogue.MESSAGE_TIMEOUT_TOO_LARGE: _app(SHOP, incomingMessageUrlCallbackTimeout=10_001),
    catalogue.SEARCH_WITHOUT_CRITERION: _search(""),
    catalogue.SEARCH_CITY_WITHOUT_STATE: _search("city=CARY"),
    catalogue.SEARCH_CITY_AND_ZIP: _search("city=CARY&zip=27511"),
    catalogue.SEARCH_CITY_AND_AREA_CODE: _search("city=CARY&areaCode=919"),
    catalogue.SEARCH_ZIP_STATE_AND_AREA_CODE: _search("zip=27511&state=NC&areaCode=919"),
    catalogue.SEARCH_ZIP_AND_AREA_CODE: _search("zip=27511&areaCode=919"),
    catalogue.SEARCH_ZIP_AND_STATE: _search("zip=27511&state=NC"),
    catalogue.SEARCH_STATE_AND_AREA_CODE: _search("state=NC&areaCode=919"),
    catalogue.SEARCH_AREA_CODE_FORMAT: _search("areaCode=91"),
    catalogue.SEARCH_LOCAL_NUMBER_TOO_SHORT: _search("areaCode=919&localNumber=38"),
    catalogue.SEARCH_LOCAL_NUMBER_TOO_LONG: _search("areaCode=919&localNumber=38012"),
    catalogue.SEARCH_QUANTITY_TOO_LARGE: _search("areaCode=919&quantity=5001"),
    catalogue.SEARCH_QUANTITY_NOT_POSITIVE: _search("areaCode=919&quantity=0"),
    catalogue.ORDER_QUANTITY_TOO_LARGE: _order("areaCode=919&quantity=11"),
    catalogue.ORDER_WITH_PATTERN: _order("areaCode=919&pattern=*2*"),
    catalogue.INVALID_ZIP_CODE: _search("zip=00000"),
    catalogue.INVALID_RATE_CENTER: _search("city=ATLANTIS&state=NC"),
    catalogue.ORDER_NUMBER_QUANTITY_UNAVAILABLE: _order(
        "areaCode=919&localNumber=3801&quantity=2", _allocate_all_but_one
    ),
    catalogue.MEDIA_SIZE_MISSING: _upload(""),
    catalogue.MEDIA_SIZE_OVERFLOW: _upload(str(66 * 1024 * 1024)),
    catalogue.MEDIA_INVALID_CONTENT_LENGHT: _upload("three"),
    catalogue.MEDIA_NOT_FOUND: ErrorRequest("GET", "media/none.jpg"),
    catalogue.USER_ERROR_NOT_FOUND: ErrorRequest("GET", "errors/ue-none"),
}


class FailingSender:
    """A callback sender that always fails in the same way."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def send(self, callback: Callback, url: str) -> Outcome:
        return self.outcome


def _fails(problem: Problem, status: int | None = None) -> Given:
    def given(tenant: Tenant) -> None:
        tenant._network.callback_sender = FailingSender(Outcome(status, problem=problem))
        tenant.receive_message(from_=PERSON, to=LINE, text="Open?")

    return given


def _text_to_no_application(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE)
    tenant.receive_message(from_=PERSON, to=SECOND_LINE, text="Open?")


def _text_to_a_voice_application(tenant: Tenant) -> None:
    application = tenant.applications.create("phones", incoming_call_url=URL)
    tenant.phone_numbers.allocate(SECOND_LINE, application_id=application.id)
    tenant.receive_message(from_=PERSON, to=SECOND_LINE, text="Open?")


def _fail_before_the_carrier(tenant: Tenant) -> None:
    tenant.messages.send(draft(to="pizza"))
    tenant.settle()


EVENTS: dict[ErrorKind, Given] = {
    catalogue.NO_APPLICATION_FOR_NUMBER: _text_to_no_application,
    catalogue.NO_CALLBACK_FOR_MESSAGE: _text_to_a_voice_application,
    catalogue.CALLBACK_SERVER_TIMEOUT: _fails("timeout"),
    catalogue.CALLBACK_IO_ERROR: _fails("network"),
    catalogue.CALLBACK_HTTP_FAILURE_STATUS: _fails("status", 500),
    catalogue.MESSAGE_DELIVERY_FAILED: _fail_before_the_carrier,
}
