using System.Globalization;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Clustering.Redis;
using Orleans.Runtime;
using Txt2Image.Hosting.Cluster;

namespace Txt2Image.Hosting.Tests.Cluster;

public sealed class MembershipGuardTests
{
    private readonly FakeTable _table = new();
    private readonly Lifetime _lifetime = new();

    [Fact]
    public async Task ASilo_InTheTable_GoesOn() => Assert.Equal([false, false, false], await LookAsync(true, true, true));

    [Fact]
    public async Task ASilo_MissingTwice_Ends() => Assert.Equal([false, false, true], await LookAsync(true, false, false));

    [Fact]
    public async Task ASilo_MissingOnce_GoesOn() => Assert.Equal([false, false, false, false], await LookAsync(false, true, false, true));

    [Fact]
    public async Task ATableThatCannotBeRead_SaysNothing_NeitherForNorAgainst() =>
        Assert.Equal([false, false, false, false, true], await LookAsync(null, null, false, null, false));

    [Fact]
    public async Task Table_Missing_HoldsNoSilo()
    {
        _table.IsGone = true;
        Assert.Equal([false, true], await LookAsync(true, true));
    }

    [Fact]
    public async Task Silo_NotYetStartedOrStopping_IsNotLookedUp()
    {
        _lifetime.HasStarted = false;
        Assert.Equal([false, false], await LookAsync(false, false));
        Assert.Equal(0, _table.Reads);
    }

    [Fact]
    public async Task ASilo_ThatIsLost_EndsItsProcess()
    {
        var time = new FakeTimeProvider();
        var ended = new TaskCompletionSource();
        _table.Answers = new(Enumerable.Repeat<bool?>(false, 2));
        using var guard = new MembershipGuard(_table, new Self(), _lifetime, time, ended.SetResult, NullLogger<MembershipGuard>.Instance);
        await guard.StartAsync(default);
        await Eventually.IsTrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return ended.Task.IsCompleted;
        });
        Assert.Equal(2, _table.Reads);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:03Z", 2)]
    [InlineData("2026-01-01T00:00:04.5Z", 0.5)]
    [InlineData("2026-01-01T01:00:03+01:00", 2)]
    [InlineData("2026-01-01T00:00:05Z", 5)]
    public void Silos_OfOneCluster_LookAtTheSameInstants(string now, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), MembershipGuard.UntilNextLook(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    /// <summary>Checks once per answer: listed, not listed, or no table.</summary>
    private async Task<List<bool>> LookAsync(params bool?[] answers)
    {
        _table.Answers = new(answers);
        using var guard = new MembershipGuard(
            _table, new Self(), _lifetime, TimeProvider.System, () => Assert.Fail("only the loop ends the process"),
            NullLogger<MembershipGuard>.Instance);
        List<bool> lost = [];
        foreach (var _ in answers)
        {
            lost.Add(await guard.IsLostAsync(default));
        }

        return lost;
    }

    private sealed class FakeTable : IMembershipTable
    {
        public Queue<bool?> Answers { get; set; } = [];

        /// <summary>Redis came back empty, without even the row of the table's version.</summary>
        public bool IsGone { get; set; }

        public int Reads { get; private set; }

        public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default)
        {
            Reads++;
            if (IsGone)
            {
                throw new RedisClusteringException("The Redis membership table version is missing.");
            }

            var isListed = Answers.Dequeue() ?? throw new InvalidOperationException("no connection");
            var other = SiloAddress.New(IPAddress.Loopback, 22222, 1);
            var entry = new MembershipEntry
                { SiloAddress = isListed ? Self.Address : other, Status = SiloStatus.Active, HostName = "h", SiloName = "s" };
            return Task.FromResult(new MembershipTableData(Tuple.Create(entry, "1"), new TableVersion(1, "1")));
        }

        public Task<MembershipTableData> ReadAll() => throw new NotSupportedException();

        public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

        public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
    }

    private sealed class Self : ILocalSiloDetails
    {
        public static readonly SiloAddress Address = SiloAddress.New(IPAddress.Loopback, 11111, 1);

        public string Name => "s";

        public string ClusterId => "c";

        public string DnsHostName => "h";

        public SiloAddress SiloAddress => Address;

        public SiloAddress GatewayAddress => Address;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool HasStarted { get; set; } = true;

        public CancellationToken ApplicationStarted => new(HasStarted);

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => throw new NotSupportedException();
    }
}
