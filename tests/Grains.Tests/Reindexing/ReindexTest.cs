using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Reindexing;

/// <summary>A cluster with two models, and a collection of the first that is embedded with the second.</summary>
public abstract class ReindexTest : IAsyncLifetime
{
    internal static readonly ReindexRequest ToOther = new(TestModel.Other.Fingerprint);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal Cluster Cluster { get; private set; } = null!;

    internal GrainClient Client { get; private set; } = null!;

    internal ImageAdder Adder { get; private set; } = null!;

    internal Collection Old => Cluster.Collection;

    /// <summary>How many images the second model has embedded, warming up included.</summary>
    internal int Embedded => Cluster.OtherTowers.Sum(towers => towers.Images);

    public async ValueTask InitializeAsync()
    {
        Cluster = await Cluster.StartAsync(Cluster.BothModels);
        Client = Cluster.Client();
        Adder = Cluster.Adder();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Cluster.DisposeAsync();
    }

    internal static Guid IdOf(int number) => ImageId.Of(TestImages.Upload(number).Bytes.Span);

    internal async Task AddAsync(Collection collection, params ImageUpload[] uploads)
    {
        var added = await Adder.AddAsync(collection, uploads, Token);
        Assert.All(added, image => Assert.False(image.IsFailed, image.Outcome.Detail));
    }

    internal Task AddAsync(int first, int count) => AddAsync(Old, [.. Enumerable.Range(first, count).Select(number => TestImages.Upload(number))]);

    /// <summary>Continues until everything is embedded.</summary>
    internal async Task<ReindexProgress> ContinueAsync(ReindexRequest? request = null)
    {
        while (true)
        {
            var progress = await Client.ReindexAsync(Old, request ?? ToOther, Token);
            if (progress.State != ReindexState.Running)
            {
                return progress;
            }
        }
    }

    /// <summary>Continues and finishes, as often as it takes.</summary>
    internal async Task<ReindexProgress> ReindexAsync(ReindexRequest? request = null)
    {
        while (true)
        {
            await ContinueAsync(request);
            var progress = await Client.FinishReindexAsync(Old, request ?? ToOther, Token);
            if (progress.State == ReindexState.Finished)
            {
                return progress;
            }
        }
    }

    internal async Task<Collection> FindAsync(string name) => (await Cluster.Catalogue.FindAsync(name, fresh: true, Token))!;

    /// <summary>Everything in a collection but the embeddings.</summary>
    internal async Task<IReadOnlyList<string>> ContentAsync(Collection collection)
    {
        var points = await Cluster.Store.ScrollAsync(collection.Id, null, 1000, withVectors: false, Token);
        List<string> all = [];
        foreach (var point in points)
        {
            var payload = point.Payload;
            all.Add(
                $"{point.Id} {string.Join(',', payload.Names)} {payload.Caption} {FieldsJson.Write(payload.Fields)} {payload.Width} {payload.Height} "
                + $"{payload.MediaType} {payload.Bytes} {await BytesAsync(collection, point.Id)}");
        }

        return all;
    }

    internal static async Task<Txt2ImageException> RefusalOf(Func<Task> call) => await Assert.ThrowsAsync<Txt2ImageException>(call);

    private async Task<string> BytesAsync(Collection collection, Guid id)
    {
        List<string> kinds = [];
        foreach (var kind in Enum.GetValues<ImageKind>())
        {
            await using var stream = await Cluster.Images.OpenAsync(new ImageKey(collection.Id, id), kind, Token);
            kinds.Add(stream is null ? $"no {kind}" : $"{kind} {await ImageId.OfAsync(stream, Token)}");
        }

        return string.Join(", ", kinds);
    }
}
