"""Optimal assignment of a small cost matrix (Kuhn 1955, in the shortest augmenting path form of Jonker-Volgenant)."""

from __future__ import annotations

from collections.abc import Sequence


def assign(costs: Sequence[Sequence[float | None]], unmatched: float) -> list[tuple[int, int]]:
    """Pairs `(row, column)` of least total cost; `None` forbids a pair, leaving both sides alone costs `unmatched`."""
    rows, columns = len(costs), len(costs[0]) if costs else 0
    if not rows or not columns:
        return []
    size = rows + columns
    # Every row and every column may go to a dummy of its own, so that a square matrix covers "left alone".
    square = [
        [_cost(costs, i, j, rows, columns, unmatched) for j in range(size)] for i in range(size)
    ]  # fmt: skip
    return [(i, j) for i, j in _solve(square) if i < rows and j < columns and costs[i][j] is not None]


def _cost(costs: Sequence[Sequence[float | None]], i: int, j: int, rows: int, columns: int, unmatched: float) -> float:
    if i < rows and j < columns:
        cost = costs[i][j]
        return cost if cost is not None else 4 * unmatched
    if i < rows or j < columns:
        return unmatched / 2
    return 0.0


def _solve(matrix: list[list[float]]) -> list[tuple[int, int]]:
    size = len(matrix)
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    owner = [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, came_from, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while owner[column]:
            used[column] = True
            column = _step(matrix, owner[column], column, row_price, column_price, least, came_from, used, owner)
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [(owner[j] - 1, j - 1) for j in range(1, size + 1)]


def _step(
    matrix: list[list[float]], row: int, column: int, row_price: list[float], column_price: list[float],
    least: list[float], came_from: list[int], used: list[bool], owner: list[int],
) -> int:  # fmt: skip
    """Grow the search tree by the cheapest column outside it, and pay its price."""
    delta, chosen = float("inf"), 0
    for j in range(1, len(used)):
        if not used[j]:
            reduced = matrix[row - 1][j - 1] - row_price[row] - column_price[j]
            if reduced < least[j]:
                least[j], came_from[j] = reduced, column
            if least[j] < delta:
                delta, chosen = least[j], j
    for j in range(len(used)):
        if used[j]:
            row_price[owner[j]] += delta
            column_price[j] -= delta
        else:
            least[j] -= delta
    return chosen
