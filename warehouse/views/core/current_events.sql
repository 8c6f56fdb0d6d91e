-- Event mentions in articles that stand, with headline, publisher and address of the article.
SELECT e.*, a.headline, a.publisher, a.url
FROM events e
JOIN current_articles a USING (article_id)
