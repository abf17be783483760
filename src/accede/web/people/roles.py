"""Roles: a reader reads, a reviewer also rules and enters acts, an admin also sees who has an account."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


class User(msgspec.Struct, frozen=True):
    """Who asks: the name under which rulings and acts are entered, and the role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """True where this user's role is `role` or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)
