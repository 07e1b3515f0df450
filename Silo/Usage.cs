namespace Txt2Image.Silo;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text =
        """
        Txt2Image silo: a process with devices that joins a cluster.

        Usage: Txt2Image.Silo --Txt2Image:Cluster:Redis=HOST:PORT [--Txt2Image:SETTING=VALUE ...]

        Silos find each other through Redis, keep points in Qdrant and share one folder of images with every Api. SIGTERM ends one in order:
        what is in flight is finished within 30 s, what is new goes to the others.

        Settings, on the command line as above or in the environment as TXT2IMAGE__SETTING (with __ for every colon):
          Cluster:Redis              the Redis server of membership and caches                    (required)
          Cluster:Name               processes of one name are one cluster                        txt2image
          Cluster:AdvertisedAddress  the address or host name that others reach this silo at      (first of this machine)
          Cluster:SiloPort           the port for other silos                                     11111
          Cluster:GatewayPort        the port for clients, the Apis                               30000
          Vectors:Kind               where points are kept: Qdrant                                (required: Qdrant)
          Vectors:Qdrant:Url         Qdrant's gRPC address                                        http://localhost:6334
          DataDirectory              the folder of images, on a volume that all processes see
          Images:Shared              says that it is such a volume                                (required: true)
          Images:Kind                S3 instead of that folder, with Images:S3:Bucket and so on   Folder
          Model                      the folder of a CLIP model, the same for all processes       models/demo
          Devices:0, Devices:1 ...   the devices that run it: cpu, cuda:0 ...                     cpu

          Admin:Url                  the administrator's address                                  http://localhost:9090

        The administrator's address (or --urls) serves /health/live, /health/ready, /metrics for Prometheus and the grains' dashboard at /dash. It asks
        for no key: keep it on a private network. Traces and metrics are sent over OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says where to.

        Txt2Image.Silo --health http://localhost:9090/health/ready asks a running silo, for containers: its exit status is 0 or 1.

        Exit status: 1 something is in the way, 2 the configuration cannot work, 75 Redis has lost the cluster's membership: start it again.
        """;
}
