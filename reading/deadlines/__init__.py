"""The grammar of Vietnamese deadline phrases: words -> a deadline that says how it was read.

Knows: the wordings of official letters and the Civil Code's counting of periods. Must not know: today's date.
It is handed the day of issue, the office's zone, its calendar and its closing hour.

    tokens -> numerals, hours, days, periods, counted -> phrases -> spans, resolve, explain
    find: running text; context: whether a phrase in its sentence is a deadline at all
"""

from reading.deadlines.find import FoundDeadline, UnreadableDeadline, find_deadlines, read_deadline

__all__ = ["FoundDeadline", "UnreadableDeadline", "find_deadlines", "read_deadline"]
