"""What makes a machine fit for measuring. Each check looks at one thing and says how good it is."""

from lab.checks import access, clocks, company, memory, speed
from lab.checks.check import Check

# In the order of the report: first what moves the times themselves.
CHECKS: tuple[Check, ...] = (
    *speed.CHECKS,
    *company.CHECKS,
    *clocks.CHECKS,
    *memory.CHECKS,
    *access.CHECKS,
)
