using System.Globalization;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Tests.Support.PowerLoss;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cli.Tests.Ingest.State;

/// <summary>
/// Runs of <c>ingest</c> in which images are added, changed and removed, the journal is rewritten and the collection is recreated. What the server
/// has is acknowledged whenever it changes, between the request and its answer: "NAME LENGTH", or "NAME" for one that it no longer has. With another
/// header, the collection is another one, and empty.
/// </summary>
internal static class JournalRuns
{
    /// <summary>The environment variable that starts the runs. Its value is the folder for the state.</summary>
    public const string Role = "TXT2IMAGE_TEST_JOURNAL";

    /// <summary>How many names there are.</summary>
    public const int Names = 40;

    /// <summary>How many images are left in the end.</summary>
    public const int LastNames = 8;

    /// <summary>How many states an image has in the course of time.</summary>
    public const int Versions = 4;

    /// <summary>Announces the first line that the journal must have to be about the collection of now.</summary>
    public const string Header = "header ";

    /// <summary>How to start them as a process.</summary>
    public static ProgramStart Describe(string state) => new(Environment.ProcessPath!)
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [Role] = state },
    };

    public static async Task<int> RunAsync(string state)
    {
        using var pictures = new PictureFolder();
        await using var server = await FakeServer.StartAsync();
        server.Changed = (name, length) => Acknowledgement.Write(string.Create(CultureInfo.InvariantCulture, $"{name} {length}").TrimEnd());

        SetAll(Enumerable.Range(0, Names), 0);
        await IngestAsync();
        var header = JournalHeader.Read(File.ReadLines(Directory.GetFiles(state, "*.journal").Single()).First())!;
        Acknowledgement.Write(Header + header.Write());
        SetAll(Enumerable.Range(0, 20), 1);
        Array.ForEach(["30", "31", "32"], number => File.Delete(pictures.Of($"{number}.jpg")));
        await IngestAsync("--sync", "--yes");

        // As from a backup: bytes and time are those of before.
        SetAll([0, 1, 30], 0);
        await IngestAsync();
        Lengthen(Directory.GetFiles(state, "*.journal").Single());
        SetAll([2, 3], 2);
        await IngestAsync();
        SetAll([3, 4, 33], 3);
        File.Delete(pictures.Of("34.jpg"));
        await IngestAsync("--sync", "--yes");

        server.Created += TimeSpan.FromDays(1);
        Acknowledgement.Write(Header + (header with { Created = server.Created.ToString("O") }).Write());
        server.Collections.Clear();
        Array.ForEach(Directory.GetFiles(pictures.Path)[LastNames..], File.Delete);
        await IngestAsync();
        Acknowledgement.Write(Header + (header with { Created = server.Created.ToString("O") }).Write());
        return 0;

        void SetAll(IEnumerable<int> numbers, int version)
        {
            foreach (var image in numbers.Select(number => Image(number, version)))
            {
                File.SetLastWriteTimeUtc(pictures.Add(image.Name, (int)image.Length), new DateTime(image.Modified, DateTimeKind.Utc));
            }
        }

        async Task IngestAsync(params string[] more)
        {
            string[] args = ["ingest", pictures.Path, "-c", "pics", "--url", server.Url, "--state", state, "--parallel", "2", .. more];
            var run = await CliRun.StartAsync(args);
            if (run.Code != 0)
            {
                throw new InvalidOperationException(run.Out + run.Error);
            }
        }
    }

    /// <summary>An image in one of its states; each has another length and another time.</summary>
    public static DiskFile Image(int number, int version)
    {
        var name = $"{number}.jpg";
        return new DiskFile(name, name, 10 + version, new DateTime(2026, 1, 1 + version, 0, 0, 0, DateTimeKind.Utc).Ticks);
    }

    /// <summary>Adds so many lines about an image that the next run rewrites the journal.</summary>
    private static void Lengthen(string path)
    {
        var header = JournalHeader.Read(File.ReadLines(path).First())!;
        using var journal = Journal.Open(path, header).Journal;
        journal.Append(Enumerable.Range(0, 1_200).Select(_ => JournalLine.Of("39.jpg", Stamp.Of(Image(39, 0)))));
    }
}
