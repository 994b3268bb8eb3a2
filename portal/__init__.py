"""The web door: pages for the official of an addressed agency, sign-in, and the same acts as REST under `/api`.

Knows: HTTP, HTML, forms, links, sessions, which verb of `records` an act is, and the words of the pages. It records
facts and never moves a directive; whoever starts it hands it a `wake` function to call after a fact. Must not know:
rules (states), SQL (records), Prefect or the flows.
"""
