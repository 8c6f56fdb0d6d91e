"""robots.txt, as RFC 9309 has it read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.inputs.robots import Robots

PLAIN = """
User-agent: *
Disallow: /private/
Allow: /private/open/
Crawl-delay: 2.5

User-agent: nightdesk   # us
User-agent: otherbot
Disallow: /
Allow: /news
"""


@pytest.mark.parametrize(
    ("crawler", "path", "is_allowed"),
    [
        ("anybot", "/", True),
        ("anybot", "/private/a", False),
        ("anybot", "/private/open/a", True),  # the longer rule decides
        ("nightdesk", "/", False),
        ("nightdesk", "/news/1", True),
        ("NightDesk", "/private/open/a", False),  # its own group stands alone
        ("otherbot", "/news", True),
    ],
)
def test_the_group_and_the_longest_rule_decide(crawler, path, is_allowed):
    assert Robots.parse(PLAIN, crawler).allows(f"https://example.org{path}") is is_allowed


@pytest.mark.parametrize(
    ("rule", "path", "is_matched"),
    [
        ("/a*b", "/axxb/c", True),
        ("/a*b", "/axx", False),
        ("/*.pdf$", "/x/y.pdf", True),
        ("/*.pdf$", "/x/y.pdf?z", False),
        ("/a?b=1", "/a?b=12", True),
        ("/é", "/%C3%A9t%C3%A9", True),
        ("/%c3%a9", "/é", True),
        ("/a.b", "/axb", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/a*b*$", "/axbx", True),
        ("/a*ab$", "/ab", False),
        ("", "/a", False),
    ],
)
def test_patterns_of_rules(rule, path, is_matched):
    robots = Robots.parse(f"User-agent: *\nDisallow: {rule}", "nightdesk")
    assert robots.allows(f"https://example.org{path}") is not is_matched


def test_groups_of_one_crawler_are_one_and_a_tie_is_allowed():
    robots = Robots.parse("User-agent: x\nDisallow: /a\n\nUser-agent: x/2.0\nDisallow: /b\nAllow: /b\n", "x")
    assert (robots.allows("https://e.org/a"), robots.allows("https://e.org/b")) == (False, True)


def test_pauses():
    assert Robots.parse(PLAIN, "anybot").pause == 2.5
    assert Robots.parse(PLAIN, "nightdesk").pause == 0
    assert Robots.parse("User-agent: *\nCrawl-delay: soon", "x").pause == 0


@given(st.text())
def test_any_text_is_read(text):
    Robots.parse(text, "nightdesk").allows("https://example.org/" + text)


def test_no_pattern_takes_forever():
    robots = Robots.parse("User-agent: *\nDisallow: /" + "*a" * 200 + "*b", "x")
    assert robots.allows("https://example.org/" + "a" * 20_000)
