-- Paragraphs of articles, in order.
-- paragraph_number: 1 for the first of its article.
-- kind: What it is: text, crosshead, dateline, byline, sign_off, advisory, caption, table or boilerplate.
SELECT article_id, paragraph_number, paragraph.kind AS kind, paragraph.char_start AS char_start, paragraph.char_end AS char_end,
       substr(body, paragraph.char_start + 1, paragraph.char_end - paragraph.char_start) AS "text"
FROM (SELECT article_id, body, unnest(paragraphs) AS paragraph, generate_subscripts(paragraphs, 1) AS paragraph_number FROM articles)
