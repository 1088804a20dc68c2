"""Errors of the account and of caller names. Rows of the catalogue."""

from catapult_simulator.core.catalogue.kinds import ERRORS_MD, LOGS_2015, ErrorKind

PRE_PAY_BALANCE_NOT_FOUND = ErrorKind(
    "not-found",
    "pre-pay-balance-not-found",
    "The pre pay balance for user '{userId}' could not be found",
    evidence=ERRORS_MD,
)
INVALID_CNAM_SEARCH = ErrorKind(
    "forbidden",
    "invalid-cnam-search",
    "Invalid number formatting: {number}. Use E.164 formatted numbers",
    evidence=LOGS_2015,
    details=("number",),
)
CNAM_NOT_FOUND = ErrorKind(
    "not-found", "cnam-not-found", "Couldn't find CNAM for number {number}", evidence=ERRORS_MD
)
CNAM_ERROR = ErrorKind(
    "unavailable",
    "cnam-error",
    "Internal error while searching for CNAM from {number}",
    evidence=ERRORS_MD,
)
PRE_PAY_TRANSACTION_ERROR = ErrorKind(
    "payment",
    "pre-pay-transaction-error",
    "The payment transaction {transactionId} of {amount} failed.",
    evidence=ERRORS_MD,
)
