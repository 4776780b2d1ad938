"""The chat part of the OpenAI protocol, as Ollama, vLLM, llama.cpp's server and most clouds speak it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from tqcheck.service.client import Client, RefusedError, UnansweredError

Message: TypeAlias = Mapping[str, str]
"""`role` ("user" or "assistant") and `content`."""

_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A conversation that wants one answer of at most `room` tokens; `texts` counts what of a post it carries."""

    messages: Sequence[Message]
    room: int
    texts: int = 1
    schema: Mapping[str, Any] | None = None
    """JSON schema that the answer is to follow; the server may not hold to it."""
    one_line: bool = False
    """Whether only the first line of the answer counts, so that it may go on without an end."""

    @property
    def characters(self) -> int:
        """Characters of all its messages."""
        return sum(len(message["content"]) for message in self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model said, or, where that is nothing that can be used, the reason in one line."""

    text: str = ""
    fault: str = ""


class Speaker(Protocol):
    """A language model that answers conversations."""

    @property
    def identity(self) -> str:
        """Model and where it runs, or its revision and precision."""

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order; never raises for what a server does."""


class ChatServer:
    """A model behind a server. Greedy (temperature 0), so that the same question has the same answer."""

    def __init__(self, client: Client) -> None:
        self._client = client
        address = client.address
        self.identity = f"chat:{address.model}@{address.url}"
        self._shapes = list(_SHAPES)
        self._shape_works = False

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order."""
        return [self._one(question) for question in questions]

    def _one(self, question: Question) -> Answer:
        try:
            return read_answer(*_content(self._ask(question), self._client.address.url), question)
        except UnansweredError as fault:
            return Answer(fault=str(fault))

    def _ask(self, question: Question) -> Any:
        """The server's answer, the schema said in whichever way it understands. Raises UnansweredError."""
        if question.schema is None:
            return self._post(question, {}, tentative=False)
        while True:
            tentative = len(self._shapes) > 1 and not self._shape_works
            try:
                reply = self._post(question, self._shapes[0](question.schema), tentative=tentative)
            except RefusedError:
                if not tentative:
                    raise
                del self._shapes[0]
            else:
                self._shape_works = True
                return reply

    def _post(self, question: Question, more: Mapping[str, Any], *, tentative: bool) -> Any:
        body = {
            "model": self._client.address.model,
            "messages": list(question.messages),
            "temperature": 0,
            "max_tokens": question.room,
            "stream": False,
            **more,
        }
        return self._client.post(
            "/chat/completions", body, texts=question.texts, characters=question.characters, tentative=tentative
        )


def _content(reply: Any, url: str) -> tuple[str, bool]:
    """What the model said, and whether it came to an end. Raises UnansweredError."""
    try:
        choice = reply["choices"][0]
        text, ended = choice["message"]["content"], choice.get("finish_reason") != "length"
    except (KeyError, IndexError, TypeError, AttributeError):
        text, ended = None, True
    if not isinstance(text, str):
        raise UnansweredError(f"server {url} sent no answer of a chat model")
    return text, ended


def read_answer(text: str, ended: bool, question: Question) -> Answer:
    """An answer without the model's thoughts, and of one that should be a line that line alone."""
    said = _THOUGHT.sub("", text).strip()
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if question.one_line and len(lines) > 1:
        # Some announce what they are about to say.
        return Answer(text=lines[1] if lines[0].endswith(":") else lines[0])
    return Answer(text=said) if ended else Answer(fault="the model's answer had no end")


Schema: TypeAlias = Mapping[str, Any]


def _as_openai(schema: Schema) -> Mapping[str, Any]:
    named = {"name": "answer", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _as_llama_cpp_python(schema: Schema) -> Mapping[str, Any]:
    return {"response_format": {"type": "json_object", "schema": schema}}


def _not_at_all(_schema: Schema) -> Mapping[str, Any]:
    return {}


_SHAPES: tuple[Callable[[Schema], Mapping[str, Any]], ...] = (_as_openai, _as_llama_cpp_python, _not_at_all)
"""Ways to tell a server of a schema; what it refuses is not tried again."""
