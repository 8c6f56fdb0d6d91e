-- Bodies are in Unicode NFC.
SELECT article_id FROM articles WHERE body <> nfc_normalize(body)
