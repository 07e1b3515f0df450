using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Sending;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Sources;

public sealed class HostileFileTests
{
    [Fact]
    public async Task Folder_WithPipesSocketsDevicesAndEmptyFiles_OpensNoneAndSaysWhatTheyAre()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("good.jpg");
        folder.Add("empty.jpg", 0);
        Process.Start("mkfifo", folder.Of("pipe.jpg")).WaitForExit();
        File.CreateSymbolicLink(folder.Of("device.jpg"), "/dev/zero");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder.Of("socket.jpg")));
        var list = folder.Of("failures.jsonl");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--failures", list);

        Assert.Equal(1, run.Code);
        Assert.Equal(["good.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
        var failures =
            File.ReadLines(list).Select(line => JsonNode.Parse(line)!)
                .ToDictionary(f => (string)f["name"]!, f => (string)f["code"]!, StringComparer.Ordinal);
        Assert.Equal("Empty", failures["empty.jpg"]);
        Assert.Equal("NotAFile", failures["pipe.jpg"]);
        Assert.Equal("NotAFile", failures["device.jpg"]);
        Assert.Equal("NotAFile", failures["socket.jpg"]);
    }

    [Fact]
    public async Task Names_OfEveryKind_ReachTheServerWhole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow such names.");
        string[] names = ["a\nb.jpg", "a\tb\u0007.jpg", "🦊🐈.jpg", "\u202Egpj.jpg", new string('x', 251) + ".jpg", "ä ö\"'\\;{}%22.jpg"];
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With(names);

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(names.Order(StringComparer.Ordinal), server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task File_ThatChangesBeforeItIsRead_FailsAndSpoilsNoOther()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "b.jpg", "c.jpg");
        var plan = new FolderSource(folder.Path, NameFilter.All, followLinks: false).Images(new SourceLog()).ToArray();
        Assert.Equal(3, plan.Length);
        var slow = folder.Of("b.jpg");
        // The upload opens the file after the walk has found it.
        using var content = new ImageContent(plan.Single(image => image.Name == "b.jpg"));
        File.WriteAllBytes(slow, new byte[4]);

        var fault = await Assert.ThrowsAsync<UnreadableImageException>(() => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal("Changed", fault.Code);
        Assert.Contains("it had 10 bytes, and now has 4", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_ThatChangesWhileItIsRead_Fails(bool shrinks)
    {
        using var folder = new PictureFolder();
        var path = folder.Add("a.jpg", 1 << 20);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var image = new FolderSource(folder.Path, NameFilter.All, followLinks: false).Images(new SourceLog()).Single();
        using var content = new ImageContent(image);
        using var sink = new ChangingSink(() => File.WriteAllBytes(path, new byte[shrinks ? 100 : 1 << 20]));

        var fault = await Assert.ThrowsAsync<UnreadableImageException>(() => content.CopyToAsync(sink, TestContext.Current.CancellationToken));

        Assert.Equal("Changed", fault.Code);
    }

    [Fact]
    public async Task File_ThatChangesOnItsWay_IsNamedAndTheOthersAreTaken()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 40).Select(i => $"{i:00}.jpg")]);
        var changed = "";
        server.BeforeUpload = _ =>
        {
            // In any order of the walk, some file has not been read when the first batch arrives.
            if (changed.Length == 0)
            {
                changed = ChangeSeventeenth(folder);
            }

            return Task.CompletedTask;
        };

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--parallel", "1");

        Assert.Equal(1, run.Code);
        Assert.Contains($"failed: {changed}: the file changed since it was found", run.Error, StringComparison.Ordinal);
        Assert.Contains("40 images: 39 added, 0 updated, 0 unchanged, 1 failed", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(changed, server.Collections["pics"].Keys);
    }

    private static string ChangeSeventeenth(PictureFolder folder)
    {
        var found = new FolderSource(folder.Path, NameFilter.All, followLinks: false).Images(new SourceLog()).Select(image => image.Name).ToArray();
        // The walk is one batch and one image ahead of the server.
        var name = found[16];
        File.WriteAllBytes(folder.Of(name), new byte[7]);
        return name;
    }

    private sealed class ChangingSink(Action change) : MemoryStream
    {
        private bool _isDone;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_isDone)
            {
                change();
            }

            _isDone = true;
            return ValueTask.CompletedTask;
        }
    }
}
