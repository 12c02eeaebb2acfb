"""A scenario or plan as a workbook that planners fill in; `simulator.scenario` reads it.

`contents` says what stands in which cell, `sheets` lays it out, with drop-down lists and a sheet
that explains.
"""

from simulator.reports.scenario_file.sheets import scenario_workbook

__all__ = ["scenario_workbook"]
