using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Models;

public sealed class ServedModelsTests
{
    private static readonly ServedModels Models = Cluster.BothModels;

    [Fact]
    public void Named_NothingGiven_IsTheFirst() => Assert.Same(TestModel.Instance, Models.Named(null));

    [Fact]
    public void Named_Fingerprint_IsThatModel() => Assert.Same(TestModel.Other, Models.Named(TestModel.Other.Fingerprint));

    [Fact]
    public void Named_Name_IsThatModel() => Assert.Same(TestModel.Other, Models.Named(TestModel.Other.Id));

    [Fact]
    public void Named_Unknown_SaysWhichThereAre()
    {
        var failure = Assert.Throws<Txt2ImageException>(() => Models.Named("another"));

        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains($"'another'. It runs {TestModel.Instance.Id}, {TestModel.Other.Id}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CollectionOfAModelThatIsNotServed_NamesBoth()
    {
        var collection = new Collection
        {
            Id = Guid.NewGuid(), Name = "old", Model = "0123", ModelName = "gone", Dimension = 8, Images = 0, Version = "v", Created = default,
        };

        var failure = Assert.Throws<Txt2ImageException>(() => Models.Of(collection));

        Assert.Equal(ErrorCode.Conflict, failure.Code);
        Assert.Contains("the model gone (0123), which this service does not run", failure.Message, StringComparison.Ordinal);
        Assert.Contains(TestModel.Instance.Id, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Serve_NothingOrTheSameTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ServedModels([]));
        Assert.Throws<ArgumentException>(() => new ServedModels([TestModel.Instance, TestModel.Instance]));
    }
}
