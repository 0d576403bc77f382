"""Measurements: accuracy against labels, speed, and comparison with other engines."""
