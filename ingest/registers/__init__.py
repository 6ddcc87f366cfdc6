"""Registers that people already have: per register its columns, and one row -> claims."""
