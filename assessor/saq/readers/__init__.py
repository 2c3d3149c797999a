"""One file per format that a self-assessment may come in; each holds a PLUGIN."""
