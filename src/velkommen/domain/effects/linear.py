"""Linear algebra for a dozen unknowns: enough for a regression, and no library to carry."""

from collections.abc import Sequence
from math import sqrt
from operator import mul

Vector = list[float]
Matrix = list[Vector]
TINY = 1e-9  # of a pivot beside what stood on the diagonal: below it the columns do not tell themselves apart


class SingularError(ValueError):
    """The columns of a design say the same twice, so that their effects cannot be told apart."""


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    total: float = sum(map(mul, one, other))
    return total


def gram(rows: Sequence[Vector], weights: Sequence[float]) -> Matrix:
    """X'WX, of the rows of X and the diagonal of W."""
    columns = list(zip(*rows, strict=True))
    weighted = [[value * weight for value, weight in zip(column, weights, strict=True)] for column in columns]
    size = len(columns)
    found = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            found[i][j] = found[j][i] = dot(weighted[i], columns[j])
    return found


def cholesky(matrix: Matrix) -> Matrix:
    """The lower triangle L of a symmetric positive matrix, with LL' the matrix.

    Raises:
        SingularError: the matrix is not positive.
    """
    size = len(matrix)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - dot(lower[i][:j], lower[j][:j])
            if i != j:
                lower[i][j] = rest / lower[j][j]
            elif rest <= TINY * matrix[i][i]:
                raise SingularError
            else:
                lower[i][i] = sqrt(rest)
    return lower


def solve(lower: Matrix, right: Sequence[float]) -> Vector:
    """x of LL'x = right."""
    size = len(lower)
    half: Vector = []
    for i in range(size):
        half.append((right[i] - dot(lower[i][:i], half)) / lower[i][i])
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(lower[j][i] * found[j] for j in range(i + 1, size))
        found[i] = (half[i] - rest) / lower[i][i]
    return found


def inverse(lower: Matrix) -> Matrix:
    """The inverse of LL'."""
    size = len(lower)
    return [solve(lower, [1.0 if i == j else 0.0 for j in range(size)]) for i in range(size)]
