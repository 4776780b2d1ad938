"""The packs of the languages: what code asks for is there, what is there is asked for, and no word stands twice."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import tqcheck
from tqcheck.lang import LANGUAGES, in_every_language, list_files, list_of, numbers_of, rows, table_of, words_of
from tqcheck.text.normalise import fold

ROOT = Path(tqcheck.__file__).parent
ASKING = {"words_of", "list_of", "table_of", "numbers_of", "groups_of", "in_every_language"}
AS_WRITTEN = {"as_written.tsv", "varieties.tsv"}
GROUPS = {"foreign-words", "dialect-words"}
OWN = {"ENGLISH": "en", "ARABIC": "ar"}


def asked(path):
    """The lists that a file asks for, each with the languages that it asks for it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING:
            *lang, name = node.args
            langs = [OWN[lang[0].id]] if lang and isinstance(lang[0], ast.Name) and lang[0].id in OWN else LANGUAGES
            if isinstance(name, ast.Constant):
                yield from ((one, name.value) for one in langs)


def all_asked():
    files = (path for path in ROOT.rglob("*.py") if path.parent != ROOT / "lang")
    return {pair for path in files for pair in asked(path)}


def lists(lang):
    """The rows of a language's lists: file, name, what the words stand for, words."""
    for file in list_files(lang):
        for name, *value, words in rows(lang, file):
            yield file, name, value, words.split()


def test_every_list_that_is_asked_for_is_there():
    there = {(lang, name) for lang in LANGUAGES for _, name, _, _ in lists(lang)}
    assert all_asked() - there == set()


def test_every_list_is_asked_for():
    there = {(lang, name) for lang in LANGUAGES for _, name, _, _ in lists(lang)}
    assert there - all_asked() == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_stands_twice_in_a_list(lang):
    places = Counter(
        (name, word, *(value if name in GROUPS else ())) for _, name, value, words in lists(lang) for word in words
    )
    assert [place for place, times in places.items() if times > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_stands_in_one_file_and_is_a_list_or_a_table(lang):
    places, shapes = {}, {}
    for file, name, value, _ in lists(lang):
        places.setdefault(name, set()).add(file)
        shapes.setdefault(name, []).append(len(value))
    assert [name for name, files in places.items() if len(files) > 1] == []
    assert [name for name, sizes in shapes.items() if set(sizes) > {1} or sizes.count(0) > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_folded_where_they_are_compared_with_folded_ones(lang):
    spelled = [(n, w) for file, n, _, words in lists(lang) for w in words if file not in AS_WRITTEN and fold(w) != w]
    assert spelled == []


def branches(path):
    """Lines of a file that compare a language with English or Arabic."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [side for part in (node.left, *node.comparators) for side in getattr(part, "elts", [part])]
            if any(getattr(s, "id", None) in OWN or getattr(s, "value", None) in LANGUAGES for s in sides):
                yield node.lineno


def test_few_modules_ask_whether_a_text_is_english_or_arabic():
    """What differs between languages stands with the language; here the pair, its script or its only fault matters."""
    asking = {str(p.relative_to(ROOT)) for p in ROOT.rglob("*.py") if p.parent != ROOT / "lang" and any(branches(p))}
    assert asking == {
        "checks/coverage_found.py",  # a feature that the judge of findings was fitted with
        "checks/form.py",  # slips of Arabic form
        "checks/untranslated.py",  # Arabic letters in a text of Latin ones are no name
        "coverage/neural.py",  # the side that the model was trained to see first
        "ingest/partners.py", "ingest/tongues.py",  # into Arabic where nothing else is said, and its varieties
        "report/interface.py",  # texts of the pages are written in English
        "text/languages.py",  # scripts of one language and of many
        "text/run_together.py",  # Arabic words without a space between them
    }  # fmt: skip


def test_a_list_that_is_not_there_fails():
    with pytest.raises(LookupError, match="tqcheck/lang/en has no list 'nisba'"):
        words_of("en", "nisba")


def test_phrases_numbers_and_values():
    assert list_of("en", "below-zero") == ("below zero", "below freezing")
    assert numbers_of("ar", "tens")["عشرون"] == 20
    assert table_of("en", "periods")["fortnight"] == "1 duration-fortnight"
    assert {"minus", "ناقص"} <= in_every_language("minus")
