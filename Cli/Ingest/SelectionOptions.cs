using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>The options of <c>ingest</c> that choose images and their metadata.</summary>
internal sealed class SelectionOptions
{
    private const string Sha256 = "sha256:";
    private const string None = "none";

    private readonly Option<string[]> _include = new("--include")
    {
        Description = "Only names that match this pattern; can be given several times",
        HelpName = "GLOB",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "Skip names and folders that match this pattern; can be given several times",
        HelpName = "GLOB",
    };

    private readonly Option<bool> _noDefaultExcludes = new("--no-default-excludes")
    {
        Description = "Add folders and files of other programs too, such as @eaDir and #recycle",
    };

    private readonly Option<bool> _followLinks = new("--follow-links") { Description = "Follow links to folders" };

    private readonly Option<string?> _checksum = new("--checksum")
    {
        Description = "The checksum of the archive; if it differs, nothing is added",
        HelpName = "sha256:HEX",
    };

    private readonly Option<string?> _namesEncoding = new("--names-encoding")
    {
        Description = "How an archive encodes names that it does not mark as UTF-8, such as shift_jis, gbk or cp866",
        HelpName = "NAME",
    };

    private readonly Option<string?> _metadata = new("--metadata")
    {
        Description = "Captions, tags and fields: CSV, JSON, Parquet or captions of COCO; 'none' ignores tables beside the images",
        HelpName = "FILE",
    };

    private readonly EncodingOption _encoding = new();

    public SelectionOptions()
    {
        _checksum.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && !IsChecksum(given))
            {
                result.AddError("--checksum must be 'sha256:' and 64 hexadecimal digits.");
            }
        });
        _namesEncoding.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && NameDecoder.Find(given) is null)
            {
                result.AddError(
                    $"--names-encoding: there is no encoding '{given}'; give a name such as shift_jis, gbk, big5, euc-kr, windows-1251 or cp866.");
            }
        });
        _namesEncoding.CompletionSources.Add("big5", "cp437", "cp850", "cp866", "euc-kr", "gbk", "iso-8859-1", "shift_jis", "utf-8", "windows-1251");
    }

    public IEnumerable<Option> All =>
        [_include, _exclude, _noDefaultExcludes, _followLinks, _metadata, _encoding.Option, _checksum, _namesEncoding];

    /// <summary>Those that make sense of a folder that is followed.</summary>
    public IEnumerable<Option> OfWatch => [_include, _exclude, _noDefaultExcludes, _followLinks, _metadata, _encoding.Option, _namesEncoding];

    public IngestRequest Read(IngestRequest request, CliEnvironment environment, ParseResult parsed) => request with
    {
        Filter = new NameFilter(Globs(parsed.GetValue(_include)), Globs(parsed.GetValue(_exclude)))
        {
            TakesServiceFolders = parsed.GetValue(_noDefaultExcludes),
        },
        FollowLinks = parsed.GetValue(_followLinks),
        Checksum = parsed.GetValue(_checksum)?[Sha256.Length..],
        Metadata = parsed.GetValue(_metadata) is not None and var table ? environment.FullPath(table) : null,
        IgnoresFoundMetadata = parsed.GetValue(_metadata) is None,
        Encoding = _encoding.Read(parsed),
        Names = new NameDecoder(parsed.GetValue(_namesEncoding) is { } encoding ? NameDecoder.Find(encoding) : null),
        HasNamesEncoding = parsed.GetValue(_namesEncoding) is not null,
    };

    private static Glob[] Globs(string[]? patterns) => [.. (patterns ?? []).Select(pattern => new Glob(pattern))];

    private static bool IsChecksum(string text) =>
        text.StartsWith(Sha256, StringComparison.OrdinalIgnoreCase)
        && text.Length == Sha256.Length + 64
        && text[Sha256.Length..].All(char.IsAsciiHexDigit);
}
