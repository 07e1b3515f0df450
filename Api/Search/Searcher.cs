using System.Diagnostics;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Collections;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Browsing.Spelling;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Search;

/// <summary>The answer to a search.</summary>
/// <param name="Collection">The collection that was searched.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Next">The cursor of the next page; null if there is none.</param>
/// <param name="Suggestion">What the text may have been; null if it is well spelt, as far as is known.</param>
internal readonly record struct Found(Collection Collection, SearchAnswer Answer, string? Next, string? Suggestion);

/// <summary>Answers searches: resolves the collection, then calls the query's grain.</summary>
internal sealed class Searcher(
    GrainClient grains,
    ServedModels models,
    Composer composer,
    SpellChecker spelling,
    IOptions<Txt2ImageOptions> options,
    IOptions<SearchOptions> limits)
{
    /// <summary>The part of the deadline after which what has been found so far is taken, so that it arrives before the deadline.</summary>
    private const double SearchingPart = .9;

    private readonly string _defaultCollection = options.Value.DefaultCollection;
    private readonly long _searchingTicks = (long)(limits.Value.Deadline.TotalSeconds * SearchingPart * Stopwatch.Frequency);

    /// <summary>Answers a search.</summary>
    /// <param name="question">The search.</param>
    /// <param name="fresh">Whether the answer must include every image that was acknowledged before now.</param>
    /// <param name="started">When its deadline began, as a timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<Found> AnswerAsync(SearchQuestion question, bool fresh, long started, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(question, fresh, started, cancellationToken);
        }
        catch (Txt2ImageException exception) when (exception.Code == ErrorCode.NotFound && !fresh)
        {
            // The cached entry may be out of date: the name may point to another collection now.
            return await AskAsync(question, fresh: true, started, cancellationToken);
        }
    }

    private async ValueTask<Found> AskAsync(SearchQuestion question, bool fresh, long started, CancellationToken cancellationToken)
    {
        var collection = await grains.GetCollectionAsync(question.Collection ?? _defaultCollection, fresh, cancellationToken);
        var model = models.Of(collection);
        var request = new SearchRequest
        {
            Collection = collection.Id,
            Model = collection.Model,
            Version = collection.Version,
            Offset = question.Offset,
            K = question.K,
            Filter = question.Filter,
            MinScore = question.MinScore,
            MaxChance = question.MaxChance,
            Refinement = question.Refinement,
            Ef = question.Ef,
        };
        var composed = question.Terms.IsEmpty ? null : await composer.ComposeAsync(question, collection, model, fresh, cancellationToken);
        var key = composed?.Key ?? QueryKey.FromText(model.Tokenizer, question.Text!);
        var hash = Cursor.HashOf(key.Value, request);
        if (question.Cursor is { } cursor)
        {
            request = request with { After = Cursor.Read(cursor, hash) };
        }

        var suggesting = IsFirstPage(question) && spelling.MayBeWrong(model, question.Text!)
            ? grains.SuggestAsync(collection, question.Text!, cancellationToken)
            : null;
        long? partialAt = question.AllowsPartial ? started + _searchingTicks : null;
        var answer = composed is null
            ? await grains.SearchAsync(key, request, partialAt, cancellationToken)
            : await AskComposedAsync(composed, model, request, partialAt, cancellationToken);
        if (answer.RetryAfter is not { } later)
        {
            return new(collection, answer, NextOf(answer, hash), suggesting is null ? null : await suggesting);
        }

        throw new Txt2ImageException(ErrorCode.Overloaded, "The server is overloaded: try again after the time in Retry-After.")
        {
            RetryAfter = later,
        };
    }

    private static bool IsFirstPage(in SearchQuestion question) => question is { Text: not null, Offset: 0, Cursor: null };

    private static string? NextOf(SearchAnswer answer, byte[] hash) => answer is { HasMore: true, Hits: [.., var last] }
        ? Cursor.Write(new HitPosition(last.Id, last.Score, answer.Offset + answer.Hits.Length), hash)
        : null;

    /// <summary>Images are decoded only if no cache knows them.</summary>
    private async ValueTask<SearchAnswer> AskComposedAsync(
        Composed composed, ClipModel model, SearchRequest request, long? partialAt, CancellationToken cancellationToken)
    {
        var answer = await grains.SearchAsync(
            composed.Key, request with { Inputs = composed.Images.IsEmpty ? composed.Vectors : [] }, partialAt, cancellationToken);
        if (!answer.NeedsInputs)
        {
            return answer;
        }

        var images = await composer.PrepareAsync(composed.Images, model, cancellationToken);
        return await grains.SearchAsync(composed.Key, request with { Inputs = [.. composed.Vectors, .. images] }, partialAt, cancellationToken);
    }
}
