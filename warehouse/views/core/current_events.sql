-- Event mentions in articles that stand, with headline, publisher and address of the article.
SELECT e.* EXCLUDE (headline, publisher, url, ingested_at), a.headline, a.publisher, a.url, a.ingested_at
FROM events e
JOIN current_articles a USING (article_id)
