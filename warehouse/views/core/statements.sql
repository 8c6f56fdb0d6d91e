-- What somebody said, in articles that stand: quotes without quoted terms and titles, with headline, publisher and address of the article.
SELECT q.*, a.headline, a.publisher, a.url, a.ingested_at
FROM quotes q
JOIN current_articles a USING (article_id)
WHERE NOT coalesce(q.is_fragment, FALSE)
