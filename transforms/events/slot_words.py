"""Words by which clauses are undone into slots: light verbs, particles, verbs and nouns of control, words that count."""

from __future__ import annotations

LIGHT_VERBS = frozenset({
    "carry", "conduct", "launch", "stage", "hold", "mount", "commit", "make", "perpetrate", "execute", "undertake", "wage", "organize",
    "organise", "lead", "attempt", "perform", "plan", "plot", "unleash", "begin", "start", "resume", "continue", "step", "join",
    "announce", "see", "suffer", "receive", "orchestrate", "deliver", "give", "take", "sign", "reach", "call", "witness", "participate",
    "engage", "suspend", "claim", "face", "order", "impose", "lift", "issue", "renew", "speed", "accelerate", "complete",
    "intensify", "expand", "escalate", "extend", "delay", "finish", "enter", "open", "convene", "attend", "seek", "tighten", "maintain", "keep",
    "pursue", "oversee", "direct", "authorize", "authorise", "involve", "prepare", "repeat", "broaden", "enforce", "declare", "initiate",
    "commence", "restart"
})  # fmt: skip
"""Verbs that add little to the noun they govern: who "launched an attack" attacked."""

LIGHT_WITH_PREPOSITION = frozenset({"involve", "participate", "engage", "take", "join", "step", "call", "lead"})
"""Light verbs whose noun stands after a preposition ("took part in", "engaged in")."""
UNDERGOING = frozenset({
    "suffer", "receive", "see", "witness", "face"
})  # fmt: skip
"""Light verbs whose subject is hit, not hitting."""

