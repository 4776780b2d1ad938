"""The network that `training.translation` trains: a Marian transformer over embeddings that the encoder gave."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterator
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.translation_vocabulary import Vocabulary

SMOOTHING = 0.1
RIVALS = 2500


class Embedding(nn.Module):
    """Encoder vectors times a matrix, plus a vector of its own for each piece, which starts from zero."""

    def __init__(self, vectors: Tensor, start: Tensor) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors, persistent=False)
        self.matrix = nn.Parameter(start.clone())
        self.own = nn.Parameter(torch.zeros(len(vectors), start.shape[1]))
        with torch.no_grad():
            self.own[:2].normal_(std=start.shape[1] ** -0.5)

    def rows(self, ids: Tensor) -> Tensor:
        """Rows of the embedding matrix; the last of all, which pads and begins, is zero."""
        some = self.vectors[ids] @ self.matrix + self.own[ids]
        return some * (ids < len(self.own) - 1)[:, None]


class Network(nn.Module):
    """A Marian transformer and its factored embedding."""

    def __init__(self, options: argparse.Namespace, vocabulary: Vocabulary) -> None:
        from transformers import MarianConfig, MarianMTModel

        super().__init__()
        kept = np.load(options.work / "vectors.npz")
        self.embedding = Embedding(torch.from_numpy(kept["vectors"]).float(), torch.from_numpy(kept["start"]))
        self.said, self.pad = vocabulary.said, vocabulary.pad
        heads = max(1, options.width // 64)
        config = MarianConfig(
            vocab_size=len(vocabulary.names), d_model=options.width, encoder_layers=options.encoder,
            decoder_layers=options.decoder, encoder_attention_heads=heads, decoder_attention_heads=heads,
            encoder_ffn_dim=4 * options.width, decoder_ffn_dim=4 * options.width, max_position_embeddings=512,
            pad_token_id=self.pad, eos_token_id=0, decoder_start_token_id=self.pad, scale_embedding=True,
            forced_eos_token_id=None, static_position_embeddings=True, activation_function="gelu",
            dropout=options.dropout, attention_dropout=0.0, activation_dropout=0.0,
        )  # fmt: skip
        self.marian = MarianMTModel(config)
        self._start_from_copying()
        self.scale = math.sqrt(options.width)

    def _start_from_copying(self) -> None:
        """Untrained, what a decoder layer attends to is said as it is: attention learns what to say next at once."""
        for layer in self.marian.model.decoder.layers:
            for projection in (layer.encoder_attn.v_proj, layer.encoder_attn.out_proj):
                nn.init.eye_(projection.weight)

    def trained(self) -> Iterator[tuple[str, nn.Parameter]]:
        """All parameters but Marian's own embedding matrix, which is made from the factors."""
        for name, value in self.named_parameters():
            if name.startswith("embedding.") or not re.search("embed|shared", name):
                yield name, value

    def loss(self, source: Tensor, target: Tensor) -> Tensor:
        """Cross-entropy a piece, with label smoothing; pieces that cannot be said count as unknown.

        Of the pieces that do not stand in this batch's targets only some compete, each for as many as it stands for
        (importance sampling of the partition function): all of them would take a third of the time.
        """
        begun = torch.cat([torch.full_like(target[:, :1], self.pad), target[:, :-1]], 1)
        wanted = torch.where(target < self.said, target, 1)[target != self.pad]
        rivals, weight = self._rivals(wanted)
        rows = torch.unique(torch.cat([source.flatten(), begun.flatten(), rivals]))
        table = self.embedding.rows(rows)
        at = partial(torch.searchsorted, rows)
        read = self.marian.model.encoder(
            inputs_embeds=functional.embedding(at(source), table) * self.scale, attention_mask=source != self.pad
        ).last_hidden_state
        # The decoder scales what it is given itself.
        said = self.marian.model.decoder(
            inputs_embeds=functional.embedding(at(begun), table), encoder_hidden_states=read,
            encoder_attention_mask=source != self.pad, use_cache=False,
        ).last_hidden_state  # fmt: skip
        logits = said[target != self.pad] @ table[at(rivals)].T + weight
        return functional.cross_entropy(logits, torch.searchsorted(rivals, wanted), label_smoothing=SMOOTHING)

    def _rivals(self, wanted: Tensor) -> tuple[Tensor, Tensor]:
        """Sorted ids of the pieces that compete, and the logarithm of how many each stands for."""
        chosen = torch.zeros(self.said, dtype=torch.bool, device=wanted.device)
        chosen[wanted] = True
        rest = torch.nonzero(~chosen)[:, 0]
        drawn = rest[torch.randperm(len(rest), device=rest.device)[:RIVALS]]
        weight = torch.zeros(self.said, device=wanted.device)
        weight[drawn] = math.log(max(1.0, len(rest) / max(1, len(drawn))))
        chosen[drawn] = True
        rivals = torch.nonzero(chosen)[:, 0]
        return rivals, weight[rivals]
