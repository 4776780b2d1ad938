"""Translation by language models and servers: what is asked, what is believed, and what a liar gets."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.scripted_server import chat, data_of, scripted, slow, translating
from tests.tiny_models import causal, gguf
from tqcheck.errors import ModelError, ModelUnavailableError, UsageError
from tqcheck.service import Ledger
from tqcheck.service.chat import Answer
from tqcheck.translate import Failure, TranslationSettings, is_steerable, make
from tqcheck.translate.answers import fault_of, json_lines, lost_numbers, wrong_language
from tqcheck.translate.causal import is_causal
from tqcheck.translate.chat import ChatTranslator, _bare
from tqcheck.translate.hub import ModelFolder
from tqcheck.translate.probe import PROBES


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr("tqcheck.service.client._PAUSE", 0.0)


TABLE = {
    "وصل الوفد إلى العاصمة مساء أمس.": "The delegation reached the capital last night.",
    "قُتل 12 شخصا في الهجوم.": "Twelve people were killed in the attack.",
    "أغلقت المدارس بسبب العاصفة.": "Schools closed because of the storm.",
    PROBES[0][0]: "The child drinks milk every morning.",
    PROBES[1][0]: "The new school is near the river.",
    PROBES[2][0]: "My brother bought three books from the market.",
}
TEXTS = list(TABLE)[:3]
WAY = {"source": "ar", "target": "en"}


class Scripted:
    """A speaker whose answers are given; keeps what it was asked."""

    identity = "scripted"

    def __init__(self, *rounds):
        self.rounds = list(rounds)
        self.asked = []

    def answer(self, questions):
        self.asked.append(list(questions))
        return [a if isinstance(a, Answer) else Answer(text=a) for a in self.rounds.pop(0)] if questions else []


def alone(questions):
    """The sentences that are asked for one by one."""
    return [question.messages[-1]["content"].splitlines()[-2].removeprefix("Arabic: ") for question in questions]


def lines(*translations):
    return "\n".join(json.dumps({"n": n, "translation": t}) for n, t in enumerate(translations, 1))


GOOD = lines(*list(TABLE.values())[:3])


def settings(tmp_path, **more):
    return TranslationSettings(cache_dir=tmp_path / "translations", ledger=Ledger(100), timeout=2.0, **more)


def made(server, tmp_path, **more):
    return make(f"chat:{server.url}/v1#tiny", settings(tmp_path, **more))


def test_a_batch_is_one_question_in_json_lines():
    speaker = Scripted([GOOD])
    translator = ChatTranslator(speaker)
    assert translator.translate(TEXTS, **WAY) == list(TABLE.values())[:3]
    ((question,),) = speaker.asked[:1]
    assert question.messages[0]["content"].startswith("Translate news from Arabic into English.")
    assert data_of(question.messages[-1]["content"]) == {
        "before": [], "sentences": [{"n": n, "text": t} for n, t in enumerate(TEXTS, 1)], "after": [],
    }  # fmt: skip
    assert question.texts == 3


def test_sentences_have_their_neighbours_as_context():
    texts = [f"جملة عن المدينة {'ا' * n}" for n in range(20)]
    speaker = Scripted([lines(*["A sentence."] * 8)] * 2 + [lines(*["A sentence."] * 4)])
    ChatTranslator(speaker).translate(texts, **WAY)
    shown = [data_of(question.messages[-1]["content"]) for question in speaker.asked[0]]
    assert [len(one["sentences"]) for one in shown] == [8, 8, 4]
    assert shown[1]["before"] == texts[6:8]
    assert shown[1]["after"] == texts[16:18]


def test_of_an_edited_post_the_new_sentence_is_asked_for_with_its_old_neighbours(tmp_path):
    new = "ارتفع سعر الخبز."
    with scripted(chat(translating(TABLE | {new: "The price of bread rose."}))) as server:
        made(server, tmp_path, probe=False).translate(TEXTS, **WAY)
        made(server, tmp_path, probe=False).translate([TEXTS[0], new, *TEXTS[1:]], **WAY)
    assert data_of(server.asked[1][2]["messages"][-1]["content"]) == {
        "before": [TEXTS[0]], "sentences": [{"n": 1, "text": new}], "after": TEXTS[1:],
    }  # fmt: skip


def test_long_texts_are_cut_and_joined():
    text = "قال الوزير ذلك. " * 150
    speaker = Scripted()
    said = " ".join(f"The minister said it on day {n} of the month." for n in range(11, 30))
    speaker.answer = lambda questions: [Answer(text=lines(said))] * len(questions)
    assert ChatTranslator(speaker).translate([text], **WAY) == [f"{said} {said}"]


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ("I will not.", "the model gave 0 translations for 3 sentences"),
        (lines("One.", "Two."), "the model gave 2 translations for 3 sentences"),
        (lines("One.", "Two.", "Three.", "Four."), "the model gave 4 translations for 3 sentences"),
        (GOOD.replace('"n": 2', '"n": 3'), "the model mixed up the numbers of 3 sentences"),
        (Answer(fault="it is down"), "it is down"),
    ],
)
def test_a_wrong_count_costs_the_batch_and_is_asked_again_one_by_one(first, reason):
    again = [TABLE[TEXTS[0]], lines(TABLE[TEXTS[1]]), Answer(fault=reason)]
    speaker = Scripted([first], again)
    translator = ChatTranslator(speaker)
    assert translator.translate(TEXTS, **WAY) == [TABLE[TEXTS[0]], TABLE[TEXTS[1]], Failure(reason)]
    assert alone(speaker.asked[1]) == TEXTS


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("", "the model returned nothing"),
        ("The attack killed 12 شخصا.", "the model left Arabic in its English"),
        ("Twelve people were killed in the attack. 例文帳に追加", "the model left East Asian letters in its English"),
        ("12 12 12 12 12 12 12", "the model fell into a repetition loop"),
        ("Several people were killed in the attack.", "the model lost a number of the sentence"),
        ("Some 21 people were killed in the attack.", "the model lost a number of the sentence"),
        (
            " ".join(["12", *map(chr, range(65, 91)), *(f"w{n}" for n in range(80))]),
            "the model said far more than the sentence",
        ),
    ],
)
def test_only_what_failed_is_asked_again_and_twice_is_enough(output, reason):
    speaker = Scripted([lines(TABLE[TEXTS[0]], output, TABLE[TEXTS[2]])], [output or Answer(fault=reason)])
    translator = ChatTranslator(speaker)
    assert translator.translate(TEXTS, **WAY) == [TABLE[TEXTS[0]], Failure(reason), TABLE[TEXTS[2]]]
    assert alone(speaker.asked[1]) == [TEXTS[1]]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قُتل ١٢ شخصا", "Twelve people were killed"),
        ("بقيمة 374 مليون دولار", "worth $374m"),
        ("في 5 مايو 2026", "on May 5, 2026"),
        ("بنسبة 3.5%", "by 3.5 percent"),
        ("عام 1999", "in 1999"),
        ("الساعة 10:30", "at 10:30"),
    ],
)
def test_a_number_may_be_said_in_words_or_in_another_way(arabic, english):
    assert lost_numbers(arabic, english, "ar", "en") == []
    assert fault_of(arabic, english, "ar", "en") == ""


def test_far_less_than_the_sentence_is_no_translation():
    text = "وصل الوفد إلى العاصمة مساء أمس بعد رحلة طويلة عبر الجبال، والتقى الوزير في مكتبه لبحث ملف المياه والحدود."
    assert fault_of(text, "Sure.", "ar", "en") == "the model said far less than the sentence"
    assert fault_of(text, "The delegation came and met the minister.", "ar", "en") == ""


@pytest.mark.parametrize(
    ("answer", "bare"),
    [
        ('"Bread is dear."', "Bread is dear."),
        ("“Bread is dear.”", "Bread is dear."),
        ('"Bread is dear," he said. "Too dear."', '"Bread is dear," he said. "Too dear."'),
        ('He said: "Bread is dear."', 'He said: "Bread is dear."'),
        ('{"n": 1, "translation": "Bread is dear."}', "Bread is dear."),
    ],
)
def test_only_marks_round_the_whole_answer_are_taken_off(answer, bare):
    assert _bare(answer) == bare


def test_an_answer_in_another_language_is_none():
    french = [
        "Le ministre a déclaré que la loi serait votée avant la fin du mois prochain dans la capitale.",
        "Les écoles ont été fermées à cause de la tempête qui a frappé la côte.",
    ]
    assert wrong_language(french, "en") == "the model answered in French, not English"
    assert wrong_language(["The minister said that the law would be voted on before the end of the month."], "en") == ""
    speaker = Scripted([lines(*french)], french)
    translator = ChatTranslator(speaker)
    assert (
        translator.translate([TEXTS[0], TEXTS[2]], **WAY) == [Failure("the model answered in French, not English")] * 2
    )


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ('```json\n{"a": 1}\n{"a": 2}\n```', [{"a": 1}, {"a": 2}]),
        ('[{"a": 1},\n{"a": 2}]', [{"a": 1}, {"a": 2}]),
        ('{"a": 1},\n{"a": 2}', [{"a": 1}, {"a": 2}]),
        ('{\n"a": 1\n}', [{"a": 1}]),
        ("none", []),
        ("[" * 100_000, []),
    ],
)
def test_json_lines_are_read_leniently(answer, found):
    assert json_lines(answer) == found


def test_a_served_model_is_probed_cached_and_kept_in_the_books(tmp_path):
    with scripted(chat(translating(TABLE))) as server:
        translator = made(server, tmp_path)
        assert is_steerable(translator)
        assert translator.translate(TEXTS, **WAY) == list(TABLE.values())[:3]
        assert len(server.asked) == 2
        again = made(server, tmp_path)
        assert again.identity == translator.identity
        assert again.identity.startswith(f"chat:tiny@{server.url}/v1/prompt=")
        assert again.translate(TEXTS, **WAY) == list(TABLE.values())[:3]
        assert len(server.asked) == 2


def test_a_served_model_that_fails_the_probe_translates_nothing_and_raises_nothing(tmp_path):
    with scripted(chat(translating({}))) as server:
        translator = made(server, tmp_path)
        (failure,) = set(translator.translate(TEXTS, **WAY))
        assert "fails the probe: 'يشرب الطفل الحليب كل صباح.' came back as 'SHOUT'" in failure.reason
        asked = len(server.asked)
        translator.translate(["نص آخر."], **WAY)
        assert len(server.asked) == asked


def test_a_server_that_is_not_there_is_said(tmp_path):
    with scripted(chat(translating(TABLE))) as server:
        translator = made(server, tmp_path, probe=False)
    (failure,) = set(translator.translate(TEXTS, **WAY))
    assert f"server {server.url}/v1 cannot be reached" in failure.reason


def test_a_slow_server_is_said(tmp_path):
    with scripted(slow(chat(translating(TABLE)), 0.6)) as server:
        translator = make(f"chat:{server.url}/v1#tiny", replace(settings(tmp_path), timeout=0.1))
        (failure,) = set(translator.translate(TEXTS, **WAY))
    assert "did not answer within 0.1 seconds" in failure.reason


def test_offline_refuses_another_machine(tmp_path):
    for name in ("chat:http://10.0.0.7/v1#m", "libretranslate:https://lt.example.org"):
        with pytest.raises(UsageError, match="is another machine"):
            make(name, settings(tmp_path, offline=True))


def libre(answer):
    def script(path, body):
        assert path == "/translate"
        return answer(body)

    return script


def test_libretranslate(tmp_path, monkeypatch):
    monkeypatch.setenv("TQCHECK_MT_KEY", "k3y")
    with scripted(libre(lambda body: {"translatedText": [TABLE[text] for text in body["q"]]})) as server:
        translator = make(f"libretranslate:{server.url}/", settings(tmp_path))
        assert translator.identity == f"libretranslate:{server.url}"
        assert not is_steerable(translator)
        assert translator.translate(TEXTS, **WAY) == list(TABLE.values())[:3]
    assert server.asked[1][2] == {
        "q": TEXTS, "source": "ar", "target": "en", "format": "text", "api_key": "k3y",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"translatedText": ["One."]}, "did not give one translation for each of 3 texts"),
        ({"translatedText": "One."}, "did not give one translation for each of 3 texts"),
        ((400, {"error": "ar is not supported"}), "answered 400: ar is not supported"),
        ({"translatedText": ["Le chat.", "Il a 12 ans.", TEXTS[2]]}, "the model left Arabic in its English"),
    ],
)
def test_a_lying_libretranslate(tmp_path, answer, says):
    with scripted(libre(lambda body: answer)) as server:
        translator = make(f"libretranslate:{server.url}", settings(tmp_path, probe=False))
        assert says in translator.translate(TEXTS, **WAY)[2].reason


def test_a_causal_model_answers_through_its_chat_template(tmp_path_factory, tmp_path):
    folder = causal(tmp_path_factory.mktemp("causal"))
    translator = make(str(folder), settings(tmp_path, probe=False))
    assert is_steerable(translator)
    assert translator.identity.startswith("causal@")
    taught, other = "ارتفع سعر الخبز.", "قُتل 12 شخصا في الهجوم."
    assert translator.translate([taught, other], **WAY) == [
        "The price of bread rose.",
        Failure("the model lost a number of the sentence"),
    ]


def test_a_gguf_file_is_a_language_model(tmp_path_factory, tmp_path, capsys):
    file = gguf(tmp_path_factory.mktemp("gguf"))
    translator = make(str(file), settings(tmp_path, probe=False))
    assert translator.identity.startswith("tiny@")
    assert is_steerable(translator)
    assert translator.translate(["ارتفع سعر الخبز."], **WAY) == ["The price of bread rose."]
    assert capsys.readouterr() == ("", "")


def test_a_gguf_file_that_is_none_or_cannot_be_read_is_one_line(tmp_path, monkeypatch):
    (tmp_path / "some.gguf").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match=r"some\.gguf': the file is not in the GGUF format"):
        make(str(tmp_path / "some.gguf"), settings(tmp_path))
    (tmp_path / "some.gguf").write_bytes(b"GGUF\0\0")
    with pytest.raises(ModelError, match="translation model 'some' cannot be loaded: "):
        make(str(tmp_path / "some.gguf"), settings(tmp_path, probe=False)).translate(["خبز"], **WAY)
    monkeypatch.setattr("tqcheck.translate.hub.find_spec", lambda name: None)
    with pytest.raises(ModelUnavailableError, match=r"pip install 'tqcheck\[gguf\]'"):
        make(str(tmp_path / "some.gguf"), settings(tmp_path))


@pytest.mark.parametrize(
    ("config", "more", "causal"),
    [
        ({"model_type": "llama", "architectures": ["LlamaForCausalLM"]}, None, True),
        ({"model_type": "gemma3", "architectures": ["Gemma3ForConditionalGeneration"]}, "chat_template.jinja", True),
        ({"model_type": "marian", "architectures": ["MarianMTModel"]}, None, False),
        ({"model_type": "t5", "architectures": ["T5ForConditionalGeneration"]}, None, False),
        ({"model_type": "bart", "is_encoder_decoder": True}, "chat_template.jinja", False),
    ],
)
def test_the_family_is_told_from_the_configuration(tmp_path, config, more, causal):
    (tmp_path / "config.json").write_text(json.dumps(config))
    if more:
        (tmp_path / more).write_text("")
    assert is_causal(ModelFolder("name", tmp_path, "0")) is causal


def test_a_causal_model_takes_no_beams(tmp_path_factory, tmp_path):
    folder = causal(tmp_path_factory.mktemp("causal"), rounds=0)
    for wrong in ({"beams": 2}, {"dtype": "int8"}):
        with pytest.raises(ModelError, match="is a language model"):
            make(str(folder), settings(tmp_path, **wrong))
