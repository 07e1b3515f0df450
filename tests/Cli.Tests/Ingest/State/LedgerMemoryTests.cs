using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;

namespace Txt2Image.Cli.Tests.Ingest.State;

/// <summary>Measures the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(LedgerMemoryTests), DisableParallelization = true)]
[Collection(nameof(LedgerMemoryTests))]
public sealed class LedgerMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Memory_ForManyNames_IsAboutAHundredBytesEach()
    {
        const int Names = 50_000;
        using (var ledger = Open())
        {
            var names = Enumerable.Range(0, Names).Select(i => $"a-folder-with-a-long-name/and-another/{i:0000000}.jpg");
            ledger.Acknowledge(names.Select((name, i) => ((ImageFile)new DiskFile(name, name, i, i), (Guid?)Guid.NewGuid())), version: null);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var read = Open();

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Names;
        Assert.Equal(Names, read.CountBefore);
        Assert.InRange(each, 0, 200);
    }

    private Ledger Open() => new StateFiles(_folder.Path).Open(
        Path.Combine(_folder.Path, "j.journal"),
        new(JournalHeader.CurrentFormat, "http://a/", "pics", "2026", "/x"),
        isLost: null,
        readOnly: false,
        out _);
}
