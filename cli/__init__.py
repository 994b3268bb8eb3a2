"""The command line: one file per group of commands, thin: open what is needed, call one verb, say what happened.

Knows: settings, and which verb does what. Must not know: rules, SQL, templates. Heavy rooms are imported inside the
commands, so that `dondoc --help` starts in a moment; a test holds that.
"""
