namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>What a bound needs to know of a question in whole numbers: p_j = t·(128·First_j + Second_j) + d_j (<see cref="QueryCodes"/>).</summary>
internal readonly struct FoldedQuestion
{
    private const double Roundings = 1.0 / (1 << 21);
    private const double SquaresRounding = 1 + 1e-4;

    /// <summary>The second plane is used where the bound without it is this much wider. With plain embeddings it is 2.7 times as wide.</summary>
    private const double WorthASecondPlane = 4;

    /// <param name="rows">The block.</param>
    /// <param name="norm">|q|.</param>
    /// <param name="unit">t: what one unit of the second plane is worth; one of the first is worth 128 times as much.</param>
    /// <param name="units">|p/t|.</param>
    /// <param name="firstRest">|d/t| with the first plane alone.</param>
    /// <param name="secondRest">|d/t| with both.</param>
    /// <param name="totals">Σ First_j and Σ Second_j.</param>
    public FoldedQuestion(
        BlockCodes rows, double norm, float unit, double units, double firstRest, double secondRest, (int First, int Second) totals)
    {
        (Norm, Unit, Products) = (norm, unit, unit * units);
        FirstError = unit * ((firstRest * SquaresRounding) + (units * Roundings));
        SecondError = unit * ((secondRest * SquaresRounding) + (units * Roundings));
        (FirstTotal, SecondTotal) = totals;
        var residual = rows.Norms.Residual * norm;
        UsesBothPlanes = residual + (FirstError * rows.Norms.Code) > WorthASecondPlane * (residual + (SecondError * rows.Norms.Code));
    }

    /// <summary>A question that is all zeros to the codes: |d| = |p|.</summary>
    /// <param name="norm">|q|.</param>
    /// <param name="products">|p|, or more.</param>
    public FoldedQuestion(double norm, double products) => (Norm, Products, FirstError) = (norm, products, products);

    public double Norm { get; }

    public float Unit { get; }

    /// <summary>|p|.</summary>
    public double Products { get; }

    /// <summary>|d| with the first plane alone.</summary>
    public double FirstError { get; }

    /// <summary>|d| with both.</summary>
    public double SecondError { get; }

    public int FirstTotal { get; }

    public int SecondTotal { get; }

    /// <summary>Whether both planes are used.</summary>
    public bool UsesBothPlanes { get; }
}
