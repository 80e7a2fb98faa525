"""What makes a machine fit for measuring. Each check looks at one thing and says how good it is."""

from barriers_tools.host.check import Check
from barriers_tools.host.checks import access, background, clocks, memory, speed

# In the order of the report: first what moves the times themselves.
CHECKS = [
    check
    for module in (speed, background, clocks, memory, access)
    for check in vars(module).values()
    if isinstance(check, Check)
]
