"""How many were killed, hurt, held or driven out: what a text says of casualties, and what it adds up to."""

from transforms.tolls.casualties import find_casualties as find_casualties
from transforms.tolls.headline import heard as heard
from transforms.tolls.individuals import settled as settled
from transforms.tolls.lexicon import TollLexicon as TollLexicon
from transforms.tolls.reckoning import reckon as reckon
