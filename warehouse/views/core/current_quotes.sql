-- Quotes in articles that stand, with headline, publisher and address of the article.
SELECT q.* EXCLUDE (article_headline, article_publisher, article_url, article_ingested_at), a.headline, a.publisher, a.url, a.ingested_at
FROM quotes q
JOIN current_articles a USING (article_id)
