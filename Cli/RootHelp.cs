namespace Txt2Image.Cli;

internal static class RootHelp
{
    public const string Description =
        "Finds images by what they show. A client of a running Txt2Image server.";

    public static readonly string[] Examples =
    [
        "txt2image ingest ~/Pictures/holiday -c holiday",
        "txt2image search \"a red bicycle beside a tree\" -k 5 -c holiday",
        "txt2image search \"two cats\" --json | jq -r '.hits[].imageUrl'",
        "txt2image collections --url http://gallery.example:8080",
    ];

    public const string Footer =
        """
        Environment:
          TXT2IMAGE_URL      the server's address, unless --url is given
          TXT2IMAGE_API_KEY  the server's key, unless --api-key is given

        Exit codes:
          0  all done
          1  some images failed, or the server refused
          2  the command line cannot be meant
          3  no server reached
          130  stopped by Ctrl-C
        """;
}
