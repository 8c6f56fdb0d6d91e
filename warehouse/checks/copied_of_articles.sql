-- What an event or quote has of its article (headline, publisher, address, time) is what the article has.
SELECT event_id AS id, e.article_id
FROM events e
JOIN articles a USING (article_id)
WHERE e.ingested_at IS NOT NULL AND (e.headline, e.publisher, e.url, e.ingested_at) IS DISTINCT FROM (a.headline, a.publisher, a.url, a.ingested_at)
UNION ALL
SELECT quote_id, q.article_id
FROM quotes q
JOIN articles a USING (article_id)
WHERE q.ingested_at IS NOT NULL AND (q.headline, q.publisher, q.url, q.ingested_at) IS DISTINCT FROM (a.headline, a.publisher, a.url, a.ingested_at)
