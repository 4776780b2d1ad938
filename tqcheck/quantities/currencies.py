"""Currencies by code: those in use, and the signs for them."""

from __future__ import annotations

# Codes of withdrawn currencies share names with today's; what is kept starts with one of these countries' letters.
IN_USE = (
    "USD", "EUR", "GBP", "EGP", "LBP", "SYP", "IQD", "SAR", "TRY", "IRR", "JPY", "CNY", "RUB", "ILS", "AED", "KWD",
    "MAD", "DZD", "TND", "LYD", "SDG", "SSP", "YER", "OMR", "QAR", "BHD", "JOD", "INR", "PKR", "CHF", "UAH", "AFN",
    "SEK", "NOK", "DKK", "NGN", "ZAR", "KRW", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "BRL", "ARS", "CLP", "COP",
    "KES", "ETB", "SOS", "DJF", "ERN", "MRU", "XOF", "XAF", "GHS", "PLN", "CZK", "HUF", "RON", "BGN", "GEL", "AMD",
    "AZN", "KZT", "UZS", "BDT", "LKR", "NPR", "THB", "VND", "IDR", "MYR", "PHP", "TWD", "VES", "PEN", "CUP", "BYN",
    "KPW", "MMK", "TZS", "UGX", "RWF", "CDF",
)  # fmt: skip
OBSOLETE = frozenset({"YUD", "TRL", "SDD", "SDP", "ILP", "ILR", "AFA", "AZM", "GHC"})
SIGNS = {
    "$": "USD CAD AUD NZD HKD SGD MXN TWD", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD",
    "€": "EUR", "£": "GBP EGP LBP SYP", "¥": "JPY CNY", "₪": "ILS", "₽": "RUB", "₺": "TRY", "₹": "INR",
    "₩": "KRW KPW", "₴": "UAH", "₦": "NGN", "rs": "INR PKR", "﷼": "IRR SAR YER", "¢": "CENT",
}  # fmt: skip
