"""Small drawings as inline SVG: a map of points and a line of values. Colours come from the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

GRATICULE = 10
"""Degrees between the map's lines; every third has its number."""
MARGIN = 6.0
"""Degrees around the outermost points."""
NARROWEST = 40.0
"""Degrees of longitude that a map shows at least: enough to know the region again by its coasts."""
MAP_WIDTH = 960
"""Units of the drawing; the page scales it."""
DOT, DOT_MOST = 5.0, 22.0
LINE_WIDTH, LINE_HEIGHT = 120, 28


class Point(NamedTuple):
    """Something to mark on the map."""

    longitude: float
    latitude: float
    weight: float
    """What the dot's area grows with, such as the number of people killed; 0 makes the smallest."""
    label: str
    """Shown when pointed at."""
    number: int | None = None
    """Written beside the dot."""


class Frame(NamedTuple):
    """The part of the world that a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Units of the drawing in a degree."""
        return MAP_WIDTH / (self.east - self.west)

    def x(self, longitude: float) -> float:
        """Units from the left."""
        return round((longitude - self.west) * self.scale, 1)

    def y(self, latitude: float) -> float:
        """Units from the top."""
        return round((self.north - latitude) * self.scale, 1)


def world_map(points: Sequence[Point]) -> Markup:
    """The points over coasts and graticule, each degree as long as any other (plate carrée); of the world, what holds them all."""
    frame = framed(points)
    height = frame.y(frame.south)
    dots = Markup("").join(_dot(frame, point) for point in sorted(points, key=lambda point: -point.weight))
    return Markup(
        '<svg class="map" viewBox="0 0 {width} {height}" role="img" aria-label="Map of {count} places">'
        '<path class="land" d="{land}"/>{lines}{dots}</svg>'
    ).format(width=MAP_WIDTH, height=height, count=len(points), land=_land(frame), lines=_graticule(frame), dots=dots)


def framed(points: Sequence[Point]) -> Frame:
    """The least part of the world, on lines of the graticule, that holds the points with room around, about twice as wide as high."""
    if not points:
        return Frame(-180, -60, 180, 80)
    longitudes, latitudes = [point.longitude for point in points], [point.latitude for point in points]
    width = max(max(longitudes) - min(longitudes) + 2 * MARGIN, 2 * (max(latitudes) - min(latitudes) + 2 * MARGIN), NARROWEST)
    west, east = _stretch(min(longitudes), max(longitudes), width, 180)
    south, north = _stretch(min(latitudes), max(latitudes), width / 2, 90)
    return Frame(west, south, east, north)


def _stretch(low: float, high: float, length: float, limit: float) -> tuple[float, float]:
    """The range widened about its middle to `length`, moved to lie within ±`limit`, and out to whole lines of the graticule."""
    start = min(max((low + high - length) / 2, -limit), max(limit - length, -limit))
    end = min(max(start + length, high + MARGIN), limit)
    return math.floor(start / GRATICULE) * GRATICULE, math.ceil(end / GRATICULE) * GRATICULE


def _dot(frame: Frame, point: Point) -> Markup:
    x, y = frame.x(point.longitude), frame.y(point.latitude)
    radius = round(min(DOT + 1.6 * math.sqrt(max(point.weight, 0)), DOT_MOST), 1)
    number = (
        Markup('<text class="number" x="{}" y="{}">{}</text>').format(x, round(y - radius - 3, 1), point.number) if point.number else ""
    )
    return Markup('<circle class="dot" cx="{}" cy="{}" r="{}"><title>{}</title></circle>{}').format(x, y, radius, point.label, number)


def _graticule(frame: Frame) -> Markup:
    bottom, parts = frame.y(frame.south), []
    step = GRATICULE if frame.east - frame.west <= 120 else 3 * GRATICULE
    for longitude in range(_first(frame.west, step), int(frame.east), step):
        x = frame.x(longitude)
        parts.append(
            Markup('<path class="line" d="M{} 0V{}"/><text x="{}" y="{}">{}</text>').format(
                x, bottom, x + 3, bottom - 4, _degrees(longitude, "EW")
            )
        )
    for latitude in range(_first(frame.south, step), int(frame.north), step):
        y = frame.y(latitude)
        parts.append(
            Markup('<path class="line" d="M0 {}H{}"/><text x="4" y="{}">{}</text>').format(y, MAP_WIDTH, y - 4, _degrees(latitude, "NS"))
        )
    return Markup("").join(parts)


def _first(edge: float, step: int) -> int:
    """The first line of the graticule beyond an edge."""
    return math.floor(edge / step) * step + step


def _degrees(value: int, letters: str) -> str:
    return f"{abs(value)}°{letters[value < 0] if value else ''}"


def _land(frame: Frame) -> str:
    """Outlines of the land that meet the frame, as an SVG path."""
    rings = []
    for ring in land():
        longitudes, latitudes = zip(*ring, strict=True)
        if min(longitudes) < frame.east and max(longitudes) > frame.west and min(latitudes) < frame.north and max(latitudes) > frame.south:
            rings.append("M" + "L".join(f"{frame.x(longitude):g} {frame.y(latitude):g}" for longitude, latitude in ring) + "Z")
    return "".join(rings)


@lru_cache(maxsize=1)
def land() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Rings of (longitude, latitude) around the land; source in the first line of templates/land.txt."""
    lines = files("flows.monitoring").joinpath("templates/land.txt").read_text("utf8").splitlines()
    return tuple(tuple(_pair(text) for text in line.split()) for line in lines if line and not line.startswith("#"))


def _pair(text: str) -> tuple[float, float]:
    longitude, _, latitude = text.partition(",")
    return float(longitude), float(latitude)


def sparkline(values: Sequence[float | None]) -> Markup:
    """The values as a line, oldest first, the last one marked; where one is unknown the line is broken."""
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    low, span = min(known), (max(known) - min(known)) or 1.0
    middle = min(known) == max(known)
    step = (LINE_WIDTH - 8) / max(len(values) - 1, 1)
    at: list[tuple[float, float] | None] = []
    for index, value in enumerate(values):
        height = 0.5 if middle else (value - low) / span if value is not None else 0.0
        at.append(None if value is None else (round(4 + index * step, 1), round(LINE_HEIGHT - 5 - height * (LINE_HEIGHT - 10), 1)))
    path, pen = [], "M"
    for point in at:
        if point is not None:
            path.append(f"{pen}{point[0]} {point[1]}")
        pen = "M" if point is None else "L"
    end = Markup('<circle cx="{}" cy="{}" r="3"/>').format(*at[-1]) if at[-1] else Markup("")
    return Markup('<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true"><path d="{}"/>{}</svg>').format(
        LINE_WIDTH, LINE_HEIGHT, "".join(path), end
    )
