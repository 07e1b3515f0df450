using Txt2Image.Cli.Evaluating.Relevance;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.ImageToText;

/// <summary>All captions of a source, with their embeddings in a temporary file, and which of them are true of which image.</summary>
/// <param name="client">The server.</param>
/// <param name="model">The model, by its fingerprint.</param>
/// <param name="dimension">How many numbers an embedding has.</param>
internal sealed class CaptionPool(Txt2ImageClient client, string? model, int dimension) : IDisposable
{
    private const int BlockSize = 256;

    private readonly List<string> _texts = [];
    private readonly Dictionary<Guid, ImageCaptions> _byImage = [];

    public VectorFile Vectors { get; } = new(dimension);

    /// <summary>How many captions there are.</summary>
    public int Count => _texts.Count;

    /// <summary>How many images have one.</summary>
    public int Images => _byImage.Count;

    /// <summary>The text of a caption.</summary>
    public string this[int caption] => _texts[caption];

    /// <summary>The captions of an image; null if it has none.</summary>
    public ImageCaptions? Find(Guid image) => _byImage.GetValueOrDefault(image);

    /// <summary>Embeds some captions.</summary>
    /// <returns>For each, why the server rejected it; null if it did not.</returns>
    public async Task<string?[]> AddAsync(IReadOnlyList<PreparedQuery> queries, CancellationToken cancellationToken)
    {
        var rejections = new string?[queries.Count];
        try
        {
            var vectors = await client.EmbedTextsAsync([.. queries.Select(static query => query.Text)], model, cancellationToken);
            foreach (var (query, vector) in queries.Zip(vectors))
            {
                Add(query, vector.Span);
            }
        }
        catch (ServerErrorException exception) when (exception.Code == ErrorCodes.InvalidRequest && queries.Count > 1)
        {
            // One rejected text rejects the whole request.
            foreach (var (index, query) in queries.Index())
            {
                rejections[index] = (await AddAsync([query], cancellationToken))[0];
            }
        }
        catch (ServerErrorException exception) when (exception.Code == ErrorCodes.InvalidRequest)
        {
            rejections[0] = exception.Detail;
        }

        return rejections;
    }

    public void Dispose() => Vectors.Dispose();

    private void Add(PreparedQuery query, ReadOnlySpan<float> vector)
    {
        if (vector.Length != dimension)
        {
            throw new RunFailedException($"the server embeds texts in {vector.Length} numbers, but the collection has {dimension}.");
        }

        var caption = _texts.Count;
        _texts.Add(query.Text);
        Vectors.Add(vector);
        foreach (var image in query.Relevant)
        {
            if (!_byImage.TryGetValue(image.Id, out var captions))
            {
                _byImage[image.Id] = captions = new ImageCaptions(image.Name, query.Group);
            }

            captions.Grades[caption] = image.Grade;
        }
    }
}

/// <summary>The captions of an image.</summary>
/// <param name="Name">The image's name.</param>
/// <param name="Group">The group of its first caption.</param>
internal sealed record ImageCaptions(string? Name, string? Group)
{
    /// <summary>Captions with their grades.</summary>
    public SortedDictionary<int, double> Grades { get; } = [];
}
