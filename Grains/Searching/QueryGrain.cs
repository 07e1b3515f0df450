using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// A query. Concurrent callers share one search, whatever their k. Answers are kept in this process, under the version that was read before the
/// search, so a kept answer never hides what was acknowledged before that reading.
/// </summary>
[Reentrant, CollectionAgeLimit(Minutes = 1)]
internal sealed class QueryGrain(
    ServedModels models, QuestionEncoder encoder, SearchAdmission admission, HitSearch search, AnswerMemory answers, SearchCache cache)
    : Grain, IQueryGrain
{
    private readonly Flights<Landing> _flights = new();
    private readonly Dictionary<string, ModelView> _views = new(StringComparer.Ordinal);
    private QueryKey _question;
    private ImmutableArray<string> _texts = [];
    private ImmutableArray<Guid> _leftOut = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _question = QueryKey.Parse(this.GetPrimaryKeyString());
        if (_question.IsText)
        {
            _texts = [_question.Cleaned];
        }
        else
        {
            var terms = _question.ReadTerms();
            _texts = [.. terms.Terms.Where(term => term.Kind == TermKind.Text).Select(term => term.Content)];
            _leftOut = terms.LeftOut;
        }

        return Task.CompletedTask;
    }

    public ValueTask<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Require(request);
        var view = ViewOf(request.Model);
        var shelf = ShelfKey.Of(request);
        return answers.Find(_question, shelf, request.Offset + request.K) is { } kept
            ? new(Slice(request, view, new Landing(kept, CacheSource.Memory)))
            : JoinAsync(request, view, cancellationToken);
    }

    public async ValueTask<TermEmbedding> EmbedAsync(string model, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken)
    {
        var encoded = await EmbeddingAsync(ViewOf(model), inputs, cancellationToken);
        return new TermEmbedding
        {
            Embedding = encoded.Embedding is { } embedding ? Embedding.From(embedding.Vector) : null,
            Truncated = encoded.Embedding is { Truncated: true },
            RetryAfter = encoded.RetryAfter,
            NeedsInputs = encoded.NeedsInputs,
        };
    }

    private async ValueTask<SearchAnswer> JoinAsync(SearchRequest request, ModelView view, CancellationToken cancellationToken)
    {
        var hits = HitSteps.For(request.Offset + request.K);
        while (true)
        {
            var landing =
                await _flights.JoinAsync(ShelfKey.Of(request), hits, abandoned => FlyAsync(request, view, hits, abandoned), cancellationToken);

            // The flight may be that of a caller that came without the inputs.
            if (!landing.NeedsInputs || request.Inputs.IsEmpty)
            {
                return Slice(request, view, landing);
            }
        }
    }

    private async Task<Landing> FlyAsync(SearchRequest request, ModelView view, int hits, CancellationToken cancellationToken)
    {
        using var span = Instruments.Activities.StartActivity("search flight");
        span?.SetTag("txt2image.collection", request.Collection.ToString()).SetTag("txt2image.hits", hits);
        var shelf = ShelfKey.Of(request);
        if (await cache.FindHitsAsync(view.Model.Fingerprint, shelf, _question) is { } found && found.Cover(hits))
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
        var encoded = await EmbeddingAsync(view, request.Inputs, cancellationToken);
        if (encoded.Embedding is not { } embedding)
        {
            return encoded.NeedsInputs ? Landing.Incomplete : Landing.Refused(encoded.RetryAfter ?? TimeSpan.Zero);
        }

        var (answer, searchMs) = await search.FindAsync(request, filter, embedding, hits, _leftOut, cancellationToken);
        place.Note();
        answers.Keep(_question, shelf, answer);
        _ = cache.KeepAsync(view.Model.Fingerprint, shelf, _question, answer);
        return new Landing(answer, CacheSource.None) { EncodeMs = encoded.Milliseconds, VectorSearchMs = searchMs };
    }

    /// <summary>The embedding by a model, computed once for all its collections, versions and pages.</summary>
    private async Task<EncodedQuestion> EmbeddingAsync(ModelView view, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (view.Embedding is not null)
            {
                return new EncodedQuestion(view.Embedding, null, 0);
            }

            if (view.Encoding is not { Open: true, Done: false })
            {
                view.Encoding = new SharedFlight<EncodedQuestion>(abandoned => encoder.EncodeAsync(view.Model, _question, inputs, abandoned));
            }

            var encoded = await view.Encoding.JoinAsync(cancellationToken);
            view.Embedding = encoded.Embedding ?? view.Embedding;

            // The work may be that of a caller that came without the inputs.
            if (!encoded.NeedsInputs || inputs.IsEmpty)
            {
                return encoded;
            }
        }
    }

    private ModelView ViewOf(string fingerprint)
    {
        if (!_views.TryGetValue(fingerprint, out var view))
        {
            var model = models.Find(fingerprint) ?? throw new Txt2ImageException(
                ErrorCode.Conflict, $"The collection was created with another model; this service runs {models.Names}.");
            _views[fingerprint] = view = new ModelView(model, [.. _texts.SelectMany(model.UnknownWords).Distinct(StringComparer.Ordinal)]);
        }

        return view;
    }

    private static void Require(SearchRequest request)
    {
        if (request.K < 1 || request.Offset < 0 || request.Offset > HitSteps.Most - request.K)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"offset must be 0 or more, k 1 or more, and offset + k at most {HitSteps.Most}.");
        }
    }

    private static SearchAnswer Slice(SearchRequest request, ModelView view, Landing landing)
    {
        if (landing.Answer is not { } answer)
        {
            return new SearchAnswer { RetryAfter = landing.RetryAfter, NeedsInputs = landing.NeedsInputs };
        }

        Instruments.Answers.Add(1, new KeyValuePair<string, object?>("cache", WordOf(landing.Source)));
        var from = Math.Min(request.Offset, answer.Hits.Length);
        var count = Math.Min(request.K, answer.Hits.Length - from);
        return new SearchAnswer
        {
            Hits = count == answer.Hits.Length ? answer.Hits : answer.Hits.Slice(from, count),
            Cache = landing.Source,
            Truncated = answer.Truncated,
            UnknownWords = view.UnknownWords,
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

    /// <summary>The query as one model sees it.</summary>
    private sealed class ModelView(ClipModel model, ImmutableArray<string> unknownWords)
    {
        public ClipModel Model => model;

        public ImmutableArray<string> UnknownWords => unknownWords;

        public QuestionEmbedding? Embedding { get; set; }

        public SharedFlight<EncodedQuestion>? Encoding { get; set; }
    }

    /// <summary>The result of a flight: an answer, or a rejection.</summary>
    private sealed record Landing(QuestionHits? Answer, CacheSource Source)
    {
        public TimeSpan? RetryAfter { get; private init; }

        /// <summary>Whether the embedding needs what the key names by a hash.</summary>
        public bool NeedsInputs { get; private init; }

        public static Landing Incomplete { get; } = new(null, CacheSource.None) { NeedsInputs = true };

        public double EncodeMs { get; init; }

        public double VectorSearchMs { get; init; }

        public static Landing Refused(TimeSpan retryAfter) => new(null, CacheSource.None) { RetryAfter = retryAfter };
    }
}
