"""The paths of the page: `/`, all below `/phone`, and its files. They run on worker threads."""

PREFIX = "/phone"
STATIC = "/static"


def is_page(path: str) -> bool:
    """Whether `path` is one of the page."""
    return path in ("/", PREFIX) or path.startswith((f"{PREFIX}/", f"{STATIC}/"))
