"""Makes the table of kinds of people and things: `python -m training.kinds --data DIR [--wordnet DIR]`.

WordNet 3.0 (Debian's `wordnet-base`) says which English nouns name a kind of person, animal, food, part of the body,
building, illness, sport, material and so on, and which of them are a kind of one another; the package's own lexicon
and Wiktionary (through WordNet's senses) say what an Arabic stem means. Of each Arabic stem and class the table keeps
the likeliest meaning and the English words of that class that it may render: what WordNet relates to a meaning, what
newsrooms say for one another (`ALIKE`), what the sentence encoder finds as like the stem as its meaning, and what
stands in parallel text beside the stem where nothing else there means it. Every other word of the class is another kind
of thing. Takes some minutes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import wordfreq

from tqcheck.encoder.builtin import UseEncoder
from tqcheck.meaning.kinds import FILE, family, singular
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.segment import key, segment
from training.wordnet import FOLDER, WordNet

OUT = Path(__file__).parent.parent / "tqcheck" / "meaning" / FILE
FILES = {5: "animal", 8: "body", 13: "food", 18: "person", 20: "plant"}
"""Classes that are all of a lexicographer's file of WordNet's, by its number."""
ROOTS = {
    "thing": "vehicle craft#2 weapon public_transport",
    "place": "building facility educational_institution place_of_worship road bridge tunnel medical_building shop",
    "food": "cereal edible_fruit vegetable",
    "meal": "meal",
    "material": "metal metal#2 building_material wood fabric plastic glass leather rubber paper stone#3 clay",
    "fuel": "fuel",
    "subject": "discipline",
    "illness": "illness",
    "sport": "sport",
    "crime": "crime",
    "landform": "geological_formation body_of_water island forest desert",
    "clothing": "garment footwear headdress",
    "colour": "chromatic_color achromatic_color",
    "disaster": "precipitation#3 storm catastrophe catastrophe#3 geological_phenomenon flood drought fire",
    "instrument": "musical_instrument",
}
"""Classes that are all kinds of something: a noun, with the number of its sense where that is not the first."""
MOSTLY, SOMETIMES = 0.5, 0.1
"""Share of a noun's uses from which on it names a kind of people, and of anything else.

What else an English word may mean does little harm: the Arabic one has to mean something of the class.
"""
NOUN = 0.3
"""Share of a word's uses from which on it is a noun."""
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
    "shop store market supermarket boutique outlet",
    "road street highway motorway avenue route boulevard lane",
    "prison jail gaol penitentiary",
    "hospital clinic infirmary ward",
    "university college academy institute faculty",
    "house home residence villa building dwelling apartment flat headquarters",
    "boat ship vessel craft ferry",
    "church cathedral chapel",
    "storm hurricane cyclone typhoon tornado gale",
    "meal dinner supper banquet feast",
    "coast shore beach shoreline coastline seaside",
    "forest wood jungle woodland grove",
    "hill mountain slope ridge peak cliff height",
    "carriage cart wagon chariot coach car automobile trolley vehicle",
    "lane corridor passage path walkway track trail",
    "illness disease sickness ailment disorder infection",
    "stone rock brick",
    "sport football soccer",
    "fuel gasoline petrol gas oil petroleum crude diesel",
    "theft robbery burglary larceny stealing",
    "murder killing homicide assassination manslaughter",
    "milk cheese yogurt yoghurt",
    "drink beverage juice syrup",
    "virus pathogen bacteria germ microbe bug",
    "snow ice hail",
    "pupil student learner",
    "fraud deception swindle forgery embezzlement",
)
ALSO = frozenset("fan justice back judge volunteer general guard pilot nurse guide host recruit".split())
"""Words that name a kind less often than not: one of them is all that the lexicon gives for a word that does."""
VAGUE = frozenset(
    "person people individual somebody someone member one thing adult human being creature character figure self body"
    " party man woman guy owner holder name life immune side end point part form system family".split()
)
SURELY = 0.8
"""Likeness from which on two words of any other class than that of people may render each other, whatever else."""
SEEN, SHARE = 3, 0.02
"""Pairs of the corpus, and share of all with an English word, from which on a stem beside it renders it."""
LONGEST = 40
"""Words of a sentence beyond which what stands in it says little about one of them."""
PURE = 0.6
"""Share of the forms of an Arabic word that have to be of one class."""
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True)
class Kind:
    """A word that names a kind: its class, its senses there, what it is a kind of, and what is a part of it."""

    name: str
    senses: frozenset[str]
    above: frozenset[str]
    parts: frozenset[str]


