"""Numbers in words and digits, with their qualifiers.

`low` and `high` are what the text commits itself to; `best` is the figure that it states. A bound that the text leaves open is None:

====================================  =====  =====  =====
text                                  low    best   high
====================================  =====  =====  =====
18; exactly 18; another 18            18     18     18
at least 18; more than 18; 18 or more 18     18     None
up to 18; as many as 18; nearly 18    None   18     18
about 18; some 18; 18 or so           None   18     None
15 to 18; between 15 and 18           15     None   18
dozens; hundreds of; several          24 …   None   None
a dozen; half a million; a couple of  12 …   12 …   12 …
no one; none; no injuries             0      0      0
====================================  =====  =====  =====

'a' and 'an' are no numbers: 'a man was killed' is one by its noun, which the reader of tolls sees better. Neither is 'one' as a pronoun.
A count's `head` is the noun that it counts, None where it stands alone ('three were killed').
"""

from transforms.quantities.finder import find_quantities as find_quantities
