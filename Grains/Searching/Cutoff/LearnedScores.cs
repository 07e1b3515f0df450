namespace Txt2Image.Grains.Searching.Cutoff;

/// <summary>
/// How well unrelated texts score in one collection. What is compared is the lift of a hit: its score less the mean score of the collection's images
/// for the same text. Scores alone are not comparable: some texts are a little similar to every image.
/// </summary>
internal sealed class LearnedScores
{
    /// <summary>In a smaller collection a hit is too large a part of the mean.</summary>
    public const int FewestImages = 20;

    private readonly float[] _mean;
    private readonly double[] _lifts;

    /// <param name="images">The number of images in the collection.</param>
    /// <param name="version">Its version before anything was read.</param>
    /// <param name="mean">The mean of the images' embeddings.</param>
    /// <param name="lifts">The lift of each unrelated text's best hit; none if the collection is too small.</param>
    public LearnedScores(long images, string version, float[] mean, IEnumerable<double> lifts)
    {
        Images = images;
        Version = version;
        _mean = mean;
        _lifts = [.. lifts.Order()];
    }

    public long Images { get; }

    public string Version { get; }

    /// <summary>Whether the collection has enough images to say anything.</summary>
    public bool AreKnown => _lifts.Length > 0;

    /// <summary>The memory that it takes, in bytes.</summary>
    public long Bytes => 200 + (sizeof(float) * (long)_mean.Length) + (sizeof(double) * (long)_lifts.Length);

    /// <summary>The same collection, with the lifts of unrelated texts.</summary>
    public LearnedScores With(IEnumerable<double> lifts) => new(Images, Version, _mean, lifts);

    /// <summary>The mean score of the collection's images for a query: that of the mean of their embeddings.</summary>
    public double MeanScoreOf(ReadOnlySpan<float> query)
    {
        var sum = 0.0;
        for (var i = 0; i < query.Length; i++)
        {
            sum += (double)query[i] * _mean[i];
        }

        return sum;
    }

    /// <summary>
    /// The probability that the best hit of an unrelated text has at least this lift. It is (1 + n) / (1 + N), where n of N texts had: for a text
    /// that is no more related than they are, it is at most p with a probability of at most p, whatever the distribution (a conformal p-value; Vovk
    /// et al., Algorithmic Learning in a Random World).
    /// </summary>
    public double ChanceOf(double lift)
    {
        var (low, high) = (0, _lifts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _lifts[middle] < lift ? (middle + 1, high) : (low, middle);
        }

        return (1.0 + _lifts.Length - low) / (1 + _lifts.Length);
    }
}
