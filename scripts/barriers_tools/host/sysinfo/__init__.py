"""Facts about the machine. Each is read by a function of the root below which /proc and
/sys lie, so that it can be tried on machines that one does not have. What cannot be read is
Unavailable.

Nothing here needs root, and nothing changes anything."""
