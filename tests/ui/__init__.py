"""The window under test: real Qt, offscreen unless a display is asked for."""
