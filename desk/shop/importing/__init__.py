"""Brings products, payment methods and orders in from files, all of them or none."""
