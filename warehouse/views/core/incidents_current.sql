-- Incidents that an article which stands still reports: what to count real-world events by.
-- place_name: Canonical name of the place.
SELECT i.*, p.name AS place_name
FROM incidents i
LEFT JOIN entity_names p ON p.entity_id = i.place_entity_id
WHERE i.incident_id IN (SELECT incident_id FROM happened)
