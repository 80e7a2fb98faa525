"""Promises that barriers make to their users, and experiments that find out who keeps them."""
