"""Web and mail addresses, accounts and hashtags in running text."""

import re

_TAIL = r"[^\s<>\"'»”،؛)\]]"
LINK = re.compile(
    rf"(?P<url>(?:https?://|www\.){_TAIL}+|(?<![\w@./])(?:[a-z0-9-]+\.)+[a-z]{{2,}}/{_TAIL}*)|"
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|"
    r"(?P<user>(?<![\w@])@[A-Za-z_]\w{1,30})|(?P<hashtag>(?<![\w&])#[^\W\d]\w*)"
)
"""Groups `url`, `mail`, `user` and `hashtag`. An address without `https` has a path: `t.me/news`, not `example.org`."""

# What reads the same in every language besides: a site's bare name, a file, a path, code.
_CODE = re.compile(
    r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w@])|%\w+%[\\\w]*|(?<!\S)[~.]?(?:/[\w.~-]+)+/?|"
    r"(?<![A-Za-z])[A-Za-z]+(?:_[A-Za-z0-9]+)+|[\w.]+\(\)"
)


def without_links(text: str) -> str:
    """The text with spaces in place of addresses, accounts, hashtags, files and code, as long as before.

    A text that is nothing else keeps its hashtags, which are words at least.
    """
    bare = _CODE.sub(_blank, LINK.sub(_blank, text))
    if any(map(str.isalpha, bare)):
        return bare
    return _CODE.sub(_blank, LINK.sub(lambda m: m[0] if m["hashtag"] else _blank(m), text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
