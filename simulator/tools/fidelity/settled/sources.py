"""Where the recordings, run logs and apps are that evidence cites by a short name.

Pages of the documentation are named as in their repositories: `methods/…`, `apiCallbacks/…`,
`rateLimits/…` and `errors.md` in Bandwidth/ap-docs, `faq/…` in Bandwidth/faq, `howto/…` in
Bandwidth/bandwidth.github.io.
"""

SOURCES = {
    "SDK run logs 2014-12 to 2015-04": (
        "files `logs/*.log` in the histories of Bandwidth/php-bandwidth (59e3d52, b533ef1) and "
        "Bandwidth/php-bandwidth-examples (317a465, 571ed0d)"
    ),
    "recorded exchanges 2015-06": (
        "jhorwitz828/AliasTexting, `test/aliasTexting-test.js` at c76f5b0, recorded with nock"
    ),
    "recorded exchanges 2015-09": "the README of a third party's mock server, with headers",
    "recorded errors 2014-08": (
        "Bandwidth/java-bandwidth, `src/test/java/com/bandwidth/sdk/model/ErrorsTest.java`"
    ),
    "recorded errors 2016-03": (
        "Bandwidth/python-bandwidth, docstrings of `list_errors` and `get_error` in "
        "`bandwidth/catapult/__init__.py`"
    ),
    "recorded errors 2017-02": (
        "Bandwidth/python-bandwidth, `tests/camel_test_values.py` at 3e46ad8, keys renamed there"
    ),
    "samples of 2017-01": (
        "Bandwidth/python-bandwidth, printed answers in the docstrings of "
        "`bandwidth/catapult/__init__.py`, dated 2017-01 and 2017-02"
    ),
    "recorded callbacks 2018": "bodies that messaging apps saved as test data",
    "sgx-catapult": "ossguy/sgx-catapult, `sgx-catapult.rb` at f15bc1a, 2017-02",
    "java-bandwidth-sms-dlr-example": (
        "noecorp/java-bandwidth-sms-dlr-example, a copy of Bandwidth's, `SendSmsServlet.java`"
    ),
    "callbackSecurity.html": "https://dev.bandwidth.com/callbackSecurity.html",
}
