"""What is peculiar to written English."""

from __future__ import annotations

import re

from tqcheck.text.writing import Writing

WRITING = Writing(
    again="nor",
    before_saying=r"\b",
    open_ended=frozenset({"idiom"}),
    # "5 p.m. Monday", "6 a.m. ET", "Ft. Bragg", "US. Secretary": what looks like an end is none.
    goes_on=re.compile(
        r"\b[ap]\.m\.\s+(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T)\b|Eastern|Central|Pacific)"
        r"|\b(?:Ft|Mt|Approx|approx)\.\s+(?=[A-Z0-9])|\bUS\.\s+(?=(?:Secretary|President|Senat|Congress|Army|Navy)\w*)"
    ),
)
