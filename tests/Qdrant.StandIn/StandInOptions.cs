namespace Txt2Image.Qdrant.StandIn;

/// <summary>The options of a stand-in.</summary>
public sealed record StandInOptions
{
    /// <summary>The port on the loopback address; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The folder that keeps its points across restarts; null to keep them in memory only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The key that every call except the health check must send.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether vectors are returned in the format of servers up to 1.16.</summary>
    public bool OldShape { get; init; }

    /// <summary>
    /// Whether a search that is not exact overlooks points, as an approximate index does: a share of 4 / ef of all, always the same ones, and the
    /// fewer the larger ef is.
    /// </summary>
    public bool IsApproximate { get; init; }
}
