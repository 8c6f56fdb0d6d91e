-- A copy names an original, which is not itself a copy.
SELECT d.article_id, d.duplicate_of, o.duplicate_of AS original_is_copy_of
FROM articles d JOIN articles o ON o.article_id = d.duplicate_of
WHERE o.duplicate_of IS NOT NULL
