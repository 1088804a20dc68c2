"""Applications: the callback URLs of an account. Source: methods/applications/*.md."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple, TypedDict

from catapult_simulator.core import catalogue, limits
from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS
from catapult_simulator.core.checks import (
    CallbackMethod,
    check_callback_method,
    check_flag,
    check_names,
    check_text,
    check_timeout,
    check_type,
    check_url,
)
from catapult_simulator.core.world import World, synchronized

# Documented: errors.md.
_BLANK_FALLBACKS = {
    "incoming_call_fallback_url": catalogue.BLANK_CALL_FALLBACK,
    "incoming_message_fallback_url": catalogue.BLANK_MESSAGE_FALLBACK,
}


class Application(NamedTuple):
    """A name, and callback URLs. Timeouts are in ms, None if the client gave none.

    `callback_http_method` is `get` or `post`, in whatever case it was sent (observed).
    """

    id: str
    name: str
    incoming_call_url: str | None = None
    incoming_call_url_callback_timeout: int | None = None
    incoming_call_fallback_url: str | None = None
    incoming_message_url: str | None = None
    incoming_message_url_callback_timeout: int | None = None
    incoming_message_fallback_url: str | None = None
    callback_http_method: str = "post"
    auto_answer: bool = True

    @property
    def message_timeout_ms(self) -> int:
        """The timeout of `incoming_message_url`, and of its fallback."""
        return self.incoming_message_url_callback_timeout or MAX_TIMEOUT_MS


class ApplicationChanges(TypedDict, total=False):
    """The properties of an application that can be changed. None or blank removes one."""

    name: str
    incoming_call_url: str | None
    incoming_call_url_callback_timeout: int | None
    incoming_call_fallback_url: str | None
    incoming_message_url: str | None
    incoming_message_url_callback_timeout: int | None
    incoming_message_fallback_url: str | None
    callback_http_method: CallbackMethod | None
    auto_answer: bool | None


class Applications:
    """The applications of one tenant, in the order of their creation."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._applications: dict[str, Application] = {}

    @synchronized
    def create(
        self,
        name: str,
        *,
        incoming_call_url: str | None = None,
        incoming_call_url_callback_timeout: int | None = None,
        incoming_call_fallback_url: str | None = None,
        incoming_message_url: str | None = None,
        incoming_message_url_callback_timeout: int | None = None,
        incoming_message_fallback_url: str | None = None,
        callback_http_method: CallbackMethod | None = None,
        auto_answer: bool | None = None,
    ) -> Application:
        """Create an application. Timeouts are in ms, at most 10,000. The method is POST by default.

        Raises `validation-error` if URLs or fallbacks break a rule, `simulator-limit` if there are
        too many. A blank property is not set (assumption A34).
        """
        urls = {
            "incoming_call_url": incoming_call_url,
            "incoming_call_url_callback_timeout": incoming_call_url_callback_timeout,
            "incoming_call_fallback_url": incoming_call_fallback_url,
            "incoming_message_url": incoming_message_url,
            "incoming_message_url_callback_timeout": incoming_message_url_callback_timeout,
            "incoming_message_fallback_url": incoming_message_fallback_url,
            "callback_http_method": callback_http_method,
            "auto_answer": auto_answer,
        }
        return self._create(name, urls)

    def _create(self, name: str, urls: Mapping[str, object]) -> Application:
        _check_values({"name": name, **urls})
        kept = len(self._applications) + 1
        limits.require_room(kept, limits.MAX_APPLICATIONS, "applications")
        application = Application("", name, **_with_defaults(urls))
        check_application(application)
        application = application._replace(id=self._world.ids.next("a"))
        self._applications[application.id] = application
        return application

    @synchronized
    def get(self, application_id: str) -> Application:
        """Raises `application-not-found`."""
        check_type("application_id", application_id, str)
        if application_id not in self._applications:
            raise catalogue.APPLICATION_NOT_FOUND.error(applicationId=application_id)
        return self._applications[application_id]

    @synchronized
    def find(self) -> list[Application]:
        """All applications, oldest first (assumption E19)."""
        return list(self._applications.values())

    def restore(self, applications: Iterable[Application]) -> None:
        """Have these applications too."""
        self._applications.update((each.id, each) for each in applications)

    @synchronized
    def update(self, application_id: str, changes: ApplicationChanges) -> Application:
        """Change the properties in `changes`. None or blank removes one (assumption E6).

        Raises `validation-error` for a blank fallback URL.
        """
        _check_values(changes)
        _refuse_blank_fallbacks(changes)
        changed = self.get(application_id)._replace(**_with_defaults(changes))
        check_application(changed)
        self._applications[application_id] = changed
        return changed

    @synchronized
    def delete(self, application_id: str) -> None:
        """Delete it. Its numbers look it up by id, and have none then (assumption E2)."""
        self.get(application_id)
        del self._applications[application_id]

    @synchronized
    def knows(self, application_id: str | None) -> bool:
        """Whether this application exists now."""
        return application_id in self._applications


_CHECKS: dict[str, Callable[[str, object], None]] = {
    "name": partial(check_text, blank=False),
    "incoming_call_url": check_url,
    "incoming_call_url_callback_timeout": check_timeout,
    "incoming_call_fallback_url": check_url,
    "incoming_message_url": check_url,
    "incoming_message_url_callback_timeout": check_timeout,
    "incoming_message_fallback_url": check_url,
    "callback_http_method": check_callback_method,
    "auto_answer": check_flag,
}


def _check_values(properties: Mapping[str, object]) -> None:
    """Raises TypeError for an unknown property, and TypeError or ValueError for a wrong value."""
    check_names(properties, _CHECKS)
    for name, value in properties.items():
        if name == "name" or not _is_blank(value):
            _CHECKS[name](name, value)
    limits.require_short("name", properties.get("name"), limits.MAX_NAME)


def _with_defaults(properties: Mapping[str, object]) -> dict[str, Any]:
    """The properties as they are kept, with the default of each that is None or blank."""
    defaults = Application._field_defaults
    kept = {
        name: defaults[name] if name in defaults and _is_blank(value) else value
        for name, value in properties.items()
    }
    if "callback_http_method" in kept:
        kept["callback_http_method"] = str(kept["callback_http_method"]).lower()
    return kept


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _refuse_blank_fallbacks(changes: Mapping[str, object]) -> None:
    for name, blank in _BLANK_FALLBACKS.items():
        if changes.get(name) is not None and _is_blank(changes[name]):
            raise blank.error()


def check_application(application: Application) -> None:
    """Check the rules between properties. Each has a message of its own (errors.md)."""
    if application.incoming_call_url is None and application.incoming_message_url is None:
        raise catalogue.NO_CALLBACK_URL.error()
    if application.incoming_call_url is None and application.incoming_call_fallback_url:
        raise catalogue.CALL_FALLBACK_WITHOUT_URL.error()
    if application.incoming_message_url is None and application.incoming_message_fallback_url:
        raise catalogue.MESSAGE_FALLBACK_WITHOUT_URL.error()
