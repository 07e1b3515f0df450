using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.State;

public sealed class LedgerTests : IDisposable
{
    private static readonly JournalHeader Header = new(JournalHeader.CurrentFormat, "http://a/", "pics", "2026", "/x");
    private static readonly Guid Id = new("7ed25b66-77c7-8ae1-4e9f-e1247d92e771");
    private readonly PictureFolder _folder = new();

    private string File => _folder.Of("j.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Journal_ReadAgain_TellsTheSame()
    {
        var odd = Image("a\nb\"\u202E🦊.jpg", 2, 3);
        using (var ledger = Open())
        {
            Acknowledge(ledger, odd, Image("b.jpg", 1, 1));
        }

        using (var ledger = Open())
        {
            ledger.Remove([new SentName("b.jpg", 0, Id)], version: null);
        }

        using var read = Open();

        Assert.True(read.Knows(odd));
        Assert.False(read.Knows(Image(odd.Name, 2, 4)));
        Assert.False(read.Knows(Image("b.jpg", 1, 1)));
        Assert.Equal([new SentName(odd.Name, 0, Id)], read.Unseen());
    }

    [Fact]
    public void Journal_CutAtAnyByte_KeepsEveryWholeLineAndTakesNewOnes()
    {
        using (var ledger = Open())
        {
            Acknowledge(ledger, Image("a.jpg", 1, 1), Image("b.jpg", 2, 2), Image("c.jpg", 3, 3));
        }

        var whole = System.IO.File.ReadAllBytes(File);
        var ends = Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n').ToArray();

        for (var length = 0; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            using (var cut = Open())
            {
                Assert.Equal(Math.Max(0, ends.Count(end => end < length) - 1), cut.CountBefore);
                Acknowledge(cut, Image("d.jpg", 4, 4));
            }

            using var again = Open();
            Assert.True(again.Knows(Image("d.jpg", 4, 4)));
        }
    }

    [Fact]
    public void Journal_OfManyRuns_IsWrittenAnewAndTellsTheSame()
    {
        for (var run = 0; run < 30; run++)
        {
            using var ledger = Open();
            Acknowledge(ledger, [.. Enumerable.Range(0, 100).Select(i => Image($"{i}.jpg", run, i))]);
        }

        Assert.InRange(System.IO.File.ReadLines(File).Count(), 101, 1_500);
        using var read = Open();
        Assert.Equal(100, read.CountBefore);
        Assert.True(read.Knows(Image("7.jpg", 29, 7)));
    }

    [Fact]
    public void Journal_OfAnotherCollection_IsBegunAnew()
    {
        using (var ledger = Open())
        {
            Acknowledge(ledger, Image("a.jpg", 1, 1));
        }

        var (journal, isOfAnother) = Journal.Open(File, Header with { Created = "2027" });
        using (journal)
        {
            Assert.True(isOfAnother);
            Assert.Empty(journal.Lines());
        }
    }

    [Fact]
    public void Suspended_ReadAgain_IsUnknownUntilAcknowledgedButNotForgotten()
    {
        var (image, other) = (Image("a.jpg", 1, 1), Image("b.jpg", 1, 1));
        using (var ledger = Open())
        {
            Acknowledge(ledger, image, other);
            ledger.Suspend([image, Image("never-sent.jpg", 1, 1)]);
            Assert.False(ledger.Knows(image));
        }

        using (var read = Open())
        {
            Assert.False(read.Knows(image));
            Assert.True(read.Knows(other));
            Assert.Equal([image.Name, other.Name], read.Unseen().Select(name => name.Name).Order(StringComparer.Ordinal));
            Assert.Equal(Id, read.ReplacedBy(image));
            Acknowledge(read, image);
        }

        using var again = Open();
        Assert.True(again.Knows(image));
    }

    [Fact]
    public void Unseen_AfterARun_IsWhatTheSourceDidNotShow()
    {
        using (var ledger = Open())
        {
            Acknowledge(ledger, Image("a.jpg", 1, 1), Image("b.jpg", 1, 1), Image("b.jpg", 2, 1), Image("c.jpg", 1, 1));
        }

        using var read = Open();
        read.See("a.jpg");
        Acknowledge(read, Image("c.jpg", 9, 9), Image("d.jpg", 1, 1));

        Assert.Equal(["b.jpg"], read.Unseen().Select(name => name.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Unseen_EntryOfAnArchiveThatMoved_IsShownElsewhere()
    {
        var (other, moved) = (Guid.NewGuid(), Guid.NewGuid());
        using (var ledger = Open())
        {
            ledger.Acknowledge([(Image("a.jpg", 1, 1), other), (Image("a.jpg", 2, 2) with { Entry = 1 }, moved)], version: null);
        }

        using var read = Open();
        Assert.Null(read.ReplacedBy(Image("a.jpg", 2, 2)));
        Assert.Equal([new SentName("a.jpg", 0, other), new("a.jpg", 1, moved)], read.Unseen().OrderBy(name => name.Entry));
        read.Acknowledge([(Image("a.jpg", 2, 2), moved)], version: null);

        Assert.Empty(read.Unseen());
    }

    private static void Acknowledge(Ledger ledger, params DiskFile[] images) =>
        ledger.Acknowledge(images.Select(image => ((ImageFile)image, (Guid?)Id)), version: null);

    private Ledger Open() => new StateFiles(_folder.Path).Open(File, Header, isLost: null, readOnly: false, out _);

    private static DiskFile Image(string name, long modified, long length) => new(name, name, length, modified);
}
