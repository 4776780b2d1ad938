"""Translators that end their own process, as a lack of memory or a defect in a library would."""

import os
import signal
from pathlib import Path


class Killer:
    """Dies of every text that speaks of poison; of one that speaks of a trap while the trap's file is there."""

    identity = "killer"

    def translate(self, texts, *, source, target):
        for text in texts:
            trap = Path(os.environ.get("TQCHECK_TEST_TRAP", "/none"))
            if "سم قاتل" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "فخ" in text and trap.is_file():
                trap.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            if "خلل" in text:
                raise RuntimeError("a defect")
        return [f"translation of {len(text)} letters" for text in texts]
