using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Txt2Image.Bench.Product;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Opens an embedded store, searches it, and prints how long it took and how much memory this process has.</summary>
internal static class OpenStore
{
    public const string Name = "open-store";

    private const int Searches = 9;

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var memory = new Argument<long>("memory");
        var command = new Command(Name) { folder, memory };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(memory), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string folder, long memory, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var store = await EmbeddedVectorStore.OpenAsync(
            folder, new EmbeddedOptions { Memory = memory }, TimeProvider.System, Console.Error.WriteLine, cancellationToken);
        List<double> figures = [Stopwatch.GetElapsedTime(started).TotalSeconds, .. await MemoryAsync()];

        var collection = (await store.ListAsync(cancellationToken))[0];
        figures.Add(await MillisecondsAsync(store, collection, 0, null, cancellationToken));
        var filter = new Filter.Equal("year", new FieldValue.Integer(1999));
        figures.Add(await MillisecondsAsync(store, collection, 1, filter, cancellationToken));
        await store.Keeper.SettleAsync();
        List<double> searches = [];
        for (var i = 0; i < Searches; i++)
        {
            searches.Add(await MillisecondsAsync(store, collection, 2 + i, null, cancellationToken));
        }

        figures.Add(Figure.Median(searches));
        figures.AddRange(await MemoryAsync());
        await Console.Out.WriteLineAsync(string.Join(' ', figures.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture))));
    }

    /// <summary>All memory of this process, and what of it is no part of a file, in 2^20 bytes.</summary>
    private static async Task<double[]> MemoryAsync() =>
        [await CliProcess.ResidentOfAsync(Environment.ProcessId), await CliProcess.AnonymousOfAsync(Environment.ProcessId)];

    private static async Task<double> MillisecondsAsync(
        EmbeddedVectorStore store, CollectionInfo collection, int number, Filter? filter, CancellationToken cancellationToken)
    {
        var query = new TestVectors(TestVectors.Uniform, collection.Dimension).Question(number);
        var started = Stopwatch.GetTimestamp();
        await store.SearchAsync(collection.Id, query, 10, filter, null, null, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
