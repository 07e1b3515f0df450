using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Grains.Tests.Searching.Arranging;

/// <summary>Hits of these tests, identified by a number.</summary>
internal static class Hits
{
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static SearchHit Of(int number, float score = 0, string? fields = null, string? name = null) => new()
    {
        Id = Id(number), Score = score, Names = [name ?? $"{number}.jpg"], Fields = fields, Width = 100 + number, Height = 50,
    };

    /// <summary>A hit whose image lies at an angle, in degrees, so that the cosine of two images is that of the angle between them.</summary>
    public static ComparedHit At(int number, float score, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);

        // Longer than a vector register and not a multiple of one, with what counts at both ends.
        var vector = new float[67];
        (vector[0], vector[66]) = ((float)cos, (float)sin);
        return new ComparedHit(Of(number, score), vector);
    }

    /// <summary>A hit whose image was deleted after the search.</summary>
    public static ComparedHit Gone(int number, float score) => new(Of(number, score), ReadOnlyMemory<float>.Empty);

    public static int[] Numbers(IEnumerable<Guid> ids) => [.. ids.Select(id => BitConverter.ToInt32(id.ToByteArray()))];

    public static int[] Numbers(IEnumerable<SearchHit> hits) => Numbers(hits.Select(hit => hit.Id));

    public static int[] Numbers(IEnumerable<ComparedHit> hits) => Numbers(hits.Select(hit => hit.Hit));
}
