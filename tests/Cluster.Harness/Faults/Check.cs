namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Something that must hold.</summary>
/// <param name="What">What.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Counts">Whether the fault fails where it does not.</param>
internal sealed record Check(string What, bool Holds, bool Counts);
