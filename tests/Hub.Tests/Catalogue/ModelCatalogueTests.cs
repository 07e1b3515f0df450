using Txt2Image.Hub.Catalogue;
using Txt2Image.Hub.Pulling;

namespace Txt2Image.Hub.Tests.Catalogue;

public sealed class ModelCatalogueTests
{
    [Fact]
    public void Catalogue_OfModels_IsCompleteAndUnambiguous()
    {
        Assert.All(ModelCatalogue.All, model =>
        {
            Assert.Equal(model, ModelReference.Parse(model.Name).Known);
            Assert.Equal(model, ModelReference.Parse(model.Repository).Known);
            Assert.Matches("^[a-z0-9-]+$", model.Name);
            Assert.InRange(model.Dimension, 64, 4096);
            Assert.True(Uri.TryCreate(model.Licence.Url, UriKind.Absolute, out _), model.Name);
            Assert.True((model.Flickr30k ?? model.Coco)!.RecallAt1 is > 10 and < 100, model.Name);
            Assert.NotEmpty(model.Languages);
            Assert.NotEmpty(model.GoodFor);
            Assert.All(model.Megabytes.Keys, variant => Assert.Contains(variant, new[] { "fp32", "fp16", "int8" }));
        });
        Assert.Equal(ModelCatalogue.All.Count, ModelCatalogue.All.Select(model => model.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(ModelCatalogue.All, model => model.Licence.ResearchOnly);
    }
}
