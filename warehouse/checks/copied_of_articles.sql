-- What an event or quote has of its article (headline, publisher, address, time) is what the article has.
SELECT event_id AS id, e.article_id
FROM events e
JOIN articles a USING (article_id)
WHERE e.article_ingested_at IS NOT NULL
  AND (e.article_headline, e.article_publisher, e.article_url, e.article_ingested_at) IS DISTINCT FROM (a.headline, a.publisher, a.url, a.ingested_at)
UNION ALL
SELECT quote_id, q.article_id
FROM quotes q
JOIN articles a USING (article_id)
WHERE q.article_ingested_at IS NOT NULL
  AND (q.article_headline, q.article_publisher, q.article_url, q.article_ingested_at) IS DISTINCT FROM (a.headline, a.publisher, a.url, a.ingested_at)
