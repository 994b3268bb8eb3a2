"""An outbox row becomes a message and leaves by SMTP; the wording of every mail, one folder per event.

Knows: the forms Vietnamese offices write in, templates, MIME, SMTP, the deadline as a calendar file, and the sink that
stands in for a mail server. Must not know: why somebody is told (states said so), nor Prefect, portal or command line.
"""
