"""Makes the table of kinds of people, animals, foods and things: `python -m training.kinds [--wordnet DIR]`.

WordNet 3.0 (Debian's `wordnet-base`) says which English nouns name a kind of person, animal, plant, food, part of the
body, vehicle, weapon or building, and which of them are a kind of one another; the package's own lexicon says what an
Arabic stem means. Of each Arabic stem all of whose meanings are of one class the table keeps the likeliest meaning and
the English words of that class that it may render: what WordNet relates to a meaning, what newsrooms say for one
another (`ALIKE`), and what the sentence encoder finds nearly as like the stem as its meaning. Every other word of the
class is another kind of thing. Takes a CPU minute.
"""

from __future__ import annotations

import argparse
import gzip
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import wordfreq

from tqcheck.encoder.builtin import UseEncoder
from tqcheck.meaning.kinds import FILE, family, singular
from tqcheck.translate.lexicon import load, table

OUT = Path(__file__).parent.parent / "tqcheck" / "meaning" / FILE
CLASSES = {5: "animal", 6: "thing", 8: "body", 13: "food", 18: "person", 20: "plant"}
"""By the numbers of WordNet's lexicographer files."""
THINGS = ("vehicle.n", "craft.n", "weapon.n", "building.n")
"""Of the artefacts only these: of the rest the encoder knows too little."""
MOSTLY = 0.5
"""Share of a word's uses from which on it names a kind."""
FREQUENT = 3.0
"""Zipf frequency from which on a word is met in news."""
LEAST = 0.4
STRANGER = 0.62
"""Likeness of vectors from which on an Arabic word may render an English one, whatever the lexicon says."""
CLEARLY = 0.12
"""How much more like the stem its meaning has to be than a word that it cannot render."""
ALIKE = (
    "leader chief head president chairman chairwoman director manager administrator boss governor executive official"
    " employee officer premier principal superintendent ruler commander",
    "child kid student pupil schoolchild youngster teenager youth minor adolescent juvenile baby infant toddler",
    "militant gunman fighter combatant insurgent rebel guerrilla militiaman extremist",
    "soldier serviceman trooper recruit conscript warrior combatant fighter",
    "protester demonstrator marcher activist campaigner",
    "lawmaker legislator deputy parliamentarian representative senator congressman politician delegate member",
    "journalist reporter correspondent writer author editor newspaperman columnist",
    "worker employee laborer labourer staffer workman hand",
    "doctor physician medic surgeon clinician practitioner",
    "spokesman spokesperson spokeswoman speaker communicator",
    "citizen resident inhabitant dweller national villager townsman native denizen",
    "expert specialist scientist researcher scholar academic analyst consultant adviser advisor counsellor councillor",
    "victim casualty sufferer",
    "suspect defendant accused culprit offender criminal perpetrator convict wrongdoer",
    "killer murderer assassin",
    "fan supporter follower backer adherent enthusiast",
    "buyer customer client consumer shopper purchaser user",
    "colleague companion friend partner mate fellow associate comrade classmate",
    "visitor guest tourist traveler traveller holidaymaker",
    "employer owner proprietor holder possessor stakeholder",
    "envoy ambassador diplomat delegate representative emissary",
    "striker forward attacker assailant",
    "keeper goalkeeper guard guardian custodian warden sentry",
    "player athlete sportsman footballer contestant competitor participant",
    "parent father mother",
    "inmate prisoner detainee captive convict hostage",
    "rescuer saviour savior liberator",
    "commissioner delegate officer",
)
ALSO = frozenset(["fan", "justice"])
"""Words that name a kind less often than not: one of them is all that the lexicon gives for a word that does."""
VAGUE = frozenset(
    "person people individual somebody someone member one thing adult human being creature character figure self body"
    " party man woman guy owner holder name life immune".split()
)
PURE = 0.6
"""Share of the forms of an Arabic word that have to be of one class."""
_WORD = re.compile(r"[a-z]{3,}")


@dataclass
class Net:
    """WordNet's nouns: class and hypernyms of each sense; senses and uses of each word by part of speech."""

    senses: dict[str, tuple[int, list[str], list[str]]] = field(default_factory=dict)
    words: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    of_class: Counter[tuple[str, int]] = field(default_factory=Counter)

    @classmethod
    def read(cls, folder: Path) -> Net:
        """Read the files of a WordNet `dict` folder."""
        net = cls()
        for line in _lines(folder / "data.noun"):
            net._sense(line.split("|")[0].split())
        for part in ("noun", "verb", "adj", "adv"):
            for line in _lines(folder / f"index.{part}"):
                word, _, _, pointers, *rest = line.split()
                net.words.setdefault(word, {})[part] = rest[int(pointers) + 2 :]
        for line in _lines(folder / "cntlist.rev"):
            net._count(*line.split())
        return net

    def _sense(self, fields: list[str]) -> None:
        size = int(fields[3], 16)
        words = [fields[4 + 2 * i] for i in range(size)]
        at = 4 + 2 * size
        pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
        above = [offset for sign, offset, part, _ in pointers if sign == "@" and part == "n"]
        if not any(sign == "@i" for sign, *_ in pointers):  # Monet is a painter, but no kind of one
            self.senses[fields[0]] = int(fields[1]), words, above

    def _count(self, key: str, _sense: str, count: str) -> None:
        word, _, rest = key.partition("%")
        part = {"1": "noun", "2": "verb", "3": "adj", "5": "adj", "4": "adv"}[rest[0]]
        self.uses[word, part] += int(count)
        if part == "noun":
            self.of_class[word, int(rest[2:4])] += int(count)

    def above(self, senses: list[str]) -> frozenset[str]:
        """Senses and all their hypernyms of the same class."""
        found: set[str] = set()
        waiting = list(senses)
        while waiting:
            sense = waiting.pop()
            if sense not in found:
                found.add(sense)
                own = self.senses[sense]
                waiting += [s for s in own[2] if s in self.senses and self.senses[s][0] == own[0]]
        return frozenset(found)


