"""The editor's local page: texts to correct beside their report, checked again as they change, saved on her word."""
