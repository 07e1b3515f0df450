namespace Txt2Image.Qdrant.StandIn;

/// <summary>How a stand-in is started.</summary>
public sealed record StandInOptions
{
    /// <summary>The port on the loopback address; 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The folder that keeps its points through a restart; null: memory only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The key that every call but the health check must bring.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether vectors are sent as servers up to 1.16 do.</summary>
    public bool OldShape { get; init; }
}
