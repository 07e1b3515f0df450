using System.Globalization;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Tests.Support.PowerLoss;

namespace Txt2Image.Cli.Tests.Ingest.State;

/// <summary>
/// The power is lost after every call by which <c>ingest</c> writes its journal: whatever is left of it claims no image that the server does not have
/// as claimed. Such an image would never be sent again. The calls are those of real runs, whose writes are traced.
/// </summary>
public sealed class JournalPowerLossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Journal_AfterThePowerWasLost_ClaimsOnlyWhatTheServerHas()
    {
        var state = Directory.CreateDirectory(_folder["disk"]).FullName;
        var calls = await Strace.RunAsync(JournalRuns.Describe(state), Token);
        Assert.Contains(calls, call => call.Name == "rename");

        var disk = new ForgetfulDisk(state);
        var server = new ServerState(calls.Select(Acknowledgement.Of).OfType<string>());
        foreach (var (number, call) in calls.Index())
        {
            var (changes, acknowledgement) = (disk.Changes, Acknowledgement.Of(call));
            disk.Apply(call);
            server.Apply(acknowledgement);
            if (disk.Changes > changes || acknowledgement is not null)
            {
                var place = $"after call {number}, {call.Name}";
                Check(disk.After(Outage.Sparing), server, place);
                Check(disk.After(Outage.Tearing(number)), server, place);
                server.NoteDurable(Check(disk.After(Outage.Forgetting), server, place));
            }
        }

        Assert.Equal(JournalRuns.LastNames, server.Names.Count());
    }

    /// <summary>Opens what is left of the journal as the next run does.</summary>
    /// <returns>The names that it claims.</returns>
    private static List<string> Check(IReadOnlyDictionary<string, byte[]?> left, ServerState server, string place)
    {
        using var folder = TemporaryFolder.InMemory();
        ForgetfulDisk.Write(left, folder.Path);
        if (left.Keys.FirstOrDefault(name => name.EndsWith(".journal", StringComparison.Ordinal)) is not { } journal)
        {
            return [];
        }

        using var ledger = new StateFiles(folder.Path).Open(folder[journal], server.Header, isLost: null, readOnly: false, out _);
        var claims =
            from number in Enumerable.Range(0, JournalRuns.Names)
            from version in Enumerable.Range(0, JournalRuns.Versions)
            let image = JournalRuns.Image(number, version)
            where ledger.Knows(image)
            select image;
        var all = claims.ToList();
        Assert.All(all, image => Assert.True(
            server.Has(image.Name, image.Length),
            $"{place}: the journal claims {image.Name} with {image.Length} bytes, which the server does not have"));
        return [.. all.Select(image => image.Name)];
    }

    /// <summary>What the server has at one time, and what the journal has durably claimed of it.</summary>
    private sealed class ServerState(IEnumerable<string> acknowledgements)
    {
        private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);
        private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
        private readonly HashSet<string> _given = new(StringComparer.Ordinal);

        /// <summary>The header of a journal that is about the server's collection.</summary>
        public JournalHeader Header { get; private set; } = acknowledgements.Select(HeaderIn).OfType<JournalHeader>().First();

        public IEnumerable<string> Names => _lengths.Keys;

        public bool Has(string name, long length) => _lengths.TryGetValue(name, out var found) && found == length;

        public void Apply(string? acknowledgement)
        {
            if (acknowledgement is null)
            {
                return;
            }

            if (HeaderIn(acknowledgement) is { } header)
            {
                Assert.Empty(_given);
                _claimed.Clear();
                (Header, var isAnother) = (header, header != Header);
                if (isAnother)
                {
                    _lengths.Clear();
                }

                return;
            }

            var parts = acknowledgement.Split(' ');
            _given.Remove(parts[0]);
            _claimed.Remove(parts[0]);
            if (parts is [var name, var length])
            {
                _lengths[name] = long.Parse(length, CultureInfo.InvariantCulture);
            }
            else
            {
                _lengths.Remove(acknowledgement);
            }
        }

        /// <summary>A claim that is durable is given up only for a request that changes the image.</summary>
        public void NoteDurable(IReadOnlyCollection<string> claims)
        {
            _given.UnionWith(_claimed.Except(claims, StringComparer.Ordinal));
            _claimed.IntersectWith(claims);
            _claimed.UnionWith(claims);
        }

        private static JournalHeader? HeaderIn(string acknowledgement) =>
            acknowledgement.StartsWith(JournalRuns.Header, StringComparison.Ordinal)
                ? JournalHeader.Read(acknowledgement[JournalRuns.Header.Length..])
                : null;
    }
}
