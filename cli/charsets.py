"""A page's bytes -> text, as the HTML standard has it: the byte-order mark decides, else what the
server said, else what the page says of itself, else UTF-8; nothing is guessed.

>>> decoded(b'<meta charset="windows-1251"><p>\\xcc\\xee\\xf1\\xea\\xe2\\xe0', None)
('<meta charset="windows-1251"><p>Москва', None)
"""

import codecs
import re

from .decoding import marked

HEAD = 4096  # bytes in which a page may say what it is written in; the standard has 1024

_META = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*(?P<html>[\w.:-]{2,40})
       | <\?xml\b[^>]{0,200}?\bencoding\s*=\s*["'](?P<xml>[\w.:-]{2,40})""",
    re.X | re.I,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)

# What browsers read by these names (https://encoding.spec.whatwg.org): the Windows code page that
# holds the named one, quotation marks and dashes included. Python takes them at their word.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
# Names that Python does not know.
_NAMES = {
    "x-sjis": "cp932",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-euc-jp": "euc_jp",
}
# Text to Python, but nothing that a page is written in.
_REFUSED = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}


def header_charset(content_type: str | None) -> str | None:
    """ "text/html; charset=windows-1256" -> "windows-1256"."""
    found = _HEADER.search(content_type or "")
    return found[1] if found else None


def decoded(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The text, and what is wrong with its bytes. `charset`: as the server or the user said."""
    encoding, mark = marked(data)
    if not mark:
        encoding = _known(charset) or _declared(data) or "utf-8"
    try:
        return codecs.decode(data[mark:], encoding), None
    except UnicodeDecodeError as error:
        wrong = f"not {encoding.upper()} at byte {mark + error.start}, bad bytes read as U+FFFD"
        return codecs.decode(data[mark:], encoding, "replace"), wrong


def _declared(data: bytes) -> str | None:
    """What the page says. It can be read, so it is not UTF-16, whatever it says."""
    for found in _META.finditer(data[:HEAD]):
        name = (found["html"] or found["xml"]).decode("ascii")
        if known := _known(name):
            return "utf-8" if known.startswith(("utf-16", "utf-32")) else known
    return None


def _known(name: str | None) -> str | None:
    if not name:
        return None
    name = name.strip().lower()
    try:
        known = codecs.lookup(_NAMES.get(name, name))
    except (LookupError, ValueError):
        return None
    if not known._is_text_encoding or known.name in _REFUSED:
        return None
    return _READ_AS.get(known.name, known.name)
