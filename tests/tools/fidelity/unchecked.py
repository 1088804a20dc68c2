"""The assumptions that no contract check cites, each with the reason."""

UNCHECKED = {
    "A14": "tests/web/test_json_body.py has the columns of numbers and literals",
    "C7": "the receiver of the suite has no certificate; tests/callbacks has one that is wrong",
    "C13": "the suite knows the form of the time in it, not its value, which is made up",
    "D2": "every check that imports a number relies on it; no API lists the dashboard's numbers",
    "D25": "test_catalogue.py compares each sentence of errors.csv",
    "D33": "made-up data; tests of the stock in tests/core/numbers have it",
    "E21": "an account of the suite begins as the control API opens it, a real one with its own",
    "E36": "the errors of callbacks are compared for SMS only",
    "F1": "every check that sends relies on it",
    "F6": "test_callback_order.py has the order of fields; that of callbacks is tested in "
    "tests/callbacks/test_queues.py",
}
