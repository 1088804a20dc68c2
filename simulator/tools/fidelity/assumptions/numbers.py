"""Assumptions about phone numbers, caller names and available numbers."""

from fidelity.assumptions.kinds import Assumption

NUMBERS = (
    Assumption(
        "D1",
        "An import accepts any dashboard credentials. Refused ones are answered 403 "
        "`invalid-provider-credentials`.",
        "no source; the code is invented",
        "core.numbers.phone_numbers",
        "dashboard_password",
        otherwise="It refuses wrong ones, with an error that no source shows.",
    ),
    Assumption(
        "D2",
        "Every dashboard account has every North American number.",
        "no source",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D3",
        "Another `providerName` is answered with the message of enumerated properties.",
        '"always use bandwidth-dashboard"',
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D5",
        "A released number is found by its id, no longer by its number, and cannot be changed.",
        "`numberState` has the word, and a filter",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D6",
        "Lists contain released numbers only if the filter asks for them.",
        "samples contain none, but two apps ask for the enabled ones",
        "rest.v1.phone_numbers",
        otherwise="It may list released numbers too. Ask for `numberState=enabled`.",
    ),
    Assumption(
        "D7",
        "A number can be released by its E.164 form.",
        "documented for the other two methods",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D8",
        "Every valid North American number can be ordered. Others are answered 404 "
        "`number-not-found`.",
        "no source",
        "core.numbers.phone_numbers",
        otherwise="It may offer only the numbers that its search finds.",
    ),
    Assumption(
        "D9",
        "Ordering a number of one's own again is answered 409 `duplicate-number`.",
        "the error's message",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D10",
        "`applicationId` of a number comes after the place.",
        "no sample has it (G18)",
        "rest.v1.phone_numbers",
        "number_shows_application_id",
    ),
    Assumption(
        "D11",
        "A malformed `fallbackNumber` is `Invalid phone number`.",
        "no source",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D12",
        "Error messages call the resource `number`.",
        "`duplicate-number` does",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D13",
        'The price of an imported number is "0.00".',
        "recorded samples of 2013",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D14",
        "Numbers are listed by creation, the oldest first.",
        "a sample of 2013 has the older of two first, a recorded exchange of 2015-06 the newer",
        "core.numbers.phone_numbers",
        otherwise="It may list the newest first.",
    ),
    Assumption(
        "D15",
        "`nationalNumber` of another country would be its digits. No account can have one.",
        "no source",
        "core.numbers.e164",
    ),
    Assumption(
        "D16",
        "A caller's name is `created` at the first query and `updated` once a day.",
        "the definitions only",
        "core.numbers.number_info",
    ),
    Assumption(
        "D18",
        "Orders are refused for lack of credit as messages are (B27).",
        "the error's message only",
        "core.numbers.phone_numbers",
        "refuse_without_credit",
    ),
    Assumption(
        "D19",
        "Searches are checked for format first, then for combinations in the order of the "
        "table, then for a missing criterion.",
        "the order of the catalogue",
        "core.numbers.queries",
    ),
    Assumption(
        "D20",
        "The message of an order that is too large ends in 10.",
        "the documents cut the value off; the parameter's page says 10",
        "core.numbers.queries",
    ),
    Assumption(
        "D21",
        "The local calling area is the area code with its overlays.",
        "neighbouring codes are local calls; the tariffs are not public",
        "core.numbers.available",
    ),
    Assumption(
        "D22",
        "A pattern with other characters finds nothing.",
        "no source",
        "core.numbers.patterns",
    ),
    Assumption(
        "D23",
        "Numbers outside North America have no caller name.",
        "CNAM is a North American register",
        "core.numbers.number_info",
    ),
    Assumption(
        "D24",
        "`city` and `state` ignore case in filters and searches. The filter `name` does not.",
        "no source",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D25",
        "The messages of searches lack the commas that the documents lost.",
        "clients compare with the documents",
        "core.catalogue.available_numbers",
    ),
    Assumption(
        "D26",
        "`number` in an update is accepted and ignored.",
        "the resource has it, so it is not unrecognised; clients send it back",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D27",
        "Equal searches find equal numbers, and an order takes the first of them. Each "
        "account has a stock of its own.",
        "no source; tests can rely on it",
        "core.numbers.available",
    ),
    Assumption(
        "D28",
        "Where the query and the body of an order name the same property, the query's counts.",
        "the query is documented, the body is not",
        "rest.v1.available_numbers",
    ),
    Assumption(
        "D29",
        "A blank search criterion counts as absent.",
        "no source",
        "rest.v1.available_numbers",
    ),
    Assumption(
        "D31",
        "An order is fulfilled as a whole or refused as a whole.",
        "the errors' messages do not say",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D32",
        "Every town has a rate centre of its own, named after it in at most ten letters.",
        "samples show `CARY`, `FT COLLINS` and `JERSEYCITY`",
        "core.numbers.stock",
    ),
    Assumption(
        "D33",
        "An exchange without a listed town belongs to that of the next lower one. Where the LATA "
        "of one exchange is known, the whole area code has it.",
        "the sources list part of the exchanges",
        "core.numbers.stock",
    ),
    Assumption(
        "D34",
        "`provider` is never shown.",
        "no sample has it, and it holds a password",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D35",
        "Errors name missing and blank properties of `provider` as `provider.properties.userName`.",
        "a recorded error names `credentials.password`",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D36",
        "Unknown keys in the `properties` of `provider` are accepted and ignored.",
        "csharp-bandwidth has them as a dictionary",
        "rest.v1.phone_numbers",
    ),
    Assumption(
        "D37",
        "A released number can be imported again, with a new id. An order is `number-not-found`.",
        "the documents say that it is not offered again",
        "core.numbers.phone_numbers",
    ),
    Assumption(
        "D38",
        "An order of toll-free numbers refuses `pattern`, as an order of local ones does.",
        "documented for local orders only",
        "rest.v1.available_numbers",
    ),
    Assumption(
        "D40",
        "A search without matches is answered 200 `[]`.",
        "as a list is (A25)",
        "rest.v1.available_numbers",
    ),
)
