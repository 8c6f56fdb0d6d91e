-- Whoever an article mentions is among its entity_keys: by these, its rows follow when a name turns out to be somebody else's.
SELECT mention_id, article_id, entity_id FROM mentions ANTI JOIN entity_keys USING (article_id, entity_id) WHERE entity_id IS NOT NULL
