namespace Txt2Image.Cluster.Harness.Local;

/// <summary>The configuration of a cluster on this machine.</summary>
/// <param name="Folder">Where its processes keep their data and logs.</param>
internal sealed record ClusterPlan(string Folder)
{
    /// <summary>The number of silos.</summary>
    public int Silos { get; init; } = 2;

    /// <summary>Whether Redis and the vector store are reached through proxies that can delay them.</summary>
    public bool Proxied { get; init; }

    /// <summary>Whether the gallery is added at the first start.</summary>
    public bool Demo { get; init; }

    /// <summary>The size in bytes of a small disk for the images; null to use the folder itself.</summary>
    public long? DiskBytes { get; init; }

    public string Logs => Path.Combine(Folder, "logs");

    public string Redis => Path.Combine(Folder, "redis");

    public string Store => Path.Combine(Folder, "qdrant");

    public string Data => Path.Combine(Folder, "data");
}
