"""What makes a machine fit for measuring. Each check looks at one thing and says how good it is."""

from barriers_tools.host.checks import access, background, clocks, memory, speed
from barriers_tools.host.checks.check import Check

# In the order of the report: first what moves the times themselves.
CHECKS: tuple[Check, ...] = (
    *speed.CHECKS,
    *background.CHECKS,
    *clocks.CHECKS,
    *memory.CHECKS,
    *access.CHECKS,
)
