"""The rules: both state tables, who is told, what may be done when, deadlines, working days, the reminder ladder.

Knows: the law and the office's habits, as plain functions over plain values. Must not know: a clock (it is handed
`now`), the database, mail, Prefect, HTTP, settings. Nothing here does anything; it only decides.
"""
