"""The body of a request that is a setup: a text in JSON or TOML, read as that of a file is."""

from typing import Any

from marshmallow import INCLUDE, fields

from catapult_simulator.control.control_schema import TextBody
from catapult_simulator.core.limits import MAX_SETUP_BYTES


class SetupBody(TextBody):
    """A setup. `docs/how-to/setups.md` has all of its keys; here are those of the top."""

    class Meta:
        unknown = INCLUDE

    types = ("application/json", "application/toml")
    max_bytes = MAX_SETUP_BYTES

    version = fields.Integer(metadata={"description": "Version of the format: 1."})
    accounts = fields.List(
        fields.Dict(),
        metadata={"description": "Several accounts; the keys of a single one may stand without."},
    )
    userId = fields.String()  # noqa: N815 - as it is written
    numbers = fields.List(
        fields.Raw(),
        metadata={"description": "Its numbers: tables, or `+19195551212=http://app:3000/sms`."},
    )

    def read_text(self, text: str) -> dict[str, Any]:
        """The setup, by the name of the view's argument. Raises SetupError."""
        from catapult_simulator.core.setups.setup import Setup  # most servers never get one

        return {"setup": Setup.of_text(text, "body")}


SETUP = SetupBody()
