"""What is peculiar to written Arabic."""

from __future__ import annotations

import re

from tqcheck.text.writing import Writing

WRITING = Writing(
    folded=True,
    again="ولا",
    before_saying=r"(?<!\w)[وف]?س?",
    attached="[وف]?",
    attached_to={"hard": "[وف]?(?:من |ب)?", "soft": "[وف]?[بل]?"},
    no_denial=re.compile("غيّ|لمّ"),  # verbs (to change, to gather), told apart by their shadda
    denial=re.compile(r"^[وف]?ألّ?ا$"),  # «أن لا» in one word; «إلا» is but
    no_end=(
        # «د. أحمد», «أ.د. محمد»: titles of one letter.
        re.compile(r"(?:^|[\s.(«\"])[\u0621-\u064a]\.\s*$"),
        # Without capitals nothing says that a new sentence begins after an ellipsis, in headlines often of two dots.
        re.compile(r"(?:…|\.{2,})[\s\"”»]*$"),
    ),
)
