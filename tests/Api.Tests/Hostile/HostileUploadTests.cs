using System.Globalization;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>Uploads hostile bytes: nothing crashes or hangs, each file succeeds or fails with a reason, and the server keeps working.</summary>
[Collection(nameof(HostileUploadTests))]
public sealed class HostileUploadTests(SharedServer shared)
{
    /// <summary>A setting for the number of damaged pictures, to test with more.</summary>
    private const string CountVariable = "TXT2IMAGE_HOSTILE_FILES";

    private const int Usual = 5000;
    private const int Seed = 20261124;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Upload_HarmedPictures_EachEndsAndTheServerGoesOn()
    {
        var wanted = Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Usual;
        var (collection, harmed) = (await Client.NewCollectionAsync(), new HarmedPictures(Seed));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);

        for (var first = 0; first < wanted; first += HostileUploads.InRequest)
        {
            var files = Enumerable.Range(first, HostileUploads.InRequest).Select(number => harmed[number]).ToList();
            foreach (var ending in await Client.UploadHostileAsync(collection, files))
            {
                counts[ending.Outcome] = counts.GetValueOrDefault(ending.Outcome) + 1;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", counts.Select(outcome => $"{outcome.Value} {outcome.Key}")));
        Assert.True(counts.ContainsKey("added") && counts.ContainsKey("CorruptImage"), "Files that all end alike have not been harmed as meant.");
        await Client.AssertGoesOnAsync(collection);
    }

    [Fact]
    public async Task Upload_FilesThatMustBeRefused_AreEachForAReason()
    {
        var folder = SharedData.Require("images-golden", "bad");
        var files =
            Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))).ToList();
        var collection = await Client.NewCollectionAsync();

        var endings = await Client.UploadHostileAsync(collection, files);

        Assert.All(endings, ending => Assert.True(ending.Failed, $"{ending.Name} was taken"));
        await Client.AssertGoesOnAsync(collection);
    }

    [Fact]
    public async Task Upload_WhatOnlyClaimsToBeAPicture_IsRefusedForAReason()
    {
        var collection = await Client.NewCollectionAsync();

        var endings = await Client.UploadHostileAsync(collection, Polyglots.Fakes);

        Assert.All(endings, ending => Assert.True(ending.Failed, $"{ending.Name} was taken"));
        await Client.AssertGoesOnAsync(collection);
    }

    [Fact]
    public async Task Upload_PicturesThatBringSomethingAlong_AreServedAsPicturesOnly()
    {
        var collection = await Client.NewCollectionAsync();

        var endings = await Client.UploadHostileAsync(collection, Polyglots.Pictures);

        foreach (var ending in endings)
        {
            Assert.True(ending.Outcome == "added", $"{ending.Name}: {ending.Reason}");
            foreach (var url in (string[])[ending.ImageUrl!, ending.ThumbnailUrl!])
            {
                using var response = await Client.GetAsync(url, Token);
                Assert.StartsWith("image/", response.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
                Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            }

            var thumbnail = await Client.GetByteArrayAsync(ending.ThumbnailUrl!, Token);
            Assert.Equal(-1, thumbnail.AsSpan().IndexOf("<script"u8));
        }

        await Client.AssertGoesOnAsync(collection);
    }
}

/// <summary>Runs alone, because it uses all cores.</summary>
[CollectionDefinition(nameof(HostileUploadTests), DisableParallelization = true)]
public sealed class HostileUploadsAlone;
