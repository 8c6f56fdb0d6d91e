-- Event mentions, in articles that stand, that are told as having happened: asserted or claimed, and not negated.
SELECT *
FROM current_events
WHERE modality IN ('asserted', 'claimed') AND NOT coalesce(negated, FALSE)
