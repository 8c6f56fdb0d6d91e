-- Every article has its fingerprint, by which it is known when it comes again.
SELECT article_id FROM articles ANTI JOIN fingerprints USING (article_id)
