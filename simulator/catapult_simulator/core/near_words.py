"""Near words: the known word that a misspelt one may have been meant for."""

from collections.abc import Collection

_COMPARED_CHARACTERS = 64  # of a word that is compared with the known ones


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that `word` may have been meant for, None if none is near."""
    from difflib import get_close_matches

    if len(word) > _COMPARED_CHARACTERS:
        return None
    plain = {_plain(each): each for each in known}
    found = get_close_matches(_plain(word), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def missing_attribute(owner: object, words: str, name: str) -> AttributeError:
    """The error for a `name` that `owner` does not have: `account 'u-1' has no 'mesages'`."""
    known = [each for each in dir(type(owner)) if not each.startswith("_")]
    near = None if name.startswith("_") else nearest(name, known)
    guess = f"; did you mean {near!r}?" if near else ""
    # pytest shows no guess of Python's own. Elsewhere it would follow ours: not for None.
    return AttributeError(f"{words} has no {name!r}{guess}", name=name, obj=None)


def _plain(word: str) -> str:
    """Without the differences of spelling: `user_id`, `userID` and `userId` are one."""
    return word.replace("_", "").replace("-", "").casefold()
