"""Assumed of phone numbers, caller names and available numbers."""

from fidelity.assumptions.kinds import Assumption

NUMBERS = (
    Assumption(
        "D1",
        "any dashboard credentials import; refused ones: 403 `invalid-provider-credentials`",
        "no source; the code is invented",
        "core.numbers.phone_numbers",
        "dashboard_password",
    ),
    Assumption(
        "D2",
        "every North American number is in every dashboard account",
        "no source",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D3",
        "another `providerName`: the sentence of enumerated properties",
        '"always use bandwidth-dashboard"',
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D4",
        "an import needs no `applicationId`",
        "mandatory in one how-to, optional in the reference",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D5",
        "a released number is found by its id, no longer by its number",
        "`numberState` has the word, and a filter",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D6",
        "lists show released numbers only if asked",
        "samples show none",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D7",
        "a number can be released by its E.164 form",
        "documented for the other two verbs",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D8",
        "every valid North American number can be ordered; others: 404 `number-not-found`",
        "no source",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D9",
        "ordering one's own number again: 409 `duplicate-number`",
        "its wording",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D10",
        "numbers have the documents' order of fields, and `application` without `applicationId`",
        "samples disagree on the order; none shows the latter",
        "rest.v1.phone_numbers",
        "number_shows_application_id",
    ),
    Assumption(
        "D11",
        "a `fallbackNumber` that is none: `Invalid phone number`",
        "no source",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D12",
        "sentences call the resource `number`",
        "`duplicate-number` speaks of it so",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D13",
        'the price of an imported number is "0.00"',
        "real samples of 2013",
        "core.numbers.phone_numbers",
    ),
    Assumption("D14", "numbers are listed by creation", "no source", "core.numbers.phone_numbers"),
    Assumption(
        "D15",
        "`nationalNumber` of another country would be its digits; none can be held",
        "no source",
        "core.numbers.e164",
    ),
    Assumption(
        "D16",
        "a caller's name is `created` at the first query and `updated` once a day",
        "the definitions only",
        "core.numbers.number_info",
    ),
    Assumption(
        "D17",
        "the maximum of 5000 holds for toll-free searches, too",
        "the sentence speaks of numbers in general",
        "core.numbers.queries",
    ),
    Assumption(
        "D18",
        "orders are refused for lack of credit as messages are",
        "as B27",
        "core.numbers.phone_numbers",
        "refuse_without_credit",
    ),
    Assumption(
        "D19",
        "formats are checked first, then combinations in the order of the table, then absence",
        "the catalogue's order",
        "core.numbers.queries",
    ),
    Assumption(
        "D20",
        "an order takes at most 10, and the sentence ends in 10",
        "the documents cut the value off; the parameter's page says 10",
        "core.numbers.queries",
    ),
    Assumption(
        "D21",
        "the local calling area is the area code with its overlays",
        "neighbouring codes are local calls; the tariffs are not public",
        "core.numbers.available",
    ),
    Assumption(
        "D22",
        "a pattern with other characters finds nothing",
        "no source",
        "core.numbers.patterns",
    ),
    Assumption(
        "D23",
        "numbers outside of North America have no caller name",
        "CNAM is a North American register",
        "core.numbers.number_info",
    ),
    Assumption(
        "D24",
        "city and state filter in any case, the name exactly",
        "no source",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D25",
        "the sentences of searches lack the commas that the documents lost",
        "clients compare with the documents",
        "core.catalogue.available_numbers",
    ),
)
