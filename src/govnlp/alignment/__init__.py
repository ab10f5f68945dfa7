"""Pairing passages of two languages that say the same."""
