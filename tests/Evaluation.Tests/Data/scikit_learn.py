"""Writes scikit-learn.json beside it: rankings, and what scikit-learn computes for them. `python3 scikit_learn.py`"""
import json
import pathlib

import numpy
import sklearn
from sklearn.metrics import average_precision_score, label_ranking_average_precision_score, ndcg_score, precision_score, recall_score

KS = [1, 3, 10, 25]


def case(random: numpy.random.Generator, relevant: int, highest: int) -> dict:
    """Twenty-five items with scores that all differ, so that there is one ranking."""
    grades = numpy.zeros(25, int)
    grades[random.choice(25, relevant, replace=False)] = random.integers(1, highest + 1, relevant)
    scores = random.permutation(25) / 25
    order, wanted = numpy.argsort(-scores), grades > 0

    def first(k: int) -> numpy.ndarray:
        found = numpy.zeros(25, bool)
        found[order[:k]] = True
        return found

    return {
        "scores": scores[order].tolist(),
        "grades": grades[order].tolist(),
        "ndcg": [ndcg_score([grades], [scores], k=k) for k in KS],
        "precision": [precision_score(wanted, first(k)) for k in KS],
        "recall": [recall_score(wanted, first(k)) for k in KS],
        # Over the whole ranking; the second is the reciprocal rank if one item is relevant.
        "averagePrecision": average_precision_score(wanted, scores),
        "reciprocalRank": label_ranking_average_precision_score([wanted], [scores]) if relevant == 1 else None,
    }


def main() -> None:
    random = numpy.random.default_rng(1)
    cases = [case(random, relevant, highest) for relevant in (1, 2, 5, 12, 25) for highest in (1, 3)]
    tie = {"grades": [0, 1, 3, 2], "scores": [0.9, 0.5, 0.5, 0.1]}
    tie["ndcg"] = ndcg_score([tie["grades"]], [tie["scores"]], k=3)
    document = {"version": sklearn.__version__, "ks": KS, "cases": cases, "tie": tie}
    pathlib.Path(__file__).with_name("scikit-learn.json").write_text(json.dumps(document, indent=1) + "\n")


main()
