"""The records' migrations, run when the records are opened; a database that is up to date costs one SELECT."""
