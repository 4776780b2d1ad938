"""Web and mail addresses, accounts and hashtags in running text."""

import re

LINK = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"'»”،؛)\]]+)|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|"
    r"(?P<user>(?<![\w@])@[A-Za-z_]\w{1,30})|(?P<hashtag>(?<![\w&])#[^\W\d]\w*)"
)
"""Groups `url`, `mail`, `user` and `hashtag`."""
