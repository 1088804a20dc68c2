"""ADVICE: the next step for a cause, in the words of each form in which people meet it.

Rules raise with the words of Python or of the API. What prints for a shell, a page or a client of
HTTP passes its sentences through `advice_in`.
"""

from typing import Literal

Form = Literal["python", "http", "terminal", "page"]

# Cause -> form -> advice. No advice is a part of another.
ADVICE: dict[str, dict[Form, str]] = {
    "number-not-owned": {
        "python": "order one with phone_numbers.allocate(...)",
        "http": "order one with POST /v1/users/{userId}/phoneNumbers",
        "terminal": "order one: catapult-simulator number add",
        "page": "order one under Numbers",
    },
    "wall-clock": {
        "python": "give clock='virtual', or serve with --clock virtual",
        "http": 'open one with POST /_simulator/tenants and "clock": "virtual"',
        "terminal": "start the simulator with serve --clock virtual, or open an account: "
        "catapult-simulator tenant open --clock virtual",
        "page": "open an account with a virtual clock under Accounts",
    },
    "no-application": {
        "python": "set applicationId of the number",
        "http": "set applicationId of the number",
        "terminal": "give it an app: catapult-simulator connect URL --number NUMBER",
        "page": "choose an application for it under Numbers, or connect an app",
    },
    "no-url": {
        "python": "set it to the URL of the app",
        "http": "set it to the URL of the app",
        "terminal": "set it: catapult-simulator application update ID --to URL",
        "page": "fill in the URL of the app under Numbers",
    },
    "no-such-tenant": {
        "python": "open one with open_tenant(...)",
        "http": "open one with POST /_simulator/tenants",
        "terminal": "open one: catapult-simulator tenant open",
        "page": "open one under Accounts",
    },
}


def advice_in(form: Form, sentence: str) -> str:
    """`sentence` with each advice of the table in the words of `form`."""
    for forms in ADVICE.values():
        wanted = forms[form]
        if wanted in sentence:
            continue
        for text in forms.values():
            sentence = sentence.replace(text, wanted)
    return sentence
