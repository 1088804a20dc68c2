"""The lists of the tool that changes the code: what gives no mutants, and which behave alike."""

import ast
from functools import cache

from mutants.mutant import PACKAGE, ROOT, keys, listed, modules
from mutants.sites import sites

FOLDERS = ("callbacks", "core", "rest", "web")


def test_each_module_of_the_api_gives_mutants_or_is_listed_with_a_reason() -> None:
    listed_ = {each for each in listed("elsewhere.txt") if " " not in each}
    found = {
        path for path in all_modules() if path.startswith(tuple(f"{each}/" for each in FOLDERS))
    }

    out = {path for path in found if path.startswith(tuple(listed_))}
    assert set(modules()) == found - out
    assert {path.partition("/")[0] for path in modules()} == set(FOLDERS)


def test_what_is_listed_as_no_behaviour_of_the_api_exists() -> None:
    known = set(modules())
    for entry in listed("elsewhere.txt"):
        path, _, function = entry.partition(" ")
        if function:
            assert path in known, f"{entry}: the module gives no mutants"
            assert function in functions_of(path), entry
        elif path.endswith("/"):
            assert [each for each in all_modules() if each.startswith(path)], entry
        else:
            assert path in all_modules(), entry


def test_an_equivalent_mutant_is_still_one() -> None:
    equivalent = listed("equivalent.txt")
    known = set[str]().union(*(keys(path) for path in {key.split(" ")[0] for key in equivalent}))

    assert equivalent - known == set()


def test_a_list_gives_a_reason_for_each_entry() -> None:
    for name in ("elsewhere.txt", "equivalent.txt"):
        text = (ROOT / "tests" / "mutants" / name).read_text(encoding="utf-8")
        entries = [line for line in text.splitlines() if line and not line.startswith("#")]
        assert [line for line in entries if not line.partition(" # ")[2]] == []


def all_modules() -> set[str]:
    return {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py")}


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
    return {site.function for site in sites(tree)}
