namespace Txt2Image.Hosting;

/// <summary>What is ready and what is not.</summary>
/// <param name="Ready">Whether requests should be sent here.</param>
/// <param name="Degraded">Whether a part that was there since the start does not answer now: cached answers go on.</param>
/// <param name="Parts">Each part, and <c>ok</c> or what is wrong with it.</param>
public sealed record ReadinessReport(bool Ready, bool Degraded, IReadOnlyDictionary<string, string> Parts);

/// <summary>Tells whether this process can do its work, by doing some. A silo looks at its devices and store, a cluster's client at the silos.</summary>
public interface IReadiness
{
    /// <summary>Looks at every part now.</summary>
    Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken);
}
