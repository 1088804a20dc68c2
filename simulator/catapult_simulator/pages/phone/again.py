"""Send again: the callback about a message once more, as it was or edited."""

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import phone
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.screen import Choice
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import Response


def again(request: PageRequest, tenant: Tenant, message_id: str) -> Response:
    """Send the callback about a message once more, and show what the app does with it."""
    url = request.form.get("url", "").strip() or None
    text = request.form.get("text")
    edit = None if text is None else {"text": text}
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
