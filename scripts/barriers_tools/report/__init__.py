"""What people read: REPORT.md and the output of the commands."""
