using System.Globalization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Searching;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>The memory of a process cannot be told apart by tests that run at the same time, so this one runs alone.</summary>
[CollectionDefinition(nameof(SearchMemoryTests), DisableParallelization = true)]
[Collection(nameof(SearchMemoryTests))]
public sealed class SearchMemoryTests
{
    private const int Images = 600;
    private const int Questions = 2000;
    private const int Budget = 8 << 20;
    private const int Silos = 2;

    [Fact]
    public async Task ManyLargeAnswers_OverImagesWithManyFields_StayWithinTheBudget()
    {
        await using var cluster = await Cluster.StartAsync(
            services => services.AddSingleton<IDistributedCache, LocalCache>(),
            ("Cache:AnswerBytes", Budget.ToString(CultureInfo.InvariantCulture)));
        foreach (var chunk in Enumerable.Range(0, Images).Select(WithFields).Chunk(100))
        {
            await cluster.Writer.AddAsync(new AddImages(TestModel.Instance.Fingerprint, [.. chunk]), default);
        }

        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        await AskAsync(0, 20);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await AskAsync(20, Questions);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < (Silos * Budget) + (50 << 20), $"{grown >> 20} MB more");

        async Task AskAsync(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                Assert.Equal(Images, (await cluster.AskAsync(collection, $"question {i}", k: 1000)).Hits.Length);
            }
        }
    }

    private static NewImage WithFields(int number)
    {
        var fields = Enumerable.Range(0, 10).Select(i => new ImageField($"field{i}") { Text = $"the value {number} of field {i}" });
        return TestImages.Point(number) with { Fields = [.. fields] };
    }
}
