-- How often each incident is reported, for a LEFT JOIN that costs nothing where no count is asked for: grouped by the key, DuckDB can leave it out.
SELECT incident_id, any_value(mention_count) AS mention_count, any_value(publisher_count) AS publisher_count, any_value(article_count) AS article_count
FROM incidents
GROUP BY incident_id
