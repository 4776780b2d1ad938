"""Tiny translation models, saved as real ones are, so that the real loading path reads them.

They start from random weights and are taught a handful of sentences, because a model with random weights only babbles
without an end. Sentences they were not taught still come out as babble.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PAIRS = [
    ("وصل الوفد إلى العاصمة مساء أمس.", "The delegation reached the capital last night."),
    ("أغلقت المدارس بسبب العاصفة.", "Schools closed because of the storm."),
    ("فاز الفريق بثلاثة أهداف مقابل هدف.", "The team won by three goals to one."),
    ("يعمل المهندسون على إصلاح الجسر.", "Engineers are repairing the bridge."),
    ("ارتفع سعر الخبز.", "The price of bread rose."),
    ("افتتح مستشفى جديد.", "A new hospital opened."),
]
PIECES = 170


def _sentencepiece(folder: Path, *, control: tuple[int, int, int, int], symbols: tuple[str, ...] = ()) -> Path:
    """A SentencePiece model with the ids of pad, end, unknown and begin (-1 for none)."""
    import sentencepiece

    pad, end, unknown, begin = control
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join([text for pair in PAIRS for text in pair] * 5), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(folder / "sp"), vocab_size=PIECES, hard_vocab_limit=False,
        pad_id=pad, eos_id=end, unk_id=unknown, bos_id=begin, user_defined_symbols=list(symbols),
        minloglevel=2, num_threads=1,
    )  # fmt: skip
    return folder / "sp.model"


def _vocabulary(model: Path) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(model))
    return [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]


def teach(
    network: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], *, prefix: str = "", rounds: int = 130,
    blank: Any = None,
) -> None:  # fmt: skip
    """Overfits the network on `pairs`, all in one batch; the last row of `blank` stays zero.

    So it is in every published Marian model, whose decoder starts from nothing.
    """
    import torch

    inputs = tokenizer(
        [prefix + a for a, _ in pairs], text_target=[b for _, b in pairs], return_tensors="pt", padding=True
    )
    inputs["labels"][inputs["labels"] == tokenizer.pad_token_id] = -100
    optimiser = torch.optim.Adam(network.parameters(), lr=5e-3)
    network.train()
    for _ in range(rounds):
        if blank is not None:
            blank.data[-1] = 0
        loss = network(**inputs).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    if blank is not None:
        blank.data[-1] = 0


def _seed() -> None:
    import torch

    torch.manual_seed(7)


def marian(
    folder: Path, *, targets: tuple[str, ...] = (), prefix: str = "", pairs: Sequence[tuple[str, str]] | None = None
) -> Path:
    """A Marian model; with `targets` (">>eng<<") a multilingual one that is told its target by `prefix`."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    work, saved = folder / "work", folder / "marian"
    work.mkdir(parents=True)
    model = _sentencepiece(work, control=(-1, 0, 1, -1))
    names = ["</s>", "<unk>", *(p for p in _vocabulary(model) if p not in ("</s>", "<unk>")), *targets, "<pad>"]
    vocabulary = work / "vocab.json"
    vocabulary.write_text(json.dumps({name: i for i, name in enumerate(names)}, ensure_ascii=False), "utf-8")
    tokenizer = MarianTokenizer(source_spm=str(model), target_spm=str(model), vocab=str(vocabulary))
    tokenizer.save_pretrained(saved)
    _seed()
    config = MarianConfig(
        vocab_size=len(names), d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=64,
        pad_token_id=len(names) - 1, eos_token_id=0, decoder_start_token_id=len(names) - 1, forced_eos_token_id=None,
        scale_embedding=True, static_position_embeddings=True,
    )  # fmt: skip
    network = MarianMTModel(config)
    teach(network, tokenizer, PAIRS if pairs is None else pairs, prefix=prefix, blank=network.model.shared.weight)
    network.save_pretrained(saved)
    return saved


