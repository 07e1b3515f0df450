using System.Diagnostics;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>Kills the server process while a store writes: acknowledged points survive, and the same store continues to work.</summary>
public sealed class QdrantCrashTests : IDisposable
{
    private const int Rounds = 3;
    private const int Dimension = 96;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _processes = [];

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Kill_WhileWriting_EveryAcknowledgedPointIsThere()
    {
        var url = await StartAsync(port: 0);
        var patience = TimeSpan.FromSeconds(60);
        var options = new QdrantOptions { Url = url, ReadTimeout = patience, WriteTimeout = patience, CreateTimeout = patience };
        await using var store = new QdrantVectorStore(options, TimeProvider.System);
        var (collection, _) = await store.CreateAsync(Samples.Collection("killed", Dimension), Token);
        List<Guid> acknowledged = [];
        for (var round = 0; round < Rounds; round++)
        {
            await WriteUntilKilledAsync(store, collection.Id, round * 10_000, acknowledged);
            await StartAsync(url.Port);

            var found = await GetWhenBackAsync(store, collection.Id, acknowledged);

            Assert.True(acknowledged.ToHashSet().SetEquals(found.Select(point => point.Id)));
        }
    }

    private async Task WriteUntilKilledAsync(QdrantVectorStore store, Guid collection, int number, List<Guid> acknowledged)
    {
        var enough = acknowledged.Count + 30;
        try
        {
            for (; ; number += 5)
            {
                var points = Enumerable.Range(number, 5).Select(i => Samples.Point(i, Dimension)).ToArray();
                await store.UpsertAsync(collection, points, Token);
                acknowledged.AddRange(points.Select(point => point.Id));

                // Writing continues meanwhile, so the kill can hit any part of a call.
                if (acknowledged.Count == enough)
                {
                    _ = Task.Run(_processes[^1].Kill, Token);
                }
            }
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.Unavailable && acknowledged.Count >= enough)
        {
            await _processes[^1].WaitForExitAsync(Token);
        }
    }

    private async Task<Uri> StartAsync(int port)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Txt2Image.Qdrant.StandIn.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--port", $"{port}", "--data", _folder.Path])
            { UseShellExecute = false, RedirectStandardOutput = true };
        _processes.Add(Process.Start(start)!);
        var line = (await _processes[^1].StandardOutput.ReadLineAsync(Token))!;
        return new Uri(line.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd('.'));
    }

    private static async Task<IReadOnlyList<Point>> GetWhenBackAsync(QdrantVectorStore store, Guid collection, IReadOnlyList<Guid> ids)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await store.GetAsync(collection, ids, withVectors: false, limit.Token);
            }
            catch (StoreException exception) when (exception.Fault == StoreFault.Unavailable)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
