-- Event mentions in articles that stand, with headline, publisher and address of the article.
SELECT e.* EXCLUDE (article_headline, article_publisher, article_url, article_ingested_at), a.headline, a.publisher, a.url, a.ingested_at
FROM events e
JOIN current_articles a USING (article_id)