def m2m(folder: Path) -> Path:
    """An M2M-100 model with all its language tokens."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    work, saved = folder / "work", folder / "m2m"
    work.mkdir(parents=True)
    model = _sentencepiece(work, control=(1, 2, 3, 0))
    names = ["<s>", "<pad>", "</s>", "<unk>", *(p for p in _vocabulary(model) if not p.startswith("<"))]
    vocabulary = work / "vocab.json"
    vocabulary.write_text(json.dumps({name: i for i, name in enumerate(names)}, ensure_ascii=False), "utf-8")
    tokenizer = M2M100Tokenizer(vocab_file=str(vocabulary), spm_file=str(model))
    tokenizer.save_pretrained(saved)
    _seed()
    config = M2M100Config(
        vocab_size=max(tokenizer.lang_token_to_id.values()) + 9, d_model=32, encoder_layers=2,
        decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=64,
        decoder_ffn_dim=64, max_position_embeddings=128,
    )  # fmt: skip
    network = M2M100ForConditionalGeneration(config)
    tokenizer.src_lang, tokenizer.tgt_lang = "ar", "en"
    teach(network, tokenizer, PAIRS)
    network.save_pretrained(saved)
    return saved


def t5(folder: Path, *, targets: tuple[str, ...] = (), prefix: str = "translate Arabic to English: ") -> Path:
    """A T5 model; with `targets` ("<2en>") one that is told its target as MADLAD is."""
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    work, saved = folder / "work", folder / "t5"
    work.mkdir(parents=True)
    model = _sentencepiece(work, control=(0, 1, 2, -1), symbols=targets)
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(model))
    scored = [(name, pieces.get_score(i)) for i, name in enumerate(_vocabulary(model))]
    tokenizer = T5Tokenizer(vocab=scored, extra_ids=0)
    tokenizer.save_pretrained(saved)
    _seed()
    config = T5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=16, d_ff=64, num_layers=2, num_heads=2, decoder_start_token_id=0
    )
    network = T5ForConditionalGeneration(config)
    teach(network, tokenizer, PAIRS, prefix=prefix)
    network.save_pretrained(saved)
    return saved


_TEMPLATE = "{{ messages[-1]['content'].split('Arabic: ')[-1].split('English:')[0] }} <bot> "
"""A chat template that leaves nothing but the sentence: the tiny model does not read English."""


def causal(folder: Path, *, rounds: int = 60) -> Path:
    """A Llama-like chat model of whole words that answers a taught Arabic sentence with its English."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = dict.fromkeys(word for pair in PAIRS for text in pair for word in text.split())
    names = ["<pad>", "<end>", "<unk>", "<bot>", *words]
    base = Tokenizer(models.WordLevel({name: n for n, name in enumerate(names)}, unk_token="<unk>"))
    base.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=base, pad_token="<pad>", eos_token="<end>", unk_token="<unk>", chat_template=_TEMPLATE,
        padding_side="right",
    )  # fmt: skip
    saved = folder / "causal"
    tokenizer.save_pretrained(saved)
    _seed()
    config = LlamaConfig(
        vocab_size=len(names), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=512, pad_token_id=0, eos_token_id=1, bos_token_id=None,
    )  # fmt: skip
    network = LlamaForCausalLM(config)
    _teach_to_answer(network, tokenizer, rounds)
    network.save_pretrained(saved)
    return saved


def _teach_to_answer(network: Any, tokenizer: Any, rounds: int) -> None:
    import torch

    batch = tokenizer([f"{a} <bot> {b} <end>" for a, b in PAIRS], return_tensors="pt", padding=True)
    batch.pop("token_type_ids", None)
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-2)
    network.train()
    for _ in range(rounds):
        loss = network(**batch, labels=labels).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()


def gguf(folder: Path, *, rounds: int = 60) -> Path:
    """A Qwen-like chat model in llama.cpp's format that answers a taught Arabic sentence with its English."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    base = Tokenizer(models.BPE())
    base.pre_tokenizer, base.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    marks = ["<pad>", "<end>", "<bot>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    base.train_from_iterator(
        [text for pair in PAIRS for text in pair] * 3,
        trainers.BpeTrainer(vocab_size=500, special_tokens=marks, initial_alphabet=alphabet, show_progress=False),
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=base, pad_token="<pad>", eos_token="<end>")
    _seed()
    config = Qwen2Config(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=512, tie_word_embeddings=True,
    )  # fmt: skip
    network = Qwen2ForCausalLM(config)
    _teach_to_answer(network, tokenizer, rounds)
    return _write_gguf(folder / "tiny.gguf", network, json.loads(base.to_str())["model"], marks)


def _write_gguf(path: Path, network: Any, tokens: Any, marks: Sequence[str]) -> Path:
    from gguf import GGUFWriter, TokenType

    c, writer = network.config, GGUFWriter(path, "qwen2")
    names = sorted(tokens["vocab"], key=tokens["vocab"].get)
    writer.add_block_count(c.num_hidden_layers)
    writer.add_context_length(c.max_position_embeddings)
    writer.add_embedding_length(c.hidden_size)
    writer.add_feed_forward_length(c.intermediate_size)
    writer.add_head_count(c.num_attention_heads)
    writer.add_head_count_kv(c.num_key_value_heads)
    writer.add_layer_norm_rms_eps(c.rms_norm_eps)
    writer.add_rope_freq_base(c.rope_parameters["rope_theta"])
    writer.add_vocab_size(len(names))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(names)
    writer.add_token_types([TokenType.CONTROL if name in marks else TokenType.NORMAL for name in names])
    writer.add_token_merges([" ".join(pair) for pair in tokens["merges"]])
    writer.add_pad_token_id(0)
    writer.add_eos_token_id(1)
    writer.add_chat_template(_TEMPLATE.replace(" <bot> ", " <bot>"))
    for name, weight in network.state_dict().items():
        if name != "lm_head.weight":
            writer.add_tensor(_gguf_name(name), weight.float().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _gguf_name(name: str) -> str:
    for ours, theirs in (
        ("model.embed_tokens", "token_embd"), ("model.norm", "output_norm"), ("model.layers.", "blk."),
        ("self_attn.o_proj", "attn_output"), ("self_attn.", "attn_"), ("mlp.", "ffn_"), ("_proj", ""),
        ("input_layernorm", "attn_norm"), ("post_attention_layernorm", "ffn_norm"),
    ):  # fmt: skip
        name = name.replace(ours, theirs)
    return name
