"""Send again: the callback about a message once more, as it was, edited, or to a URL put right."""

from typing import Any

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.checks import check_url
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.urls import with_scheme
from catapult_simulator.pages.phone import phone
from catapult_simulator.pages.phone.acts import callback_method
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.screen import Choice
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import Response


def again(request: PageRequest, tenant: Tenant, message_id: str) -> Response:
    """Send the callback about a message once more, and show what the app does with it."""
    url = with_scheme(request.form.get("url", "").strip()) or None
    text = request.form.get("text")
    edit = None if text is None else {"text": text}
    return _sent_again(request, tenant, message_id, url=url, edit=edit)


def save_and_send(request: PageRequest, tenant: Tenant, message_id: str) -> Response:
    """Give the app of the message's number another URL or method, and send the text once more."""
    number = tenant.messages.get(message_id).to
    url = with_scheme(request.form.get("url", "").strip())
    method = request.form.get("method", "POST")
    try:
        _save(tenant, number, url, method)
    except (CatapultError, ValueError, TypeError) as error:
        return _refused(request, tenant, message_id, sentence_of(error))
    return _sent_again(request, tenant, message_id)


def _save(tenant: Tenant, number: str, url: str, method: str) -> None:
    """Change the application of the number; one without any gets one."""
    application_id = tenant.phone_numbers.application_of(number)
    if application_id is None:
        tenant.connect(url, number=number, method=callback_method(method))
        return
    check_url("url", url)
    http_method = callback_method(method).lower()
    changes: Any = {"incoming_message_url": url, "callback_http_method": http_method}
    tenant.applications.update(application_id, changes)


def _sent_again(
    request: PageRequest,
    tenant: Tenant,
    message_id: str,
    *,
    url: str | None = None,
    edit: dict[str, str] | None = None,
) -> Response:
    try:
        replay = tenant.replay if tenant.can_advance else tenant.start_replaying
        untold = replay(message_id, url=url, edit=edit).reason
    except AlreadyRunning:
        untold = None  # the call that is running sends it
    except (CatapultError, ValueError) as error:
        return _refused(request, tenant, message_id, sentence_of(error))
    if untold is not None:
        return _refused(request, tenant, message_id, str(untold))
    return see_other(url_of(tenant, "messages", message_id))


def _refused(request: PageRequest, tenant: Tenant, message_id: str, sentence: str) -> Response:
    choice = Choice(message=message_id)
    return phone.show(request, tenant, choice, status=422, problem=sentence)
