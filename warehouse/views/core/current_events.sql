-- Event mentions in articles that stand, with the article's headline and publisher.
SELECT e.*, a.headline, a.publisher, a.url
FROM events e JOIN current_articles a USING (article_id)
