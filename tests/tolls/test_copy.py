"""Sentences as local crime copy has them, and what each adds up to."""

from __future__ import annotations

import pytest

from transforms.tolls import find_casualties, reckon

COPY = [
    # who is hurt: all sorts of people
    ("Police said a man killed his grandson and his housemate.", {"killed": 2}),
    ("She fatally shot her ex-husband and his new fiancee.", {"killed": 2}),
    ("A woman killed her daughter and two young grandchildren.", {"killed": 3}),
    ("The blast killed a babysitter and two welders.", {"killed": 3}),
    ("A stepfather shot his stepdaughter in the shoulder.", {"injured": 1}),
    ("The shopkeeper's mother-in-law was shot dead.", {"killed": 1}),
    ("Two homeowners and a would-be robber were shot to death.", {"killed": 3}),
    ("A 19-year-old was shot in the neck on Grove Street.", {"injured": 1}),
    ("Gunfire injured a 7-year-old and her 30-year-old aunt.", {"injured": 2}),
    ("A Polk County deputy was shot in the hand.", {"injured": 1}),
    # shot is hurt unless the text tells of a death
    ("A man was shot in the abdomen Saturday night in Fairview.", {"injured": 1}),
    ("A 23-year-old woman suffered a graze wound to her cheek.", {"injured": 1}),
    ("The teen was hospitalized with a bullet wound to the calf.", {"injured": 1}),
    ("A bullet grazed a boy's head as he slept.", {"injured": 1}),
    ("A man accidentally shot himself in the foot.", {"injured": 1}),
    ("The victim was listed in stable condition at Grady Hospital.", {"injured": 1}),
    ("One man was hit in the elbow by a stray bullet.", {"injured": 1}),
    ("Four men showed up at an emergency room with gunshot wounds.", {"injured": 4}),
    ("A driver was treated for a gunshot wound to the wrist.", {"injured": 1}),
    ("A man walked into a hospital with a gunshot wound.", {"injured": 1}),
    ("The boy's injuries are not believed to be life-threatening.", {"injured": 1}),
    ("A woman is recovering after she was shot in the arm.", {"injured": 1}),
    # dead
    ("A man was pronounced dead at the scene.", {"killed": 1}),
    ("A mother and her baby were found shot to death.", {"killed": 2}),
    ("Gunfire claimed the life of a 23-year-old student.", {"killed": 1}),
    ("Both men died of their wounds.", {"killed": 2}),
    ("A teen boy was fatally struck by a bullet.", {"killed": 1}),
    ("He died of a self-inflicted gunshot wound.", {"killed": 1}),
    ("She was declared brain-dead on Friday.", {"killed": 1}),
    ("A woman lost her life in the shooting.", {"killed": 1}),
    ("The man did not survive.", {"killed": 1}),
    ("A clerk succumbed to his injuries on Monday.", {"killed": 1}),
    ("A man shot his son and then himself. Both died.", {"killed": 2}),
    ("A woman shot her son and then herself.", {"injured": 2}),
    ("One adult and one toddler were deceased when crews arrived.", {"killed": 2}),
    # one person told of more than once
    ("A man who was wounded in the attack on Sunday has died.", {"killed": 1}),
    ("A girl, 9, was shot in the head. The fourth grader died on Monday.", {"killed": 1}),
    ("A man and a woman were shot. They died at the scene.", {"killed": 2}),
    ("The woman and her child were taken to a hospital, where they died.", {"killed": 2}),
    ("Two men were shot in a car. The driver died, and the passenger was in serious condition.", {"killed": 1, "injured": 1}),
    ("Two women were shot. One died. The other was taken to a hospital.", {"killed": 1, "injured": 1}),
    ("Three men were shot. All three are expected to survive.", {"injured": 3}),
    ("A man and a boy were shot. The man was killed.", {"killed": 1, "injured": 1}),
    ("A 30-year-old man was shot, and a 32-year-old man was shot. The younger man died.", {"killed": 1, "injured": 1}),
    ("Lotte Adler and Piet Adler, the driver and the front-seat passenger, were shot.", {"injured": 2}),
    ("Maria Sands, 24, a nurse and mother of two, was killed.", {"killed": 1}),
    ("The victims, a man and a woman, were shot.", {"injured": 2}),
    ("Three people were shot, including a 5-year-old girl.", {"injured": 3}),
    ("Seven people were wounded, two of them critically.", {"injured": 7}),
    ("Eleven people were hurt, among them four children and a teacher.", {"injured": 11}),
    ("Of the nine people shot, two died.", {"killed": 2, "injured": 7}),
    ("Nine people were shot; two of them died and one is in critical condition.", {"killed": 2, "injured": 7}),
    ("A shooting left one dead and another wounded.", {"killed": 1, "injured": 1}),
    ("One person was killed and another injured.", {"killed": 1, "injured": 1}),
    ("The shooting killed two people and injured four. Four others were rushed to hospitals.", {"killed": 2, "injured": 4}),
    ("Two of the victims died, while four others were rushed to a hospital.", {"killed": 2, "injured": 4}),
    ("Six people, four men and two women, were shot.", {"injured": 6}),
    ("Seven young men remained hospitalized on Tuesday.", {"injured": 7}),
    ("The attack killed one person and injured nine more.", {"killed": 1, "injured": 9}),
    ("Her brother was one of three people wounded in the attack.", {"injured": 3}),
    ("Three others were taken to a hospital, where two were in fair condition and another was in critical condition.", {"injured": 3}),
    ("The girl was rushed to a hospital, but doctors were not able to save her.", {"killed": 1}),
    ("A man was shot and could not be revived.", {"killed": 1}),
    ("A guard was shot in the chest. Two others were wounded.", {"injured": 3}),
    ("A bomb went off at a mill. More than a dozen were wounded.", {"injured": 12}),
    ("Candles were lit for Ada Holm and her 12-year-old son, who were gunned down on Monday.", {"killed": 2}),
    ("Candles were lit for Ada Holm and her son, who was gunned down on Monday.", {"killed": 1}),
    ("A bomb went off at a mill. The blast killed a dozen of the horses.", {}),
    ("A guard was killed. Two others were wounded. The guard was shot in the chest.", {"killed": 1, "injured": 2}),
    ("Three people were found dead. A cook also had a gunshot wound in the face.", {"killed": 3, "injured": 1}),
    ("A man shot an officer, badly wounding him before killing himself.", {"killed": 1, "injured": 1}),
    ("Three people were killed and another was hurt. Two died at once, and the third person died later.", {"killed": 3, "injured": 1}),
    ("Two bombs went off at a mill; a child and a watchman had minor injuries.", {"injured": 2}),
    ("The building was wrecked on 2 May when a car bomb explosion injured over 90 people.", {"injured": 90}),
    # who did it
    ("The gunman was shot and killed by officers after he wounded three people.", {"killed": 1, "injured": 3}),
    ("The suspect shot two men before turning the gun on himself.", {"killed": 1, "injured": 2}),
    ("An officer shot a man armed with a knife. The man later died.", {"killed": 1}),
    ("Police arrested four men after a woman was shot in the leg.", {"injured": 1}),
    ("A homeowner shot an intruder, who died at a hospital.", {"killed": 1}),
    ("Officers found three dead suspects and two unhurt residents.", {"killed": 3}),
    # what is no victim, and what did not happen
    ("Police fired six rounds at a stolen car and arrested two men.", {}),
    ("A dog was shot dead by police.", {}),
    ("He looked the clerk dead in the eye.", {}),
    ("She lay down and played dead.", {}),
    ("He was charged with attempted murder.", {}),
    ("Officials feared that dozens had died.", {}),
    ("No injuries were reported.", {"killed": 0, "injured": 0}),
    ("Nobody was killed, but three people were hurt.", {"killed": 0, "injured": 3}),
    ("No officers were hurt.", {}),
    ("The city has seen 88 homicides this year.", {}),
    ("It was the 14th shooting since January.", {}),
]


@pytest.mark.parametrize(("text", "expected"), COPY)
def test_copy(text, expected, find, knowledge):
    document, findings = find(text)
    tolls = reckon(find_casualties(document, findings, knowledge.events.tolls))
    assert {toll.measure: toll.best for toll in reversed(tolls)} == expected
