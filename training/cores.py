"""Chooses the number of threads by the load of other processes.

OpenMP splits its work evenly, so a step is as slow as its slowest thread. If other processes use most of a core, two threads are slower than
one. Training runs niced, and Linux counts niced time separately, so time that is not niced belongs to other processes.
"""
from __future__ import annotations

import os
import time
from pathlib import Path

import torch


class Cores:
    def __init__(self, most: int = 2) -> None:
        self.most, self.cores, self.ticks = most, os.cpu_count() or 1, os.sysconf("SC_CLK_TCK")
        self._busy, self._time = self._others(), time.time()

    @staticmethod
    def _others() -> int:
        user, _, system = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:4])
        return user + system

    def adjust(self) -> int:
        """Sets the number of threads for the next step from the load during the last one."""
        busy, now = self._others(), time.time()
        taken = (busy - self._busy) / self.ticks / max(now - self._time, 0.01)
        self._busy, self._time = busy, now
        threads = max(1, min(self.most, round(self.cores - taken - 0.05)))
        torch.set_num_threads(threads)
        return threads
