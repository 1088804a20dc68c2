"""PATCHER: all patches of this process, those of libraries that are imported later too."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from catapult_simulator.testing.redirect import state
from catapult_simulator.testing.redirect.patches import WAYS, Patch, Way


class Patcher(MetaPathFinder):
    """Patches the libraries that are loaded, and others once they are imported."""

    def __init__(self) -> None:
        self._patches: dict[Way, list[Patch]] = {}
        self._is_on = False

    def apply(self) -> None:
        """Patch, also what a mock that has ended meanwhile took away."""
        if not self._is_on:
            self._is_on = True
            sys.meta_path.insert(0, self)
        for way in WAYS:
            if way.library in sys.modules or way.library in _PYTHONS:
                self._apply(way)

    def undo(self) -> None:
        """Give everything back."""
        self._is_on = False
        sys.meta_path.remove(self)
        for patches in reversed(self._patches.values()):
            for patch in reversed(patches):
                patch.undo()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Let the others find a library, and patch it when it has been loaded."""
        if name not in _LIBRARIES:
            return None
        spec = next(filter(None, (self._ask(each, name) for each in tuple(sys.meta_path))), None)
        if spec is not None and spec.loader is not None:
            self._patch_after(spec.loader, name)
        return spec

    def _ask(self, finder: Any, name: str) -> ModuleSpec | None:
        find = getattr(finder, "find_spec", None)
        return None if finder is self or find is None else find(name, None)

    def _patch_after(self, loader: Any, name: str) -> None:
        load = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            del loader.exec_module
            load(module)
            with state.lock:
                for way in WAYS:
                    if way.library == name and self._is_on:
                        self._apply(way)

        loader.exec_module = exec_module

    def _apply(self, way: Way) -> None:
        if way not in self._patches:
            self._patches[way] = import_module(way.module).patches(way.library)
        for patch in self._patches[way]:
            patch.apply()


_PYTHONS = {"socket", "http.client"}
_LIBRARIES = {way.library for way in WAYS} - _PYTHONS
PATCHER = Patcher()
