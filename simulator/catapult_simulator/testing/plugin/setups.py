"""Setups that tests name: found beside the test, and read once."""

from collections.abc import Sequence
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path

from catapult_simulator.core.setups.setup import Setup, setup_of
from catapult_simulator.core.setups.source import Source, is_text


def setup_at(source: Setup | Source, folders: Sequence[Path]) -> Setup:
    """The setup of one account. A relative path is looked for in `folders`, in their order.

    Raises SetupError, and TypeError for what is none.
    """
    if isinstance(source, PathLike) or (isinstance(source, str) and not is_text(source)):
        return _read(str(_found(Path(fspath(source)), folders)))
    setup = _read(source) if isinstance(source, str) else setup_of(source)
    setup.only_account()
    return setup


def _found(path: Path, folders: Sequence[Path]) -> Path:
    places = (folder / path for folder in folders)  # an absolute path stays as it is
    return next((place for place in places if place.exists()), path)


@lru_cache(maxsize=16)
def _read(source: str) -> Setup:
    setup = Setup(source)
    setup.only_account()
    return setup
