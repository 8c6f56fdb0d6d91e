-- Weapons of events: one row per weapon that an event mention names.
-- weapon_class: Class of the weapon.
-- weapon_text: The words of the body that name it.
-- weapon_start: Where weapon_text starts in articles.body.
-- weapon_end: Where weapon_text ends in articles.body (exclusive).
-- count_low: Fewest of them, where the text says how many.
-- count_high: Most of them, where the text says how many.
SELECT event_id, article_id, incident_id, weapon."class" AS weapon_class, weapon."text" AS weapon_text, weapon.char_start AS weapon_start,
       weapon.char_end AS weapon_end, weapon.count_low AS count_low, weapon.count_high AS count_high
FROM (SELECT event_id, article_id, incident_id, unnest(weapons) AS weapon FROM events)
