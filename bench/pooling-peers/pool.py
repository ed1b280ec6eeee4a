"""Pools the questions of a CSV (question,value,variance) with numpy, as Lodebook does: Paule-Mandel, modified
Hartung-Knapp, one question after the other. Prints question,tau2,estimate,se, and last the seconds of the loop alone.

    python3 bench/pooling-peers/pool.py questions.csv
"""

import csv
import sys
import time

import numpy as np


def pool(y, v):
    """Between-source variance, estimate and standard error of one question."""
    n = len(y)
    if n == 1:
        return 0.0, y[0], np.sqrt(v[0])
    df = n - 1
    tau2 = paule_mandel(y, v, df)
    w = 1 / (v + tau2)
    total = w.sum()
    mean = (w * y).sum() / total
    q = (w * (y - mean) ** 2).sum()
    return tau2, mean, np.sqrt(max(1.0, q / df) / total)


def paule_mandel(y, v, df):
    """Newton's method from 0, as DerSimonian and Kacker (2007) give it: it climbs to the root and never passes it."""
    tau2 = 0.0
    for _ in range(500):
        w = 1 / (v + tau2)
        mean = (w * y).sum() / w.sum()
        r2 = (y - mean) ** 2
        excess = (w * r2).sum() - df
        if excess <= 0:
            break
        step = excess / (w * w * r2).sum()
        tau2 += step
        if step <= 1e-15 * tau2:
            break
    return tau2


def read(path):
    groups = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            values, variances = groups.setdefault(row["question"], ([], []))
            values.append(float(row["value"]))
            variances.append(float(row["variance"]))
    return {question: (np.array(y), np.array(v)) for question, (y, v) in groups.items()}


groups = read(sys.argv[1])
begin = time.perf_counter()
results = [pool(y, v) for y, v in groups.values()]
seconds = time.perf_counter() - begin
for question, (tau2, estimate, se) in zip(groups, results):
    print(f"{question},{tau2:.17g},{estimate:.17g},{se:.17g}")
print(f"{seconds:.6f}")
