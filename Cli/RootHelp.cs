namespace Txt2Image.Cli;

internal static class RootHelp
{
    public const string Description =
        "Finds images by what they show. It needs a running Txt2Image server, except for its models.";

    public static readonly string[] Examples =
    [
        "txt2image ingest ~/Pictures/holiday -c holiday",
        "txt2image watch ~/Pictures/inbox -c holiday",
        "txt2image search \"a red bicycle beside a tree\" -k 5 -c holiday",
        "txt2image search \"two cats\" --json | jq -r '.hits[].imageUrl'",
        "txt2image watch \"a fox at night\" -c garden",
        "txt2image collections --url http://gallery.example:8080",
        "txt2image models pull clip-vit-base-patch32",
    ];

    public const string Notes =
        """
        Environment:
          TXT2IMAGE_URL      the server's address, unless --url is given
          TXT2IMAGE_API_KEY  the server's key, unless --api-key is given

        Exit codes:
          0    success
          1    some images failed, or the server rejected the request
          2    the command line is invalid
          3    no server answers
          130  stopped by Ctrl-C
        """;
}
