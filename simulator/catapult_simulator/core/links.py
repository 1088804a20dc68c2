"""Absolute URLs of resources. All other modules of the core use ids."""

from typing import NamedTuple
from urllib.parse import quote


class Links(NamedTuple):
    """The URLs of one user under one origin (`http://127.0.0.1:8080`).

    Answers use the origin of the request (observed: clients slice `Location` by the length of their
    own base URL). Callbacks use the public one.
    """

    origin: str
    user_id: str

    @property
    def user(self) -> str:
        return f"{self.origin}/v1/users/{self.user_id}"

    def message(self, message_id: str) -> str:
        return f"{self.origin}/v1/users/{self.user_id}/messages/{message_id}"

    def phone_number(self, number_id: str) -> str:
        return f"{self.user}/phoneNumbers/{number_id}"

    def application(self, application_id: str) -> str:
        return f"{self.user}/applications/{application_id}"

    def media(self, name: str) -> str:
        return f"{self.user}/media/{quote(name, safe='')}"
