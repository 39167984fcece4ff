"""The demo shop, Harbour & Pine: its invented data and the pages on which the widget is shown."""
