"""Texts of pages kept as files, so that every offset can be checked.

>>> name_of("https://example.org/2025/iraq?x=1")
'example.org_2025_iraq_x_1-2f8e5b0c86d3e1f7.txt'
"""

import os
import re
import tempfile
from contextlib import suppress
from hashlib import sha256

from troopfacts.extractors import Document

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def name_of(id: str) -> str:
    """What can be read of an id, and the first 16 digits of its SHA-256."""
    shown = _UNSAFE.sub("_", re.sub(r"^\w+://", "", id)).strip("._-")[:80]
    return f"{shown or 'page'}-{sha256(id.encode('utf-8', 'replace')).hexdigest()[:16]}.txt"


def save(folder: str, document: Document) -> None:
    """Write the text as it is, whole or not at all."""
    os.makedirs(folder, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(".tmp", ".text.", folder)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(document.text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, os.path.join(folder, name_of(document.id)))
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
