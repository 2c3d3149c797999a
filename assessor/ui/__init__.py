"""The window: asks the core, shows, hears changes. The only package that imports Qt."""
