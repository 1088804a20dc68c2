"""Contract checks: does the simulator behave as the real API does?

They use HTTP only.

    pytest contract_tests                                 a new simulator
    pytest contract_tests --base-url http://127.0.0.1:8080 --credentials u-1:t-1:secret
    CATAPULT_LIVE=yes CATAPULT_USER_ID=… pytest contract_tests --target live

Environment of `--target live`: CATAPULT_LIVE=yes (it spends money), CATAPULT_USER_ID,
CATAPULT_TOKEN, CATAPULT_SECRET; CATAPULT_BASE_URL (default the real host; plain http only with
CATAPULT_ALLOW_HTTP=yes); CATAPULT_NUMBERS, own numbers, comma-separated: one can
send to CATAPULT_PERSON, two can send to each other; CATAPULT_CALLBACK_URL, a public URL that
leads to CATAPULT_CALLBACK_LISTEN (host:port, default that of the URL); CATAPULT_BUDGET, US dollars
(default 10); CATAPULT_ORDER_NUMBERS=yes, to order numbers too; CATAPULT_RATE, messages a second,
and CATAPULT_REQUEST_RATE, requests of one resource a second (default 1 each); CATAPULT_PATIENCE,
seconds to wait for callbacks and states (default 20); CATAPULT_PROFILE, 2018 or 2019 (default).

Every check names its evidence: `@documented(page)`, `@observed(when, where)` or
`@assumed("assumption X1")`; the capabilities it needs: `@needs("inbound")`; the billed messages
and the numbers that it costs: `@spends(2)`, `@spends(numbers=1)`; and those that it would cost
too if the API accepted everything: `@risks(1)`. The real API never gets more than these.
"""

import pytest

pytest.register_assert_rewrite("contract_tests.replay", "contract_tests.wire")
