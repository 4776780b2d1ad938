"""Every rule of the reader reads its own examples, and nothing else reads them before it."""

from __future__ import annotations

import pytest

from tqcheck.quantities import extract
from tqcheck.quantities.reader import read, rules
from tqcheck.quantities.tokens import tokenise
from tqcheck.quantities.wording import in_english

EXAMPLES = [
    pytest.param(lang, rule.name, text, said, id=f"{lang}-{rule.name}-{text}")
    for lang in ("en", "ar")
    for rule in rules(lang)
    for text, said in rule.examples
]


@pytest.mark.parametrize(("lang", "name", "text", "said"), EXAMPLES)
def test_rule_reads_its_examples(lang, name, text, said):
    assert "; ".join(in_english(q) for q in extract(text, lang)) == said
    assert name in [rule.name for rule, _ in read(tokenise(text), lang)]


def test_every_rule_has_examples_and_a_name_of_its_own():
    for lang in ("en", "ar"):
        names = [rule.name for rule in rules(lang)]
        assert len(set(names)) == len(names)
        assert all(rule.examples for rule in rules(lang))
