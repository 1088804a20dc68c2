"""Errors of searching and ordering available numbers. Rows of the catalogue.

The sentences are the documents' own, which have lost their commas; clients compare them.
"""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, ErrorKind


def _search(sentence: str) -> ErrorKind:
    return ErrorKind("bad-request", "invalid-available-number-search", sentence, evidence=ERRORS_MD)


def _order(sentence: str) -> ErrorKind:
    return ErrorKind(
        "bad-request", "invalid-available-number-search-order", sentence, evidence=ERRORS_MD
    )


SEARCH_WITHOUT_CRITERION = _search("Specify a State ZIP Code or Area Code with your query.")
SEARCH_CITY_WITHOUT_STATE = _search("For searching by City the State is also required.")
SEARCH_CITY_AND_ZIP = _search("A query cannot combine City with ZIP Code.")
SEARCH_CITY_AND_AREA_CODE = _search("A query cannot combine City with Area Code or Local Number.")
SEARCH_ZIP_STATE_AND_AREA_CODE = _search(
    "A query cannot combine ZIP Code and State with Area Code or Local Number."
)
SEARCH_ZIP_AND_AREA_CODE = _search(
    "A query cannot combine ZIP Code with Area Code or Local Number."
)
SEARCH_ZIP_AND_STATE = _search("A query cannot combine ZIP Code with State.")
SEARCH_STATE_AND_AREA_CODE = _search("A query cannot combine State with Area Code or Local Number.")
SEARCH_AREA_CODE_FORMAT = _search("An Area Code must be 3 digits.")
SEARCH_LOCAL_NUMBER_TOO_SHORT = _search("Local Number must contains at least 3 digits.")
SEARCH_LOCAL_NUMBER_TOO_LONG = _search("localNumber must contain a maximum of 4 digits")
SEARCH_QUANTITY_TOO_LARGE = _search("The maximum quantity of numbers is 5000")
SEARCH_QUANTITY_NOT_POSITIVE = ErrorKind(
    "bad-request", "validation-error", "Quantity must be greater than zero.", evidence=ERRORS_MD
)
ORDER_QUANTITY_TOO_LARGE = ErrorKind(
    "bad-request",
    "invalid-available-number-search-order",
    "The maximum quantity of numbers searching and ordering is {maximum}",
    evidence="documented: errors.md, where the value is cut off; 10 by assumption D20",
)
ORDER_WITH_PATTERN = _order("A query and order numbers cannot contain pattern")
INVALID_ZIP_CODE = ErrorKind(
    "bad-request",
    "invalid-zip-code",
    "The ZIP code '{zip}' did not map to a location where telephone numbers are available",
    evidence=ERRORS_MD,
)
INVALID_RATE_CENTER = ErrorKind(
    "forbidden",
    "invalid-rate-center",
    "The city '{city}' in the state '{state}' was not found",
    evidence=ERRORS_MD,
)
ORDER_NUMBER_QUANTITY_UNAVAILABLE = ErrorKind(
    "not-found",
    "order-number-quantity-unavailable",
    "Only a partial quantity of the total telephone numbers ordered could be fulfilled.",
    evidence=ERRORS_MD,
)
