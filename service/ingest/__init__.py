"""From a source to the store and the index: the only place where parsing meets SQL."""
