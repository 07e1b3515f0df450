using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Searching.Arranging;
using Txt2Image.Grains.Searching.Cutoff;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// A query. Concurrent callers share one search, whatever their k. Answers are kept in this process, under the version that was read before the
/// search, so a kept answer never hides what was acknowledged before that reading.
/// </summary>
[Reentrant, CollectionAgeLimit(Minutes = 1)]
internal sealed class QueryGrain(
    ServedModels models,
    QuestionEncoder encoder,
    SearchAdmission admission,
    HitSearch search,
    HitArranger arranger,
    ScoreKeeper scores,
    AnswerMemory answers,
    SearchCache cache,
    TimeProvider time)
    : Grain, IQueryGrain
{
    /// <summary>Reading and comparing the embeddings of this many hits costs about as much as a search.</summary>
    private const int HitsOfASearch = 250;

    private readonly Flights<Landing> _flights = new();
    private readonly Dictionary<string, ModelView> _views = new(StringComparer.Ordinal);
    private QueryKey _question;
    private ImmutableArray<string> _texts = [];
    private ImmutableArray<Guid> _leftOut = [];
    private bool _isOfTexts = true;

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
            _isOfTexts = terms.Terms.All(term => term.Kind == TermKind.Text);
        }

        return Task.CompletedTask;
    }

    public ValueTask<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        RequestRules.Check(request, _isOfTexts);
        var view = ViewOf(request.Model);
        var patience = request.PartialWithin is { } limit ? new Patience(limit, time) : null;
        if (request.MaxChance is { } maxChance)
        {
            return CutAsync(request, view, maxChance, patience, cancellationToken);
        }

        return request is { Refinement: null, After: null } && answers.Find(_question, ShelfKey.Of(request), request.Offset + request.K) is { } kept
            ? new(Slice(request, view, new Landing(kept, CacheSource.Memory)))
            : FindAsync(request, view, patience, landed: null, cancellationToken);
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

    /// <summary>Cuts hits off before anything else is done with them, and says how likely each is by chance.</summary>
    private async ValueTask<SearchAnswer> CutAsync(
        SearchRequest request, ModelView view, double maxChance, Patience? patience, CancellationToken cancellationToken)
    {
        var landing = await LandAsync(request, view, NeededOf(request), patience, cancellationToken);
        if (landing.IsPart)
        {
            return await FindAsync(request, view, patience, landing, cancellationToken) with
            {
                Cutoff = new CutoffResult { State = CutoffState.Partial },
            };
        }

        var encoded = landing.Answer is null ? null : await EmbeddingAsync(view, request.Inputs, cancellationToken);
        if (encoded?.Embedding is not { } embedding)
        {
            return Slice(request, view, encoded is null ? landing : Landing.Refused(encoded.RetryAfter ?? TimeSpan.Zero));
        }

        var learned = await scores.FindAsync(request.Collection, request.Version, view.Model, cancellationToken);
        if (learned is not { AreKnown: true } || landing.Answer is not { Hits: [var best, ..] })
        {
            var state = landing.Answer!.Hits.IsEmpty ? CutoffState.Applied : learned is null ? CutoffState.Learning : CutoffState.TooFew;
            return await FindAsync(request, view, patience, landing, cancellationToken) with
            {
                Cutoff = new CutoffResult { State = state, IsNothing = landing.Answer.Hits.IsEmpty },
            };
        }

        var cut = new ScoreCut(learned, embedding.Vector, best.Score, maxChance);
        var bounded = request with { MinScore = Math.Max(cut.Floor, request.MinScore ?? cut.Floor) };
        var answer = await FindAsync(bounded, view, patience, landing, cancellationToken);
        return answer with
        {
            // The work was done before the cut.
            Cache = landing.Source,
            EncodeMs = landing.EncodeMs,
            VectorSearchMs = landing.VectorSearchMs,
            Hits = [.. answer.Hits.Select(hit => hit with { Chance = cut.ChanceOf(hit.Score) })],
            Cutoff = new CutoffResult { State = CutoffState.Applied, Floor = cut.IsNothing ? null : cut.Floor, IsNothing = cut.IsNothing },
        };
    }

    /// <param name="request">The request.</param>
    /// <param name="view">The query as the collection's model sees it.</param>
    /// <param name="patience">When the caller takes what there is; null: never.</param>
    /// <param name="landed">Hits by score that were found before, as many as the request needs unless images were added; or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async ValueTask<SearchAnswer> FindAsync(
        SearchRequest request, ModelView view, Patience? patience, Landing? landed, CancellationToken cancellationToken)
    {
        if (request.Refinement is { Arranges: true } refinement)
        {
            return Slice(request, view, await LandArrangedAsync(request, view, refinement, patience, landed, cancellationToken));
        }

        var hits = NeededOf(request);
        while (true)
        {
            var landing = landed ?? await LandAsync(request, view, hits, patience, cancellationToken);
            if (landing.Answer is not { IsWhole: false, Part: null } answer || hits == HitSteps.Most
                || HitSlice.EndOf(request, answer.Hits) <= answer.Hits.Length)
            {
                return Slice(request, view, landing);
            }

            // Images were added before the hit after which the page begins, so it ends later than expected.
            hits = Math.Min(HitSlice.EndOf(request, answer.Hits), HitSteps.Most);
            landed = null;
        }
    }

    /// <summary>How many hits by score the answer to a request is made of, unless images were added since the page before.</summary>
    private static int NeededOf(SearchRequest request) => request switch
    {
        { Refinement: { Arranges: true } refinement } => refinement.Within,
        { After: { } after } => Math.Min(after.Rank + request.K, HitSteps.Most),
        _ => request.Offset + request.K,
    };

    /// <summary>The first hits by score, at least this many.</summary>
    private async ValueTask<Landing> LandAsync(
        SearchRequest request, ModelView view, int needed, Patience? patience, CancellationToken cancellationToken)
    {
        var shelf = ShelfKey.Of(request);
        if (answers.Find(_question, shelf, needed) is { } kept)
        {
            return new Landing(kept, CacheSource.Memory);
        }

        var hits = HitSteps.For(needed);
        while (true)
        {
            var landing = await _flights.JoinAsync(
                shelf, hits, (flight, abandoned) => FlyAsync(flight, request, view, hits, abandoned), patience, cancellationToken);

            // The flight may be that of a caller that came without the inputs.
            if (!landing.NeedsInputs || request.Inputs.IsEmpty)
            {
                return landing;
            }
        }
    }

    /// <summary>
    /// The best hits, arranged. Everyone who asks for the same arrangement shares it, except that of a part: it is only for the caller who takes it.
    /// </summary>
    private async ValueTask<Landing> LandArrangedAsync(
        SearchRequest request, ModelView view, Refinement refinement, Patience? patience, Landing? landed, CancellationToken cancellationToken)
    {
        var shelf = ShelfKey.Of(request) with { Arrangement = ArrangementKey.Of(refinement, request.MinScore) };
        while (true)
        {
            if (answers.Find(_question, shelf, refinement.Within) is { } kept)
            {
                return new Landing(kept, CacheSource.Memory);
            }

            if (patience is not null)
            {
                landed ??= await LandAsync(request, view, refinement.Within, patience, cancellationToken);
                if (landed.Answer is null or { Part: not null })
                {
                    return await ArrangedAsync(request, refinement, landed, cancellationToken);
                }
            }

            var landing = await _flights.JoinAsync(
                shelf,
                refinement.Within,
                (_, abandoned) => ArrangeAsync(request, view, refinement, shelf, abandoned),
                patience: null,
                cancellationToken);
            if (!landing.NeedsInputs || request.Inputs.IsEmpty)
            {
                return landing;
            }
        }
    }

    private async Task<Landing> ArrangeAsync(
        SearchRequest request, ModelView view, Refinement refinement, ShelfKey shelf, CancellationToken cancellationToken)
    {
        var landing = await LandAsync(request, view, refinement.Within, patience: null, cancellationToken);
        landing = await ArrangedAsync(request, refinement, landing, cancellationToken);
        if (landing.Answer is { } arranged)
        {
            answers.Keep(_question, shelf, arranged);
        }

        return landing;
    }

    private async Task<Landing> ArrangedAsync(SearchRequest request, Refinement refinement, Landing landing, CancellationToken cancellationToken)
    {
        if (landing.Answer is not { } answer)
        {
            return landing;
        }

        var work = HitArranger.NeedsVectors(refinement) ? 1 + (refinement.Within / HitsOfASearch) : 0;
        var (place, retryAfter) = admission.TryEnter(work);
        if (place is null)
        {
            return Landing.Refused(retryAfter);
        }

        using var entered = place;
        var best = HitSlice.Best(answer.Hits, refinement.Within, request.MinScore);
        var (hits, facets) = await arranger.ArrangeAsync(request.Collection, best, refinement, cancellationToken);
        return landing with { Answer = new QuestionHits(int.MaxValue, hits, answer.Truncated) { Facets = facets, Part = answer.Part } };
    }

    private async Task<Landing> FlyAsync(
        SharedFlight<Landing> flight, SearchRequest request, ModelView view, int hits, CancellationToken cancellationToken)
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

        var begun = time.GetTimestamp();
        var progress = new SearchProgress();
        flight.SoFar = () => HitSearch.SoFar(progress, embedding, hits, _leftOut) is { } part
            ? new Landing(part, CacheSource.None)
            {
                EncodeMs = encoded.Milliseconds,
                VectorSearchMs = time.GetElapsedTime(begun).TotalMilliseconds,
            }
            : null;
        var (answer, searchMs) = await search.FindAsync(request, filter, embedding, hits, _leftOut, progress, cancellationToken);
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
                view.Encoding = new SharedFlight<EncodedQuestion>((_, abandoned) => encoder.EncodeAsync(view.Model, _question, inputs, abandoned));
            }

            var encoded = await view.Encoding.JoinAsync(patience: null, cancellationToken);
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

    private static SearchAnswer Slice(SearchRequest request, ModelView view, Landing landing)
    {
        if (landing.Answer is not { } answer)
        {
            return new SearchAnswer { RetryAfter = landing.RetryAfter, NeedsInputs = landing.NeedsInputs };
        }

        Instruments.Answers.Add(1, new("cache", WordOf(landing.Source)), new("complete", answer.Part is null ? "yes" : "no"));
        var slice = HitSlice.Of(request, answer);
        return new SearchAnswer
        {
            Hits = slice.Hits,
            Offset = slice.Start,
            HasMore = slice.HasMore,
            Facets = answer.Facets,
            Cache = landing.Source,
            Truncated = answer.Truncated,
            UnknownWords = view.UnknownWords,
            EncodeMs = landing.EncodeMs,
            VectorSearchMs = landing.VectorSearchMs,
            Part = answer.Part,
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
}
