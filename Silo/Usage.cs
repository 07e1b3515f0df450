namespace Txt2Image.Silo;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text =
        """
        Txt2Image silo: a process with devices that joins a cluster.

        Usage: Txt2Image.Silo --Txt2Image:Cluster:Redis=HOST:PORT [--Txt2Image:SETTING=VALUE ...]

        Silos find each other through Redis, keep points in Qdrant and share one folder of images with every Api. SIGTERM stops a silo gracefully:
        it finishes work in progress within 30 s, and new work goes to the other silos.

        Settings, on the command line as above or in the environment as TXT2IMAGE__SETTING (with __ for every colon):
          Cluster:Redis              the Redis server of membership and caches                    (required)
          Cluster:Name               processes with the same name are one cluster                 txt2image
          Cluster:AdvertisedAddress  the address or host name at which others reach this silo     (first of this machine)
          Cluster:SiloPort           the port for other silos                                     11111
          Cluster:GatewayPort        the port for clients, the Apis                               30000
          Vectors:Kind               where points are stored: Qdrant                              (required: Qdrant)
          Vectors:Qdrant:Url         Qdrant's gRPC address, such as http://localhost:6334         (required)
          DataDirectory              the folder of images, on a volume that all processes share   (the user's data folder)
          Images:Shared              confirms that the volume is shared                           (required: true)
          Images:Kind                S3 instead of that folder, with Images:S3:Bucket and so on   Folder
          Model                      a CLIP model, its folder or name, the same for all processes  models/demo
          Devices:0, Devices:1 ...   the devices that run the model: cpu, cuda:0 ...              cpu
          Inference:DeviceMemoryLimit  the limit of a CUDA device's arena, in bytes; 0: no limit  0
          Admin:Url                  the administrator's address                                  http://localhost:9090

        --pull downloads the model at start if it is not there (--accept-license accepts a licence that restricts its use).
        --log-format json writes the log as JSON, a line for each entry.

        docs/settings.md lists all settings. The administrator's address (or --urls) serves /health/live, /health/ready, /metrics for Prometheus
        and the grains' dashboard at /dash. It requires no key, so keep it on a private network. Traces and metrics are sent over OTLP if
        OTEL_EXPORTER_OTLP_ENDPOINT is set.

        Txt2Image.Silo --health http://localhost:9090/health/ready checks a running silo, for containers: its exit status is 0 or 1.

        Exit status: 1 the environment prevents the start, 2 the configuration is invalid, 75 Redis has lost the cluster's membership (restart it).
        """;
}
