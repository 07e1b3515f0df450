using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// A query. Concurrent callers share one search, whatever their k. Answers are kept in this process, under the version that was read before the
/// search, so a kept answer never hides what was acknowledged before that reading.
/// </summary>
[Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class QueryGrain(
    ClipModel model, QuestionEncoder encoder, SearchAdmission admission, HitSearch search, AnswerMemory answers, SearchCache cache)
    : Grain, IQueryGrain
{
    private readonly Flights<Landing> _flights = new();
    private QueryKey _question;
    private ImmutableArray<string> _unknownWords = [];
    private QuestionEmbedding? _embedding;
    private SharedFlight<EncodedQuestion>? _encoding;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _question = QueryKey.Parse(this.GetPrimaryKeyString());
        _unknownWords = [.. model.UnknownWords(_question.Cleaned)];
        return Task.CompletedTask;
    }

    public ValueTask<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Require(request);
        var shelf = ShelfKey.Of(request);
        return answers.Find(_question, shelf, request.Offset + request.K) is { } kept
            ? new(Slice(request, new Landing(kept, CacheSource.Memory)))
            : JoinAsync(request, cancellationToken);
    }

    private async ValueTask<SearchAnswer> JoinAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var hits = HitSteps.For(request.Offset + request.K);
        return Slice(
            request, await _flights.JoinAsync(ShelfKey.Of(request), hits, abandoned => FlyAsync(request, hits, abandoned), cancellationToken));
    }

    private async Task<Landing> FlyAsync(SearchRequest request, int hits, CancellationToken cancellationToken)
    {
        using var span = Instruments.Activities.StartActivity("search flight");
        span?.SetTag("txt2image.collection", request.Collection.ToString()).SetTag("txt2image.hits", hits);
        var shelf = ShelfKey.Of(request);
        if (await cache.FindHitsAsync(model.Fingerprint, shelf, _question) is { } found && found.Cover(hits))
        {
            answers.Keep(_question, shelf, found);
            return new Landing(found, CacheSource.Distributed);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var filter = request.Filter is null ? null : FilterJson.Read(request.Filter);
        var (place, retryAfter) = admission.TryEnter(SearchAdmission.WorkOf(filter));
        if (place is null)
        {
            return Landing.Refused(retryAfter);
        }

        using var entered = place;
        var encoded = await EmbeddingAsync(cancellationToken);
        if (encoded.Embedding is not { } embedding)
        {
            return Landing.Refused(encoded.RetryAfter ?? TimeSpan.Zero);
        }

        var (answer, searchMs) = await search.FindAsync(request, filter, embedding, hits, cancellationToken);
        place.Note();
        answers.Keep(_question, shelf, answer);
        _ = cache.KeepAsync(model.Fingerprint, shelf, _question, answer);
        return new Landing(answer, CacheSource.None) { EncodeMs = encoded.Milliseconds, VectorSearchMs = searchMs };
    }

    /// <summary>The embedding, computed once for all collections, versions and pages.</summary>
    private async Task<EncodedQuestion> EmbeddingAsync(CancellationToken cancellationToken)
    {
        if (_embedding is not null)
        {
            return new EncodedQuestion(_embedding, null, 0);
        }

        if (_encoding is not { Open: true, Done: false })
        {
            _encoding = new SharedFlight<EncodedQuestion>(abandoned => encoder.EncodeAsync(model, _question, abandoned));
        }

        var encoded = await _encoding.JoinAsync(cancellationToken);
        _embedding = encoded.Embedding ?? _embedding;
        return encoded;
    }

    private void Require(SearchRequest request)
    {
        if (request.Model != model.Fingerprint)
        {
            throw new Txt2ImageException(ErrorCode.Conflict, $"The collection was created with another model; this service runs {model.Id}.");
        }

        if (request.K < 1 || request.Offset < 0 || request.Offset > HitSteps.Most - request.K)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"offset must be 0 or more, k 1 or more, and offset + k at most {HitSteps.Most}.");
        }
    }

    private SearchAnswer Slice(SearchRequest request, Landing landing)
    {
        if (landing.Answer is not { } answer)
        {
            return new SearchAnswer { RetryAfter = landing.RetryAfter };
        }

        Instruments.Answers.Add(1, new KeyValuePair<string, object?>("cache", WordOf(landing.Source)));
        var from = Math.Min(request.Offset, answer.Hits.Length);
        var count = Math.Min(request.K, answer.Hits.Length - from);
        return new SearchAnswer
        {
            Hits = count == answer.Hits.Length ? answer.Hits : answer.Hits.Slice(from, count),
            Cache = landing.Source,
            Truncated = answer.Truncated,
            UnknownWords = _unknownWords,
            EncodeMs = landing.EncodeMs,
            VectorSearchMs = landing.VectorSearchMs,
        };
    }

    private static string WordOf(CacheSource source) => source switch
    {
        CacheSource.Memory => "memory",
        CacheSource.Distributed => "distributed",
        _ => "none",
    };

    /// <summary>The result of a flight: an answer, or a rejection.</summary>
    private sealed record Landing(QuestionHits? Answer, CacheSource Source)
    {
        public TimeSpan? RetryAfter { get; private init; }

        public double EncodeMs { get; init; }

        public double VectorSearchMs { get; init; }

        public static Landing Refused(TimeSpan retryAfter) => new(null, CacheSource.None) { RetryAfter = retryAfter };
    }
}
