"""Contract checks: does the simulator behave as the real API does?

They speak HTTP and know nothing else of how either is made.

    pytest contract_tests                                 a simulator started for the occasion
    pytest contract_tests --base-url http://127.0.0.1:8080 --credentials u-1:t-1:secret
    CATAPULT_LIVE=yes CATAPULT_USER_ID=… pytest contract_tests --target live

Environment of `--target live`: CATAPULT_LIVE=yes (it spends money), CATAPULT_USER_ID,
CATAPULT_TOKEN, CATAPULT_SECRET; CATAPULT_BASE_URL (default the real host; plain http only with
CATAPULT_ALLOW_HTTP=yes); CATAPULT_NUMBERS, own numbers parted by commas: with one a message can
be sent to CATAPULT_PERSON, with two one texts the other; CATAPULT_CALLBACK_URL, a public URL that
leads to CATAPULT_CALLBACK_LISTEN (host:port, default that of the URL); CATAPULT_RATE, messages a
second (default 1).

Every check says how its fact is known: `@documented(page)`, `@observed(when, where)` or
`@assumed(why)`; what it needs beyond plain HTTP: `@needs("inbound")`; and how many messages it
sends where they cost: `@spends(2)`.
"""

import pytest

pytest.register_assert_rewrite("contract_tests.replay", "contract_tests.wire")
