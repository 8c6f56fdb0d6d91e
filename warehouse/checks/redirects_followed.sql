-- A replaced id leads straight to an id that stands, and no entity or incident bears a replaced id.
SELECT r.replaced_id, r.current_id
FROM redirects r LEFT JOIN (SELECT entity_id AS id FROM entities UNION ALL SELECT incident_id FROM incidents) s ON s.id = r.current_id
WHERE s.id IS NULL
UNION ALL
SELECT replaced_id, current_id FROM redirects JOIN entities ON entity_id = replaced_id
UNION ALL
SELECT replaced_id, current_id FROM redirects JOIN incidents ON incident_id = replaced_id
