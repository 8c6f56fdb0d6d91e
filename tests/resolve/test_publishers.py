"""Which names of publishers are one publisher."""

from __future__ import annotations

import pytest

import seeds
from transforms.resolve.publishers import Publishers

PUBLISHERS = Publishers.build(seeds.read)


@pytest.mark.parametrize(
    "names",
    [
        ("The Harbour Gazette", "harbour gazette", "www.harbourgazette.com", "https://harbourgazette.com/2026/03/storm", "Harbour Gazette"),
        ("BBC", "BBC News", "www.bbc.co.uk", "bbc.com"),
        ("Agence France-Presse", "AFP", "afp.com"),
        ("Médias du Sud", "MEDIAS DU SUD"),
        ("edition.cnn.com", "CNN", "Cable News Network"),
    ],
)
def test_spellings_of_one(names):
    assert len({PUBLISHERS.key(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("The Guardian", "guardian.ng"),
        ("independent.co.uk", "independent.co.ug"),
        ("Harbour Gazette", "Hill Gazette"),
        ("salt-and-pepper.blogspot.com", "tidewatch.blogspot.com"),
        ("abcnews.go.com", "abc.net.au"),
    ],
)
def test_different_ones(names):
    assert len({PUBLISHERS.key(name) for name in names}) == len(names)


def test_an_acronym_is_the_one_beside_it_whose_initials_it_is():
    assert len(set(PUBLISHERS.sources(["MW", "Meridian Wire", "Hill Post"]))) == 2
    assert len(set(PUBLISHERS.sources(["MW", "Hill Post"]))) == 2


def test_a_name_of_two_publishers_is_an_error():
    seed = {"publishers": {"Hill Post": ["HP"], "Harbour Post": ["HP"]}, "shared_hosts": []}
    with pytest.raises(ValueError, match="both"):
        Publishers.build(lambda _: seed)
