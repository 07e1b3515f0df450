namespace Txt2Image.Evaluation.Metrics;

/// <summary>
/// A measure of one query's ranking, cut at K. In the formulas, rel(i) is 1 if the hit at rank i (from 1) is relevant, else 0; g(i) is its grade; R
/// is the number of relevant items in the collection. Every value is in [0, 1], and 1 is best.
/// </summary>
public enum Measure
{
    /// <summary>
    /// The share of the relevant items that are among the first K: sum of rel(i) for i ≤ K, divided by R. If R is larger than K, even a perfect
    /// ranking stays below 1: the divisor is not capped at K. (Manning, Raghavan and Schütze, <i>Introduction to Information Retrieval</i>, 2008,
    /// 8.3 and 8.4; <c>recall.K</c> of trec_eval.)
    /// </summary>
    Recall,

    /// <summary>
    /// The share of relevant items among the first K: sum of rel(i) for i ≤ K, divided by K. Places that have no hit, because fewer than K were
    /// returned, count as misses. (Manning et al., 8.4; <c>P.K</c> of trec_eval.)
    /// </summary>
    Precision,

    /// <summary>
    /// 1 / the rank of the first relevant hit; 0 if it is not among the first K. The mean over queries is MRR@K. (Voorhees, <i>The TREC-8 Question
    /// Answering Track Report</i>, 1999; <c>recip_rank</c> of trec_eval, which does not cut at K.)
    /// </summary>
    ReciprocalRank,

    /// <summary>
    /// DCG@K / IDCG@K. DCG@K is the sum of g(i) / log2(i + 1) for i ≤ K; IDCG@K is the same sum over the grades of all relevant items, the highest
    /// first, cut at K too. The gain is the grade itself, not 2^grade - 1. (Järvelin and Kekäläinen, <i>Cumulated Gain-Based Evaluation of IR
    /// Techniques</i>, 2002, with the discount of Burges et al., 2005, as <c>ndcg_cut.K</c> of trec_eval and scikit-learn's <c>ndcg_score</c>.)
    /// </summary>
    Ndcg,

    /// <summary>
    /// The sum of rel(i) · Precision@i for i ≤ K, divided by min(R, K), so that a perfect ranking has 1. The mean over queries is MAP@K.
    /// (Manning et al., 8.4, cut at K.) <c>map_cut.K</c> of trec_eval divides by R instead: where R is larger than K its value is lower.
    /// </summary>
    AveragePrecision,
}
