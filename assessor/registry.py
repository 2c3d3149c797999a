"""The one plug-in mechanism: a package's modules, each with a PLUGIN, found by looking."""

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any


@cache
def plugins(package: str) -> dict[str, Any]:
    """Return the PLUGIN of each module of `package` by its id, sorted by id."""
    home = import_module(package)
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(home.__path__):
        plugin = getattr(import_module(f"{package}.{module.name}"), "PLUGIN", None)
        if plugin is not None:
            found[plugin.id] = plugin
    return dict(sorted(found.items()))
