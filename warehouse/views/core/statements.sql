-- What somebody said, in articles that stand: quotes without quoted terms and titles, with headline, publisher and address of the article.
SELECT *
FROM current_quotes
WHERE NOT coalesce(is_fragment, FALSE)
