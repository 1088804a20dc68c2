"""Where the documentation, recordings and run logs are that evidence cites by a short name.

Pages of the documentation are named as in their repositories. What an official client requires
(*sdk*) was found by running it; `CLIENTS` has the names.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """A file, or a folder of pages, in a public repository of GitHub, at a commit that has it."""

    repository: str
    path: str
    commit: str


class Source(NamedTuple):
    """A name that evidence cites: where its text is, what it is, and how far it can be trusted.

    Without `places`, the repository is not known: only the text has been found, in an index of
    public code, by what `found_by` says. No further source may be so.
    """

    places: tuple[Place, ...]
    says: str
    found_by: tuple[str, ...] = ()


class Run(NamedTuple):
    """A run of the contract suite with a real account, which evidence cites as "run of DATE".

    `folder` of this repository has what `--record` wrote; `says` is whose account it was, and of
    which profile.
    """

    date: str
    folder: str
    says: str


_AP_DOCS = ("Bandwidth/ap-docs", "db73317a2db44bc7ad4d85c74204d6d68e2f8a7a")
_SITE = ("Bandwidth/bandwidth.github.io", "efd462c953b3dcffe721057aa51dde0d64bad4e2")
_PHP = "Bandwidth/php-bandwidth"
_EXAMPLES = "Bandwidth/php-bandwidth-examples"
_PYTHON = "Bandwidth/python-bandwidth"
_JAVA = "Bandwidth/java-bandwidth"
DOCUMENTATION = {
    "methods/…": Place(_AP_DOCS[0], "methods", _AP_DOCS[1]),
    "apiCallbacks/…": Place(_AP_DOCS[0], "apiCallbacks", _AP_DOCS[1]),
    "rateLimits/…": Place(_AP_DOCS[0], "rateLimits", _AP_DOCS[1]),
    "errors.md": Place(_AP_DOCS[0], "errors.md", _AP_DOCS[1]),
    "faq …": Place("Bandwidth/faq", "messaging", "c4d0ed7d361dd401fda594369e5681f36ad7bef5"),
    "howto/…": Place(_SITE[0], "howto", _SITE[1]),
    "callbackSecurity.html": Place(_SITE[0], "callbackSecurity.html", _SITE[1]),
}
CLIENTS = ("Python 1.x", "Python 3.x", "Node 1.x", "Node", "Ruby", "Java", "C#", "PHP")


def _logs(repository: str, commit: str, *paths: str) -> tuple[Place, ...]:
    return tuple(Place(repository, path, commit) for path in paths)


SOURCES: dict[str, Source | Run] = {
    "SDK run logs 2015": Source(
        (
            *_logs(
                _PHP,
                "e0b3a76f21647df91347809dd6e7d0f98ce889f8",
                "tests/logs/catapult_2015-Jan-Fri-08-07-02.log",
                "logs/catapult_2015-Jan-Fri-08-20-25.log",
                "logs/catapult_2015-Jan-Sat-12-02-22.log",
            ),
            *_logs(
                _PHP,
                "b533ef176dc7f59665a4404dbe501ed084607746",
                "source/logs/catapult_2015-Feb-Sun-03-20-54.log",
            ),
            *_logs(
                _PHP,
                "59e3d526b63edb8e8207e737aa1296f2d6dd7d88",
                "logs/catapult_2015-Mar-Fri-08-13-19.log",
                "examples/logs/catapult_2015-Mar-Fri-11-38-19.log",
            ),
            *_logs(
                _EXAMPLES,
                "f4bc9dc7c2bd9a74ad7c683d5127002eda86b7ac",
                "app-01-auto-replies/logs/catapult_2015-Mar-Mon-10-16-26.log",
                "app-01-auto-replies/logs/catapult_2015-Mar-Tue-03-30-49.log",
                "app-04-basic-voicemail/logs/catapult_2015-Mar-Tue-10-00-40.log",
                "home/logs/catapult_2015-Mar-Tue-03-51-21.log",
            ),
            *_logs(
                _EXAMPLES,
                "22d59528add0da891a84b9ff2d93f398be008316",
                "logs/catapult_2015-Apr-Tue-01-14-42.log",
            ),
        ),
        "bodies of errors, 2015-01 to 2015-04, without their statuses and requests. The lines of "
        "2014-12, in examples/logs at 512685f and 9f0c3a4, have no answer of the API",
    ),
    "recorded exchanges 2015-06": Source(
        (
            Place(
                "jhorwitz828/AliasTexting",
                "test/aliasTexting-test.js",
                "c76f5b0f2cd652fdc03447e05f4047512c8e1bd4",
            ),
        ),
        "recorded with nock, then edited by hand: `location` is `/abc`, a POST of a message is "
        "answered with numbers, the links have single quotes",
    ),
    "recorded exchanges 2015-09": Source(
        (),
        "notes of a third party's mock server, with headers; each content-length fits its body",
        ("Mon, 14 Sep 2015 21:32:25 GMT",),
    ),
    "recorded errors 2014-08": Source(
        (
            Place(
                _JAVA,
                "src/test/java/com/bandwidth/sdk/model/ErrorsTest.java",
                "5e91723fbc102b58a32c3a9e633eb012c33f8bdc",
            ),
        ),
        "two errors of callbacks of calls",
    ),
    "recorded errors 2016-03": Source(
        (
            Place(
                _PYTHON,
                "bandwidth/catapult/__init__.py",
                "80d54210b12689a9a80a4fae82ba7a103106de65",
            ),
        ),
        "printed in the docstrings of `list_errors` and `get_error`, keys sorted",
    ),
    "recorded errors 2017-02": Source(
        (
            Place(
                _PYTHON,
                "tests/camel_test_values.py",
                "3e46ad8e3e44166371d2db094e079bc5981f5b03",
            ),
        ),
        "two errors of callbacks of calls and two of messages; other keys were renamed and added",
    ),
    "samples of 2017-01": Source(
        (
            Place(
                _PYTHON,
                "bandwidth/catapult/__init__.py",
                "80d54210b12689a9a80a4fae82ba7a103106de65",
            ),
        ),
        "answers printed in docstrings, dated 2017-01 and 2017-02; keys sorted and renamed, values "
        "changed by hand: an application made as MyFirstApp is printed as MyFirstApp2",
    ),
    "sample of 2017-05": Source(
        (),
        "an outgoing message that is being sent, in a tutorial of the Node client",
        ("2017-05-23T20:48:02Z",),
    ),
    "recorded callbacks 2018": Source(
        (),
        "an incoming message in a comment of one app, the receipts of two messages in a test of "
        "another; no MMS",
        ("2018-04-03T15:27:12Z", "TEST 2018-09-25 6:41 PM"),
    ),
    "sgx-catapult": Source(
        (
            Place(
                "ossguy/sgx-catapult", "sgx-catapult.rb", "f15bc1a5c92b90874d012fd31c0f2fa5fbb521d4"
            ),
        ),
        "an app, 2017-02, that quotes a sentence of the API in a comment",
    ),
    "RestResponse.java": Source(
        (
            Place(
                _JAVA,
                "src/main/java/com/bandwidth/sdk/RestResponse.java",
                "8f7ef1fce8ac5842d19a2a80b3fde3122f5f99df",
            ),
        ),
        "links of a page of applications, quoted in a comment",
    ),
}
