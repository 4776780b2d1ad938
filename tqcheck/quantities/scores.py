"""Results of matches and votes: 3-1, «ثلاثة أهداف مقابل هدف», «بهدفين نظيفين». The order of the two counts."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities import arabic_numbers, arabic_words, lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.english_cardinals import cardinal
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity
from tqcheck.text.normalise import fold

_HYPHENS = frozenset("-–—‑")
_GAME = frozenset(
    "win won wins winning beat beats beaten beating defeat defeated defeats victory victories draw drew drawn "
    "lost lose "
    "loss score scored scoreline lead led leading trail trailing trailed thrashed thrash edged ruled ruling vote voted "
    "voting decision match game set sets final halftime aggregate penalties shootout result record over downed ahead "
    "فوز فاز فازت بالفوز الفوز هزيمه تعادل تعادلا بالتعادل خسر خسرت خساره بنتيجه نتيجه النتيجه تغلب تغلبت هزم "
    "هزمت متقدما "
    "متاخرا تقدم يتقدم بواقع صوت صوتت مباراه المباراه شوط الشوط".split()
)
_GOALS = frozenset(fold(w) for w in (
    "هدف هدفا أهداف هدفان هدفين هدفي نقطة نقاط نقطتين صوت صوتا أصوات صوتين شوط أشواط شوطين مجموعة مجموعات "
    "مجموعتين ركلة "
    "ركلات").split())  # fmt: skip
_ONE_GOAL = frozenset(fold(w) for w in "هدف هدفا شوط مجموعة صوت".split())
_TWO_GOALS = frozenset(fold(w) for w in "هدفان هدفين هدفي شوطين مجموعتين صوتين نقطتين ثنائية".split())
_TO_NIL = (("دون", "رد"), ("من", "دون", "رد"), ("بلا", "رد"), ("دون", "مقابل"), ("من", "دون", "مقابل"), ("بدون", "رد"),
           ("بلا", "مقابل"), ("لا", "شيء"), ("مقابل", "لا", "شيء"), ("بدون", "مقابل"), ("للا", "شيء"))  # fmt: skip
_CLEAN = frozenset(fold(w) for w in "نظيف نظيفة نظيفين نظيفا".split())
_HATS = {"ثنائيه": 2, "ثلاثيه": 3, "رباعيه": 4, "خماسيه": 5, "سداسيه": 6, "سباعيه": 7}
_AGAINST = frozenset({"مقابل"})
_NO_SCORE_BEFORE = _HYPHENS | {"/", "$", "€", "£"}
_CLOSERS = frozenset(".,،)؛;:\"»'’”!؟?]")
_LOSING = frozenset("lost lose loses losing loss defeat defeats beaten trail trailing trailed behind down fell "
"خسر خسرت يخسر "
                    "خساره الخساره هزيمه الهزيمه متاخرا متاخره بالهزيمه لهزيمه تاخر سقط".split())  # fmt: skip
HIGHEST = 40


def names_goals(text: str) -> bool:
    """Whether a result may start with this word: goals without a number word, «ثلاثية» and their like."""
    bare = text[1:] if text[:1] in ("ب", "ل") else text
    return any(w in _HATS or w in _ONE_GOAL or w in _TWO_GOALS for w in (text, bare))


def read_digits(c: Cursor) -> Reading | None:
    """`3-1`: two small figures on a hyphen that cannot be a range, or that stand by a word of the game."""
    first, hyphen, second = c.token, c.ahead().token, c.ahead(2).token
    joined = hyphen.text in _HYPHENS and hyphen.glued and second.glued and second.kind == "n"
    if first.kind != "n" or not joined or not (first.text.isdigit() and second.text.isdigit()):
        return None
    after = c.ahead(3)
    if c.look(-1) in _NO_SCORE_BEFORE or (after.token.glued and after.word not in _CLOSERS):
        return None
    a, b = int(first.text), int(second.text)
    if max(len(first.text), len(second.text)) > 2 or max(a, b) > HIGHEST or _measured(after):
        return None
    if a >= b or a == 0 or _game_about(c):
        return _reading(c, c.i, after.i, a, b)
    return None


def _measured(after: Cursor) -> bool:
    """Whether a unit follows, which makes it a range."""
    word = after.word.removeprefix("ال")
    if word in ("%", "٪", "percent", "per", "في", "year", "million", "billion", "thousand", "مليون", "مليار", "الف"):
        return word not in ("في", "per") or after.look(1) in ("cent", "الميه", "المايه")
    if word == "يوم":  # «3-1 يوم الجمعة»
        return False
    return (word,) in lexicon.unit_names("en") or (word,) in lexicon.unit_names("ar")


def _game_about(c: Cursor) -> bool:
    return any(c.look(k) in _GAME or c.look(k).startswith(("فاز", "وفاز")) for k in (*range(-5, 0), *range(3, 7)))


def read_to(c: Cursor) -> Reading | None:
    """`two goals to one`, `by three goals to nil`."""
    first = cardinal(c)
    if (
        first is None
        or first.ordinal
        or first.value > HIGHEST
        or first.end.word not in ("goals", "goal", "votes", "sets")
    ):
        return None
    to = first.end.ahead()
    second = cardinal(to.ahead()) if to.word == "to" else None
    if to.word == "to" and to.look(1) in ("nil", "none"):
        return _reading(c, c.i, to.i + 2, first.value, 0)
    return _reading(c, c.i, second.end.i, first.value, second.value) if second else None


def read_arabic(c: Cursor) -> Reading | None:
    """«ثلاثة أهداف مقابل هدف», «هدفين دون رد», «بثلاثية نظيفة», «ستة أصوات مقابل ثلاثة»."""
    first = _goals(c)
    if first is None:
        return None
    ours, end, counted = first
    if end.word in _CLEAN and counted:
        return _reading(c, c.i, end.i + 1, ours, 0)
    if counted and (nil := end.any_phrase(_TO_NIL)):
        return _reading(c, c.i, nil.i, ours, 0)
    second = _against(end)
    if second is None or not (counted or second[2]):
        return None
    return _reading(c, c.i, second[1].i, ours, second[0])


def _against(c: Cursor) -> tuple[int, Cursor, bool] | None:
    """The other side's goals behind «مقابل», or joined by «ل»."""
    if c.word in _AGAINST:
        return _goals(c.ahead())
    if c.word in ("لهدف", "لواحد", "لهدفين"):
        return (2 if c.word == "لهدفين" else 1), c.ahead(), True
    if c.word == "ل" and c.ahead().token.kind == "n":
        return _goals(c.ahead())
    split = arabic_words.strip(c.word)
    if split.preposition and c.word.startswith("ل") and split.stem in arabic_words.UNITS:
        return arabic_words.UNITS[split.stem], c.ahead().past(_GOALS), False
    return None


