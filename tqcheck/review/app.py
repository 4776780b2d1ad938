"""The review's screen: one finding at a time with both sides, keys for the decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label, Static

from tqcheck.errors import UsageError
from tqcheck.evidence import rendering
from tqcheck.gate.decisions import Decision
from tqcheck.records import Side
from tqcheck.report.bidi import RIGHT_TO_LEFT, BidiMode, inline
from tqcheck.report.listing import SHAPES, on_one_line, said, sure, where
from tqcheck.report.marking import Marked, marked_side, shortened, side_lines
from tqcheck.report.terminal import STYLES
from tqcheck.review.session import Item, Session

SIGNS = {"accepted": "✓", "dismissed": "✕"}
# Narrower screens have the translation below the original.
SIDE_BY_SIDE = 90
GOOD_FOR = timedelta(days=365)


class Dismissal(ModalScreen[tuple[str, date] | None]):
    """Asks why a finding is no fault, and until when."""

    CSS = """
    Dismissal { align: center middle; }
    Dismissal > Vertical {
        width: 70; max-width: 95%; height: auto; padding: 1 2; border: round $primary; background: $surface;
    }
    Dismissal #wrong { color: $error; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back")]

    def __init__(self, reason: str, until: date, today: date) -> None:
        super().__init__()
        self._reason, self._until, self._today = reason, until, today

    def compose(self) -> ComposeResult:
        """Two fields; Enter in either is the end."""
        with Vertical():
            yield Label("Why is it no fault?")
            yield Input(self._reason, id="reason", placeholder="the translation is right")
            yield Label("Until (year-month-day)")
            yield Input(self._until.isoformat(), id="until")
            yield Label("", id="wrong")
            yield Label("Enter: dismiss   Escape: back", classes="dim")

    def on_mount(self) -> None:
        """The reason is what is typed first."""
        self.query_one("#reason", Input).focus()

    def on_input_submitted(self) -> None:
        """Leave with what was said, or say what is wrong with it."""
        reason = self.query_one("#reason", Input).value.strip()
        until = _day(self.query_one("#until", Input).value)
        wrong = ""
        if until is None:
            wrong = "give a day such as 2027-01-31"
        elif until < self._today:
            wrong = "that day is over already"
        elif not reason:
            wrong = "a reason is needed"
        self.query_one("#wrong", Label).update(wrong)
        if until and not wrong:
            self.dismiss((reason, until))

    def action_cancel(self) -> None:
        """Leave the finding as it is."""
        self.dismiss(None)


