"""The shop: its products, its orders and what a customer may change about an order."""
