"""Applications: the callback URLs of an account. Source: methods/applications/*.md."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from catapult_simulator.core import catalogue
from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS
from catapult_simulator.core.world import World, synchronized


class Application(NamedTuple):
    """A name, and callback URLs. Timeouts are in ms, None if the client gave none.

    `callback_http_method` keeps the case in which it was sent (assumption E5).
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


class Applications:
    """The applications of one tenant, in the order of their creation."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._applications: dict[str, Application] = {}

    @synchronized
    def create(self, name: str, **urls: Any) -> Application:
        """Create an application. Raises `validation-error` if URLs or fallbacks break a rule."""
        application = Application("", name, **_without_blank_urls(urls))
        _check(application)
        application = application._replace(id=self._world.ids.next("a"))
        self._applications[application.id] = application
        return application

    @synchronized
    def get(self, application_id: str) -> Application:
        """Raises `application-not-found`."""
        if application_id not in self._applications:
            raise catalogue.APPLICATION_NOT_FOUND.error(applicationId=application_id)
        return self._applications[application_id]

    @synchronized
    def find(self) -> list[Application]:
        """All applications, oldest first (assumption E19)."""
        return list(self._applications.values())

    @synchronized
    def update(self, application_id: str, changes: Mapping[str, Any]) -> Application:
        """Change the properties in `changes`. A blank URL is removed (assumption E6)."""
        changed = self.get(application_id)._replace(**_without_blank_urls(changes))
        _check(changed)
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


def _without_blank_urls(changes: Mapping[str, Any]) -> dict[str, Any]:
    main = ("incoming_call_url", "incoming_message_url")
    return {key: None if key in main and value == "" else value for key, value in changes.items()}


def _check(application: Application) -> None:
    """Check the rules between properties. Each has a message of its own (errors.md)."""
    if application.incoming_call_url is None and application.incoming_message_url is None:
        raise catalogue.NO_CALLBACK_URL.error()
    _check_fallback(
        application.incoming_call_url,
        application.incoming_call_fallback_url,
        blank=catalogue.BLANK_CALL_FALLBACK,
        without=catalogue.CALL_FALLBACK_WITHOUT_URL,
    )
    _check_fallback(
        application.incoming_message_url,
        application.incoming_message_fallback_url,
        blank=catalogue.BLANK_MESSAGE_FALLBACK,
        without=catalogue.MESSAGE_FALLBACK_WITHOUT_URL,
    )


def _check_fallback(
    url: str | None,
    fallback: str | None,
    *,
    blank: catalogue.ErrorKind,
    without: catalogue.ErrorKind,
) -> None:
    if fallback is None:
        return
    if not fallback.strip():
        raise blank.error()
    if url is None:
        raise without.error()
