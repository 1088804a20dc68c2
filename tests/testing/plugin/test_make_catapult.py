"""`make_catapult`: more accounts, which end with the test or the fixture that asked for them."""

import pytest

from plugin_runs import APP, run_tests

pytest_plugins = ("pytester",)

OPEN = """
import pytest

@pytest.fixture
def opened(catapult_server):
    return catapult_server.simulator.tenants
"""


def test_an_account_ends_with_its_test(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        OPEN
        + """
def test_two(make_catapult, opened):
    accounts = [make_catapult(), make_catapult()]
    assert opened() == accounts
    assert accounts[0].user_id != accounts[1].user_id

def test_none(opened):
    assert opened() == []
""",
    )

    result.assert_outcomes(passed=2)


@pytest.mark.parametrize(("scope", "left"), [("function", 0), ("class", 0), ("module", 1)])
def test_an_account_ends_with_its_fixture(pytester: pytest.Pytester, scope: str, left: int) -> None:
    result = run_tests(
        pytester,
        OPEN
        + f"""
@pytest.fixture(scope="{scope}")
def shop(make_catapult):
    account = make_catapult()
    yield account
    account.advance(1)  # it is open while the fixture cleans up

class TestFirst:
    def test_one(self, shop, opened):
        assert opened() == [shop]

    def test_same(self, shop, opened):
        assert opened() == [shop]

def test_after(opened):
    assert len(opened()) == {left}
""",
    )

    result.assert_outcomes(passed=3)


def test_a_module_may_share_one_account_by_the_usual_name(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import pytest

        @pytest.fixture(scope="module")
        def catapult(make_catapult):
            return make_catapult(profile="2018")

        def test_first(catapult):
            catapult.phone_numbers.allocate("+19195551212")

        def test_second(catapult):
            assert catapult.phone_numbers.owned("+19195551212")
            assert catapult.rules.profile.name == "2018"
        """,
    )

    result.assert_outcomes(passed=2)


def test_a_session_may_share_one_account_on_each_worker(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    pytester.makeconftest(
        """
        import pytest

        @pytest.fixture(scope="session")
        def shop(make_catapult):
            return make_catapult()
        """
    )
    tests = "import pytest\n@pytest.mark.parametrize('n', range(4))\n"

    result = run_tests(pytester, tests + "def test_it(shop, n): shop.advance(n)", "-n2")

    result.assert_outcomes(passed=4)


def test_a_factory_fixture_opens_accounts_of_the_test(pytester: pytest.Pytester) -> None:
    """A function that a session's fixture returns is called by the test: the account is its own."""
    result = run_tests(
        pytester,
        OPEN
        + """
@pytest.fixture(scope="session")
def open_shop(make_catapult):
    return lambda: make_catapult()

def test_one(open_shop, opened):
    account = open_shop()
    assert opened() == [account]

def test_none(open_shop, opened):
    assert opened() == []
""",
    )

    result.assert_outcomes(passed=2)


def test_ids_depend_on_the_test_or_the_module(pytester: pytest.Pytester) -> None:
    source = """
        import pytest

        @pytest.fixture(scope="module")
        def wide(make_catapult):
            return make_catapult()

        def test_it(wide, catapult, make_catapult):
            with open("ids.txt", "a") as file:
                print(wide.user_id, catapult.user_id, make_catapult().user_id, file=file)
    """
    for _ in range(2):
        run_tests(pytester, source)

    first, second = (pytester.path / "ids.txt").read_text().splitlines()

    assert first == second
    assert len(set(first.split())) == 3


def test_between_tests_no_account_can_be_opened(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        import pytest

        @pytest.fixture
        def late(make_catapult):
            yield
            make_catapult()
        """
    )

    result = run_tests(pytester, "def test_it(late): pass")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*NoAccount: make_catapult opens accounts for tests; call it *"])


def test_a_server_of_ones_own_opens_accounts_too(pytester: pytest.Pytester) -> None:
    result = run_tests(
        pytester,
        """
        import pytest
        from catapult_simulator import Catapult, Rules, Server, Simulator

        @pytest.fixture(scope="session")
        def catapult_server():
            simulator = Simulator(tenant_type=Catapult, seed="mine")
            with Server(simulator) as server:
                yield server

        def test_it(catapult, catapult_server, catapult_url):
            assert catapult_server.simulator.tenants() == [catapult]
            assert catapult_url == catapult_server.url
        """,
    )

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("Server(Simulator(tenant_type=Catapult))", "*server of the simulator does not run*"),
        ("None", "*catapult_server gives None; it must give a Server*"),
    ],
)
def test_a_wrong_server_is_one_sentence(
    pytester: pytest.Pytester, server: str, expected: str
) -> None:
    source = f"""
        import pytest
        from catapult_simulator import Catapult, Server, Simulator

        @pytest.fixture(scope="session")
        def catapult_server():
            return {server}

        def test_it(catapult): pass
    """

    result = run_tests(pytester, source)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([expected])


def test_a_stopped_server_is_named_in_the_story_and_opens_no_account(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(
        pytester,
        """
        def test_it(catapult, catapult_server, make_catapult):
            app = catapult.applications.create("shop", incoming_message_url="http://127.0.0.1:9/")
            line = catapult.phone_numbers.allocate("+19195551212", application_id=app.id)
            catapult_server.stop()
            catapult.receive_message(from_="+19195550001", to=line.number, text="hi")
            make_catapult()
        """,
        "--tb=short",
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E *NoAccount: the server of the simulator does not run; start it, or leave that *",
            "*the simulator was stopped meanwhile; start its server again*",
        ]
    )


def test_a_phone_texts_the_account_of_the_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(APP)
    result = run_tests(
        pytester,
        """
        def test_it(catapult_phone, shop):
            catapult_phone.text("hi")
            shop.assert_callback(from_="+19195550001", text="hi")
        """,
    )

    result.assert_outcomes(passed=1)
