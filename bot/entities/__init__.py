"""Reads the details of a message: numbers, dates, addresses, products, reasons."""
