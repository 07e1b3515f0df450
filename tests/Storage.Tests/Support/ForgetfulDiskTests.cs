using Txt2Image.Tests.Support.PowerLoss;

namespace Txt2Image.Storage.Tests.Support;

/// <summary>The disk on which the power is lost: it forgets what it may, and no more.</summary>
public sealed class ForgetfulDiskTests
{
    private const string Root = "/d";

    private readonly ForgetfulDisk _disk = new(Root);
    private readonly List<string> _trace = [];

    [Fact]
    public void Trace_OfTwoThreads_IsReadInTheOrderOfCompletion()
    {
        var calls = Strace.Read(
        [
            """1  pwrite64(5, "\x61\x62", 2, 0 <unfinished ...>""",
            "2  fsync(5 <unfinished ...>",
            "1  <... pwrite64 resumed>) = 2",
            "2  <... fsync resumed>) = 0",
            """1  unlink("\x2f\x64") = -1 ENOENT (No such file or directory)""",
            "1  --- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=1, si_uid=0} ---",
            "1  mmap(NULL, 4096, PROT_READ, MAP_SHARED, 5, 0) = 0x7f0000000000",
            "1  close(5) = 0",
            "1  +++ exited with 0 +++",
        ]);

        Assert.Equal(["pwrite64", "fsync", "mmap", "close"], calls.Select(call => call.Name));
        Assert.Equal([0, 0, 2, 3], calls.Select(call => call.Begun));
        Assert.Equal("ab"u8, calls[0].Bytes(1));
    }

    [Fact]
    public void File_WrittenButNotSynced_MayBeLost()
    {
        Run("""openat(AT_FDCWD, "/d/a", O_RDWR|O_CREAT, 0644) = 5""", """pwrite64(5, "one", 3, 0) = 3""");
        Assert.Equal([], Left(Outage.Forgetting));
        Assert.Equal(["a=one"], Left(Outage.Sparing));

        Run("fsync(5) = 0", """pwrite64(5, "two", 3, 0) = 3""");
        Assert.Equal([], Left(Outage.Forgetting));

        Run("""openat(AT_FDCWD, "/d", O_RDONLY) = 6""", "fsync(6) = 0", """rename("/d/a", "/d/b") = 0""");
        Assert.Equal(["a=one"], Left(Outage.Forgetting));
        Assert.Equal(["b=two"], Left(Outage.Sparing));
        Assert.Equal(
            ["a=one", "a=two", "b=one", "b=two"],
            Enumerable.Range(0, 100).SelectMany(seed => Left(Outage.Tearing(seed))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void File_RenamedToAnotherFolder_MayBeInBothOrInNone()
    {
        Run("""mkdir("/d/x", 0755) = 0""", """mkdir("/d/y", 0755) = 0""", """openat(AT_FDCWD, "/d", O_RDONLY) = 4""", "fsync(4) = 0");
        Run("""openat(AT_FDCWD, "/d/x/a", O_RDWR|O_CREAT, 0644) = 5""", """pwrite64(5, "one", 3, 0) = 3""", "fsync(5) = 0");
        Run("""openat(AT_FDCWD, "/d/x", O_RDONLY) = 6""", "fsync(6) = 0", """rename("/d/x/a", "/d/y/a") = 0""");
        Assert.Equal(["x", "x/a=one", "y"], Left(Outage.Forgetting));
        Assert.Equal(["x", "y", "y/a=one"], Left(Outage.Sparing));
        Assert.Equal(
            ["x x/a=one y", "x x/a=one y y/a=one", "x y", "x y y/a=one"],
            Enumerable.Range(0, 100).Select(seed => string.Join(' ', Left(Outage.Tearing(seed)))).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));

        Run("""openat(AT_FDCWD, "/d/y", O_RDONLY) = 7""", "fsync(7) = 0");
        Assert.Equal(["x", "x/a=one", "y", "y/a=one"], Left(Outage.Forgetting));
    }

    [Fact]
    public void File_SyncedWhileItIsWritten_MayLackWhatCameAfterTheBeginning()
    {
        foreach (var call in Strace.Read(
        [
            Hex("""1 openat(AT_FDCWD, "/d/a", O_RDWR|O_CREAT, 0644) = 5"""),
            Hex("""1 openat(AT_FDCWD, "/d", O_RDONLY) = 6"""),
            "1 fsync(6) = 0",
            "1 fsync(5 <unfinished ...>",
            Hex("""2 pwrite64(5, "one", 3, 0) = 3"""),
            "1 <... fsync resumed>) = 0",
        ]))
        {
            _disk.Apply(call);
        }

        Assert.Equal(["a="], Left(Outage.Forgetting));
    }

    [Fact]
    public void Pages_NotSynced_SurviveOneByOne()
    {
        Run("""openat(AT_FDCWD, "/d/a", O_RDWR|O_CREAT, 0644) = 5""", """openat(AT_FDCWD, "/d", O_RDONLY) = 6""", "fsync(6) = 0");
        Run($"""pwrite64(5, "{new string('x', 8192)}", 8192, 0) = 8192""");

        var found = Enumerable.Range(0, 50)
            .Select(seed => _disk.After(Outage.Tearing(seed))["a"]!)
            .Select(bytes => (bytes.Length, bytes.Count((byte)'x')));

        Assert.Equal([(0, 0), (4096, 4096), (8192, 4096), (8192, 8192)], found.Distinct().Order());
    }

    [Fact]
    public void Call_ThatIsNotModelled_IsRejected()
    {
        Run("""openat(AT_FDCWD, "/d/a", O_RDWR|O_CREAT, 0644) = 5""", """link("/elsewhere/a", "/elsewhere/b") = 0""");

        Assert.Throws<NotSupportedException>(() => Run("""link("/d/a", "/d/b") = 0"""));
        Assert.Throws<NotSupportedException>(() => Run("fallocate(5, 0, 0, 100) = 0"));
    }

    private void Run(params string[] calls)
    {
        var before = _trace.Count;
        _trace.AddRange(calls.Select(call => Hex($"1 {call}")));
        foreach (var call in Strace.Read(_trace).Skip(before))
        {
            _disk.Apply(call);
        }
    }

    private string[] Left(Outage outage) =>
        [.. _disk.After(outage).Select(file => file.Value is { } bytes ? $"{file.Key}={System.Text.Encoding.UTF8.GetString(bytes)}" : file.Key)];

    /// <summary>Writes quoted texts as strace does.</summary>
    private static string Hex(string call) => string.Join('"', call.Split('"').Select((part, i) => i % 2 == 0
        ? part
        : string.Concat(System.Text.Encoding.UTF8.GetBytes(part).Select(b => $"\\x{b:x2}"))));
}
