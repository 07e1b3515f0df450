using System.Runtime.CompilerServices;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>The captions of a collection's images as queries: each should find its own image.</summary>
/// <param name="images">The images.</param>
/// <param name="groupField">The field of the images by which results are broken down; null for none.</param>
internal sealed class CollectionCaptions(CollectionImages images, string? groupField) : IQuerySource
{
    /// <summary>An image may have none, or several.</summary>
    public long? Count => null;

    public async IAsyncEnumerable<PreparedQuery> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var image in images.ListAsync(cancellationToken))
        {
            var relevant = new RelevantImage(image.Id, image.Names is [var first, ..] ? first : null, 1);
            var group = groupField is null ? null : ImageField.Text(image, groupField);
            foreach (var caption in ImageField.Captions(image))
            {
                yield return new PreparedQuery(number++, caption, group, [relevant], []);
            }
        }
    }
}
