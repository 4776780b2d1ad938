"""Sentences that speak to whoever checks them. A model's word about them never lets a finding go.

This knows some ways to say it, not all: it is one of several safeguards, and errs on the side of the finding.
"""

from __future__ import annotations

import re

from tqcheck.text.normalise import fold

_ENGLISH = re.compile(
    r"\b(?:ignore|disregard|forget|overlook|override|skip|suppress|dismiss|waive)\b.{0,60}"
    r"\b(?:finding|instruction|rule|error|mistake|discrepanc|check|issue|fault|warning|flag|above|previous|prior|prompt"
    r"|claim)"
    r"|\b(?:system|assistant|user|developer|note to \w+)\s*[:>\]]"
    r"|\b(?:language model|ai|a\.i\.|llm|chatbot|gpt|prompt|second (?:reader|opinion)|verdict|json)\b"
    r"|\b(?:review|check|validat|proofread|evaluat|judg|grad|translat)(?:er|or|e|ing)s?\b.{0,40}"
    r"\b(?:should|must|please|answer|need not)"
    r"|\b(?:answer|reply|respond|report|output|return|print|mark|say|write)\b.{0,40}"
    r"\b(?:confirmed|unsure|correct|passed|passes|pass|ok|yes|no (?:error|fault|finding|problem)s?|nothing)\b"
    r"|\b(?:not confirmed|unconfirmed)\b"
    r"|\btranslation\b.{0,40}\b(?:correct|perfect|accurate|faithful|approved|complete|right|fine)\b"
    r"|\bno (?:error|fault|finding|mistake|discrepanc)",
    re.IGNORECASE,
)
_ARABIC_FAULTS = r"(?:خطا|اخطاء|ملاحظ|تعليم|قواعد|نتيجه|نتائج|تدقيق|فحص|تحذير|سبق|ادعاء|اختلاف|فروق|فرق)"
_ARABIC_READER = r"(?:مدقق|مراجع|مترجم|قاري|محكم|نظام|مساعد)"
_ARABIC_MUST = r"(?:يجب|ينبغ|يرج|الرجاء|رجاء|اجب|عليك|علي ال|ملاحظه ال)"
_ARABIC = re.compile(
    rf"(?:تجاهل|اهمل|اهمال|انس|نسيان|تغاض|تخط|احذف|حذف|الغ|استبعد|استبعاد|ارفض|رفض)\S*\s.{{0,60}}{_ARABIC_FAULTS}"
    r"|نموذج\S*\s(?:ال)?لغوي|ذكاء (?:ال)?اصطناع|روبوت|تعليمات|بصفتك|بوصفك"
    rf"|{_ARABIC_READER}.{{0,40}}{_ARABIC_MUST}|{_ARABIC_MUST}.{{0,40}}{_ARABIC_READER}"
    r"|(?:اجب|رد|قل|اكتب|اعتبر|اعتبار|صنف|ارجع|اطبع)\S*\s.{0,40}"
    r"(?:موكد|صحيح|سليم|لا شيء|نعم|خطا|اخطاء|ناجح|مقبول|مطابق)"
    r"|غير موكد|لا (?:يوجد|توجد) (?:اي )?(?:خطا|اخطاء|ملاحظ|فروق|اختلاف)"
    r"|ترجمه\S*\s.{0,40}(?:صحيح|سليم|دقيق|مطابق|كامل|معتمد|مثالي)"
)
"""On folded text, as `fold` leaves it."""


def speaks_to_reader(text: str) -> bool:
    """Whether a text seems to tell its reader what to make of it."""
    return bool(_ENGLISH.search(text) or _ARABIC.search(fold(text)))
