-- Every article that stands, for facts to be traced to. The body is left out: it is in `articles`.
SELECT article_id, story_id, headline, publisher, agency, published_at, published_at_basis, language, url, source_uri, word_count, ingested_at
FROM current_articles
