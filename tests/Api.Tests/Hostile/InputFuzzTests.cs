using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Txt2Image.Api.Tests.Reference;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>
/// Sends requests that were damaged at random, from a fixed seed, to every route that reads input: each is answered as the OpenAPI document says,
/// none as a fault of the server, and none writes an error to the log.
/// </summary>
[Collection(nameof(HostileUploadTests))]
public sealed class InputFuzzTests(InputFuzzTests.Fixture fixture) : IClassFixture<InputFuzzTests.Fixture>
{
    /// <summary>A setting for the number of requests, to test with more.</summary>
    private const string CountVariable = "TXT2IMAGE_FUZZ_REQUESTS";

    private const int Usual = 20_000;
    private const int AtOnce = 4;

    /// <summary>One request in so many is sent as it is.</summary>
    private const int Undamaged = 10;

    private const int Seed = 20261129;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_DamagedAtRandom_AreNeverAFaultOfTheServer()
    {
        var wanted = Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Usual;
        var doors = FuzzDoors.Of(await fixture.Client.NewGalleryAsync(3));
        var contract = await ApiContract.ReadAsync(fixture.Client);
        var faults = new ConcurrentBag<string>();
        var breaches = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        fixture.Errors.Clear();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, wanted),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token },
            async (number, token) =>
            {
                var random = new Random(Seed + number);
                var door = doors[number % doors.Count];
                door = random.Next(Undamaged) == 0 ? door : door.Damage(random);
                using var request = door.ToRequest(fixture.Server.Address);
                try
                {
                    using var response = await fixture.Client.SendAsync(request, token);
                    var status = (int)response.StatusCode;
                    statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                    var body = await response.Content.ReadAsByteArrayAsync(token);
                    if (status >= 500)
                    {
                        faults.Add($"{number}: {status} for {door}: {Encoding.UTF8.GetString(body)}");
                    }

                    foreach (var breach in contract.Faults(request.Method, request.RequestUri!, status, response.Content.Headers.ContentType, body))
                    {
                        breaches.Add($"{breach}: {door}");
                    }
                }
                catch (HttpRequestException exception)
                {
                    faults.Add($"{number}: {exception.Message} for {door}");
                }
            });

        var counts = statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} x {pair.Key}");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", counts));
        Assert.True(statuses.ContainsKey(200) && statuses.ContainsKey(400), "Requests that all end alike were not damaged as intended.");
        Assert.Empty(faults.Take(10));
        Assert.Empty(fixture.Errors.Take(10));
        Assert.True(breaches.IsEmpty, string.Join('\n', breaches.DistinctBy(breach => breach.Split(':')[0]).Take(20)));
    }

    [Theory]
    [InlineData("POST", "/search", "application/json", """{"\ud800":1,"q":"x"}""")]
    [InlineData("POST", "/search", "application/json", """{"q":"x","filter":{"field":"year","range":{"\ud800":1}}}""")]
    [InlineData("GET", """/search?q=x&filter={"field":"year","range":{"\ud800":1}}""", null, null)]
    [InlineData("GET", """/search?q=x&filter={"\ud800":1}""", null, null)]
    [InlineData("POST", "/collections/COLLECTION/images/check", "application/json", """{"ids":["\ud800"]}""")]
    [InlineData("POST", "/collections/COLLECTION/names/remove", "application/json", """{"names":[{"name":"\ud800"}]}""")]
    [InlineData("POST", "/collections/COLLECTION/images", "multipart/form-data; boundary=\"", "--x")]
    [InlineData("POST", "/collections/COLLECTION/images", "multipart/form-data", "--x")]
    public async Task Requests_ThatWereFaultsOnce_AreInvalid(string method, string path, string? type, string? body)
    {
        var collection = await fixture.Client.NewCollectionAsync();
        var door = new FuzzDoor(
            method,
            path.Replace("COLLECTION", collection, StringComparison.Ordinal),
            type is null ? [] : [("Content-Type", type)],
            body is null ? null : Encoding.UTF8.GetBytes(body));
        using var request = door.ToRequest(fixture.Server.Address);
        using var response = await fixture.Client.SendAsync(request, Token);
        await response.ProblemAsync(400, "InvalidRequest");
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly KeptLog _log = new(LogLevel.Error);

        internal TestServer Server { get; private set; } = null!;

        internal HttpClient Client => Server.Client;

        internal ConcurrentQueue<string> Errors => _log.Lines;

        public async ValueTask InitializeAsync()
        {
            Server = await TestServer.StartAsync();
            Server.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            _log.Dispose();
        }
    }
}
