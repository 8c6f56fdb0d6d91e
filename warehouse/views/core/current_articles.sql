-- Articles that stand: the current version of each, neither withheld nor canceled, and the first of its copies.
SELECT *
FROM articles
WHERE is_current AND status = 'usable' AND duplicate_of IS NULL
