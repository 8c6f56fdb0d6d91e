-- At most one version of a source's item is current.
SELECT source_key, count(*) AS current_versions FROM articles WHERE is_current GROUP BY source_key HAVING count(*) > 1
