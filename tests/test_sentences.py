import pytest

from tqcheck.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Maj. Gen. Kenneth Lee spoke. He left.", ["Maj. Gen. Kenneth Lee spoke.", "He left."]),
        ("en", "The U.S. Army left on 23.08.2020. It was hot.", ["The U.S. Army left on 23.08.2020.", "It was hot."]),
        ("en", 'He said: "Stop!" he left. "We won. They lost," she said.',
         ['He said: "Stop!" he left.', '"We won.', 'They lost," she said.']),
        ("en", "“We won. They lost. It is over,” she said.", ["“We won.", "They lost.", "It is over,” she said."]),
        ("en", "(This is it.) Next one.", ["(This is it.)", "Next one."]),
        ("en", "It cost $3.5 million… Then it ended.", ["It cost $3.5 million…", "Then it ended."]),
        ("en", "the movement of... military personnel ended.", ["the movement of... military personnel ended."]),
        ("en", "They met at 5 p.m. Monday. It ended at 9 a.m. The mayor left.",
         ["They met at 5 p.m. Monday.", "It ended at 9 a.m.", "The mayor left."]),
        ("en", "Talks began at 6 p.m. ET at Ft. Lee. The US. Secretary spoke.",
         ["Talks began at 6 p.m. ET at Ft. Lee.", "The US. Secretary spoke."]),
        ("ar", "هل غادر الوفد؟ نعم؛ غادر أمس.", ["هل غادر الوفد؟", "نعم؛ غادر أمس."]),
        ("ar", "حضر د. أحمد سالم الجلسة. وغادر مبكرا.", ["حضر د. أحمد سالم الجلسة.", "وغادر مبكرا."]),
        ("ar", "قالت إن «حركة ... الجنود انتهت».", ["قالت إن «حركة ... الجنود انتهت»."]),
        ("ar", "قال: \"منسقة مع الحكومة. العراق \".", ["قال: \"منسقة مع الحكومة.", "العراق \"."]),
        ("ar", "«فزنا. خسروا. انتهى الأمر»، كما قالت.", ["«فزنا.", "خسروا.", "انتهى الأمر»، كما قالت."]),
    ],
)  # fmt: skip
def test_splits_as_news_needs(lang, text, expected):
    assert [span.of(text) for span in split_sentences(text, lang)] == expected


@pytest.mark.parametrize(
    "headline", ["الرئيس يغادر.. والحكومة تستقيل", "عاجل.. انفجار في الميناء", "قال إنه سيعود … ثم عاد"]
)
def test_two_dots_in_an_arabic_headline_end_no_sentence(headline):
    assert [span.of(headline) for span in split_sentences(headline, "ar")] == [headline]
