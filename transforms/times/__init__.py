"""Dates, times and durations, as TIMEX3 values against the day of publication.

Rules are regular expressions over token classes (seeds/times/rules.yml over seeds/times/words.yml), so that finding them is one pass of
the regular-expression engine over one character a token.
"""

from transforms.times.finder import find_times as find_times
