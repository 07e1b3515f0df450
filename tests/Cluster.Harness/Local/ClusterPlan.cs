namespace Txt2Image.Cluster.Harness.Local;

/// <summary>How a cluster on this machine is made.</summary>
/// <param name="Folder">Where its processes keep their data and logs.</param>
internal sealed record ClusterPlan(string Folder)
{
    /// <summary>How many silos.</summary>
    public int Silos { get; init; } = 2;

    /// <summary>Whether Redis and the vector store are reached through proxies that can delay them.</summary>
    public bool Proxied { get; init; }

    /// <summary>Whether the gallery is added at the first start.</summary>
    public bool Demo { get; init; }

    /// <summary>The bytes of a small disk for the images, or null for the folder itself.</summary>
    public long? DiskBytes { get; init; }

    public string Logs => Path.Combine(Folder, "logs");

    public string Redis => Path.Combine(Folder, "redis");

    public string Store => Path.Combine(Folder, "qdrant");

    public string Data => Path.Combine(Folder, "data");
}
