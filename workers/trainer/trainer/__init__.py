"""Atelier's trainer: `python -m trainer run.json` trains or scores one model and reports JSON lines."""
