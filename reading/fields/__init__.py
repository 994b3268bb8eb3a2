"""One module for each thing that a person looks for on the page."""
