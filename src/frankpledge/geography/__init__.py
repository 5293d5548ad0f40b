"""Areas as the lookups in the store know them, and the populations that rates are worked out on."""
