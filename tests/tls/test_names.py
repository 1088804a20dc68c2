"""Names that a certificate can have."""

import pytest

from catapult_simulator.tls.names import names_among, parse_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sim", "sim"),
        ("Sim.Example.COM.", "sim.example.com"),
        ("*.example.com", "*.example.com"),
        ("xn--caf-dma.example", "xn--caf-dma.example"),
        ("10.0.0.5", "10.0.0.5"),
        ("::1", "::1"),
        ("a" * 63, "a" * 63),
    ],
)
def test_host_names_patterns_and_addresses_are_names(text: str, name: str) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", " ", "my_service", "-a", "a-", "a..b", "*", "*.", "a.*.b", "http://sim", "sim:8080",
     "fe80::1%eth0", "10.0.0.0/8", "bob@example.com", "a" * 64, "a." * 130 + "a", "café"],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
def test_anything_else_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be in a certificate: give sim\.example\.com"):
        parse_name(text)


def test_names_that_fit_are_picked_out_of_others() -> None:
    assert names_among(["127.0.0.1", "my_service", "", "sim"]) == ["127.0.0.1", "sim"]
