"""A second opinion by a language model: whether a finding holds, and what was missed.

It takes nothing away. What it says stands beside the finding; what it saw alone is a finding of its own (TQ204).
"""

from __future__ import annotations

from tqcheck.opinion.stage import SecondOpinion, second_opinion

__all__ = ["SecondOpinion", "second_opinion"]
