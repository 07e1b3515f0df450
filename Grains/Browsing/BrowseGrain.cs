using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions.Browsing;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Browsing.Spelling;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Browsing;

/// <summary>Shows collections without a search. It runs on its caller's silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class BrowseGrain(IVectorStore store, Surveyor surveyor, SpellChecker spelling, ServedModels models) : Grain, IBrowseGrain
{
    /// <summary>How long a suggestion waits for the words of captions. Without them it could be wrong, so there is none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    public async Task<ImmutableArray<ListedImage>> SelectAsync(ImageSelection request, CancellationToken cancellationToken)
    {
        var order = request.IsNewestFirst ? PointOrder.NewestFirst : PointOrder.ById;
        var place = request.After is { } after ? new TimelinePlace(after.Taken, after.Id) : default(TimelinePlace?);
        var filter = FilterJson.Read(request.Filter);
        var points = await StoreDeadline.CallAsync(
            () => store.SelectAsync(request.Collection, filter, order, place, request.Limit, cancellationToken));
        return [.. points.Select(ListedImages.Of)];
    }

    public async Task<CollectionFacets> CountAsync(Guid collection, string version, string? filter, CancellationToken cancellationToken)
    {
        var survey = await surveyor.FindAsync(collection, version, filter).WaitAsync(cancellationToken);
        return new CollectionFacets
        {
            Version = survey.Version,
            Counted = survey.Counted,
            IsSample = survey.IsSample,
            Facets = survey.Facets,
        };
    }

    public async Task<string?> SuggestAsync(Guid collection, string version, string model, string text, CancellationToken cancellationToken)
    {
        if (models.Find(model) is not { } found)
        {
            return null;
        }

        try
        {
            var survey = await surveyor.FindAsync(collection, version, filter: null).WaitAsync(Patience, cancellationToken);
            return spelling.Suggest(found, survey.Words, text);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
