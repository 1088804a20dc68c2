"""Reads a plan from stdin, writes a report to stdout for `sdk.scripts`."""

import json
import logging
import sys

from bandwidth_sdk import RESTClientObject, set_client

from sdk.python_v1 import account, applications, media, messages, numbers
from sdk.python_v1.methods import available_methods
from sdk.python_v1.recorder import Recorder

MODULES = (applications, numbers, messages, media, account)


def connect(access: dict[str, str]) -> None:
    """Set the client of all models. No setting changes the URL, so the client is built here."""
    credentials = (access["apiToken"], access["apiSecret"])
    set_client(RESTClientObject(access["userId"], credentials, endpoint=access["baseUrl"]))


logging.disable()  # the client logs every error response with a traceback
recorder = Recorder(json.load(sys.stdin))
connect(recorder.plan["access"])
for module in MODULES:
    module.run(recorder)
json.dump({"available": available_methods(), "steps": recorder.steps}, sys.stdout)