@dataclass(frozen=True)
class Kind:
    """A word that names a kind: its class, its senses there, and everything that it is a kind of."""

    name: str
    senses: frozenset[str]
    above: frozenset[str]


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("latin-1").splitlines() if not line.startswith("  "))


def kinds(net: Net) -> dict[str, Kind]:
    """The frequent words that mostly name a kind of one class."""
    things = [net.words[name.partition(".")[0]]["noun"][0] for name in THINGS]
    found = {}
    for word, parts in net.words.items():
        if "noun" not in parts or not _WORD.fullmatch(word) or word in VAGUE:
            continue
        if wordfreq.zipf_frequency(word, "en") < FREQUENT:
            continue
        senses = [sense for sense in parts["noun"] if sense in net.senses]
        uses = sum(net.uses[word, part] + 0.5 for part in parts)
        for number, name in CLASSES.items():
            # a word with a capital (Arab) is a people's name
            own = [sense for sense in senses if net.senses[sense][0] == number and word in net.senses[sense][1]]
            first = bool(senses) and net.senses[senses[0]][0] == number
            mostly = (net.of_class[word, number] + 0.5 * first) / uses >= MOSTLY or word in ALSO
            if not own or not mostly:
                continue
            above = net.above(own)
            if name != "thing" or above.intersection(things):
                found[word] = Kind(name, frozenset(own), above)
    return found


@cache
def _groups(word: str) -> frozenset[int]:
    return frozenset(at for at, group in enumerate(ALIKE) if word in group.split())


def related(one: Kind, other: Kind) -> bool:
    """Whether one is the other, or a kind of it."""
    return bool(one.senses & other.above or other.senses & one.above)


def meanings(stem: str, known: dict[str, Kind], irregular: dict[str, str]) -> list[str]:
    """What the lexicon says that a stem means, the likeliest first."""
    found = [*table("words").get(stem, "").split("/"), load().stems.get(stem, "")]
    return list(dict.fromkeys(singular(word, known, irregular) for word in found if word))


@dataclass
class Family:
    """The forms of an Arabic noun, and what the lexicon says that they mean."""

    forms: list[str] = field(default_factory=list)
    meanings: list[str] = field(default_factory=list)
    others: int = 0


def families(known: dict[str, Kind], irregular: dict[str, str]) -> dict[str, Family]:
    """The Arabic nouns nearly all of whose forms have meanings of one class, and single forms of others that do."""
    found: defaultdict[str, Family] = defaultdict(Family)
    for stem in sorted({*table("words"), *load().stems}):
        own, said = found[family(stem)], meanings(stem, known, irregular)
        classes = {known[word].name if word in known else "" for word in said}
        if len(classes) == 1 and classes != {""} and classes == {known[w].name for w in own.meanings or said}:
            own.forms.append(stem)
            own.meanings += [word for word in said if word not in own.meanings]
        elif said:
            own.others += 1
    chosen: dict[str, Family] = {}
    for root, own in found.items():
        if own.forms and len(own.forms) >= PURE * (len(own.forms) + own.others):
            chosen[root] = own
        else:
            chosen |= {form: Family([form], meanings(form, known, irregular)) for form in own.forms}
    return chosen


def accepted(known: dict[str, Kind], arabic: dict[str, Family]) -> Iterator[tuple[str, str, list[str]]]:
    """Each noun with its likeliest meaning and the words of its class that it may render."""
    encoder = UseEncoder()
    english = sorted(known)
    ours = encoder.encode_words(english)
    forms = [form for own in arabic.values() for form in own.forms]
    theirs = dict(zip(forms, encoder.encode_words(forms) @ ours.T, strict=True))
    for root, own in arabic.items():
        likeness = dict(zip(english, np.max([theirs[form] for form in own.forms], axis=0), strict=True))
        meaning = max(own.meanings, key=lambda word: likeness[word])
        enough = min(STRANGER, likeness[meaning] - CLEARLY)
        if enough < LEAST:
            continue  # what it means is not sure
        yield (
            root,
            meaning,
            [
                word
                for word in english
                if known[word].name == known[meaning].name
                and (likeness[word] >= enough or any(_exchangeable(word, said, known) for said in own.meanings))
            ],
        )


def _exchangeable(word: str, other: str, known: dict[str, Kind]) -> bool:
    return related(known[word], known[other]) or bool(_groups(word) & _groups(other))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="WordNet's `dict` folder")
    net = Net.read(parser.parse_args().wordnet)
    known = kinds(net)
    irregular = dict(line.split()[:2] for line in _lines(parser.parse_args().wordnet / "noun.exc"))
    plurals = {one: many for many, one in irregular.items() if one in known and "_" not in many}
    lines = [f"{kind.name}\t{word}\t{plurals.get(word, '')}" for word, kind in sorted(known.items())]
    found = list(accepted(known, families(known, irregular)))
    lines += [f"{stem}\t{meaning}\t{' '.join(words)}" for stem, meaning, words in found]
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write("\n".join(lines).encode())
    OUT.write_bytes(packed.getvalue())
    print(f"{len(known)} English words, {len(found)} Arabic nouns, {len(packed.getvalue())} bytes")


if __name__ == "__main__":
    main()
