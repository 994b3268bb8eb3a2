"""How the shipped templates are drawn: Decree 30's page, styles and blocks, and the five documents made of them.

`python -m documents.drawing` writes documents/templates/*.docx anew. Only that and its test use this package; filling a
template does not, so an office can redraw any of them in Word.
"""
