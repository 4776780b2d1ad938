"""LibreTranslate, and Argos Translate behind it: a translation server that a newsroom can run itself."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.plugins import Failure, Translated
from tqcheck.service.client import Client, UnansweredError
from tqcheck.translate.answers import fault_of, wrong_language
from tqcheck.translate.outcome import joined
from tqcheck.translate.splitting import split_to_fit

BATCH = 16
_LONGEST = 1500
"""Characters of a piece at most: public servers refuse long ones."""


class LibreTranslator:
    """Texts in batches to `/translate`; answers are checked as those of language models are."""

    forgiving = True

    def __init__(self, client: Client, key: str = "") -> None:
        self._client, self._key = client, key
        self.identity = f"libretranslate:{client.address.url}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translated]:
        """One translation or failure a text, in order."""
        pieces = {text: split_to_fit(text, len, _LONGEST) for text in dict.fromkeys(texts)}
        order = list(dict.fromkeys(piece for some in pieces.values() for piece in some))
        done: dict[str, Translated] = {}
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            done.update(zip(batch, self._batch(batch, source, target), strict=True))
        return [joined([done[piece] for piece in pieces[text]]) for text in texts]

    def _batch(self, batch: Sequence[str], source: str, target: str) -> list[Translated]:
        body = {"q": list(batch), "source": source, "target": target, "format": "text"}
        if self._key:
            body["api_key"] = self._key
        try:
            reply = self._client.post("/translate", body, texts=len(batch), characters=sum(map(len, batch)))
        except UnansweredError as fault:
            return [Failure(str(fault))] * len(batch)
        outputs = reply.get("translatedText") if isinstance(reply, dict) else None
        if not isinstance(outputs, list) or [type(output) for output in outputs] != [str] * len(batch):
            reason = f"server {self._client.address.url} did not give one translation for each of {len(batch)} texts"
            return [Failure(reason)] * len(batch)
        said = [" ".join(output.split()) for output in outputs]
        faults = [fault_of(text, output, source, target) for text, output in zip(batch, said, strict=True)]
        wrong = wrong_language(said, target)
        return [Failure(fault or wrong) if fault or wrong else o for o, fault in zip(said, faults, strict=True)]
