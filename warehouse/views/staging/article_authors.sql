-- Authors of articles: one row per name in a byline or sign-off.
-- author: The name.
SELECT article_id, published_at, publisher, unnest(authors) AS author
FROM articles
