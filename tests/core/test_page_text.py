"""Words of a page, however it is written."""

import pytest

from catapult_simulator.core.page_text import words_of_page

LONG = 1_000_000  # characters: a search that begins anew at each of them would not end in a day


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<h1>Oops</h1>\n<p>KeyError:   to</p>", "Oops KeyError: to"),
        ("<HEAD><title>x</title></HEAD><body>no</body>", "no"),
        ("<style>a{}</style>b<script>c</script>d", "b d"),
        ("<style>a</style><style>b", "b"),
        ("<script>never closed", "never closed"),
        ("<header>kept</header>", "kept"),
        ("a < b", "a < b"),
        ('<p>cut</p><a href="htt', "cut"),
        ("", ""),
    ],
)
def test_the_words_are_those_that_a_reader_sees(page: str, words: str) -> None:
    assert words_of_page(page) == words


@pytest.mark.parametrize("part", ["<script", "<head ", "<title>", "<", "</style><style"])
def test_a_hostile_page_is_read_in_one_pass(part: str) -> None:
    assert isinstance(words_of_page(part * (LONG // len(part))), str)
