"""The network: two texts' words in, a logit for each word and for each side out.

Both sides go through the same encoder layers; a map of the likeness of every word to every word, refined by
convolutions over neighbouring words of both sides (what stands beside a matched word is likelier matched), steers the
attention across; a word's own row of that map tells whether anything there accounts for it. This is done twice: the
second time every word knows what the first found, and whether its match belongs to another word already.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from tqcheck.coverage.lexical import PAIR_SIZE, SHAPE_SIZE

WIDTH, HEADS, LINKS, MAPS = 192, 4, 8, 8
CLAIMS = 4
"""Channels of the second map that tell how strongly two words were linked, and what else claims either."""
_LINK = 24
_FAR = -1e4


class Layer(nn.Module):
    """Convolution over neighbours (order), self-attention, feed-forward; each normalised first and added."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.near = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.qkv, self.merge = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (batch, words, width), mask (batch, words) true where a word stands."""
        batch, length, width = x.shape
        kept = self.norms[0](x) * mask[..., None]
        x = x + self.near(kept.transpose(1, 2)).transpose(1, 2)
        qkv = self.qkv(self.norms[1](x)).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=mask[:, None, None])
        x = x + self.merge(seen.transpose(1, 2).reshape(batch, length, width))
        out: Tensor = x + self.down(functional.gelu(self.up(self.norms[2](x))))
        return out


class Across(nn.Module):
    """What each word of one side finds on the other, through attention steered by the map."""

    def __init__(self) -> None:
        super().__init__()
        self.steer = nn.Linear(MAPS, HEADS)
        self.nothing = nn.Linear(WIDTH, HEADS)
        self.values, self.merge = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.gather = nn.Linear(MAPS + HEADS * MAPS + 3 * HEADS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)

    def attention(self, x: Tensor, maps: Tensor, mask: Tensor) -> Tensor:
        """(batch, heads, words here, words there + 1); the last column is "nothing"."""
        logits = self.steer(maps).permute(0, 3, 1, 2).masked_fill(~mask[:, None, None], _FAR)
        return torch.cat([logits, self.nothing(x).transpose(1, 2)[..., None]], -1).softmax(-1)

    def forward(
        self, x: Tensor, y: Tensor, maps: Tensor, attention: tuple[Tensor, Tensor], masks: tuple[Tensor, Tensor]
    ) -> Tensor:
        """x, y: words of this side and the other; maps (batch, x, y, MAPS); attention and masks: this side's first."""
        batch, n, m, _ = maps.shape
        (here, there), mask = attention, masks[1]
        links, nothing = here[..., :m], here[..., m]
        values = self.values(y).view(batch, m, HEADS, -1).transpose(1, 2)
        seen = self.merge((links @ values).transpose(1, 2).reshape(batch, n, WIDTH))
        best = maps.masked_fill(~mask[:, None, :, None], -9.0).amax(2)
        mean = torch.einsum("bhnm,bnmc->bnhc", links, maps).reshape(batch, n, -1)
        back = there[..., :n].transpose(2, 3)
        mutual = (links * back).clamp_min(1e-8).sqrt().amax(3)
        load = (links * (links * masks[0][:, None, :, None]).sum(2, keepdim=True)).sum(3)
        facts = torch.cat([best, mean, *(f.transpose(1, 2) for f in (nothing, mutual, load.clamp_max(8.0)))], -1)
        out: Tensor = x + seen + self.norm(self.gather(facts))
        return out


class Side(nn.Module):
    """Logits of the words and of the whole side, from words that know what they found."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(2))
        self.norm = nn.LayerNorm(WIDTH)
        self.word, self.weigh = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 1)
        self.pool = nn.Sequential(nn.Linear(WIDTH + 4, 64), nn.GELU(), nn.Linear(64, 1))

    def forward(self, x: Tensor, mask: Tensor, ratio: Tensor) -> tuple[Tensor, Tensor]:
        """Word logits (batch, words), side logits (batch,). `ratio` (batch,): log of the other's length to this."""
        for layer in self.layers:
            x = layer(x, mask)
        x = self.norm(x)
        logits = self.word(x)[..., 0].masked_fill(~mask, _FAR)
        weights = self.weigh(x)[..., 0].masked_fill(~mask, _FAR).softmax(-1)
        pooled = (weights[..., None] * x).sum(1)
        top = logits.clamp_min(-12.0).topk(min(3, logits.shape[1]), -1).values
        mean = (logits.clamp_min(-12.0) * mask).sum(1) / mask.sum(1).clamp_min(1)
        facts = torch.stack([top[:, 0], top.mean(1), mean, ratio], 1)
        return logits, self.pool(torch.cat([pooled, facts], 1))[:, 0]


