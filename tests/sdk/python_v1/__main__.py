"""Reads a plan from stdin, writes what the client saw to stdout, as `sdk.scripts` reads it."""

import json
import logging
import sys

from bandwidth_sdk import RESTClientObject, set_client

from sdk.python_v1 import account, applications, media, messages, numbers
from sdk.python_v1.book import Book
from sdk.python_v1.offered import offered

CHAPTERS = (applications, numbers, messages, media, account)


def connect(access: dict[str, str]) -> None:
    """Set the client of all models. No setting names the URL, so it is made by hand."""
    credentials = (access["apiToken"], access["apiSecret"])
    set_client(RESTClientObject(access["userId"], credentials, endpoint=access["baseUrl"]))


logging.disable()  # the client logs every refusal, with its traceback
book = Book(json.load(sys.stdin))
connect(book.plan["access"])
for chapter in CHAPTERS:
    chapter.run(book)
json.dump({"offered": offered(), "steps": book.steps}, sys.stdout)
