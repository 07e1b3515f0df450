namespace Txt2Image.Hosting;

/// <summary>The readiness of a process and its parts.</summary>
/// <param name="Ready">Whether to send requests here.</param>
/// <param name="Degraded">Whether a part that has worked since the start does not answer now; cached answers are still served.</param>
/// <param name="Parts">Each part, with <c>ok</c> or what is wrong with it.</param>
public sealed record ReadinessReport(bool Ready, bool Degraded, IReadOnlyDictionary<string, string> Parts);

/// <summary>
/// Reports whether this process can do its work, by trying it. A silo checks its devices and store; a cluster client checks the silos.
/// </summary>
public interface IReadiness
{
    /// <summary>Checks every part now.</summary>
    Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken);
}
