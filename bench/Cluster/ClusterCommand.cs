using System.CommandLine;

namespace Txt2Image.Bench.Cluster;

/// <summary><c>cluster</c>: the product as several processes on this machine, to try it and to break it.</summary>
internal static class ClusterCommand
{
    public static Command Create() => new("cluster", "Silos, an Api, Redis and a stand-in for Qdrant as plain processes on this machine: to try, and to break.")
    {
        UpCommand.Create(),
        FailuresCommand.Create(),
    };
}
