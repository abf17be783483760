"""Instruments, decision rules, processes found from claims, and the status: pure functions of plain values."""
