namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>A condition that must hold.</summary>
/// <param name="What">The condition.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Counts">Whether the fault's test fails if it does not hold.</param>
internal sealed record Check(string What, bool Holds, bool Counts);
