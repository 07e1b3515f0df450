using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating;

/// <summary>What is evaluated: the request, and what the server has at the beginning.</summary>
internal sealed record EvalSubject(EvalRequest Request, Uri Server, string? ServerVersion, CollectionInfo Collection, string QueriesHash)
{
    private const string OwnCaptions = "(captions of the collection)";

    /// <summary>The name of the file of queries, for people.</summary>
    private string Queries => Request.Queries is { } path ? Path.GetFileName(path) : OwnCaptions;

    /// <summary>Asks the server, and hashes the file of queries.</summary>
    /// <exception cref="UsageException">The file cannot be read, or there is no collection to evaluate.</exception>
    public static async Task<EvalSubject> FindAsync(Txt2ImageClient client, EvalRequest request, CancellationToken cancellationToken)
    {
        var hash = request.Queries is { } path ? await HashAsync(path, cancellationToken) : OwnCaptions;
        var status = await client.GetStatusAsync(cancellationToken);
        var name = request.Collection ?? status.DefaultCollection
            ?? throw new UsageException("the server has no default collection: give one with -c NAME");
        return new EvalSubject(request, client.Address, status.Version, await client.GetCollectionAsync(name, cancellationToken), hash);
    }

    /// <summary>What a journal of this run is about.</summary>
    public JournalKey Key(DateTimeOffset now) => new()
    {
        Server = Server.AbsoluteUri,
        Collection = $"{Collection.Name} {Collection.Created:O}",
        Version = Collection.Version ?? "",
        Queries = QueriesHash,
        Settings = JsonSerializer.Serialize(new { Request.Direction, Ks = string.Join(',', Request.Ks), Settings = Settings() }),
        At = now,
    };

    public RunHeader Header(DateTimeOffset at) => new()
    {
        Product = "Txt2Image",
        ProductVersion = ServerVersion ?? "",
        Collection = Collection.Name,
        Model = Collection.Model ?? "",
        CollectionVersion = Collection.Version ?? "",
        Images = Collection.Images,
        QueriesFile = Queries,
        At = at,
        Ks = Request.Ks,
        Direction = Request.Direction,
        Settings = new Dictionary<string, string>(Settings(), StringComparer.Ordinal) { ["queries"] = QueriesHash },
    };

    /// <summary>What else changes results, beside the queries.</summary>
    private SortedDictionary<string, string> Settings()
    {
        var search = Request.Search;
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("split", Request.Split);
        Add("by", Request.By);
        Add("encoding", Request.Encoding);
        Add("filter", search.FilterText);
        Add("minScore", search.MinScore);
        Add("cutoff", search.CutsOff ? "auto" : null);
        Add("maxChance", search.MaxChance);
        Add("collapse", search.Collapse);
        Add("diversity", search.Diversity);
        Add("within", search.Within);
        Add("ef", search.Ef);
        Add("exact", search.IsExact ? "true" : null);
        Add("ranking", Request.Direction == Direction.ImageToText
            ? "cosine of the image's stored embedding and the embedding of every caption of the file"
            : null);
        return settings;

        void Add(string name, IConvertible? value)
        {
            if (value is not null)
            {
                settings[name] = value.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the queries cannot be read: {exception.Message}");
        }
    }
}