def _goals(c: Cursor) -> tuple[int, Cursor, bool] | None:
    """How many, the cursor behind it, and whether goals (points, votes, sets) were named."""
    bare = c.word[1:] if c.word[:1] in ("ب", "ل") else c.word
    for word in (c.word, bare):
        if word in _HATS and c.look(1) in _CLEAN:
            return _HATS[word], c.ahead(), True
        if word in _TWO_GOALS:
            return 2, c.ahead().past(("اثنين",)), True
        if word in _ONE_GOAL:
            return 1, c.ahead().past(("واحد", "وحيد", "يتيم")), True
    number = arabic_numbers.parse(c)
    if number is None or number.form != "number" or number.value > HIGHEST or number.value.denominator != 1:
        return None
    end = c.ahead(number.end - c.i)
    return int(number.value), end.past(_GOALS).past(("ترجيح", "جزاء")), end.word in _GOALS


def _reading(c: Cursor, start: int, end: int, ours: int, theirs: int) -> Reading:
    span = c.ts.span(start, end)
    # Who lost may have the winner's goals first: only the loser's language tells, so the order says nothing there.
    lost = any(c.ts.at(k).text in _LOSING for k in range(start - 8, end + 8))
    if lost:
        ours, theirs = max(ours, theirs), min(ours, theirs)
    fields = (("ours", ours), ("theirs", theirs))
    return Reading(start=start, end=end, quantity=Quantity(
        kind="score", span=span, text=span.of(c.ts.original), value=Fraction(ours), fields=fields,
        implied=ours == theirs == 0))  # fmt: skip
