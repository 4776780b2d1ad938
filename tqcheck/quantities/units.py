"""What a unit measures and how large it is, so that a stated conversion can be told from a changed figure."""

from __future__ import annotations

from fractions import Fraction

# CLDR unit id -> (dimension, size in the dimension's base unit).
_SIZES: dict[str, tuple[str, str]] = {
    "length-millimeter": ("length", "0.001"), "length-centimeter": ("length", "0.01"), "length-meter": ("length", "1"),
    "length-kilometer": ("length", "1000"), "length-inch": ("length", "0.0254"), "length-foot": ("length", "0.3048"),
    "length-yard": ("length", "0.9144"), "length-mile": ("length", "1609.344"),
    "length-nautical-mile": ("length", "1852"), "length-light-year": ("light", "1"),
    "mass-milligram": ("mass", "0.001"), "mass-gram": ("mass", "1"), "mass-kilogram": ("mass", "1000"),
    "mass-tonne": ("mass", "1000000"), "mass-ton": ("mass", "1000000"), "mass-pound": ("mass", "453.59237"),
    "mass-ounce": ("mass", "28.349523"), "mass-stone": ("mass", "6350.29"), "mass-carat": ("carat", "1"),
    "area-square-meter": ("area", "1"), "area-square-kilometer": ("area", "1000000"),
    "area-square-centimeter": ("area", "0.0001"),
    "area-square-mile": ("area", "2589988.11"), "area-square-foot": ("area", "0.09290304"),
    "area-square-yard": ("area", "0.83612736"), "area-hectare": ("area", "10000"), "area-acre": ("area", "4046.8564"),
    "area-dunam": ("area", "1000"), "area-feddan": ("area", "4200.83"),
    "volume-milliliter": ("volume", "0.001"), "volume-liter": ("volume", "1"),
    "volume-cubic-centimeter": ("volume", "0.001"), "volume-cubic-meter": ("volume", "1000"),
    "volume-cubic-foot": ("volume", "28.316847"), "volume-gallon": ("volume", "3.785412"),
    "volume-gallon-imperial": ("volume", "4.54609"), "volume-barrel": ("volume", "158.987295"),
    "volume-cubic-kilometer": ("volume", "1000000000000"),
    "energy-joule": ("energy", "1"), "energy-kilojoule": ("energy", "1000"),
    "energy-kilocalorie": ("energy", "4184"), "energy-calorie": ("energy", "4.184"),
    "energy-kilowatt-hour": ("energy", "3600000"), "energy-megawatt-hour": ("energy", "3600000000"),
    "power-watt": ("power", "1"), "power-kilowatt": ("power", "1000"), "power-megawatt": ("power", "1000000"),
    "power-gigawatt": ("power", "1000000000"), "power-horsepower": ("power", "745.7"),
    "speed-kilometer-per-hour": ("speed", "1"), "speed-mile-per-hour": ("speed", "1.609344"),
    "speed-meter-per-second": ("speed", "3.6"), "speed-knot": ("speed", "1.852"),
    "digital-kilobyte": ("digital", "1"), "digital-megabyte": ("digital", "1000"),
    "digital-gigabyte": ("digital", "1000000"), "digital-terabyte": ("digital", "1000000000"),
    "frequency-hertz": ("frequency", "1"), "frequency-kilohertz": ("frequency", "1000"),
    "frequency-megahertz": ("frequency", "1000000"), "frequency-gigahertz": ("frequency", "1000000000"),
    "pressure-bar": ("pressure", "1000"), "pressure-millibar": ("pressure", "1"),
    "electric-volt": ("voltage", "1"),
    "duration-second": ("clock", "1"), "duration-minute": ("clock", "60"), "duration-hour": ("clock", "3600"),
    "duration-day": ("clock", "86400"), "duration-night": ("clock", "86400"), "duration-week": ("clock", "604800"),
    "duration-fortnight": ("clock", "1209600"),
    "duration-month": ("calendar", "1"), "duration-quarter": ("calendar", "3"), "duration-year": ("calendar", "12"),
    "duration-decade": ("calendar", "120"), "duration-century": ("calendar", "1200"),
    "concentr-percent": ("ratio", "0.01"), "concentr-permille": ("ratio", "0.001"),
    "percentage-point": ("point", "1"), "basis-point": ("point", "0.01"),
}  # fmt: skip
_TABLE = {unit: (dimension, Fraction(size)) for unit, (dimension, size) in _SIZES.items()}
UNITS = frozenset(_TABLE)
# Offset and scale to Celsius; plain "degrees" may be either, so it is compared with neither.
_CELSIUS = {
    "temperature-celsius": (Fraction(0), Fraction(1)),
    "temperature-fahrenheit": (Fraction(32), Fraction(5, 9)),
    "temperature-kelvin": (Fraction("273.15"), Fraction(1)),
}
TEMPERATURES = frozenset(_CELSIUS)
SPEEDS = {"length-kilometer": "speed-kilometer-per-hour", "length-mile": "speed-mile-per-hour"}
"""What a length an hour is."""
DEGREE = "degree"
POUND = "pound"
"""English "pound": a mass or a currency, only its counterpart tells."""


def dimension(unit: str | None) -> str | None:
    """What the unit measures: `length`, `mass`, `clock`...; `None` for what is not in the table."""
    if unit in _CELSIUS or unit == DEGREE:
        return "temperature"
    return _TABLE[unit][0] if unit in _TABLE else None


def in_base(value: Fraction, unit: str) -> Fraction | None:
    """The value in the base unit of its dimension."""
    if unit in _CELSIUS:
        offset, scale = _CELSIUS[unit]
        return (value - offset) * scale
    return value * _TABLE[unit][1] if unit in _TABLE else None


def convertible(value: Fraction, unit: str, other: Fraction, other_unit: str) -> bool:
    """Whether one is the other in another unit, within the rounding that newsrooms allow themselves (4 %)."""
    if dimension(unit) is None or dimension(unit) != dimension(other_unit):
        return False
    a, b = in_base(value, unit), in_base(other, other_unit)
    if a is None or b is None:
        return False
    if dimension(unit) == "temperature":
        return abs(a - b) <= 1
    return abs(a - b) <= max(abs(a), abs(b)) * Fraction(4, 100)


def same_amount(value: Fraction, unit: str, other: Fraction, other_unit: str) -> bool:
    """Whether both are exactly the same amount: two days and 48 hours, a decade and ten years."""
    if dimension(unit) is None or dimension(unit) != dimension(other_unit):
        return False
    return in_base(value, unit) == in_base(other, other_unit)
