using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("", "give a command: ingest, search, watch, collections")]
    [InlineData("serch cat", "there is no command 'serch'. Did you mean 'search'?")]
    [InlineData("search", "give a TEXT to search for, --image FILE, --like ID or --batch FILE")]
    [InlineData("search --like 5", "--like must be an image's id (a UUID), or COLLECTION/ID, not '5'.")]
    [InlineData("search --like /00000000-0000-0000-0000-000000000001", "--like must be an image's id")]
    [InlineData("search red bicycle", "put the whole text in quotes")]
    [InlineData("watch red bicycle", "put the whole text in quotes")]
    [InlineData("search cat --collecton demo", "there is no option '--collecton'. Did you mean '--collection'?")]
    [InlineData("search --jsn cat", "there is no option '--jsn'. Did you mean '--json'?")]
    [InlineData("search cat -k 0", "-k must be at least 1, not 0")]
    [InlineData("search cat -k many", "Cannot parse argument 'many' for option '-k' as a number.")]
    [InlineData("search cat --offset -1", "--offset must be at least 0, not -1")]
    [InlineData("search cat --ef 0", "--ef must be 1 to 10000, not 0")]
    [InlineData("search cat --ef 64 --exact", "--exact compares the query with every image, so --ef has no effect")]
    [InlineData("eval -c a --captions --ef 64 --exact", "--exact compares the query with every image, so --ef has no effect")]
    [InlineData("search cat --url ftp://x", "'ftp://x' is not the address of a server")]
    [InlineData("ingest -c pics", "Give one PATH")]
    [InlineData("ingest a -i b -c pics", "Give one PATH")]
    [InlineData("ingest a b -c pics", "'b' is one path too many")]
    [InlineData("ingest .", "Option '--collection' is required.")]
    [InlineData("ingest . -c ..", "A collection's name must be 1 to 64 of")]
    [InlineData("ingest . -c pics --parallel 99", "--parallel must be 1 to 32, not 99")]
    [InlineData("ingest /no/such/folder -c pics", "there is no file or folder '/no/such/folder'")]
    [InlineData("ingest none/a? -c pics", "there is no folder")]
    [InlineData("ingest . -c pics --no-state --state x", "--state and --no-state cannot be combined")]
    [InlineData("ingest . -c pics --no-state --sync", "they cannot be combined with --no-state")]
    [InlineData("ingest . -c pics --sync --retry-failed x", "it cannot be combined with --retry-failed")]
    [InlineData("ingest . -c pics --yes", "--yes and --force need --sync")]
    [InlineData("ingest . -c pics --originals some", "--originals must be 'copy' or 'none', not 'some'")]
    [InlineData("ingest . -c pics --checksum md5:1", "--checksum must be 'sha256:' and 64 hexadecimal digits")]
    [InlineData("collections --api-key ü", "an API key must not contain")]
    public async Task Line_ThatIsInvalid_ExitsTwoAndSaysWhy(string line, string expected)
    {
        var run = await CliRun.WithoutServerAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData("--help", "txt2image ingest ~/Pictures/holiday -c holiday", "Exit codes:")]
    [InlineData("ingest --help", "txt2image ingest -i ./data/0 -c image_collection", "Hidden files", "--sync", "find -print0")]
    [InlineData("search --help", "txt2image search \"a red bicycle beside a tree\"", "--min-score")]
    [InlineData("collections --help", "txt2image collections --json", "--url")]
    public async Task Help_OfEach_HasExamples(string line, params string[] expected)
    {
        var run = await CliRun.WithoutServerAsync(line.Split(' '));

        Assert.Equal(0, run.Code);
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
        Assert.All(expected, text => Assert.Contains(text, run.Out, StringComparison.Ordinal));
    }
}
