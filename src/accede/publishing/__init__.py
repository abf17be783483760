"""Answers on paper and screen: a status, its listings and its sources as text, Markdown, HTML, CSV and JSON.

    document = status_document(status, dates_in_words, FULL)
    on_screen(document), as_markdown(document), as_html(document, status, claims, reports)

`publishing.status` and `publishing.listings` say what an answer holds, in words and with numbered sources;
`screen`, `markdown` and `brief` only set it. Whatever comes from reports is cleaned where it is set.
"""
