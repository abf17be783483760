"""Which claims tell of one event and which do not, as far as persons ruled on it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_NOBODY: frozenset[str] = frozenset()


class Circles:
    """Claims that tell of one event, and circles that do not tell of the same.

    What was told first holds: what contradicts it is passed over. So the last ruling is told first.
    """

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._enemies: dict[str, set[str]] = defaultdict(set)

    def take(self, claims: Sequence[str], apart: Sequence[str] = ()) -> None:
        """That the claims tell of one event, and those in `apart`, if any, of others."""
        self._join(claims)
        for one in claims:
            for other in apart:
                self._part(self._of(one), self._of(other))

    def together(self, claim: str) -> frozenset[str]:
        """All other claims of its circle."""
        root = self._root.get(claim)
        return frozenset(self._members[root] - {claim}) if root else _NOBODY

    def apart(self, claim: str) -> frozenset[str]:
        """All claims of the circles that tell of other events."""
        root = self._root.get(claim)
        enemies = self._enemies.get(root) if root else None
        return frozenset(id for enemy in enemies for id in self._members[enemy]) if enemies else _NOBODY

    def _of(self, claim: str) -> str:
        """The claim that stands for its circle."""
        if claim not in self._root:
            self._root[claim] = claim
            self._members[claim] = {claim}
        return self._root[claim]

    def _join(self, claims: Sequence[str]) -> None:
        """Put the claims into as few circles as what was told before allows."""
        circles: list[str] = []
        for claim in claims:
            root = self._of(claim)
            friend = next((one for one in circles if one == root or one not in self._enemies[root]), None)
            if friend is None:
                circles.append(root)
            elif friend != root:
                self._absorb(friend, root)
                circles = [friend if one == root else one for one in circles]

    def _absorb(self, root: str, other: str) -> None:
        for claim in self._members[other]:
            self._root[claim] = root
        self._members[root] |= self._members.pop(other)
        for enemy in self._enemies.pop(other, set()):
            self._enemies[enemy].discard(other)
            self._part(root, enemy)

    def _part(self, one: str, other: str) -> None:
        if one != other:
            self._enemies[one].add(other)
            self._enemies[other].add(one)
