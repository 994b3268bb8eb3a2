"""Who must hand in what, to whom, through whom, by when: read from the orders in the body.

orders.py     paragraphs into orders: each sentence with the agencies that its context puts in charge
handing_in.py one sentence into acts of handing in: verb, recipient, purpose, deadline
contents.py   what an answer must state
assemble.py   acts into tasks: one per group of assignees and deadline; the lead
"""
