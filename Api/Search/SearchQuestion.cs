using System.Collections.Immutable;
using System.Globalization;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Search;

/// <summary>A validated search.</summary>
/// <param name="Text">The text as it was sent; null if the search has none.</param>
/// <param name="K">How many hits.</param>
/// <param name="Offset">How many hits to skip.</param>
/// <param name="MinScore">The lowest score that a hit may have, or null.</param>
/// <param name="Collection">The collection to search, or null for the default one.</param>
/// <param name="Filter">The filter that hits must satisfy, in canonical form so that equal filters are equal strings; or null.</param>
internal readonly record struct SearchQuestion(string? Text, int K, int Offset, double? MinScore, string? Collection, string? Filter)
{
    public const int DefaultK = 10;
    public const int MaxK = StorageLimits.MaxHits;

    public const double DefaultMaxChance = .05;

    /// <summary>The names of the number of hits: ours, and those that other services have for it.</summary>
    private static readonly string[] KNames = ["k", "limit", "top"];

    /// <summary>Chances are counted over some hundred texts, so lower ones are not known.</summary>
    public const double LowestChance = .005;

    /// <summary>The members of a search in JSON.</summary>
    public static readonly string[] Names =
    [
        "q", "like", "examples", .. KNames, "offset", "cursor", "minScore", "cutoff", "maxChance", "collection", "filter",
        .. RefinementReader.Names, "ef", "exact", "partial", TermReader.Terms, TermReader.Embedding,
    ];

    /// <summary>The terms; none if the search is for <see cref="Text"/> as it is.</summary>
    public ImmutableArray<AskedTerm> Terms { get; private init; } = [];

    /// <summary>Whether the answer includes the images of <c>like</c>.</summary>
    public bool WithExamples { get; private init; }

    /// <summary>The cursor at which the page begins, or null.</summary>
    public string? Cursor { get; private init; }

    /// <summary>What is done with the best hits before a page is returned, or null.</summary>
    public Refinement? Refinement { get; private init; }

    /// <summary>The highest chance that the best hit may have of being one of an unrelated text; null if hits are not cut off.</summary>
    public double? MaxChance { get; private init; }

    /// <summary>How many candidates an approximate index keeps; 0: every image is compared; null: as the store is set.</summary>
    public int? Ef { get; private init; }

    /// <summary>Whether the hits found so far are an answer when the time is out.</summary>
    public bool AllowsPartial { get; private init; }

    /// <summary>Reads and validates a search.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="more">Terms besides those of <c>q</c> and <c>like</c>.</param>
    public static SearchQuestion Read<TParameters>(TParameters parameters, ImmutableArray<AskedTerm> more)
        where TParameters : struct, IParameters
    {
        var text = parameters.Text("q");
        var k = ReadK(parameters);
        var offset = parameters.Whole("offset", 0, MaxK - 1);
        var question = new SearchQuestion(
            text,
            k,
            offset ?? 0,
            parameters.Number("minScore", -1, 1),
            parameters.Text("collection"),
            parameters.Filter("filter") is { } filter ? FilterJson.Write(filter) : null)
        {
            Terms = ReadTerms(text, parameters.Texts("like"), more),
            WithExamples = parameters.Truth("examples") ?? false,
            Cursor = parameters.Text("cursor"),
            MaxChance = ReadMaxChance(parameters.Text("cutoff"), parameters.Number("maxChance", LowestChance, 1)),
            Refinement = RefinementReader.Read(parameters, k),
            Ef = ReadEf(parameters.Whole("ef", 1, StorageLimits.MaxEf), parameters.Truth("exact")),
            AllowsPartial = ReadPartial(parameters.Text("partial")),
        };
        if (question.MaxChance is not null && !question.Terms.All(term => term is AskedTerm.Text))
        {
            throw Wrong.Invalid("cutoff=auto compares a search with unrelated texts, so it works for texts only: remove cutoff, or send minScore.");
        }

        if (question.Cursor is not null && offset is not null)
        {
            throw Wrong.Invalid("cursor and offset both say where the page begins: send one of them.");
        }

        RefinementReader.Check(question.Refinement, question.K, question.Offset);
        if (question.K + question.Offset <= MaxK)
        {
            return question;
        }

        throw Wrong.Invalid(string.Create(
            CultureInfo.InvariantCulture, $"k + offset must be at most {MaxK}, not {question.K} + {question.Offset}."));
    }

    /// <summary>The same search of the collection that a path names.</summary>
    /// <param name="collection">The collection; null if the path names none.</param>
    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: the search names another one.</exception>
    public SearchQuestion In(string? collection) => collection is null || collection == Collection ? this
        : Collection is null ? this with { Collection = collection }
        : throw Wrong.Invalid(
            $"The path names the collection '{Wrong.Short(collection)}', and the parameter collection '{Wrong.Short(Collection)}': leave it out.");

    private static int ReadK<TParameters>(TParameters parameters)
        where TParameters : struct, IParameters
    {
        (string Name, int Value)? k = null;
        foreach (var name in KNames)
        {
            if (parameters.Whole(name, 1, MaxK) is not { } value)
            {
                continue;
            }

            if (k is { } other && other.Value != value)
            {
                throw Wrong.Invalid(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{other.Name} and {name} mean the same, but {other.Value} and {value} were sent: send one of them."));
            }

            k ??= (name, value);
        }

        return k?.Value ?? DefaultK;
    }

    private static int? ReadEf(int? ef, bool? exact) => (ef, exact) switch
    {
        (_, not true) => ef,
        (null, _) => 0,
        _ => throw Wrong.Invalid("exact=true compares the query with every image, so ef has no meaning: send one of them."),
    };

    private static bool ReadPartial(string? partial) => partial switch
    {
        null or "none" => false,
        "allow" => true,
        _ => throw Wrong.Invalid(
            $"partial must be allow (the hits found so far when the time is out) or none (all or nothing), not '{Wrong.Short(partial)}'."),
    };

    private static double? ReadMaxChance(string? cutoff, double? maxChance) => (cutoff, maxChance) switch
    {
        (null or "none", null) => null,
        ("auto", _) => maxChance ?? DefaultMaxChance,
        (null or "none", _) => throw Wrong.Invalid("maxChance is the chance that cutoff=auto allows: send cutoff=auto too."),
        _ => throw Wrong.Invalid($"cutoff must be auto or none, not '{Wrong.Short(cutoff)}'."),
    };

    private static ImmutableArray<AskedTerm> ReadTerms(string? text, IReadOnlyList<string> likes, ImmutableArray<AskedTerm> more)
    {
        var isBlank = string.IsNullOrWhiteSpace(text);
        if (likes.Count == 0 && more.IsEmpty)
        {
            if (isBlank)
            {
                throw Wrong.Invalid("q is required: the text to search for, such as q=a+red+bicycle. Or send like=ID, the id of an image.");
            }

            if (!QuerySyntax.HasOperators(text!))
            {
                return [];
            }
        }

        ImmutableArray<AskedTerm> terms =
        [
            .. isBlank ? [] : QuerySyntax.Read(text!).Select(term => new AskedTerm.Text(term.Weight, term.Text)),
            .. likes.Select(like => TermReader.ReadLike(1, like, "like")),
            .. more,
        ];
        return terms.Length <= QuerySyntax.MostTerms ? terms : throw QuerySyntax.TooMany();
    }
}
