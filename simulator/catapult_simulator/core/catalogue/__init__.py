"""The error catalogue: one row for every error that the API can answer, grouped by resource.

A row names its evidence, so that no error is published without. The status belongs to the category
and stands in `web/errors.py`. Messages keep the original's quirks (`ocurred`, `lenght`, lost
commas), because clients compare them.

To add an error, add a row to the module of its resource, import it below, and make it reachable: a
request in `tests/tools/fidelity/error_requests.py`, or a reason in
`simulator/tools/fidelity/reach.py`. A test names the row that lacks one. Then run `make ledger`.

Source: ap-docs errors.md (quoting restored from the revision before 2018-10-24), recorded
exchanges of 2014-2015, and the pages named in each row.
"""

from catapult_simulator.core.catalogue.account import (
    CNAM_ERROR,
    CNAM_NOT_FOUND,
    INVALID_CNAM_SEARCH,
    PRE_PAY_BALANCE_NOT_FOUND,
    PRE_PAY_TRANSACTION_ERROR,
)
from catapult_simulator.core.catalogue.applications import (
    APPLICATION_NOT_FOUND,
    BLANK_CALL_FALLBACK,
    BLANK_MESSAGE_FALLBACK,
    CALL_FALLBACK_WITHOUT_URL,
    CALL_TIMEOUT_TOO_LARGE,
    CALL_TIMEOUT_TOO_SMALL,
    CALLBACK_URL_INVALID,
    DUPLICATE_APPLICATION,
    INVALID_URL,
    MESSAGE_FALLBACK_WITHOUT_URL,
    MESSAGE_TIMEOUT_TOO_LARGE,
    MESSAGE_TIMEOUT_TOO_SMALL,
    NO_CALLBACK_URL,
)
from catapult_simulator.core.catalogue.available_numbers import (
    INVALID_RATE_CENTER,
    INVALID_ZIP_CODE,
    ORDER_NUMBER_QUANTITY_UNAVAILABLE,
    ORDER_QUANTITY_TOO_LARGE,
    ORDER_WITH_PATTERN,
    SEARCH_AREA_CODE_FORMAT,
    SEARCH_CITY_AND_AREA_CODE,
    SEARCH_CITY_AND_ZIP,
    SEARCH_CITY_WITHOUT_STATE,
    SEARCH_LOCAL_NUMBER_TOO_LONG,
    SEARCH_LOCAL_NUMBER_TOO_SHORT,
    SEARCH_QUANTITY_NOT_POSITIVE,
    SEARCH_QUANTITY_TOO_LARGE,
    SEARCH_STATE_AND_AREA_CODE,
    SEARCH_WITHOUT_CRITERION,
    SEARCH_ZIP_AND_AREA_CODE,
    SEARCH_ZIP_AND_STATE,
    SEARCH_ZIP_STATE_AND_AREA_CODE,
)
from catapult_simulator.core.catalogue.errors import (
    CALLBACK_HTTP_FAILURE_STATUS,
    CALLBACK_IO_ERROR,
    CALLBACK_SERVER_TIMEOUT,
    DUPLICATE_USER_ERROR,
    NO_APPLICATION_FOR_NUMBER,
    NO_CALLBACK_FOR_MESSAGE,
    USER_ERROR_NOT_FOUND,
)
from catapult_simulator.core.catalogue.general import (
    ACCESS_DENIED,
    BAD_PARAMETERS,
    BLANK_PROPERTY,
    BODY_TOO_LARGE,
    EXCEEDS_LIMIT,
    INSUFFICIENT_AVAILABLE_BALANCE,
    INVALID_PHONE_NUMBER,
    METHOD_NOT_ALLOWED,
    MISSING_PROPERTY,
    MUST_BE_GREATER,
    NOT_HTTP,
    NOT_JSON,
    NOT_ONE_OF,
    RATE_LIMIT_REACHED,
    RATE_LIMIT_REACHED_IN_WORDS,
    RESOURCE_NOT_FOUND,
    SIMULATOR_BUSY,
    SIMULATOR_LIMIT,
    TOO_MANY_REQUESTS,
    UNRECOGNIZED_MESSAGE_PROPERTY,
    UNRECOGNIZED_PROPERTY,
    USER_ACCESS_DENIED,
)
from catapult_simulator.core.catalogue.index import (
    by_code,
    by_name,
    rows,
)
from catapult_simulator.core.catalogue.kinds import (
    CatapultError,
    Details,
    ErrorKind,
)
from catapult_simulator.core.catalogue.media import (
    MEDIA_INVALID_CONTENT_LENGHT,
    MEDIA_NOT_FOUND,
    MEDIA_NOT_STORED,
    MEDIA_SIZE_MISSING,
    MEDIA_SIZE_OVERFLOW,
    MEDIA_UNAVAILABLE,
    REMOTE_MEDIA_UNAVAILABLE,
)
from catapult_simulator.core.catalogue.messages import (
    CALLBACK_INVALID_URL,
    DUPLICATE_MESSAGE,
    GATEWAY_UNAVAILABLE,
    INTERNAL_ERROR,
    INVALID_DESTINATION_NUMBER,
    MEDIA_INVALID_URL,
    MEDIA_NOT_SUPPORTED,
    MESSAGE_DELAY_LIMIT,
    MESSAGE_DELIVERY_FAILED,
    MESSAGE_FROM_TOLL_FREE,
    MESSAGE_GATEWAY_UNAVAILABLE,
    MESSAGE_ILLEGAL_STATE,
    MESSAGE_NOT_FOUND,
    MESSAGE_RATE_LIMIT,
    MESSAGE_RATE_LIMIT_OVERALL,
    MESSAGE_RATE_LIMIT_PER_TN,
    MESSAGE_UPDATE_CONFLICT,
    MULTI_MESSAGE_LIMIT,
    NO_ALLOCATED_NUMBER,
    NUMBER_ACCESS_DENIED,
    RECEIPT_WITH_MEDIA,
    RESTRICT_MESSAGE_TYPE,
    RESTRICTED_NUMBER,
    TEXT_TOO_LONG,
    TOLL_FREE_NUMBERS_ONLY,
)
from catapult_simulator.core.catalogue.phone_numbers import (
    APPLICATION_ACCESS_DENIED,
    DUPLICATE_NUMBER,
    INVALID_PROVIDER_CREDENTIALS,
    NUMBER_ALLOCATOR_TIMEOUT,
    NUMBER_ALLOCATOR_UNAVAILABLE,
    NUMBER_NOT_FOUND,
)
