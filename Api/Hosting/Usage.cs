namespace Txt2Image.Api.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text =
        """
        Txt2Image: a server that finds images by text.

        Usage: Txt2Image.Api [--urls ADDRESS] [--Txt2Image:SETTING=VALUE ...]

        All settings are optional. By default, the server listens on http://localhost:8080 for this machine only, keeps its data in the user's data
        folder, runs the demo model on the CPU, and fills the collection "demo" at the first start. Open http://localhost:8080, or /docs there
        for the API.

        Settings, on the command line as above, or in the environment as TXT2IMAGE__SETTING (with __ for each colon):
          Model               a CLIP or SigLIP model: its folder, or the name of one that
                              was pulled (txt2image models list)                           models/demo
          Model:Variant       its graphs: Fp32, Fp16 or Int8                               Auto
          ModelsDirectory     where pulled models are                                      (the user's data folder)
          Devices:0           the device that runs it: cpu, cuda:0, triton:0 ...           cpu
          Inference:Triton    the gRPC address of a Triton server that runs the model,
                              such as http://triton:8001                                   (none)
          DataDirectory       where points and images are kept                             (the user's data folder)
          DefaultCollection   the collection that is searched by default                   demo
          Demo:Enabled        whether the demo gallery is added at the first start         true
          Search:Deadline     how long a search may take                                   00:00:10
          Images:MaxBytes     the largest image file, in bytes                             268435456
          Images:Kind         where images are kept: Folder or S3 (with Images:S3:Bucket,
                              Images:S3:Endpoint ...)                                      Folder
          Cluster:Redis       a Redis server: the Api is then a client of silo processes
                              (Txt2Image.Silo --help)                                      (no cluster)
          Vectors:Kind        where points are kept: Embedded or Qdrant                    Embedded
          Vectors:Qdrant:Url  the address of Qdrant's gRPC, such as http://localhost:6334  (none)
          Security:ApiKeys:0  a key that every request must have; needed for addresses
                              that other machines can reach                                (none)
          Security:TrustedNetwork  something else, such as a firewall, guards the server   false
          Cors:Origins:0      the origin of another site's pages that may use this server,
                              such as https://gallery.example                              (none)
          Proxy:Known:0       a proxy (10.0.0.5, 10.0.0.0/8) whose X-Forwarded headers
                              are trusted                                                  (none)
          Proxy:PathBase      the path under which clients reach this server: /images      (the root)
          Admin:Url           an address for /metrics, /dash and /health, on a port of its
                              own that needs no key: http://localhost:9090                 (none)

        --pull downloads the model at start if it is not there (--accept-license accepts a licence that restricts its use).
        --log-format json writes the log as JSON, a line for each entry. Each search and upload is an entry, without the text of the search.

        docs/settings.md lists all settings. If OTEL_EXPORTER_OTLP_ENDPOINT is set, traces and metrics are sent there over OTLP.
        Txt2Image.Api --export-triton DIR writes the model as a repository for a Triton server, and ends.
        Txt2Image.Api --compare-int8 [DIR] says what the variant int8 of the model gains and loses, in speed, cosine and recall, on pictures with
        captions (DIR/captions.csv) or on the bundled gallery, and ends.
        Txt2Image.Api --health URL checks a running server and exits with 0 or 1, for containers.

        Examples:
          Txt2Image.Api --urls http://localhost:8081
          Txt2Image.Api --Txt2Image:Model=clip-vit-base-patch32 --pull
          Txt2Image.Api --Txt2Image:DataDirectory=/srv/txt2image --Txt2Image:Model=/srv/models/my-clip
          TXT2IMAGE__SECURITY__APIKEYS__0=your-long-secret Txt2Image.Api --urls http://0.0.0.0:8080

        From the repository: dotnet run -c Release --project Api -- --urls http://localhost:8081
        """;
}
