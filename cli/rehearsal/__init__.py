"""The rehearsal behind `dondoc demo`: công văn 6321/UBND-TH from the inbox to the promulgated plan, in two minutes.

Everything in it is the real thing: server, worker, mails over SMTP, the verbs that the pages and commands use. Only
the clock is compressed, and the people are a script: what 41 agencies answered, and when, is in config/samples.
"""
