"""The token of the control API. Imports nothing of ours: the command line needs it first."""

import re

TOKEN_VARIABLE = "CATAPULT_SIMULATOR_CONTROL_TOKEN"
_FORM = re.compile("[!-~]{1,256}")  # of a header's value: ASCII, no blanks


def check_control_token(name: str, token: object) -> None:
    """Raises TypeError or ValueError for what no header can have. The token is not repeated."""
    if not isinstance(token, str):
        raise TypeError(f"{name} is a {type(token).__name__}; pass a str")
    if not _FORM.fullmatch(token):
        size = len(token)
        raise ValueError(f"{name} has {size} characters; use 1 to 256 of ! to ~, without blanks")
