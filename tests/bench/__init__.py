"""The benchmark: `python tests/bench [section …]`. See docs/performance.md."""
