"""Whole short reports of crime, attacks and disasters: what each adds up to, told in many ways."""

from __future__ import annotations

import pytest

PUBLISHED = "2026-03-12"  # a Thursday
KINDS = ("ASSAULT", "FIGHT", "DISASTER", "ACCIDENT")

REPORTS = {
    # shootings with names, ages, hospitals
    "porch": (
        (
            "Two teenagers were hit by gunfire on a porch in Dunmore late Tuesday, police said.\n"
            "A 15-year-old girl was struck in the thigh and a 17-year-old boy was shot in the back. Both were driven to Mercy General "
            "by a relative. The girl was listed in good condition. The boy underwent surgery and was stable on Wednesday.\n"
            "Detectives suspect that somebody fired from a grey van. No arrests have been made."
        ),
        {"injured": 2},
    ),
    "petrol-station": (
        (
            "A 32-year-old clerk was killed when a robber opened fire at a petrol station on Ashby Road on Monday night.\n"
            "Officers found Daniel Marsh behind the counter at about 11:40 p.m. He had been shot twice in the chest. Paramedics took "
            "him to St. Anne's Hospital, where he died a short time later.\n"
            "Marsh leaves a wife and two young children. The gunman, described as a man in his 20s, fled on foot."
        ),
        {"killed": 1},
    ),
    "party": (
        (
            "One person is dead and six others are recovering after gunfire broke out at a birthday party in Calder Heights.\n"
            "Deputies were called to the rented hall shortly after midnight Sunday. Shania Brooks, 24, was pronounced dead at the scene, "
            "the coroner's office said. The wounded, who range in age from 17 to 41, were taken to two hospitals. Two of them remained in "
            "critical condition on Monday.\n"
            '"Everybody just dropped to the floor," said Keisha Brooks, the victim\'s aunt.'
        ),
        {"killed": 1, "injured": 6},
    ),
    "later-died": (
        (
            "A man who was shot outside a barber's shop in Eastport last week has died of his wounds, police said Thursday.\n"
            "Luis Ortega, 29, had been in intensive care at Harbor Hospital since the March 4 attack. A second man, 35, was grazed by a "
            "bullet and did not need treatment at a hospital.\n"
            "Ortega's death is the city's ninth homicide of the year. Investigators had first charged Terrell Wade, 22, with attempted "
            "murder. The charge will be upgraded to murder."
        ),
        {"killed": 1, "injured": 1},
    ),
    "one-of-those-taken": (
        (
            "Detectives in Leeds look into a double shooting that left one man dead and another in hospital.\n"
            "Officers found two men with gunshot wounds in Mill Lane on Monday night. Both men were taken to the hospital, where one later "
            "died of his injuries. The other man had serious injuries, police said."
        ),
        {"killed": 1, "injured": 1},
    ),
    "shot-others-and-himself": (
        (
            "A 35-year-old man shot three people, killing a 52-year-old woman, and then shot himself at a wedding in Leeds on Saturday.\n"
            "The gunman and the three victims were taken to a hospital, where the woman died. A boy, 9, was in stable condition, and a "
            "27-year-old man had injuries that were called serious."
        ),
        {"killed": 1, "injured": 3},
    ),
    "condition-of-some": (
        (
            "Nine people were hurt when somebody fired at a street party in Dunmore on Friday. Four people are in critical condition.\n"
            "Ambulances took several people to hospitals. Four people at least were in critical condition and three have injuries that are "
            "not life-threatening, police said."
        ),
        {"injured": 9},
    ),
    "more-exact-later": (
        (
            "A second man was convicted on Monday of a shootout at a pub in Dunmore that left one woman dead and more than a dozen "
            "injured.\n"
            "Nadia Cole, 27, was killed, and at least 15 others were wounded as guests fled."
        ),
        {"killed": 1, "injured": 15},
    ),
    "third-besides": (
        (
            "A driver fired at children who threw snowballs in Dunmore on Sunday, prosecutors said.\n"
            "A girl, 11, and a boy, 14, were hurt and a bullet grazed a third child."
        ),
        {"injured": 3},
    ),
    "suspect-named-and-found-dead": (
        (
            "A second victim has died days after a shooting at a cemetery in Dunmore, police said.\n"
            "An 80-year-old man died on Saturday. His 79-year-old wife had been pronounced dead there on Friday. Police have "
            "identified the suspect as Carl Voss, 31. Voss was later found dead in the woods."
        ),
        {"killed": 3},
    ),
    "children-again": (
        (
            "A man shot his two children at home in Leeds before committing suicide on Friday, police say.\n"
            "Officers found the bodies of Martin Hale, 44, and his children."
        ),
        {"killed": 3},
    ),
    "shot-each-other": (
        ("One man is dead, and another is in the hospital after they shot each other in a quarrel in Leeds on Monday, police said."),
        {"killed": 1, "injured": 1},
    ),
    "subject-and-deputy": (
        (
            "A driver shot and injured a deputy in Leeds on Monday, police said. Officers later discovered the subject deceased in his car. "
            "The deputy remained hospitalized."
        ),
        {"killed": 1, "injured": 1},
    ),
    "hail-of-bullets": (
        (
            "A 33-year-old man is dead after gunmen opened fire on him in Leeds on Monday night.\n"
            "The hail of bullets also struck a mother who was driving by."
        ),
        {"killed": 1, "injured": 1},
    ),
    "one-of-several-shootings": (
        ("Shots at a street fair in north Leeds wounded five people on Saturday, one of several shootings in the city, police said."),
        {"injured": 5},
    ),
    "aged-and-shot": (
        ("Relatives of a 17-year-old shot and killed on Monday by a Leeds police officer have found a lawyer."),
        {"killed": 1},
    ),
    "of-the-whole-year": (
        ("A 17-year-old is dead after a shooting in Leeds on Monday.\nIn 2026 alone, 12 minors have died in shootings, police said."),
        {"killed": 1},
    ),
    "earlier-this-week": (
        (
            "A deputy was hit and wounded and a suspect was killed when shots were exchanged in Leeds on Wednesday morning.\n"
            "Earlier this week, two agents were killed and three other agents were wounded when a man opened fire in Hull."
        ),
        {"killed": 1, "injured": 1},
    ),
    "bodies-are-everybody": (
        (
            "A father shot and killed his 12-year-old daughter and his 9-year-old son before killing himself in Leeds on Tuesday, police said.\n"
            "A neighbor found three bodies near a canal."
        ),
        {"killed": 3},
    ),
    "leg-area": (
        ("A driver fired at another car in Leeds on Friday, police said.\nThe victim was struck in the leg area and taken to a hospital."),
        {"injured": 1},
    ),
    "doer-dies-too": (
        ("A man shot and killed two people at an inn in Leeds on Sunday and wounded two more before he died in a gunfight with officers."),
        {"killed": 3, "injured": 2},
    ),
    "of-one-surname": (
        (
            "A jury convicted Vera Cole, 48, of murder in the killing of 51-year-old Denis Cole at a farm near Leeds.\n"
            "Prosecutors said Cole shot her husband for his money. She was calm after her husband's death."
        ),
        {"killed": 1},
    ),
    "several-of-an-age": (
        ("Two 16-year-olds were gunned down and another teenager was taken to hospital after a quarrel in Braxton on Sunday night."),
        {"killed": 2, "injured": 1},
    ),
    "standoff": (
        (
            "A gunman who barricaded himself in a flat in Weston shot and wounded two police officers before he killed himself early "
            "Wednesday, the sheriff said.\n"
            "Officer Paul Renner, 38, was hit in the shoulder, and Officer Dana Cole, 31, in the hand. Both are expected to make a full "
            "recovery. Negotiators had talked with the man for six hours. When a tactical team entered, they found him dead of a "
            "self-inflicted gunshot wound."
        ),
        {"killed": 1, "injured": 2},
    ),
    "family": (
        (
            "A father shot his wife and their three children to death before taking his own life in a farmhouse near Olin, "
            "the sheriff's office said on Tuesday.\n"
            "The bodies of Greta Hahn, 36, and her children, aged 4, 7 and 11, were found by a grandmother on Monday. Peter Hahn, 39, lay "
            "in the garage with a rifle at his side. Neighbors described the Hahns as a quiet family."
        ),
        {"killed": 5},
    ),
    "murder-suicide": (
        (
            "Police are treating the deaths of a man and a woman in a Bay Street apartment as a murder-suicide.\n"
            "Officers who forced the door on Sunday morning found the couple dead in the bedroom. Each had a single gunshot wound to the "
            "head. A neighbor said she had heard two pops at about 3 a.m. Their names were not released."
        ),
        {"killed": 2},
    ),
    "toddler": (
        (
            "A 3-year-old boy accidentally shot himself in the hand with his uncle's pistol on Saturday, police in Linfield said.\n"
            "The toddler found the gun under a sofa cushion. He was flown to Children's Hospital, where doctors expect him to keep all of "
            "his fingers. The uncle, 27, was arrested on a charge of child endangerment."
        ),
        {"injured": 1},
    ),
    "police-shooting": (
        (
            "State police are reviewing the shooting of a 44-year-old man by two Harlow officers on Friday.\n"
            "The man came at them with a hammer, the department said, and ignored commands to drop it. One officer fired three shots. "
            "The man was pronounced dead at Harlow Medical Center. Neither officer was injured."
        ),
        {"killed": 1},
    ),
    "traffic-stop": (
        (
            "A deputy was shot in the leg during a traffic stop on Route 9 on Tuesday, and the man suspected of shooting him was killed when "
            "other deputies returned fire.\n"
            "The deputy, a 12-year veteran, was in fair condition. A passenger in the suspect's car was not hurt and was being questioned."
        ),
        {"killed": 1, "injured": 1},
    ),
    "bystander": (
        (
            "A grandmother sitting on her stoop was killed by a stray bullet Thursday as two groups of men traded fire on Vine Street.\n"
            "Police identified her as Odessa Pratt, 67. A 19-year-old man who was believed to be one of the shooters turned up at a "
            "clinic with a wound to his foot. He was treated and taken into custody."
        ),
        {"killed": 1, "injured": 1},
    ),
    "two-scenes": (
        (
            "Three men were wounded in a shooting outside a pool hall in Norwood on Wednesday night.\n"
            "The men, ages 21, 25 and 30, were taken to University Hospital with injuries that were not life-threatening. Police had no "
            "suspects.\n"
            "The shooting came a year after another one at the same pool hall, in which two men were killed."
        ),
        {"injured": 3},
    ),
    "robbery": (
        (
            "A store owner and her son were shot during a robbery at Kim's Market on Saturday.\n"
            "Eun-ji Kim, 58, was hit in the stomach and remains in grave condition. Her son, Joon, 30, suffered a minor wound to the arm and "
            "was released from the hospital on Sunday. The robber took about $200, police said."
        ),
        {"injured": 2},
    ),
    "nightclub": (
        (
            "MIDVALE — Gunmen sprayed a crowded nightclub with bullets early Sunday, killing a bouncer and wounding at least 11 people.\n"
            "Rico Tate, 33, was hit as he tried to close the door. Of the injured, three were in critical condition, Chief Ann Doyle said. "
            "Doyle had earlier put the number of wounded at nine."
        ),
        {"killed": 1, "injured": 11},
    ),
    "drive-by": (
        (
            "A drive-by shooting left a pregnant woman dead and her boyfriend fighting for his life.\n"
            "Alicia Moreno, 22, was in the passenger seat when a car pulled alongside on Interstate 40 on Monday. Doctors delivered the baby, a "
            "girl, who survived. Moreno's boyfriend, who was driving, was shot in the neck. His name was not released."
        ),
        {"killed": 1, "injured": 1},
    ),
    "stabbing": (
        (
            "A 14-year-old student stabbed two classmates and a teacher at Fairmont Middle School on Tuesday before he was overpowered by a "
            "janitor.\n"
            "The teacher, Ellen Voss, 51, was cut on both hands. The students, two boys, are in stable condition. All three are "
            "expected to survive. The janitor was not hurt."
        ),
        {"injured": 3},
    ),
    "found-dead": (
        (
            "The body of a woman was found in a burned car off Quarry Lane on Sunday, and the medical examiner says that she had been "
            "shot.\n"
            "She was identified on Wednesday as Tanya Reese, 40, of Bolton, who had been missing since February 27. Her former husband has been "
            "charged with murder."
        ),
        {"killed": 1},
    ),
    "brothers": (
        (
            "Amal Wright and Jamal Wright, brothers aged 19 and 21, were gunned down in a parking lot in Fenwick on Friday, and a friend "
            "was critically hurt.\n"
            "Amal Wright died at the scene. Jamal Wright died in surgery. The friend, a 20-year-old woman, was breathing with the help of a "
            "machine on Saturday."
        ),
        {"killed": 2, "injured": 1},
    ),
    "nobody": (
        (
            "Someone fired at least a dozen rounds into a house on Cedar Court on Sunday, but no one was hurt, police said.\n"
            "A mother and her four children were asleep. Bullets went through a kitchen window and a refrigerator. It was the third time this "
            "year that the house had been shot at."
        ),
        {"killed": 0, "injured": 0},
    ),
    "list": (
        (
            "Five people were shot, one of them fatally, in a courtyard on Lowell Street on Monday.\n"
            "A 26-year-old man was struck in the head and died at the scene. A woman, 24, was shot in the hip; a man, 30, in the foot; and "
            "two boys, 16 and 17, in the legs. The four survivors are in good condition."
        ),
        {"killed": 1, "injured": 4},
    ),
    "other-stories": (
        (
            "A clerk was shot in the arm during a robbery in Norwood on Tuesday, police said. She is expected to recover.\n"
            "Crash on Route 9 kills two\n"
            "Storekeeper shoots, wounds three robbers\n"
            "Police are looking for a man in a green coat."
        ),
        {"injured": 1},
    ),
    # told in other ways
    "parkway": (
        (
            "Two sisters were wounded Saturday night when someone shot into their car at a red light on Parkway Drive.\n"
            "The driver, 23, was grazed on the ear. Her 19-year-old sister was struck in the ribs and was in surgery early Sunday. "
            "Neither could describe the shooter."
        ),
        {"injured": 2},
    ),
    "parking": (
        (
            "Deputies say an argument over a parking space led to a shooting that left one man dead and his cousin in critical "
            "condition.\n"
            "Carl Dobbs, 45, was pronounced dead at a hospital. Dobbs' cousin, 38, was hit three times. A neighbor, 61, was arrested "
            "and charged with murder."
        ),
        {"killed": 1, "injured": 1},
    ),
    "court": (
        (
            "Four people, including two teenagers, were shot at a basketball court in Ridgeway on Sunday.\n"
            "Police said a 16-year-old boy died Monday at Ridgeway General. The other victims, two men and a 17-year-old girl, are "
            "expected to live."
        ),
        {"killed": 1, "injured": 3},
    ),
    "couple": (
        (
            "The bodies of an elderly couple were discovered in their home in Ames on Thursday by a mail carrier.\n"
            "Joseph Lund, 81, shot his wife, Edith, 79, and then himself, investigators believe. She had been ill for years."
        ),
        {"killed": 2},
    ),
    "bedroom": (
        (
            "A 9-year-old boy is recovering after a bullet came through his bedroom wall and hit him in the foot.\n"
            "His mother drove him to a hospital. Nobody else in the house was hurt."
        ),
        {"injured": 1},
    ),
    "army-base": (
        (
            "At least 17 soldiers died and 40 more were hurt when a truck bomb exploded at an army base in Baidoa on Monday, a "
            "colonel said.\n"
            "The militants who claimed the attack said that they had killed more than 60."
        ),
        {"killed": 17, "injured": 40},
    ),
    "ferry": (
        (
            "A ferry with 120 passengers capsized off Mindoro on Saturday. Coast guards rescued 98 people; 15 bodies had been "
            "recovered by Sunday, and seven passengers were missing."
        ),
        {"killed": 15, "missing": 7},
    ),
    "bar": (
        (
            "A man was fatally stabbed and his brother was seriously hurt in a fight outside a bar in Cobham.\n"
            "Mark Ellis, 27, suffered a single wound to the chest. His brother, Neil, 25, is in stable condition. A 30-year-old man "
            "has been arrested."
        ),
        {"killed": 1, "injured": 1},
    ),
    "house-party": (
        (
            "A teenager was shot and killed and another was injured at a house party in Corliss.\n"
            "Officers found Kevin Ames, 17, in the yard with wounds to the neck. He died at the scene. The other teen, who was shot "
            "in the hand, is 16."
        ),
        {"killed": 1, "injured": 1},
    ),
    # attacks and war
    "market-bomb": (
        (
            "KANDAHAR — A bomb hidden in a handcart tore through a vegetable market on Thursday, killing at least 23 people and "
            "injuring 51, hospital officials said.\n"
            "Seven children were among the dead. No group said that it was behind the blast. In January a suicide bomber killed 14 worshippers "
            "at a mosque in the same district."
        ),
        {"killed": 23, "injured": 51},
    ),
    "convoy": (
        (
            "Rebels ambushed an army convoy near Goma on Wednesday, leaving nine soldiers and four rebels dead, a spokesman said.\n"
            "Sixteen soldiers were wounded and three are unaccounted for. The army has lost more than 200 men since the war began in 2024."
        ),
        {"killed": 13, "injured": 16, "missing": 3},
    ),
    "suicide-bomber": (
        (
            "A suicide bomber blew himself up at a checkpoint in Mosul on Tuesday, killing five policemen and two civilians.\n"
            "Another 18 people were injured, nine of them seriously. Police said that the bomber was about 20 years old."
        ),
        {"killed": 7, "injured": 18},
    ),
    "missiles": (
        (
            "Missiles struck an apartment block in Kharkiv overnight, and rescuers pulled six bodies from the rubble.\n"
            "The dead include a couple in their 70s and a boy of 9. The mayor said that 32 residents were hurt, 12 of whom were in "
            "hospital. Two people were still missing on Thursday."
        ),
        {"killed": 6, "injured": 32, "missing": 2},
    ),
    "kidnap": (
        (
            "Armed men abducted 34 pupils and two teachers from a boarding school in Kaduna State on Monday, police said.\n"
            "A guard was shot dead as he tried to stop them. Four of the pupils escaped on Tuesday."
        ),
        {"captured": 36},
    ),
    # disasters and accidents
    "bus": (
        (
            "A bus carrying pilgrims plunged into a gorge in Nepal on Sunday, killing 17 people and injuring 22 others.\n"
            "The driver was among the dead. Twelve of the injured were flown to Kathmandu. Heavy rain had made the road slippery."
        ),
        {"killed": 17, "injured": 22},
    ),
    "flood": (
        (
            "The death toll from flash floods in eastern Spain rose to 41 on Wednesday as crews reached villages that had been cut off.\n"
            "Nineteen people are missing and about 3,500 have been forced from their homes. On Tuesday officials had spoken of 28 deaths."
        ),
        {"killed": 41, "missing": 19, "displaced": 3500},
    ),
    "fire": (
        (
            "A fire swept through a three-storey house in Leeds early Monday, claiming the lives of a mother and two of her daughters.\n"
            "The father and a third daughter jumped from a window and were taken to hospital with burns."
        ),
        {"killed": 3, "injured": 2},
    ),
    "quake": (
        (
            "A magnitude 6.1 earthquake killed at least 112 people and injured more than 900 in southern Peru on Saturday.\n"
            "Thousands were left homeless. Among the victims were 14 children at an orphanage in Ica. An earthquake in 2007 killed 519 people "
            "in the same region."
        ),
        {"killed": 112, "injured": 900},
    ),
    "one-of-both": (
        (
            "Deputies found a baker shot in a lane in Dunmore on Monday. His cousin was lying beside a van.\n"
            "Both men were driven to a hospital. The baker died, and the cousin is in critical condition."
        ),
        {"killed": 1, "injured": 1},
    ),
    "others-by-one": (
        (
            "A 14-year-old girl was shot in the arm and two other people were wounded when a car passed a bakery in Dunmore on Monday.\n"
            "A 30-year-old baker was shot in the hip. Another man, 45, was shot in the foot. The girl was treated on the spot."
        ),
        {"injured": 3},
    ),
    "wounded-died": (
        (
            "The death toll of a blast at a mill in Dunmore rose to 24 on Monday after three wounded sailors died in a clinic.\n"
            "Some 60 people were wounded."
        ),
        {"killed": 24, "injured": 60},
    ),
    "stopped": (
        (
            "A man stabbed two shoppers, killing one of them, before a guard shot him in a market in Dunmore on Monday.\n"
            "The suspect was flown to a hospital. One of the shoppers died on the spot and the other is in stable condition."
        ),
        {"killed": 1, "injured": 2},
    ),
    "mine": (
        (
            "Eight miners were killed and three were pulled out alive after a tunnel collapsed in a coal mine in Silesia on Tuesday.\n"
            "The three survivors are in hospital with broken bones. Two more men are missing."
        ),
        {"killed": 8, "injured": 3, "missing": 2},
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report(name, find):
    text, expected = REPORTS[name]
    _, findings = find(text, published=PUBLISHED)
    told = {}
    for event in findings.events:
        if event.event_type in KINDS and event.same_as is None and not event.negated and event.modality in ("asserted", "claimed"):
            for toll in event.tolls:
                told.setdefault(toll.measure, toll.best)
            if told:
                break
    assert told == expected
