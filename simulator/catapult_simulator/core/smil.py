"""SMIL: the part of an MMS that tells a phone how to show the others.

Source: apiCallbacks/mms.md for its name in `media`; OMA MMS Conformance 1.2 for the text.
"""

from collections.abc import Iterable
from urllib.parse import quote

CONTENT_TYPE = "application/smil"
NAME = "123_1.smil"  # documented samples; each carrier has a name of its own

_ELEMENTS = {"image": "img", "audio": "audio", "video": "video", "text": "text"}
_PAGE = """<smil>
<head>
<layout>
<root-layout width="100%" height="100%"/>
<region id="Image" left="0%" top="0%" width="100%" height="70%" fit="meet"/>
<region id="Text" left="0%" top="70%" width="100%" height="30%" fit="scroll"/>
</layout>
</head>
<body>
{}</body>
</smil>
"""


def smil(files: Iterable[tuple[str, str]]) -> bytes:
    """A SMIL text that shows `files`, each a name and a content type, one after the other."""
    return _PAGE.format("".join(_slide(*file) for file in files)).encode()


def _slide(name: str, content_type: str) -> str:
    element = _ELEMENTS.get(content_type.partition("/")[0], "ref")
    region = "Text" if element == "text" else "Image"
    return f'<par dur="5000ms"><{element} src="{quote(name)}" region="{region}"/></par>\n'
