-- A quote's speaker_name is the name that its speaker has in entities.
SELECT quote_id, speaker_entity_id, speaker_name, name FROM quotes JOIN entities ON speaker_entity_id = entity_id
WHERE speaker_name IS DISTINCT FROM name