def class_senses(net: WordNet) -> dict[str, set[str]]:
    """The senses of each class."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, sense in net.senses.items():
        if one[0] == "n" and sense.file in FILES and not sense.named:
            found[FILES[sense.file]].add(one)
    for name, roots in ROOTS.items():
        for root in roots.split():
            word, _, number = root.partition("#")
            below = net.kinds_of(net.of(word, "n")[int(number or 1) - 1])
            found[name] |= {key for key in below if not net.senses[key].named}
    return found


def kinds(net: WordNet) -> dict[str, dict[str, Kind]]:
    """By class the frequent words that mostly name a kind of it."""
    classes = class_senses(net)
    found: dict[str, dict[str, Kind]] = {name: {} for name in classes}
    for word in net.words:
        senses = net.of(word, "n")
        if not senses or not _WORD.fullmatch(word) or word in VAGUE:
            continue
        if wordfreq.zipf_frequency(word, "en") < FREQUENT:
            continue
        uses = sum(net.uses.get((word, key), 0) for key in net.words[word]) + 0.5 * len({k[0] for k in net.words[word]})
        as_noun = sum(net.uses.get((word, key), 0) for key in senses) + 0.5
        for name, members in classes.items():
            # a word with a capital (Arab) is a people's name
            own = [key for key in senses if key in members and word in net.senses[key].spelt]
            used = sum(net.uses.get((word, key), 0) for key in own) + 0.5 * (senses[0] in own)
            least = MOSTLY if name == "person" else SOMETIMES
            noun = name == "colour" or (as_noun / uses >= NOUN and not net.is_verb_form(word))
            share = used / (uses if name == "person" else as_noun)
            if own and ((noun and share >= least) or word in ALSO):
                above = frozenset().union(*map(net.above, own)) & members
                found[name][word] = Kind(name, frozenset(own), above, frozenset().union(*map(net.parts, own)))
    return found


@cache
def _groups(word: str) -> frozenset[int]:
    return frozenset(at for at, group in enumerate(ALIKE) if word in group.split())


def related(one: Kind, other: Kind) -> bool:
    """Whether one is the other, a kind of it or a part of it."""
    return bool(one.senses & (other.above | other.parts) or other.senses & (one.above | one.parts))


def meanings(stem: str, known: Container[str], irregular: Mapping[str, str]) -> list[str]:
    """What the lexicon and the dictionary say that a stem means, the likeliest first."""
    found = [*_induced(stem), *DICTIONARY.get(stem, ())]
    return list(dict.fromkeys(singular(word, known, irregular) for word in found))


def _induced(stem: str) -> list[str]:
    return [word for word in (*table("words").get(stem, "").split("/"), load().stems.get(stem, "")) if word]


DICTIONARY: defaultdict[str, list[str]] = defaultdict(list)
"""English words by Arabic stem from Wiktionary by way of WordNet's senses; `main` reads it."""


