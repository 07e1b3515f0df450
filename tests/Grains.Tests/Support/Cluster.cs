using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.TestingHost;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>Two silos in this process on real embedded stores, each with a fake device, and a client.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly FakeCache _cache = new(TimeProvider.System);
    private readonly ConcurrentBag<LocalDevices> _devices = [];
    private readonly ConcurrentBag<AnswerMemory> _answers = [];
    private readonly ConcurrentBag<SearchAdmission> _admissions = [];
    private readonly InProcessTestCluster _cluster;
    private readonly ServedModels _models;

    private Cluster(
        TemporaryFolder folder, IVectorStore store, ServedModels models, Action<IServiceCollection>? configure, Dictionary<string, string?> settings)
    {
        _models = models;
        _folder = folder;
        DeviceName[] devices =
            [.. settings.Where(pair => pair.Key.Contains(":Devices:", StringComparison.Ordinal)).Select(pair => DeviceName.Parse(pair.Value!))
                .DefaultIfEmpty()];
        Towers = [.. Enumerable.Range(0, 2 * devices.Length).Select(_ => new FakeTowers())];
        OtherTowers = [.. Towers.Select(_ => new FakeTowers { IsOfOtherModel = true })];
        Store = new FaultyStore(store);
        Images = new FolderImageStore(_folder["images"]);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((silo, host) =>
        {
            host.Services.AddTxt2ImageOptions(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
            host.Services.AddSingleton(models);
            host.Services.AddSingleton<IVectorStore>(Store);
            host.Services.AddSingleton<IImageStore>(Images);
            host.Services.AddSingleton(new ImagePreparer(new ImageLimits()));
            host.Services.AddSingleton<TowerLoader>((model, device, _) =>
                (model == TestModel.Instance ? Towers : OtherTowers)[(silo.SiloName == "Silo_0" ? 0 : devices.Length) + device.Index]);
            host.Services.AddSingleton<IDistributedCache>(_cache);
            configure?.Invoke(host.Services);
            host.AddStartupTask((services, _) =>
            {
                _devices.Add(services.GetRequiredService<LocalDevices>());
                _answers.Add(services.GetRequiredService<AnswerMemory>());
                _admissions.Add(services.GetRequiredService<SearchAdmission>());
                return Task.CompletedTask;
            });
            host.AddTxt2ImageGrains(models, devices.Select(device => device.ToString()));
        });
        _cluster = builder.Build();
    }

    /// <summary>What the silos serve, unless a test asks for both models.</summary>
    public static ServedModels OneModel { get; } = new([TestModel.Instance]);

    public static ServedModels BothModels { get; } = new([TestModel.Instance, TestModel.Other]);

    public FaultyStore Store { get; }

    public IImageStore Images { get; }

    /// <summary>The devices of the first silo, then those of the second; one each unless a setting lists more.</summary>
    public FakeTowers[] Towers { get; }

    /// <summary>The same devices for the other model.</summary>
    public FakeTowers[] OtherTowers { get; }

    public int TextsEncoded => Towers.Sum(towers => towers.Texts) - WarmedUp;

    /// <summary>How many jobs wait for a device, over all silos.</summary>
    public int Waiting => _devices.Sum(devices => devices.Queues.Sum(queue => queue.Waiting));

    /// <summary>What admits the searches of each silo.</summary>
    public IEnumerable<SearchAdmission> Admissions => _admissions;

    public IGrainFactory Grains => _cluster.Client;

    public Collection Collection { get; private set; } = null!;

    public InProcessTestCluster Inner => _cluster;

    /// <summary>Texts encoded by warming up, before the first query.</summary>
    private int WarmedUp { get; set; }

    public static Task<Cluster> StartAsync(Action<IServiceCollection>? configure = null, params (string Setting, string Value)[] settings) =>
        StartAsync(OneModel, configure, settings);

    public static async Task<Cluster> StartAsync(
        ServedModels models, Action<IServiceCollection>? configure = null, params (string Setting, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var store = await EmbeddedVectorStore.OpenAsync(folder["points"], TimeProvider.System, default);
        var all = settings.ToDictionary(pair => $"Txt2Image:{pair.Setting}", pair => (string?)pair.Value);

        // Unless a test requests it, a closed gate blocks only the device's thread, not a grain's turn.
        all.TryAdd("Txt2Image:Encoding:QuickText", "00:00:00");
        var cluster = new Cluster(folder, store, models, configure, all);
        await cluster._cluster.DeployAsync();
        cluster.Collection = (await cluster.Catalogue.CreateAsync("demo", null, default)).Collection;
        cluster.WarmedUp = cluster.Towers.Sum(towers => towers.Texts);
        return cluster;
    }

    public ICatalogueGrain Catalogue => Grains.GetGrain<ICatalogueGrain>(0);

    public IImageListingGrain Listing => Grains.GetGrain<IImageListingGrain>(0);

    public ICollectionGrain Writer => Grains.GetGrain<ICollectionGrain>(Collection.Id);

    public EncoderPool EncoderPool() => new(Grains, new EncodingOptions(), new SearchOptions().Deadline, TimeProvider.System);

    public GrainClient Client() => new(Grains, new CollectionLookup(Grains, TimeProvider.System));

    public ImageAdder Adder() => new(Client(), EncoderPool(), new ImagePreparer(new ImageLimits()), Images, _models);

    /// <summary>Asks as the Api does: resolves the collection first and passes its version on.</summary>
    public async Task<SearchAnswer> AskAsync(
        string text, int k = 10, int offset = 0, bool fresh = false, CancellationToken cancellationToken = default)
    {
        var collection = await Catalogue.FindAsync("demo", fresh, cancellationToken);
        return await AskAsync(collection!, text, k, offset, cancellationToken);
    }

    public async Task<SearchAnswer> AskAsync(
        Collection collection, string text, int k = 10, int offset = 0, CancellationToken cancellationToken = default)
    {
        var request = new SearchRequest
            { Collection = collection.Id, Model = collection.Model, Version = collection.Version, K = k, Offset = offset };
        var key = QueryKey.FromText(TestModel.Instance.Tokenizer, text).Value;
        return await Grains.GetGrain<IQueryGrain>(key).SearchAsync(request, cancellationToken);
    }

    /// <summary>Adds points without pictures, each embedded from its number.</summary>
    public async Task<Guid[]> AddPointsAsync(int count, int seed = 0)
    {
        var images = Enumerable.Range(seed, count).Select(TestImages.Point).ToArray();
        var outcomes = await Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [.. images]), default);
        Assert.All(outcomes, outcome => Assert.Equal(AddStatus.Added, outcome.Status));
        return [.. images.Select(image => image.Id)];
    }

    /// <summary>Fills the silos' memory with other answers, so that theirs are gone.</summary>
    public void EvictAnswers()
    {
        var hit = new SearchHit { Id = Guid.Empty, Score = 0, Names = ["filler"], Caption = new string('f', 1000), Width = 1, Height = 1 };
        var answer = new QuestionHits(400, [.. Enumerable.Repeat(hit, 400)], Truncated: false);
        foreach (var memory in _answers)
        {
            for (var kept = 0L; kept < new CacheOptions().AnswerBytes; kept += answer.Bytes())
            {
                memory.Keep(QueryKey.FromText(TestModel.Instance.Tokenizer, $"filler {kept}"), new ShelfKey(Guid.Empty, "1", null), answer);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var towers in Towers)
        {
            towers.Open();
        }

        await _cluster.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
