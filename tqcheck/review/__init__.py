"""The review in the terminal: finding by finding, each decision on disk before the next finding is shown."""
