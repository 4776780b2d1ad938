"""Web and mail addresses, accounts and hashtags in running text."""

import re

# Names of a host have 63 letters at most, an account 64: without an end, a long run of letters is read again and again.
_TAIL = r"[^\s<>\"'»”،؛)\]]"
LINK = re.compile(
    rf"(?P<url>(?:https?://|www\.){_TAIL}+|(?<![\w@./])(?:[a-z0-9-]{{1,63}}\.){{1,20}}[a-z]{{2,63}}/{_TAIL}*)|"
    r"(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,20})|"
    r"(?P<user>(?<![\w@])@[A-Za-z_]\w{1,30})|(?P<hashtag>(?<![\w&])#[^\W\d]\w*)"
)
"""Groups `url`, `mail`, `user` and `hashtag`. An address without `https` has a path: `t.me/news`, not `example.org`."""

# What reads the same in every language besides: a site's bare name, a file, a path, code.
_CODE = re.compile(
    r"(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,20}[a-z]{2,63}(?![\w@])|%\w+%[\\\w]*|(?<!\S)[~.]?(?:/[\w.~-]+)+/?|"
    r"(?<![A-Za-z])[A-Za-z]+(?:_[A-Za-z0-9]+)+|(?<![\w.])[\w.]{1,80}\(\)"
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
