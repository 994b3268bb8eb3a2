"""What is on record, and the only verbs that write it: issue, acts, firing, outbox, audit chain.

Knows: the tables and what must happen in one transaction. Must not know: how to decide (states does), mail, Prefect.
Every verb takes `now`; none looks at a clock.
"""

from records.database import Records, open_records

__all__ = ["Records", "open_records"]
