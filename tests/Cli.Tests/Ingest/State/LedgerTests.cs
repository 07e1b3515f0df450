using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.State;

public sealed class LedgerTests : IDisposable
{
    private static readonly JournalHeader Header = new(JournalHeader.CurrentFormat, "http://a/", "pics", "2026", "/x");
    private readonly PictureFolder _folder = new();

    private string File => _folder.Of("j.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Journal_ReadAgain_TellsTheSame()
    {
        var odd = Image("a\nb\"\u202E🦊.jpg", 2, 3);
        using (var ledger = Open())
        {
            ledger.Acknowledge([odd, Image("b.jpg", 1, 1)], version: null);
        }

        using (var ledger = Open())
        {
            ledger.Remove(["b.jpg"], version: null);
        }

        using var read = Open();

        Assert.True(read.Knows(odd.Name, Stamp.Of(odd)));
        Assert.False(read.Knows(odd.Name, Stamp.Of(Image(odd.Name, 2, 4))));
        Assert.False(read.Knows("b.jpg", Stamp.Of(Image("b.jpg", 1, 1))));
        Assert.Equal([odd.Name], read.Unseen(), StringComparer.Ordinal);
    }

    [Fact]
    public void Journal_CutAtAnyByte_KeepsEveryWholeLineAndTakesNewOnes()
    {
        using (var ledger = Open())
        {
            ledger.Acknowledge([Image("a.jpg", 1, 1), Image("b.jpg", 2, 2), Image("c.jpg", 3, 3)], version: null);
        }

        var whole = System.IO.File.ReadAllBytes(File);
        var ends = Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n').ToArray();

        for (var length = 0; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            using (var cut = Open())
            {
                Assert.Equal(Math.Max(0, ends.Count(end => end < length) - 1), cut.CountBefore);
                cut.Acknowledge([Image("d.jpg", 4, 4)], version: null);
            }

            using var again = Open();
            Assert.True(again.Knows("d.jpg", Stamp.Of(Image("d.jpg", 4, 4))));
        }
    }

    [Fact]
    public void Journal_OfManyRuns_IsWrittenAnewAndTellsTheSame()
    {
        for (var run = 0; run < 30; run++)
        {
            using var ledger = Open();
            ledger.Acknowledge([.. Enumerable.Range(0, 100).Select(i => Image($"{i}.jpg", run, i))], version: null);
        }

        Assert.InRange(System.IO.File.ReadLines(File).Count(), 101, 1_500);
        using var read = Open();
        Assert.Equal(100, read.CountBefore);
        Assert.True(read.Knows("7.jpg", Stamp.Of(Image("7.jpg", 29, 7))));
    }

    [Fact]
    public void Journal_OfAnotherCollection_IsBegunAnew()
    {
        using (var ledger = Open())
        {
            ledger.Acknowledge([Image("a.jpg", 1, 1)], version: null);
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
            ledger.Acknowledge([image, other], version: null);
            ledger.Suspend([image.Name, "never-sent.jpg"]);
            Assert.False(ledger.Knows(image.Name, Stamp.Of(image)));
        }

        using (var read = Open())
        {
            Assert.False(read.Knows(image.Name, Stamp.Of(image)));
            Assert.True(read.Knows(other.Name, Stamp.Of(other)));
            Assert.Equal([image.Name, other.Name], read.Unseen().Order(StringComparer.Ordinal));
            read.Acknowledge([image], version: null);
        }

        using var again = Open();
        Assert.True(again.Knows(image.Name, Stamp.Of(image)));
    }

    [Fact]
    public void Unseen_AfterARun_IsWhatTheSourceDidNotShow()
    {
        using (var ledger = Open())
        {
            ledger.Acknowledge([Image("a.jpg", 1, 1), Image("b.jpg", 1, 1), Image("b.jpg", 2, 1), Image("c.jpg", 1, 1)], version: null);
        }

        using var read = Open();
        read.See("a.jpg");
        read.Acknowledge([Image("c.jpg", 9, 9), Image("d.jpg", 1, 1)], version: null);

        Assert.Equal(["b.jpg"], read.Unseen(), StringComparer.Ordinal);
    }

    private Ledger Open() => new StateFiles(_folder.Path).Open(File, Header, isLost: null, readOnly: false, out _);

    private static DiskFile Image(string name, long modified, long length) => new(name, name, length, modified);
}