PARTICLES = frozenset({"out", "off", "down", "up", "over", "back", "away", "in", "aside"})
"""Words that go with a verb as its particle, whatever the parser calls them."""
SLOT_OF_DEP = {
    "nsubj": "subj", "csubj": "subj", "nsubjpass": "obj", "dobj": "obj", "dative": "obj", "prt": "part", "advcl": "advcl",
    "xcomp": "comp", "ccomp": "comp", "acomp": "comp", "oprd": "comp", "attr": "comp",
}  # fmt: skip
HYPHENS = ("-", "‑")
PREFIXES = {"anti": "against", "pro": "for"}
RELATIVE_TAGS = ("WDT", "WP")
OBJECT_CONTROL = frozenset({
    "accuse", "acquit", "arrest", "ban", "bar", "blame", "block", "book", "charge", "condemn", "convict", "criticize", "criticise", "denounce",
    "detain", "deter", "discourage", "dissuade", "fault", "fine", "forgive", "hold", "impeach", "imprison", "indict", "investigate", "jail", "keep",
    "prevent", "prosecute", "punish", "sentence", "stop", "sue", "suspect", "thank", "try", "want"
})  # fmt: skip
"""Verbs whose object does what their complement tells: who is "accused of killing" is said to have killed, not who accuses."""
ACCUSING = frozenset({
    "accuse", "arraign", "arrest", "blame", "charge", "condemn", "convict", "detain", "fine", "hold", "implicate", "indict", "jail", "imprison",
    "prosecute", "sentence", "sue", "suspect", "try", "want"
})  # fmt: skip
"""Verbs whose object is said to have done what a noun after them names: who was "charged with the murder of"."""
AIMING = frozenset({"target", "hit", "strike"})
"""Verbs by which a clause behind an attack tells whom it was on: "attacks targeting villagers"."""
BELIEVING = frozenset({"believe", "think", "suspect", "say", "report", "allege", "know", "presume", "understand"})
"""Verbs that in a passive only tell that something is held to be so: "is believed to have been carried out by"."""
TRYING = frozenset({"accuse", "charge", "convict", "implicate", "indict", "sentence", "suspect"})
"""Those of them that do so with an "in", too: who was arrested in a raid did not raid."""
CONFESSING = frozenset({"plead", "confess", "admit"})
"""Verbs whose subject says so of himself: "pleaded guilty to the murder of"."""
CLAIMING = frozenset({"claim", "take", "accept", "admit", "assume", "share"})
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
RESPONSIBILITY = frozenset({"responsibility", "blame", "credit"})
BETWEEN_CHARGE_AND_DEED = frozenset({
    "allegation", "case", "charge", "complicity", "connection", "count", "guilty", "involvement", "part", "relation", "role", "suspicion"
})  # fmt: skip
"""Words between an accusation and the deed: "on charges of", "in connection with", "for his part in"."""
CRIMES = frozenset(
    {"murder", "manslaughter", "homicide", "assault", "battery", "killing", "slaying", "death", "shooting", "stabbing", "bombing", "attack"}
)
"""What somebody is charged with for a deed that is told behind it: "charged with murder in the shooting of"."""
CONTROL_NOUNS = frozenset({
    "ability", "agreement", "attempt", "authority", "bid", "campaign", "capability", "capacity", "chance", "decision", "desire", "determination",
    "drive", "effort", "failure", "fight", "intent", "intention", "mandate", "mission", "move", "offer", "operation", "opportunity", "order",
    "plan", "pledge", "plot", "power", "promise", "push", "readiness", "refusal", "right", "scheme", "struggle", "threat", "vow", "willingness"
})  # fmt: skip
"""Nouns of what somebody else may do: in "their attempt to overrun it" whose attempt it is overruns, not the attempt."""
GATHERINGS = frozenset({"rally", "march", "protest", "demonstration", "strike", "campaign", "sit-in", "petition"})
"""Nouns whose infinitive tells what it is for: "police blocked off a rally to demand reforms"."""
BODIES = frozenset({
    "administration", "army", "church", "city", "company", "council", "country", "government", "group", "junta", "military", "ministry",
    "movement", "opposition", "parliament", "party", "police", "regime", "republic", "state", "town", "union", "village", "war"
})  # fmt: skip
"""What no "who" means: in "an opponent of the government who was shot" it means the opponent."""
CONTROLLED_PREPOSITIONS = frozenset({"of", "with", "for", "from", "on", "in", "over", "about"})
REPORTING = frozenset({"say", "tell", "report", "announce", "confirm", "add", "state", "note", "write"})
UTTERING = frozenset({
    "accuse", "add", "blame", "cite", "claim", "condemn", "criticise", "criticize", "demand", "denounce", "deny", "threaten", "urge", "vow", "warn"
})  # fmt: skip
"""What somebody does by saying something: "nine died, the army said, blaming rebels"."""
TENDING = frozenset({
    "take", "rush", "treat", "transport", "bring", "carry", "fly", "airlift", "find", "identify", "pronounce", "rescue", "help"
})  # fmt: skip
"""What is done for who was hurt, by others than those who hurt: "wounded and taken to hospital by medics"."""
MAX_INHERITANCE = 5
MAX_SHARED_DISTANCE = 4
"""Tokens from a verb to one coordinated with it that it can share an object with."""
PARTITIVES = frozenset({
    "dozen", "score", "hundred", "thousand", "million", "number", "group", "majority", "handful", "couple", "crowd", "member", "team",
    "band", "gang", "total", "lot", "some", "many", "several", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "most", "half", "part", "percent", "pair", "unit", "amount", "quantity", "stash",
    "stockpile", "haul", "third", "quarter", "bulk", "rest", "kind", "type", "truckload",
    "hour", "day", "week", "month", "section", "stretch", "gate", "entrance", "wall", "roof", "wing", "branch",
    "kg", "kilogram", "ton", "tonne", "load", "shipment", "consignment", "box", "batch", "wave", "series", "round", "set", "string", "spate"
})  # fmt: skip
"""Heads that count or gather what the 'of' after them names."""
WHERE = frozenset({"in", "at", "near", "outside", "from", "around"})
"""Prepositions of places."""
WHEN = frozenset({"after", "before", "during", "since", "amid", "following", "until", "despite"})
"""Prepositions behind which stands what went on around something, not what somebody took part in."""
FIGHTS = frozenset({
    "clash", "fighting", "battle", "gunbattle", "gunfight", "firefight", "shootout", "shoot-out", "skirmish", "confrontation", "encounter",
    "exchange",
})  # fmt: skip
"""Nouns of what two sides do to each other."""