class Round(nn.Module):
    """One look at the other side: a map of all pairs of words, attention along it, and what either side found."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.keys = nn.ModuleList(nn.Linear(WIDTH, LINKS * _LINK) for _ in range(2))
        self.mix = nn.Conv2d(LINKS + channels, MAPS, 1)
        self.wide, self.narrow = nn.Conv2d(MAPS, MAPS, 5, padding=2), nn.Conv2d(MAPS, MAPS, 3, padding=1)
        self.across = Across()
        with torch.no_grad():
            self.keys[1].load_state_dict(self.keys[0].state_dict())
            for convolution in (self.wide, self.narrow):
                convolution.weight.mul_(0.2)
            self.across.nothing.bias.fill_(3.0)

    def start_from(self, channels: Sequence[int], strengths: Sequence[float]) -> None:
        """Untrained, let attention follow these channels of the pairs with these strengths."""
        with torch.no_grad():
            self.mix.weight[: len(channels)].zero_()
            for channel, (taken, strength) in enumerate(zip(channels, strengths, strict=True)):
                self.mix.weight[channel, LINKS + taken] = 1.0
                self.across.steer.weight[:, channel] = strength

    def _links(self, x: Tensor, language: int) -> Tensor:
        keys: Tensor = self.keys[language](x)
        return keys.view(*x.shape[:2], LINKS, _LINK).transpose(1, 2)

    def _map(self, x: Tensor, y: Tensor, pairs: Tensor, cells: Tensor) -> Tensor:
        links = self._links(x, 0) @ self._links(y, 1).transpose(2, 3) / math.sqrt(_LINK)
        maps = self.mix(torch.cat([links, pairs], 1)) * cells
        maps = maps + self.wide(functional.gelu(maps)) * cells
        out: Tensor = maps + self.narrow(functional.gelu(maps)) * cells
        return out

    def forward(
        self, x: Tensor, y: Tensor, pairs: Tensor, masks: tuple[Tensor, Tensor], cells: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, tuple[Tensor, Tensor]]:
        """Both sides with what they found, the map (batch, MAPS, x, y), and attention of either side."""
        raw = self._map(x, y, pairs, cells)
        maps = raw.permute(0, 2, 3, 1)
        turned = maps.transpose(1, 2)
        rows = self.across.attention(x, maps, masks[1])
        columns = self.across.attention(y, turned, masks[0])
        found = self.across(x, y, maps, (rows, columns), masks)
        back = self.across(y, x, turned, (columns, rows), (masks[1], masks[0]))
        return found, back, raw, (rows, columns)


def claims(attention: tuple[Tensor, Tensor], cells: Tensor) -> Tensor:
    """(batch, CLAIMS, x, y): attention of either side averaged over heads, and the strongest claim on x and on y."""
    rows, columns = (side[..., :-1].mean(1) for side in attention)
    rows, columns = rows * cells[:, 0], columns.transpose(1, 2) * cells[:, 0]
    mutual = (rows * columns).clamp_min(1e-8).sqrt()
    of_x, of_y = (mutual.amax(axis, keepdim=True).expand_as(mutual) for axis in (2, 1))
    return torch.stack([rows, columns, of_x, of_y], 1) * cells


class CoverageNetwork(nn.Module):
    """About 1.7 million parameters. Rows are English, columns Arabic, whichever of them is the source."""

    def __init__(self) -> None:
        super().__init__()
        self.vector, self.shape = nn.Linear(1024, WIDTH), nn.Linear(SHAPE_SIZE, WIDTH)
        self.language = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(2))
        first, second = Round(PAIR_SIZE), Round(PAIR_SIZE + MAPS + CLAIMS)
        # Untrained, a word attends to what is like it in meaning, in sound and in place; then to what it attended to.
        first.start_from(range(1, PAIR_SIZE), (12.0, 4.0, 4.0, -4.0))
        second.start_from(range(1, PAIR_SIZE), (6.0, 2.0, 2.0, -2.0))
        self.rounds = nn.ModuleList([first, second])
        self.side = Side()

    def _read(self, vectors: Tensor, shapes: Tensor, language: int) -> Tensor:
        read: Tensor = self.norm(self.vector(vectors * 16.0) + self.shape(shapes) + self.language.weight[language])
        return read

    def forward(
        self, vectors: tuple[Tensor, Tensor], shapes: tuple[Tensor, Tensor], pairs: Tensor, masks: tuple[Tensor, Tensor]
    ) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor], tuple[tuple[Tensor, Tensor], ...]]:
        """Word logits, side logits and attention across in each round, each (English, Arabic).

        vectors (batch, words, 1024), shapes (batch, words, SHAPE_SIZE), pairs (batch, PAIR_SIZE, rows, columns),
        masks (batch, words). Attention: (batch, HEADS, words here, words there + 1).
        """
        x, y = (self._read(vectors[i], shapes[i], i) for i in range(2))
        cells = (masks[0][:, :, None] & masks[1][:, None])[:, None].float()
        first, second = self.rounds
        x, y = self.layers[0](x, masks[0]), self.layers[0](y, masks[1])
        x, y, maps, links = first(x, y, pairs, masks, cells)
        x, y = self.layers[1](x, masks[0]), self.layers[1](y, masks[1])
        x, y, _, again = second(x, y, torch.cat([pairs, maps, claims(links, cells)], 1), masks, cells)
        ratio = torch.log(masks[1].sum(1).clamp_min(1) / masks[0].sum(1).clamp_min(1))
        english, arabic = self.side(x, masks[0], ratio), self.side(y, masks[1], -ratio)
        return (english[0], arabic[0]), (english[1], arabic[1]), (links, again)
