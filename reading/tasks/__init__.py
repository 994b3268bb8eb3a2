"""Who must hand in what, to whom, through whom, by when: read from the orders in the body.

marks.py      the words of one sentence that matter: agencies, verbs, purposes, and who orders whom
sentence.py   one sentence into acts of handing in: verb, recipient, purpose, deadline
context.py    the body's items and headings: who is in charge of a sentence that names nobody
contents.py   what an answer must state, in the sentence, in the list below it, in the columns of an annexed form
assemble.py   acts into tasks: one per group of assignees and deadline; the lead
"""
