"""The ways in which customers reach Parley."""
