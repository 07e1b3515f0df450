using System.Collections.Immutable;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Requests;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Search;

/// <summary>Makes the terms of a search the key of a grain, and prepares the images that the grain needs.</summary>
internal sealed class Composer(GrainClient grains, ImagePreparer preparer)
{
    /// <summary>Makes terms the key of a grain.</summary>
    /// <param name="question">The search.</param>
    /// <param name="collection">The collection that is searched.</param>
    /// <param name="model">Its model.</param>
    /// <param name="fresh">Whether examples must be found that were added just before.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Grains.Abstractions.Txt2ImageException">
    /// InvalidRequest: a text is empty or too long, an embedding is not one of the model, an example's collection is of another model, or the terms
    /// cancel each other out. NotFound: there is no such collection.
    /// </exception>
    public async ValueTask<Composed> ComposeAsync(
        SearchQuestion question, Collection collection, ClipModel model, bool fresh, CancellationToken cancellationToken)
    {
        List<QueryTerm> terms = [];
        var vectors = ImmutableArray.CreateBuilder<QueryInput>();
        foreach (var term in question.Terms)
        {
            switch (term)
            {
                case AskedTerm.Text text:
                    terms.Add(QueryTerm.OfText(text.Weight, model.Tokenizer, text.Value));
                    break;
                case AskedTerm.Like like:
                    var source = await FindSourceAsync(like, collection, fresh, cancellationToken);
                    terms.Add(QueryTerm.OfStored(like.Weight, new ExampleImage(source.Id, like.Id, source.Version)));
                    break;
                case AskedTerm.Image image:
                    terms.Add(QueryTerm.OfImage(image.Weight, image.Hash));
                    break;
                case AskedTerm.Vector vector:
                    var given = new GivenEmbedding(vector.Values, collection.Model);
                    given.Check(collection);
                    var unit = QueryTerm.OfVector(vector.Weight, given.ToUnit());
                    terms.Add(unit);
                    vectors.Add(new QueryInput { Hash = unit.Content, Embedding = given.ToUnit() });
                    break;
            }
        }

        return new Composed(
            QueryKey.FromTerms(model.Tokenizer.CleanerName, QueryTerms.Of(terms, question.WithExamples)),
            vectors.DrainToImmutable(),
            [.. question.Terms.OfType<AskedTerm.Image>().DistinctBy(image => image.Hash, StringComparer.Ordinal)]);
    }

    /// <summary>Decodes images to what the model's tower accepts.</summary>
    /// <exception cref="ImageException">An image is rejected.</exception>
    public async Task<ImmutableArray<QueryInput>> PrepareAsync(
        ImmutableArray<AskedTerm.Image> images, ClipModel model, CancellationToken cancellationToken)
    {
        var inputs = ImmutableArray.CreateBuilder<QueryInput>();
        foreach (var image in images)
        {
            var prepared = await preparer.PrepareAsync(image.Bytes, model.Tile, cancellationToken);
            inputs.Add(new QueryInput { Hash = image.Hash, Tile = prepared.Tile });
        }

        return inputs.DrainToImmutable();
    }

    private async ValueTask<Collection> FindSourceAsync(
        AskedTerm.Like like, Collection searched, bool fresh, CancellationToken cancellationToken)
    {
        if (like.Collection is null)
        {
            return searched;
        }

        var source = await grains.GetCollectionAsync(like.Collection, fresh, cancellationToken);
        return source.Model == searched.Model
            ? source
            : throw Wrong.Invalid(
                $"The image {like.Id:D} is in the collection {source.Name}, which was created with the model {source.ModelName} ({source.Model}); "
                + $"{searched.Name} was created with {searched.ModelName} ({searched.Model}). Embeddings of different models cannot be compared.");
    }
}
