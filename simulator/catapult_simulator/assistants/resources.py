"""Resources: pages that an assistant reads, of the simulator itself and not of an account.

The page of the evidence is docs/fidelity.md: the wheel has a copy beside this module, a checkout
has the page itself.
"""

import re
from functools import cache
from pathlib import Path

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError

from catapult_simulator.core.messages.magic import scenarios

FIDELITY, MAGIC = "catapult://fidelity", "catapult://magic-numbers"
_COPY = Path(__file__).with_name("evidence.md")
_PAGE = Path(__file__).parents[3] / "docs" / "fidelity.md"
_MARKDOWN = "text/markdown"


def add_resources(server: MCPServer) -> None:
    """Add all resources, and the template for the sections of the page of the evidence."""
    server.resource(
        MAGIC,
        name="magic-numbers",
        description="Numbers to which a message always ends in the same way.",
        mime_type=_MARKDOWN,
    )(magic_numbers)
    server.resource(
        FIDELITY,
        name="fidelity",
        description="How faithful the simulator is: the assumptions that matter most to an app, "
        "how much of the rest is documented or observed, and the list of all sections.",
        mime_type=_MARKDOWN,
    )(fidelity)
    server.resource(
        f"{FIDELITY}/{{section}}",
        name="fidelity-section",
        description="One section of the evidence, such as errors or callback-fields.",
        mime_type=_MARKDOWN,
    )(fidelity_section)


def magic_numbers() -> str:
    """The magic numbers as a table."""
    rows = [f"| {row.first} to {row.last[-4:]} | {row.description} |" for row in scenarios()]
    return "\n".join(["| numbers | a message to one of them |", "| --- | --- |", *rows, ""])


def fidelity() -> str:
    """The page without its long tables: they are sections of their own."""
    listed = "\n".join(f"- {FIDELITY}/{name}" for name in list(_sections())[2:])
    beginning = "\n".join([_page().partition("\n## ")[0], *list(_sections().values())[:2]])
    return f"{beginning}\n## Sections\n\n{listed}\n"


def fidelity_section(section: str) -> str:
    """One section. Raises ResourceError for a name that there is not."""
    try:
        return _sections()[section]
    except KeyError:
        known = ", ".join(_sections())
        raise ResourceError(f"no section {section!r}; there are {known}") from None


@cache
def _sections() -> dict[str, str]:
    """Each section of the page, by its title in small letters and hyphens."""
    texts = re.split(r"^(?=## )", _page(), flags=re.MULTILINE)[1:]
    titles = (text.partition("\n")[0].removeprefix("## ") for text in texts)
    names = (re.sub("[^a-z0-9]+", "-", title.lower()) for title in titles)
    return dict(zip(names, texts, strict=True))


def _page() -> str:
    """The whole page. Raises ResourceError where it is not installed."""
    for path in (_COPY, _PAGE):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise ResourceError("this installation has no copy of docs/fidelity.md; install the wheel")
