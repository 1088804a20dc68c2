"""Errors of messages. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, LOGS_2015, TRAFFIC_2015, ErrorKind

TEXT_TOO_LONG = ErrorKind(
    "bad-request",
    "validation-error",
    "The message text must be 2,048 characters or less",
    evidence=TRAFFIC_2015,
)
RECEIPT_WITH_MEDIA = ErrorKind(
    "bad-request",
    "validation-error",
    "The ''messages'' resource property ''receiptRequested'' is not supported for MMS",
    evidence="observed: sgx-catapult quotes it in a comment; status and code: assumption B6",
)
CALLBACK_INVALID_URL = ErrorKind(
    "bad-request",
    "callback-invalid-url",
    "The URL '{url}' is not a valid callbackUrl/fallbackUrl",
    evidence=ERRORS_MD,
)
MESSAGE_DELAY_LIMIT = ErrorKind(
    "bad-request",
    "message-delay-limit",
    "Message tried to be delayed over the maximum limit.",
    evidence="documented: rateLimits/messageRateLimits.md",
)
NUMBER_ACCESS_DENIED = ErrorKind(
    "authorization",
    "number-access-denied",
    "User {userId} does not have permission to use number {number}",
    evidence=TRAFFIC_2015,
    details=("userId", "number"),
)
NO_ALLOCATED_NUMBER = ErrorKind(
    "authorization",
    "no-allocated-number",
    "User {userId} does not have allocated numbers",
    evidence=ERRORS_MD,
)
_RATE = (
    "You can send {limit} messages per {per} seconds, calculated as the average over {window} "
    "seconds. Your rate is: {rate}"
)
MESSAGE_RATE_LIMIT = ErrorKind(
    "limit", "message-rate-limit", _RATE, evidence="documented: rateLimits/messageRateLimits.md"
)
MESSAGE_RATE_LIMIT_OVERALL = ErrorKind(
    "limit",
    "message-rate-limit-overall",
    _RATE,
    evidence="documented: rateLimits/messageRateLimits.md",
)
MESSAGE_RATE_LIMIT_PER_TN = ErrorKind(
    "limit",
    "message-rate-limit-per-tn",
    "You can send {limit} messages per {per} seconds per telephone number, calculated as the "
    "average over {window} seconds. Your rate is: {rate} for telephone number {number}",
    evidence="documented: rateLimits/messageRateLimits.md",
)
MULTI_MESSAGE_LIMIT = ErrorKind(
    "limit",
    "multi-message-limit",
    "The number of messages [{count}] in the multi message request is greater than the limit "
    "[{limit}].",
    evidence="documented: rateLimits/messageRateLimits.md",
)
RESTRICT_MESSAGE_TYPE = ErrorKind(
    "forbidden",
    "restrict-message-type",
    "Cannot create message: user {userId} cannot send a MMS message.",
    evidence=LOGS_2015,
)
RESTRICTED_NUMBER = ErrorKind(
    "forbidden",
    "restricted-number",
    "The number {number} is restricted and cannot be used to send message.",
    evidence=LOGS_2015,
)
MESSAGE_FROM_TOLL_FREE = ErrorKind(
    "forbidden",
    "message-from-toll-free",
    "Messages cannot be sent from toll free numbers '{number}'",
    evidence=ERRORS_MD,
)
INVALID_DESTINATION_NUMBER = ErrorKind(
    "forbidden",
    "invalid-destination-number",
    "You are not allowed to call the country/region you are trying to reach.",
    evidence=ERRORS_MD,
)
MEDIA_INVALID_URL = ErrorKind(
    "forbidden",
    "media-invalid-url",
    "The media URL '{url}' is invalid.",
    evidence=LOGS_2015,  # for the audio of a call
    details=("url",),
)
MEDIA_NOT_SUPPORTED = ErrorKind(
    "forbidden", "media-not-supported", "Media type not supported {mediaType}", evidence=ERRORS_MD
)
MESSAGE_NOT_FOUND = ErrorKind(
    "not-found",
    "message-not-found",
    "The message '{messageId}' could not be found",
    evidence=TRAFFIC_2015,
    details=("messageId",),
)
MESSAGE_UPDATE_CONFLICT = ErrorKind(
    "conflict",
    "message-update-conflict",
    "The message {messageId} could not be updated because another update was is progress",
    evidence=ERRORS_MD,
)
INTERNAL_ERROR = ErrorKind(
    "unavailable", "internal-error", "An error occurred handling the message", evidence=LOGS_2015
)
_GATEWAY = (
    "The message gateway was temporarily unavailable. Check the state of your message "
    "'{messageId}' to determine if it was successfully sent"
)
GATEWAY_UNAVAILABLE = ErrorKind("unavailable", "gateway-unavailable", _GATEWAY, evidence=ERRORS_MD)
MESSAGE_GATEWAY_UNAVAILABLE = ErrorKind(
    "unavailable", "message-gateway-unavailable", _GATEWAY, evidence=ERRORS_MD
)
MESSAGE_DELIVERY_FAILED = ErrorKind(
    "unavailable",
    "message-delivery-failed",
    "The message from '{from}' to '{to}' could not be delivered",
    evidence=ERRORS_MD,
    details=("messageId",),
    detail_evidence=(("messageId", "assumed: assumption A21"),),
)
TOLL_FREE_NUMBERS_ONLY = ErrorKind(
    "forbidden",
    "message-from-toll-free",
    "User only have Toll-Free numbers allocated. Messages cannot be sent from toll free numbers",
    evidence=ERRORS_MD,
)
MESSAGE_ILLEGAL_STATE = ErrorKind(
    "forbidden",
    "message-illegal-state",
    "The message '{messageId}' cannot be dequeued since isn't queued",
    evidence=ERRORS_MD,
)
DUPLICATE_MESSAGE = ErrorKind(
    "conflict",
    "duplicate-message",
    "Cannot create another instance of message {messageId}",
    evidence=ERRORS_MD,
)
