"""The kinds of evidence and the marks; the kind *sdk* of CONTRIBUTING.md is *observed* here."""

KINDS = ("documented", "observed", "assumed")
RECIPE = 'see "A contract check" in CONTRIBUTING.md'
MARKS = (
    "documented(page): stated in the public documentation",
    "observed(source): recorded from the real API, or required by a client of it",
    "assumed(id): no source settles it; `assumption X1`",
    "needs(*capabilities): skipped where the target lacks one",
    "spends(messages, numbers, toll_free): billed messages that the check sends, numbers it orders",
    "risks(messages, numbers, toll_free): how much more it would spend if nothing were refused",
)
