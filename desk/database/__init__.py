"""The SQL database: connection, transactions and migrations; knows no capability."""
