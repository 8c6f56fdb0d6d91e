-- At most one version of a source's item is current, copies of it in other files aside.
SELECT a.source_key, count(*) AS current_versions
FROM articles a LEFT JOIN articles original ON original.article_id = a.duplicate_of
WHERE a.is_current AND original.source_key IS DISTINCT FROM a.source_key
GROUP BY a.source_key HAVING count(*) > 1
