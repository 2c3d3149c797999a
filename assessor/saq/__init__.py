"""Self-assessments as companies hand them in: read, matched, previewed, accepted."""
