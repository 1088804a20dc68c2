"""The agreed wrong instances. A row has a name, the exchanges that it is about, and the change."""

from wrong.instance import Wrong
from wrong.table import (
    account,
    applications,
    bodies,
    callback_fields,
    callback_times,
    errors,
    heads,
    lists,
    media,
    messages,
    numbers,
    receivers,
)  # fmt: skip

TABLE: tuple[Wrong, ...] = (
    *heads.ROWS, *bodies.ROWS, *errors.ROWS, *lists.ROWS, *messages.ROWS, *numbers.ROWS,
    *applications.ROWS, *media.ROWS, *account.ROWS, *callback_fields.ROWS, *callback_times.ROWS,
    *receivers.ROWS,
)  # fmt: skip
