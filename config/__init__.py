"""Settings, clock, errors, and the office's own files: rosters and calendars.

Knows: where things are and how long they may take. Must not know: any other room of ours.
"""
