-- Whom a surname or an acronym alone means is kept for names that articles use alone, and for no others.
SELECT entity_key, leader_key FROM short_names ANTI JOIN entity_keys USING (entity_key, block)
