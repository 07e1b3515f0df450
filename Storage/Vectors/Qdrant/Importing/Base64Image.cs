namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>Decodes base64 text in either alphabet, with or without padding, plain or in a data URI.</summary>
internal static class Base64Image
{
    // Shorter texts are likely words that happen to be valid base64.
    private const int ShortestImage = 64;

    public static byte[]? Decode(string text)
    {
        var base64 = Body(text);
        if (base64.Length < ShortestImage)
        {
            return null;
        }

        var canonical = base64.Replace('-', '+').Replace('_', '/');
        canonical = canonical.TrimEnd().TrimEnd('=');
        var letters = canonical.Count(letter => !char.IsWhiteSpace(letter));
        canonical = (letters % 4) switch
        {
            2 => canonical + "==",
            3 => canonical + "=",
            _ => canonical,
        };
        var bytes = new byte[(canonical.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(canonical, bytes, out var length) ? bytes[..length] : null;
    }

    private static string Body(string text)
    {
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase) ? text[(comma + 1)..] : "";
    }
}
