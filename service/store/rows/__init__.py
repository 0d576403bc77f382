"""The row mapper: typed, explicit, in both directions; between `service.model` and the tables."""
