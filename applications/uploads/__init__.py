"""Files that applicants send: what is taken, how it is looked into, scanned, and given out again."""