class Review(App[None]):
    """Steps through a session's findings."""

    CSS = """
    #head { height: auto; padding: 0 1; background: $panel; }
    #finding { padding: 1 1; }
    """
    TITLE = "tqcheck review"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,right", "step(1)", "Next"),
        Binding("k,left", "step(-1)", "Previous"),
        Binding("n", "open", "Next open"),
        Binding("a", "accept", "Accept"),
        Binding("d", "dismiss", "Dismiss…"),
        Binding("u", "undo", "Undo"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, session: Session, *, bidi: BidiMode) -> None:
        super().__init__()
        self.session = session
        self.bidi = bidi
        self.at = next((n for n, i in enumerate(session.items) if session.decision(i) is None), 0)

    @property
    def item(self) -> Item:
        """The finding on the screen."""
        return self.session.items[self.at]

    def compose(self) -> ComposeResult:
        """Where we are, the finding, the keys."""
        yield Static(id="head")
        with VerticalScroll(id="scroll"):
            yield Static(id="finding")
        yield Footer()

    def on_mount(self) -> None:
        """Start where the last review stopped."""
        self._show()

    def on_resize(self) -> None:
        """Sentences are wrapped by us, so they are wrapped anew."""
        self._show()

    def action_step(self, by: int) -> None:
        """To another finding, around the end."""
        self.at = (self.at + by) % len(self.session.items)
        self._show()

    def action_open(self) -> None:
        """To the next finding without a decision."""
        count = len(self.session.items)
        order = [(self.at + n) % count for n in range(1, count + 1)]
        undecided = [n for n in order if self.session.decision(self.session.items[n]) is None]
        if not undecided:
            self.notify("every finding has a decision; q leaves")
        self.at = undecided[0] if undecided else self.at
        self._show()

    def action_accept(self) -> None:
        """A fault, to be fixed."""
        self._decide(lambda: self.session.accept(self.item))

    def action_dismiss(self) -> None:
        """No fault: ask why."""
        before = self.session.decision(self.item)
        until = (before.until if before else None) or self.session.today + GOOD_FOR
        self.push_screen(Dismissal(before.reason if before else "", until, self.session.today), self._dismissed)

    def _dismissed(self, said: tuple[str, date] | None) -> None:
        if said:
            self._decide(lambda: self.session.dismiss(self.item, *said))

    def action_undo(self) -> None:
        """Take back the latest decision; in a new session, the one about the finding on the screen."""
        try:
            item = self.session.undo() or self.session.clear(self.item)
        except UsageError as error:
            self._show(wrong=str(error))
            return
        if item is None:
            self.notify("nothing to undo")
            return
        self.at = self.session.items.index(item)
        self._show()

    def _decide(self, how: Callable[[], None]) -> None:
        try:
            how()
        except UsageError as error:
            self._show(wrong=str(error))
            return
        self.action_open()

    def _show(self, *, wrong: str = "") -> None:
        width = max(self.size.width, 40)
        self.query_one("#head", Static).update(self._head(width))
        self.query_one("#finding", Static).update(self._finding(width - 2, wrong))
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def _head(self, width: int) -> Text:
        """Which finding of how many, and a sign for each: decided or not."""
        session = self.session
        text = Text(overflow="ellipsis", no_wrap=True).append(
            f"{on_one_line(self.item.document.bitext.path)}\n", "bold"
        )
        where = f"finding {self.at + 1} of {len(session.items)}, {session.decided} decided  "
        text.append(where)
        room = max(width - cell_len(where) - 4, 10)
        first = min(max(self.at - room // 2, 0), max(len(session.items) - room, 0))
        for n, item in enumerate(session.items[first : first + room], first):
            decision = session.decision(item)
            sign = SIGNS[decision.decision] if decision else SHAPES[item.finding.severity]
            style = "green" if decision else STYLES[item.finding.severity]
            text.append(sign, f"{style} reverse" if n == self.at else style)
        if session.left_out:
            text.append(f"\n{session.left_out} more settled elsewhere (comment, baseline, code)", "dim")
        return text

    def _finding(self, width: int, wrong: str) -> Text:
        item, finding = self.item, self.item.finding
        bitext = item.document.bitext
        text = Text().append(f"{SHAPES[finding.severity]} {finding.severity.value}", STYLES[finding.severity])
        text.append(f"  {finding.code} {finding.name}", "bold")
        text.append(f"  {', '.join(filter(None, (sure(finding), where(finding))))}\n", "dim")
        text.append_text(_lines(Marked.plain(inline(on_one_line(said(finding)), self.bidi)), width))
        text.append("\n\n")
        text.append_text(self._sides(item, width, bitext.source_lang, bitext.target_lang))
        side, *_ = rendering(bitext)
        if item.evidence.back_translation or item.evidence.bead.segments(side):
            back = item.evidence.back_translation or "(not translated back)"
            text.append(f"\n\nThe {'translation' if side == 'target' else 'original'}, translated back:\n", "dim")
            text.append_text(_lines(shortened(back), width))
        text.append("\n\n")
        text.append_text(_said(self.session.decision(item)))
        text.append(f"\n\n{wrong}" if wrong else "", "bold red")
        return text

    def _sides(self, item: Item, width: int, source_lang: str, target_lang: str) -> Text:
        if width < SIDE_BY_SIDE:
            both = [self._side(item, "source", source_lang, width), self._side(item, "target", target_lang, width)]
            return Text("\n\n").join(Text("\n").join(side) for side in both)
        half = (width - 3) // 2
        left, right = self._side(item, "source", source_lang, half), self._side(item, "target", target_lang, half)
        rows = max(len(left), len(right))
        blank = Text(" " * half)
        lines = zip(left + [blank] * (rows - len(left)), right + [blank] * (rows - len(right)), strict=True)
        return Text("\n").join(Text.assemble(a, "   ", b) for a, b in lines)

    def _side(self, item: Item, side: Side, lang: str, width: int) -> list[Text]:
        """Lines of `width` columns, right-to-left ones flush right."""
        marked = marked_side(item.evidence.bead, side, [item.finding], bracket=True)
        rtl = lang in RIGHT_TO_LEFT
        lines = side_lines(marked, width, rtl=rtl, bidi=self.bidi, styles=STYLES) or [Text("(nothing)", "dim")]
        pads = [" " * max(width - cell_len(line.plain), 0) for line in lines]
        return [
            Text.assemble(pad, line) if rtl else Text.assemble(line, pad) for line, pad in zip(lines, pads, strict=True)
        ]


def _lines(marked: Marked, width: int) -> Text:
    return Text("\n").join(side_lines(marked, width, rtl=False, bidi="logical"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _said(decision: Decision | None) -> Text:
    if decision is None:
        return Text("no decision yet", "dim")
    if decision.decision == "accepted":
        return Text("✓ accepted: a fault to be fixed", "bold green")
    return Text(f"✕ dismissed until {decision.until}: {decision.reason}", "bold green")
