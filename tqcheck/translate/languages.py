"""The codes by which each family of translation models calls a language."""

from __future__ import annotations

from dataclasses import dataclass

from tqcheck.errors import ModelError


@dataclass(frozen=True, slots=True)
class Codes:
    """One language: English name, NLLB (FLORES-200) code, mBART-50 code, ISO 639-3 code. M2M-100 uses ISO 639-1."""

    name: str
    nllb: str
    mbart: str
    iso3: str


_LANGUAGES = {
    "ar": Codes("Arabic", "arb_Arab", "ar_AR", "ara"),
    "de": Codes("German", "deu_Latn", "de_DE", "deu"),
    "en": Codes("English", "eng_Latn", "en_XX", "eng"),
    "es": Codes("Spanish", "spa_Latn", "es_XX", "spa"),
    "fr": Codes("French", "fra_Latn", "fr_XX", "fra"),
    "it": Codes("Italian", "ita_Latn", "it_IT", "ita"),
    "ja": Codes("Japanese", "jpn_Jpan", "ja_XX", "jpn"),
    "ko": Codes("Korean", "kor_Hang", "ko_KR", "kor"),
    "nl": Codes("Dutch", "nld_Latn", "nl_XX", "nld"),
    "pl": Codes("Polish", "pol_Latn", "pl_PL", "pol"),
    "pt": Codes("Portuguese", "por_Latn", "pt_XX", "por"),
    "ru": Codes("Russian", "rus_Cyrl", "ru_RU", "rus"),
    "th": Codes("Thai", "tha_Thai", "th_TH", "tha"),
    "tr": Codes("Turkish", "tur_Latn", "tr_TR", "tur"),
    "zh": Codes("Chinese", "zho_Hans", "zh_CN", "zho"),
}


def codes(language: str) -> Codes:
    """The codes of an ISO 639-1 language. Raises ModelError for a language that is not one of the encoder's."""
    try:
        return _LANGUAGES[language]
    except KeyError as error:
        raise ModelError(
            f"no translation codes for language '{language}': use one of {', '.join(_LANGUAGES)}"
        ) from error
