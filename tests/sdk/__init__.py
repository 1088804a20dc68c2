"""The official clients, unmodified, against a simulator in a process of its own."""