def read_dictionary(path: Path) -> None:
    """Fill `DICTIONARY` with the pairs of single words, the Arabic spelt as by `segment.key`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, _, arabic = line.rstrip("\n").partition("\t")
            if _WORD.fullmatch(english) and " " not in arabic:
                DICTIONARY[key(arabic)].append(english)


@dataclass
class Family:
    """The forms of an Arabic noun, what the lexicon says that they mean within one class, and in all."""

    forms: list[str] = field(default_factory=list)
    meanings: list[str] = field(default_factory=list)
    all: list[str] = field(default_factory=list)


def families(known: Mapping[str, Kind], every: Container[str], irregular: Mapping[str, str]) -> dict[str, Family]:
    """The Arabic nouns most of whose forms may mean something of the class `known`, and single forms that do."""
    found: defaultdict[str, Family] = defaultdict(Family)
    others: Counter[str] = Counter()
    people = "person" in {kind.name for kind in known.values()}  # a word for people stands for nothing else
    for stem in sorted({*table("words"), *load().stems, *DICTIONARY}):
        said = meanings(stem, every, irregular)
        induced = {singular(word, every, irregular) for word in _induced(stem)} if people else set()
        if any(word in known for word in said) and all(word in known for word in induced):
            own = found[family(stem)]
            own.forms.append(stem)
            own.meanings += [word for word in said if word in known and word not in own.meanings]
            own.all += [word for word in said if word not in own.all]
        elif said:
            others[family(stem)] += 1
    chosen: dict[str, Family] = {}
    for root, own in found.items():
        if len(own.forms) >= PURE * (len(own.forms) + others[root]):
            chosen[root] = own
            continue
        for form in own.forms:
            said = meanings(form, every, irregular)
            chosen[form] = Family([form], [word for word in said if word in known], said)
    return chosen


def accepted(
    known: Mapping[str, Kind], arabic: Mapping[str, Family], seen: Mapping[str, Mapping[str, int]], often: Counter[str]
) -> Iterator[tuple[str, str, list[str]]]:
    """Each noun with its likeliest meaning of one class and the words of the class that it may render.

    `seen`: how many pairs of a corpus have a stem's family and an English word where nothing else there means the
    stem; `often`: how many have the word.
    """
    encoder = UseEncoder()
    english = sorted(known)
    ours = encoder.encode_words(english)
    forms = sorted({form for own in arabic.values() for form in own.forms})
    theirs = dict(zip(forms, encoder.encode_words(forms) @ ours.T, strict=True))
    for root, own in arabic.items():
        likeness = dict(zip(english, np.max([theirs[form] for form in own.forms], axis=0), strict=True))
        meaning = max(own.meanings, key=lambda word: likeness[word])
        person = known[meaning].name == "person"
        enough = min(STRANGER, likeness[meaning] - CLEARLY) if person else max(SURELY, likeness[meaning])
        if min(STRANGER, likeness[meaning] - CLEARLY) < LEAST:
            continue  # what it means is not sure
        used = {
            form for said in (root, *own.forms) for form in seen.get(said, {}) if _rendered(said, form, seen, often)
        }
        yield (
            root,
            meaning,
            [
                word
                for word in english
                if likeness[word] >= enough or word in used or any(_exchangeable(word, m, known) for m in own.all)
            ],
        )


def _rendered(stem: str, word: str, seen: Mapping[str, Mapping[str, int]], often: Counter[str]) -> bool:
    count = seen[stem][word]
    return count >= SEEN and count >= SHARE * often[word]


def _exchangeable(word: str, other: str, known: Mapping[str, Kind]) -> bool:
    alike = word == other or bool(_groups(word) & _groups(other))
    return alike or (other in known and related(known[word], known[other]))


def corpus(
    folder: Path, nouns: Mapping[str, Container[str]], means: Mapping[str, Container[str]], irregular: Mapping[str, str]
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """What `accepted` asks of the parallel text in `folder/train`.

    `nouns`: English words by themselves (the keys are what counts); `means`: by stem what it may mean.
    """
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    often: Counter[str] = Counter()
    stems = cache(lambda word: segment(key(word), load().zipf).stem)
    lemma = cache(lambda word: singular(word, nouns, irregular))
    for path in sorted((folder / "train").glob("parallel*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                english, arabic = line.split("\t")[:2]
                said = {lemma(word) for word in re.findall("[a-z]{3,}", english.lower())}
                words = said & nouns.keys()
                if not words or len(said) > LONGEST:
                    continue
                often.update(words)
                for stem in {stems(word) for word in re.findall("[\u0621-\u0652]{2,}", arabic)}:
                    for root in {stem, family(stem)} & means.keys():
                        if said.isdisjoint(means[root]):
                            seen[root].update(words)
    return seen, often


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--wordnet", type=Path, default=FOLDER, help="WordNet's `dict` folder")
    options = parser.parse_args()
    read_dictionary(Path(options.data) / "lexicon" / "wiktionary_wn.tsv.gz")
    by_class = kinds(WordNet.read(options.wordnet))
    every = {word: True for known in by_class.values() for word in known}
    irregular = {}
    for line in (options.wordnet / "noun.exc").read_text("latin-1").splitlines():
        many, one, *_ = line.split()
        irregular[many] = one
    arabic = {name: families(known, every, irregular) for name, known in by_class.items()}
    means: defaultdict[str, set[str]] = defaultdict(set)
    for known in arabic.values():
        for root, own in known.items():
            means[root].update(own.all)
    seen, often = corpus(Path(options.data), every, means, irregular)
    plurals = {one: many for many, one in irregular.items() if one in every and "_" not in many}
    lines = [
        f"{name}\t{word}\t{plurals.get(word, '')}" for name, own in sorted(by_class.items()) for word in sorted(own)
    ]
    found = 0
    for name, known in sorted(by_class.items()):
        for stem, meaning, words in accepted(known, arabic[name], seen, often):
            lines.append(f"{name}:{stem}\t{meaning}\t{' '.join(words)}")
            found += 1
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write("\n".join(lines).encode())
    OUT.write_bytes(packed.getvalue())
    print(f"{len(every)} English words, {found} Arabic nouns, {len(packed.getvalue())} bytes")


if __name__ == "__main__":
    main()
