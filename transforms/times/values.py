"""The functions that give matches their values, by the names that the rules use."""

from __future__ import annotations

from collections.abc import Callable

from transforms.times import clock, dates, near, spans, years
from transforms.times.reading import Reading, Value

Function = Callable[[Reading], Value | None]
FUNCTIONS: dict[str, Function] = {
    "date": dates.date_, "numeric_date": dates.numeric_date, "month": dates.month, "year": years.year, "year_tail": years.year_tail, "decade": years.decade, "century": years.century,
    "part_of_year": years.part_of_year, "fiscal_year": years.fiscal_year, "season": years.season, "today": near.today, "part_of_day": near.part_of_day, "weekday": near.weekday,
    "weekday_of_week": near.weekday_of_week, "calendar_unit": near.calendar_unit, "span_of_units": spans.span_of_units, "ago": spans.ago, "from_now": spans.from_now,
    "later": spans.later, "context_unit": spans.context_unit, "duration": spans.duration, "bare_units": spans.bare_units, "nights": spans.nights, "long": spans.long, "length": spans.length, "every": clock.every,
    "habit": clock.habit, "reference": clock.reference, "clock": clock.clock,
}  # fmt: skip
